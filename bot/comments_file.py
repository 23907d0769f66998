"""A CSV file of comments: read whole, or refused in a sentence that quotes nothing of it."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, Final, TextIO

from surveys.errors import CommentsFileNotWritten, CommentsFileUnreadable
from surveys.wording import _

NEEDED: Final = ("id", "text")

Row = dict[str, str]


def rows_of(file: Path) -> list[Row]:
    """Its rows, each with its question where that is known. Raises CommentsFileUnreadable."""
    try:
        content = file.read_bytes().decode("utf-8-sig")
        reader = csv.DictReader(StringIO(content, newline=""))
        missing = [one for one in NEEDED if one not in (reader.fieldnames or ())]
        rows: list[dict[str, Any]] = list(reader)
    except OSError as error:
        raise CommentsFileUnreadable(error.strerror or type(error).__name__) from None
    except UnicodeDecodeError:
        raise CommentsFileUnreadable(_("it is not UTF-8 text")) from None
    except csv.Error:  # its message may quote the file
        raise CommentsFileUnreadable(_("it is not a CSV file")) from None
    if missing:
        told = _("it has no column called {names}").format(names=", ".join(missing))
        raise CommentsFileUnreadable(told)
    return [{name: row.get(name) or "" for name in (*NEEDED, "question")} for row in rows]


@contextmanager
def opened(out: Path | None) -> Iterator[TextIO]:
    """The file to write to, or standard output. Raises CommentsFileNotWritten."""
    if out is None:
        yield sys.stdout
        return
    try:
        target = out.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise CommentsFileNotWritten(error.strerror or type(error).__name__) from None
    with target:
        yield target
