"""`staff-voice words`: what in a comment would give somebody away, or in each of a file of them.

Everything is read on this machine; nothing is kept, logged or sent.
"""

import csv
import json
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.comments_file import Row, in_progress, opened, rows_of
from bot.saying import say
from surveys.rules.words import mark, masked, said
from surveys.wording import _

COLUMNS: Final = ("id", "text", "spans", "masked")


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(words)


def words(
    text: Annotated[str | None, typer.Argument(help="One comment.", show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option(readable=False, help="A CSV file with columns id and text.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; else standard output.")] = None,
    accept: Annotated[
        list[str] | None, typer.Option(help="A word or phrase that names nobody here; repeatable.")
    ] = None,
) -> None:
    """Point out names, numbers and places in a comment, or in a file of comments."""
    if (text is None) == (file is None):
        raise typer.BadParameter(_("Give one comment, or a file with --file."))
    if file is None and out is not None:
        raise typer.BadParameter(_("--out goes with --file."))
    accepted = frozenset(accept or ())
    if file is None:
        _tell(text or "", accepted)
    else:
        _read_file(file, out, accepted)


def _tell(text: str, accepted: frozenset[str]) -> None:
    marks = mark(text, accepted)
    lines = [f"{text[one.start : one.end]}: {said(one.kind)}" for one in marks]
    lines.append(masked(text, marks) if marks else _("Nothing in it would give somebody away."))
    for line in lines:
        say(line)


def _read_file(file: Path, out: Path | None, accepted: frozenset[str]) -> None:
    rows = rows_of(file)
    with opened(out, file) as target:
        writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in in_progress(rows):
            writer.writerow(_marked(row, accepted))


def _marked(row: Row, accepted: frozenset[str]) -> Row:
    text = row["text"]
    marks = mark(text, accepted)
    spans = [[one.start, one.end, one.kind.value] for one in marks]
    return {
        "id": row["id"],
        "text": text,
        "spans": json.dumps(spans),
        "masked": masked(text, marks),
    }
