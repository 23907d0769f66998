"""`.env`: its lines as somebody wrote them, with the settings that setting up puts in."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from surveys.errors import EnvFileUnreadable

MODE: Final = 0o600
_SAFE: Final = re.compile(r"[\w./:@,+%=~-]*", re.ASCII)  # needs no quotes


class EnvFile:
    """The settings file of a folder; its own user alone may read what we write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def values(self) -> dict[str, str]:
        """Return what it sets, by name; "" where it says that there is none.

        Raises EnvFileUnreadable.
        """
        try:
            found = dotenv_values(self.path, interpolate=False) if self.path.exists() else {}
        except (OSError, UnicodeDecodeError) as error:
            raise EnvFileUnreadable(type(error).__name__) from None
        return {name: value or "" for name, value in found.items()}

    def put(self, given: Mapping[str, str]) -> None:
        """Set some settings, "" for none; every other line and remark stays as it is.

        The file is exchanged as a whole, so a death leaves the old one or the new one. Raises
        EnvFileUnreadable.
        """
        try:
            lines = self.path.read_text("utf-8").splitlines() if self.path.exists() else []
        except (OSError, UnicodeDecodeError) as error:
            raise EnvFileUnreadable(type(error).__name__) from None
        for name, value in given.items():
            mine = re.compile(rf"\s*(?:export\s+)?{re.escape(name)}\s*=", re.IGNORECASE)
            at = [number for number, line in enumerate(lines) if mine.match(line)]
            written = f"{name}={_quoted(value)}"
            for number in reversed(at[1:]):
                del lines[number]
            if at:
                lines[at[0]] = written
            else:
                lines.append(written)
        self._exchange("".join(f"{line}\n" for line in lines))

    def _exchange(self, content: str) -> None:
        target = self.path.resolve()  # where .env is a link, what it leads to is exchanged
        new = target.with_name(f"{target.name}.new")
        try:
            new.unlink(missing_ok=True)  # of a run that died here
            file = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, MODE)
            with os.fdopen(file, "w", encoding="utf-8") as written:
                written.write(content)
                written.flush()
                os.fsync(written.fileno())
            new.replace(target)
        except OSError as error:
            new.unlink(missing_ok=True)
            raise EnvFileUnreadable(error.strerror or type(error).__name__) from None


def _quoted(value: str) -> str:
    if _SAFE.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
