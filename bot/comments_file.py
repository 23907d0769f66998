"""A CSV file of comments: read whole, or refused in a sentence that quotes nothing of it."""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, Final, TextIO

from rich.console import Console
from rich.progress import track

from bot.given_files import NotRead, text_of
from surveys.errors import CommentsFileNotWritten, CommentsFileUnreadable
from surveys.wording import _, ngettext

NEEDED: Final = ("id", "text")
READ: Final = (*NEEDED, "question")

Row = dict[str, str]


def rows_of(file: Path) -> list[Row]:
    """Its rows, each with its question where that is known. Raises CommentsFileUnreadable."""
    try:
        content = text_of(file)
        # Strict: a quote that is never closed would take the rest of the file for one comment.
        reader = csv.DictReader(StringIO(content, newline=""), strict=True)
        columns = reader.fieldnames or ()
        rows: list[dict[str, Any]] = list(reader)
    except NotRead as error:
        raise CommentsFileUnreadable(error.reason) from None
    except csv.Error:  # its message may quote the file
        raise CommentsFileUnreadable(_("it is not a CSV file")) from None
    if wrong := _wrong_with(columns):
        raise CommentsFileUnreadable(wrong)
    return [{name: row.get(name) or "" for name in READ} for row in rows]


def _wrong_with(columns: Sequence[str]) -> str | None:
    """Say what is wrong with a file's columns. None: nothing."""
    if missing := [one for one in NEEDED if one not in columns]:
        told = ngettext(
            "it has no column called {names}", "it has no columns called {names}", len(missing)
        )
        return told.format(names=", ".join(missing))
    twice = next((one for one in READ if columns.count(one) > 1), None)
    return _("it has two columns called {name}").format(name=twice) if twice else None


def in_progress(rows: Iterable[Row]) -> Iterable[Row]:
    """The same rows; a bar moves on with them where somebody watches a terminal."""
    console = Console(stderr=True)
    return track(rows, description=_("Reading"), console=console, disable=not console.is_terminal)


@contextmanager
def opened(out: Path | None, file: Path) -> Iterator[TextIO]:
    """The file to write to, or standard output; never the file of comments itself.

    Raises CommentsFileNotWritten.
    """
    if out is None:
        yield sys.stdout
        return
    if out.exists() and out.samefile(file):
        raise CommentsFileNotWritten(_("it is the file of comments itself"))
    try:
        target = out.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise CommentsFileNotWritten(error.strerror or type(error).__name__) from None
    with target:
        yield target
