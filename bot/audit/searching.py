"""Looking for copies of keys in files, in a process of its own: keys come on standard input.

Closing a file gives up every lock that the process holds on it. Whoever has the database open must
not read its files.
"""

import bz2
import gzip
import json
import lzma
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

from surveys.model.auditing import Search
from surveys.model.spellings import spellings

CHUNK: Final = 1 << 20
# Backups are packed as a rule: how a packed file begins, and what opens it.
PACKED: Final[dict[bytes, Callable[[Path], Any]]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
_NOT_UNPACKED: Final = (
    EOFError, lzma.LZMAError, zlib.error, zipfile.BadZipFile, RuntimeError, ValueError,
)  # fmt: skip
ZIPPED: Final = b"PK\x03\x04"


def copies_of_keys(keys: Sequence[bytes], folders: dict[str, Path], own: Path) -> Search:
    """Search folders, by what they are called, for keys lying outside their `own` folder."""
    places = tuple(folders)
    if not keys or not folders:
        return Search(len(keys), places, 0, 0)
    asked = {
        "keys": [key.hex() for key in keys],
        "folders": [str(folder) for folder in folders.values()],
        "own": str(own),
    }
    done = subprocess.run(  # noqa: S603 - our own module, and the keys come on standard input
        [sys.executable, "-m", __name__],
        input=json.dumps(asked).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    copies, unread = json.loads(done.stdout)
    return Search(len(keys), places, copies, unread)


def _search(asked: dict[str, Any]) -> tuple[int, int]:
    """Count the files with a key in them, and those that can't be read."""
    sought = [spelling for key in asked["keys"] for spelling in spellings(bytes.fromhex(key))]
    own = Path(asked["own"])
    files = {
        path
        for folder in asked["folders"]
        for path in Path(folder).rglob("*")
        if path.is_file() and own not in path.absolute().parents
    }
    copies = unread = 0
    for path in files:
        try:
            copies += _holds(path, sought)
        except FileNotFoundError:  # SQLite's log comes and goes
            continue
        except OSError:
            unread += 1
    return copies, unread


def _holds(path: Path, sought: list[bytes]) -> bool:
    with path.open("rb") as plain:
        begins = plain.read(8)
        plain.seek(0)
        if _contains(plain, sought):
            return True
    try:
        return any(_contains(inner, sought) for inner in _unpacked(path, begins))
    except _NOT_UNPACKED as error:
        raise OSError from error  # a damaged or locked archive may hold anything


def _unpacked(path: Path, begins: bytes) -> Iterator[IO[bytes]]:
    for magic, opened in PACKED.items():
        if begins.startswith(magic):
            with opened(path) as inner:
                yield inner
    if begins.startswith(ZIPPED):
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as inner:
                    yield inner


def _contains(file: IO[bytes], sought: list[bytes]) -> bool:
    overlap = max(map(len, sought)) - 1
    rest = b""
    while chunk := file.read(CHUNK):
        content = rest + chunk
        if any(spelling in content for spelling in sought):
            return True
        rest = content[-overlap:]
    return False


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_search(json.loads(sys.stdin.buffer.read()))))
