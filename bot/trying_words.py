"""`staff-voice tone check`: what a file of your own words changes, before it is used.

It reads no database, so no comment of staff: only an invented sample, or a file you name.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from bot.comments_file import rows_of
from bot.local_words import local_words
from bot.reading_tone import kind_name
from bot.saying import say
from surveys.errors import LocalWordsWrong
from surveys.model.local_words import LocalWords
from surveys.rules.rereading import Change, Read, changes, unheard
from surveys.wording import _, ngettext

SAMPLE_FILE: Final = Path(__file__).with_name("sample_comments.csv")

tone: Final = typer.Typer(help="How the tone of comments is read.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(tone, name="tone")


@tone.callback()
def _group() -> None:
    """Keep `check` a word of its own: Typer drops the name of an only command."""


@tone.command()
def check(
    file: Annotated[
        Path, typer.Argument(readable=False, help="Your own words, as docs/tone.md says.")
    ],
    sample: Annotated[
        Path,
        typer.Option(
            readable=False, help="A CSV file with columns id, text and, if known, question."
        ),
    ] = SAMPLE_FILE,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """Check a file of your own words and show what it changes in a sample of comments."""
    try:
        words = local_words(file)
    except LocalWordsWrong as wrong:
        sys.stderr.writelines(f"{problem}.\n" for problem in wrong.problems)
        raise typer.Exit(1) from None
    rows = rows_of(sample)
    comments = [(row["text"], row["question"] or None) for row in rows]
    found = list(changes(comments, words))
    if as_json:
        told = _as_json(words, rows, found, unheard(comments, words))
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        return
    _show(words, rows, found)
    _warn(unheard(comments, words))


def _show(words: LocalWords, rows: list[dict[str, str]], found: list[Change]) -> None:
    _say(ngettext("{n} entry, all sound.", "{n} entries, all sound.", len(words)), n=len(words))
    for one in found:
        _say("\n{id}  {text}", id=rows[one.number - 1]["id"], text=one.text)
        if one.of_tone:
            _say(_("  tone: {before} → {after}"), before=_tone(one.before), after=_tone(one.after))
        if one.of_themes:
            before, after = _themes(one.before), _themes(one.after)
            _say(_("  about: {before} → {after}"), before=before, after=after)
    says = ngettext(
        "\n{n} of {all} comments reads otherwise: {tone} in tone, {themes} in themes.",
        "\n{n} of {all} comments read otherwise: {tone} in tone, {themes} in themes.",
        len(found),
    )
    of_tone = sum(one.of_tone for one in found)
    of_themes = sum(one.of_themes for one in found)
    _say(says, n=len(found), all=len(rows), tone=of_tone, themes=of_themes)


def _warn(untried: list[str]) -> None:
    if untried:
        _say(_("Not tried, as no comment of the sample holds them: {words}."), words=_list(untried))
    _say(_("Nothing was changed. LOCAL_WORDS_FILE names the file that the bot uses."))


def _tone(read: Read) -> str:
    named = kind_name(read.tone.kind)
    reasons = [phrase.text for phrase in read.tone.phrases]
    return f"{named} ({_list(reasons)})" if reasons else named


def _themes(read: Read) -> str:
    return _list(
        [f"{one.id} ({_list([*one.phrases])})" if one.phrases else one.id for one in read.themes]
    )


def _list(words: list[str]) -> str:
    return ", ".join(words)


def _say(sentence: str, **filled: object) -> None:
    say(sentence.format(**filled))


def _as_json(
    words: LocalWords, rows: list[dict[str, str]], found: list[Change], untried: list[str]
) -> dict[str, Any]:
    return {
        "entries": len(words),
        "comments": len(rows),
        "changed": {
            "tone": sum(one.of_tone for one in found),
            "themes": sum(one.of_themes for one in found),
        },
        "changes": [
            {
                "id": rows[one.number - 1]["id"],
                "text": one.text,
                "before": _read_as_json(one.before),
                "after": _read_as_json(one.after),
            }
            for one in found
        ],
        "not_tried": untried,
    }


def _read_as_json(read: Read) -> dict[str, Any]:
    return {
        "class": read.tone.kind.value,
        "polarity": round(read.tone.polarity, 4),
        "because": [phrase.text for phrase in read.tone.phrases],
        "themes": {one.id: list(one.phrases) for one in read.themes},
    }
