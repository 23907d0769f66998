"""What is told of comments without their words, as two questions that nobody is asked."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from surveys.bank.questions import LONGEST_LABEL
from surveys.bank.reading import Entry, Problems, entries, entry, tables_of
from surveys.model.questions import Choice, Option, Style

COMMENTS_FILE: Final = Path(__file__).with_name("comments.toml")


@cache
def comment_tone() -> Choice:
    """How somebody's comments of one round sound: one of three ways. Raises BankWrong."""
    return _choice("tone", Style.ONE)


@cache
def comment_themes() -> Choice:
    """What somebody's comments of one round are about: any themes, or none. Raises BankWrong."""
    return _choice("themes", Style.SEVERAL)


def of_comments() -> tuple[Choice, Choice]:
    """Both, in the order told."""
    return comment_tone(), comment_themes()


def _choice(name: str, style: Style) -> Choice:
    problems = Problems(COMMENTS_FILE)
    table = entry(tables_of(COMMENTS_FILE), name, problems)
    found = Choice(
        id=table.text("id", LONGEST_LABEL),
        text="",
        label=table.text("label", LONGEST_LABEL),
        style=style,
        options=_options(table.fields, problems),
        is_found=True,
    )
    problems.refuse_if_any()
    return found


def _options(fields: dict[str, Any], problems: Problems) -> tuple[Option, ...]:
    return tuple(_option(row) for row in entries(fields, "options", problems))


def _option(row: Entry) -> Option:
    return Option(row.text("id", LONGEST_LABEL), row.text("label", LONGEST_LABEL))
