"""Reading files in which a key may lie: a program that imports little, for it runs often.

Asked on its standard input by `searching`, it answers with three numbers.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from bot.audit.unpacking import HEAD, NOT_UNPACKED, inside
from surveys.model.spellings import Spelling, spellings

CHUNK: Final = 1 << 20
LEAST_DIFFERENT: Final = 20  # of 32 random bytes: fewer come less often than once in 10**9 keys


@dataclass(frozen=True)
class _Sought:
    """What tells a key: how those known are spelt, and what files of keys are called."""

    spelt: tuple[Spelling, ...]
    names: tuple[str, ...]
    key_bytes: int

    def is_named(self, name: str) -> bool:
        """Say whether a file, or one in an archive, is called as keys are."""
        return name.endswith(".key") or any(one in name for one in self.names)


def search(asked: dict[str, Any]) -> tuple[int, int, int]:
    """Count the files with a key in them, those that can't be read, and those like a key."""
    sought = _Sought(
        spellings(bytes.fromhex(key) for key in asked["keys"]),
        tuple(f"{one}.key" for one in asked["rounds"]),
        asked["key_bytes"],
    )
    files: set[Path] = set()
    copies = unread = alike = 0
    for folder in asked["folders"]:
        found, beyond = _files_in(Path(folder), Path(asked["own"]))
        files |= found
        unread += beyond
    for path in files:
        try:
            with path.open("rb") as file:
                seen = set(_seen(file, path.name, sought))
        except FileNotFoundError:  # SQLite's log comes and goes
            continue
        except (OSError, *NOT_UNPACKED):  # a damaged or locked archive may hold anything
            unread += 1
            continue
        copies += "key" in seen
        alike += seen == {"like a key"}
    return copies, unread, alike


def _files_in(folder: Path, own: Path) -> tuple[set[Path], int]:
    """Return the files below a folder, and how many folders can't be followed.

    Links are followed, each folder being entered once: so do programs that make backups. A link to
    what the folder itself lies in is not: that may be the whole machine.
    """
    entered: set[tuple[int, int]] = set()
    found: set[Path] = set()
    beyond: list[object] = []
    for here, below, names in os.walk(folder, followlinks=True, onerror=beyond.append):
        place = Path(here)
        which = _which(place)
        if place == own or which in entered:
            below.clear()
            continue
        entered.add(which)
        for name in [one for one in below if _holds(place / one, folder)]:
            below.remove(name)
            beyond.append(name)
        found |= {path for path in (place / one for one in names) if path.is_file()}
    return found, sum(not isinstance(one, FileNotFoundError) for one in beyond)


def _which(place: Path) -> tuple[int, int]:
    try:
        status = place.stat()
    except FileNotFoundError:  # removed as we looked
        return (0, 0)
    return status.st_dev, status.st_ino


def _holds(path: Path, folder: Path) -> bool:
    return path.is_symlink() and path.resolve() in folder.resolve().parents


def _seen(file: IO[bytes], name: str, sought: _Sought, depth: int = 0) -> Iterator[str]:
    """Yield what one file, and each in it if it is an archive, is to us; the first key ends it."""
    if sought.is_named(name):
        yield "like a key"
    head = file.read(HEAD)
    if len(head) == sought.key_bytes and _is_like_a_key(head):
        yield "like a key"
    if _contains(head, file, sought.spelt):
        yield "key"
        return
    for inner, inner_name in inside(file, head, depth):
        yield from _seen(inner, inner_name, sought, depth + 1)


def _contains(head: bytes, file: IO[bytes], spelt: Sequence[Spelling]) -> bool:
    """Say whether a key stands in a file, of which `head` has been read."""
    rests = [b""] * len(spelt)
    chunk = head
    while chunk:
        for place, one in enumerate(spelt):
            content = rests[place] + one.read(chunk)
            if any(text in content for text in one.sought):
                return True
            overlap = max(map(len, one.sought), default=1) - 1
            rests[place] = content[-overlap:] if overlap else b""
        chunk = file.read(CHUNK)
    return False


def _is_like_a_key(content: bytes) -> bool:
    """Say whether 32 bytes may be a key that nobody knows any more: they are no text."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return len(set(content)) >= LEAST_DIFFERENT
    return False


if __name__ == "__main__":
    sys.stdout.write(json.dumps(search(json.loads(sys.stdin.buffer.read()))))
