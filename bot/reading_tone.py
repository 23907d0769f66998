"""`staff-voice sentiment`: the tone and the themes of one comment, or of a file of them.

Everything is read on this machine; nothing is kept, logged or sent.
"""

import csv
from pathlib import Path
from typing import Annotated, Final

import typer

from bot import config as settings
from bot.comments_file import Row, in_progress, opened, rows_of
from bot.local_words import local_words
from bot.saying import say
from surveys.model.local_words import LocalWords
from surveys.rules import sentiment as tones
from surveys.rules import themes
from surveys.rules.rereading import read_comment
from surveys.wording import _

COLUMNS: Final = ("id", "text", "polarity", "class", "themes")
BECAUSE: Final = "because"  # one more column with --explain


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(sentiment)


def sentiment(
    text: Annotated[str | None, typer.Argument(help="One comment.", show_default=False)] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            readable=False, help="A CSV file with columns id, text and, if known, question."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; else standard output.")] = None,
    question: Annotated[str | None, typer.Option(help="What the comment answers.")] = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Say which words decided it.")] = False,
) -> None:
    """Read the tone and the themes of a comment, or of a file of comments."""
    if (text is None) == (file is None):
        raise typer.BadParameter(_("Give one comment, or a file with --file."))
    if file is None and out is not None:
        raise typer.BadParameter(_("--out goes with --file."))
    if file is not None and question is not None:
        raise typer.BadParameter(_("With --file, the question stands in the file."))
    words = local_words(settings.load().local_words_file)
    if file is None:
        _tell(text or "", question, words, explain=explain)
    else:
        _read_file(file, out, words, explain=explain)


def _tell(text: str, question: str | None, words: LocalWords, *, explain: bool) -> None:
    tone, found = tones.analyse(text, question, words), themes.themes(text, question, words)
    lines = [f"{kind_name(tone.kind)} ({tone.polarity:+.2f})"]
    if explain:
        lines += [_reason(phrase) for phrase in tone.phrases] or [_("  Nothing in it has a tone.")]
    for theme in found:
        lines.append(f"{theme.id}: {kind_name(theme.kind)}")
        if explain and theme.phrases:
            lines.append(_("  because of: {words}").format(words=", ".join(theme.phrases)))
    for line in lines:
        say(line)


def _reason(phrase: tones.Phrase) -> str:
    why = {
        tones.Why.WORD: _("a word of tone"),
        tones.Why.LOCAL: _("a word of your own file"),
        tones.Why.TURNED: _("turned by the negation"),
        tones.Why.REQUEST: _("asks for what is not there"),
        tones.Why.ANSWER: _("an answer to that question"),
        tones.Why.LEARNED: _("learned from other comments"),
    }[phrase.why]
    return f'  {phrase.score:+.2f}  "{phrase.text}": {why}'


def kind_name(kind: tones.Kind) -> str:
    """The name of a class of tone."""
    return {
        tones.Kind.POSITIVE: _("positive"),
        tones.Kind.NEGATIVE: _("negative"),
        tones.Kind.NEUTRAL: _("no clear tone"),
    }[kind]


def _read_file(file: Path, out: Path | None, words: LocalWords, *, explain: bool) -> None:
    rows = rows_of(file)
    columns = [*COLUMNS, BECAUSE] if explain else [*COLUMNS]
    with opened(out, file) as target:
        writer = csv.DictWriter(target, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in in_progress(rows):
            writer.writerow(_scored(row, words))


def _scored(row: Row, words: LocalWords) -> Row:
    question = row["question"] or None
    read = read_comment(row["text"], question, words)
    return {
        "id": row["id"],
        "text": row["text"],
        "polarity": f"{read.tone.polarity:.4f}",
        "class": read.tone.kind.value,
        "themes": ";".join(theme.id for theme in read.themes),
        BECAUSE: "; ".join(phrase.text for phrase in read.tone.phrases),
    }
