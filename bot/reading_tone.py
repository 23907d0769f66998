"""`staff-voice sentiment`: the tone and the themes of one comment, or of a file of them.

Everything is read on this machine; nothing is kept, logged or sent.
"""

import csv
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import track

from bot.comments_file import Row, opened, rows_of
from surveys.rules import sentiment as tones
from surveys.rules import themes
from surveys.wording import _

COLUMNS: Final = ("id", "text", "polarity", "class", "themes")
BECAUSE: Final = "because"  # one more column with --explain


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(sentiment)


def sentiment(
    text: Annotated[str | None, typer.Argument(help="One comment.", show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option(help="A CSV file with columns id, text and, if known, question.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; else standard output.")] = None,
    question: Annotated[str | None, typer.Option(help="What the comment answers.")] = None,
    explain: Annotated[  # noqa: FBT002 - a flag of the command line is a boolean
        bool, typer.Option("--explain", help="Say which words decided it.")
    ] = False,
) -> None:
    """Read the tone and the themes of a comment, or of a file of comments."""
    if (text is None) == (file is None):
        raise typer.BadParameter(_("Give one comment, or a file with --file."))
    if file is None and out is not None:
        raise typer.BadParameter(_("--out goes with --file."))
    if file is not None and question is not None:
        raise typer.BadParameter(_("With --file, the question stands in the file."))
    if file is None:
        _tell(text or "", question, explain=explain)
    else:
        _read_file(file, out, explain=explain)


def _tell(text: str, question: str | None, *, explain: bool) -> None:
    tone = tones.analyse(text, question)
    lines = [f"{_named(tone.kind)} ({tone.polarity:+.2f})"]
    found = themes.themes(text, question)
    if explain:
        lines += [_reason(phrase) for phrase in tone.phrases] or [_("  Nothing in it has a tone.")]
    for theme in found:
        lines.append(f"{theme.id}: {_named(theme.kind)}")
        if explain and theme.phrases:
            lines.append(_("  because of: {words}").format(words=", ".join(theme.phrases)))
    for line in lines:
        Console().print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)


def _reason(phrase: tones.Phrase) -> str:
    why = {
        tones.Why.WORD: _("a word of tone"),
        tones.Why.TURNED: _("turned by the negation"),
        tones.Why.REQUEST: _("asks for what is not there"),
        tones.Why.ANSWER: _("an answer to that question"),
        tones.Why.LEARNED: _("learned from other comments"),
    }[phrase.why]
    return f'  {phrase.score:+.2f}  "{phrase.text}": {why}'


def _named(kind: tones.Kind) -> str:
    return {
        tones.Kind.POSITIVE: _("positive"),
        tones.Kind.NEGATIVE: _("negative"),
        tones.Kind.NEUTRAL: _("no clear tone"),
    }[kind]


def _read_file(file: Path, out: Path | None, *, explain: bool) -> None:
    rows = rows_of(file)
    columns = [*COLUMNS, BECAUSE] if explain else [*COLUMNS]
    with opened(out) as target:
        writer = csv.DictWriter(target, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in track(rows, description=_("Reading"), console=Console(stderr=True)):
            writer.writerow(_scored(row))


def _scored(row: Row) -> Row:
    question = row["question"] or None
    tone = tones.analyse(row["text"], question)
    return {
        "id": row["id"],
        "text": row["text"],
        "polarity": f"{tone.polarity:.4f}",
        "class": tone.kind.value,
        "themes": ";".join(theme.id for theme in themes.themes(row["text"], question)),
        BECAUSE: "; ".join(phrase.text for phrase in tone.phrases),
    }
