"""Files that somebody names in a command: read whole within a bound, or not at all."""

import sys
from pathlib import Path
from typing import Final

from surveys.wording import _

MOST_BYTES: Final = 50_000_000  # a people file has some 200 for each person
STANDARD_INPUT: Final = Path("-")


class NotRead(Exception):
    """A file that can't be read; `reason` is half a sentence that quotes nothing of it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def content_of(file: Path) -> bytes:
    """Return what a file holds, or for "-" what is typed or piped. Raises NotRead."""
    try:
        if file == STANDARD_INPUT:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with file.expanduser().open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotRead(error.strerror or type(error).__name__) from None
    if len(content) > MOST_BYTES:
        raise NotRead(_("it is larger than {most} MB").format(most=MOST_BYTES // 1_000_000))
    return content


def text_of(file: Path) -> str:
    """Return the text that a file holds, without the mark that some programs begin it with.

    Raises NotRead.
    """
    try:
        return content_of(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotRead(_("it is not UTF-8 text")) from None
