"""Each signature of Slack's is good for one act: whoever captured one can't have it done again.

An act may be undone, and a request that comes a second time would do it anew: an answer that was
withdrawn would be back. So whatever could act leaves a mark for as long as its signature is good,
once it is done and before anybody hears so: what a process did not finish, a proxy may give to the
next one. A mark is an empty file in the folder of keys, which all processes of one installation
share. Its name is a digest of the signature: it leads to no person, no act and no word, and nobody
can make it who has not the request itself. No database, backup, log or metric has it.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from surveys.store.keyring import USED

SECONDS_TOGETHER: Final = 300  # as long as a signature is good: see bot/serving.py
_SEARCH: Final = b'"block_suggestion"'
_BEGINNING: Final = 32  # bytes, in which a payload of Slack's tells its type
_FOLDERS_KEPT: Final = 2  # before the present one: a signature may come from before it


class Used:
    """What was used. `clock` gives seconds since 1970, as Slack's stamps do."""

    def __init__(self, keys: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder, self._clock = keys / USED, clock

    def has(self, stamp: str, signature: str) -> bool:
        """Say whether what came under a signature was answered."""
        return self._mark(stamp, signature).exists()

    def add(self, stamp: str, signature: str) -> None:
        """Remember that it was answered. A disk that takes no file must not silence everybody."""
        mark = self._mark(stamp, signature)
        with suppress(OSError):
            try:
                _make(mark)
            except FileNotFoundError:
                self._folder.mkdir(0o700, exist_ok=True)  # KEY_DIR itself is not ours to make
                mark.parent.mkdir(0o700, exist_ok=True)
                _make(mark)

    def forget(self) -> None:
        """Remove the marks of signatures that are good no longer: within a quarter of an hour."""
        oldest = int(self._clock()) // SECONDS_TOGETHER - _FOLDERS_KEPT
        with suppress(OSError):  # nothing came yet, or another process is doing this
            for one in self._folder.iterdir():
                if one.name.isdecimal() and int(one.name) < oldest:
                    shutil.rmtree(one, ignore_errors=True)

    def _mark(self, stamp: str, signature: str) -> Path:
        name = hashlib.sha256(signature.encode()).hexdigest()
        return self._folder / str(int(stamp) // SECONDS_TOGETHER) / name


def is_act(body: bytes, payload: bytes) -> bool:
    """Say whether a request, whose form holds a payload, could do what can be undone.

    Slack sends interactions and commands as forms, and as JSON what it repeats by itself until it
    is acknowledged: events, which may come any number of times. A search changes nothing, and the
    same one twice in a second has one signature.
    """
    return body[:1] not in {b"", b"{"} and _SEARCH not in payload[:_BEGINNING]


def _make(mark: Path) -> None:
    # Everybody waits for this, and Path.touch takes twice as long.
    os.close(os.open(mark, os.O_CREAT | os.O_WRONLY, 0o600))
