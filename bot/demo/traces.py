"""Looking through files in a process of its own: folders as arguments, words on standard input.

Closing a file gives up every lock that the process holds on it. Were the bot's own process to read
its database's files, another process could take SQLite's log away beneath it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

Found = tuple[str, str]  # a file's name, and what stands around the words in it
_SHOWN = 60


def in_files(folders: tuple[Path, ...], wanted: str) -> list[Found]:
    """Search every byte of some folders, letters in either case."""
    done = subprocess.run(  # noqa: S603 - our own module, and the words come on standard input
        [sys.executable, "-P", "-m", __name__, *map(str, folders)],
        input=wanted.encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return [(name, around) for name, around in json.loads(done.stdout)]


def _in_files(folder: Path, wanted: str) -> Iterator[Found]:
    sought = wanted.casefold().encode()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        place = content.lower().find(sought)
        if place >= 0:
            around = content[max(0, place - _SHOWN) : place + len(sought) + _SHOWN]
            yield file.name, _readable(around)


def _readable(content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "·" for letter in text)


if __name__ == "__main__":
    words = sys.stdin.buffer.read().decode()
    sys.stdout.write(
        json.dumps([hit for name in sys.argv[1:] for hit in _in_files(Path(name), words)])
    )
