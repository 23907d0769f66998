"""The record of every call received and everything sent to the bot, in order."""

import json
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, TextIO


class Calls:
    """JSON lines, one a call or an event; with no path nothing is written.

    Tokens are left out: the caller hands over a body they were taken from.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None
        self._numbers = count(1)
        self._lock = Lock()

    def received(self, method: str, body: dict[str, Any]) -> None:
        """Write down a Web API call."""
        self._write({"direction": "call", "method": method, "body": body})

    def sent(self, kind: str, body: dict[str, Any]) -> None:
        """Write down an event, an interaction or a command sent to the bot."""
        self._write({"direction": "event", "type": kind, "body": body})

    def close(self) -> None:
        """Finish the file."""
        with self._lock:
            if self._file:
                self._file.close()
                self._file = None

    def _write(self, line: dict[str, Any]) -> None:
        if self._path is None:
            return
        with self._lock:
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("w", encoding="utf-8", buffering=1)
            numbered = {"seq": next(self._numbers)} | line
            self._file.write(json.dumps(numbered, ensure_ascii=False, default=str) + "\n")
