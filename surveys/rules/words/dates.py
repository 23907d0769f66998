"""Dates that could be somebody's birthday: every full date, and any beside "born"."""

import re
from collections.abc import Iterator
from typing import Final

from surveys.model.words import Kind

Found = tuple[int, int, Kind]

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:(?:19|20)\d\d|'?\d\d)"
_WORDED: Final = rf"{_DAY}\s*(?:of\s+)?{_MONTH}\b\.?"
_FULL: Final = tuple(
    re.compile(rf"(?<![\w£.]){pattern}(?!\w|[/-]\d)", re.IGNORECASE)
    for pattern in (
        rf"{_WORDED}[,\s-]*{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+(?:19|20)\d\d",
        r"(?:0?[1-9]|[12]\d|3[01])\s?([/.-])\s?(?:0?[1-9]|1[0-2])\s?\1\s?(?:(?:19|20)\d\d|\d\d)",
        r"(?:0?[1-9]|1[0-2])([/.-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d",
        r"(?:19|20)\d\d([/.-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])",
    )
)
# Beside these, a day and a month are enough, and a year alone too.
_BORN: Final = re.compile(
    r"\b(?:born|d\.?\s?o\.?\s?b\b\.?|date of birth|birth\s?day|b\s?day|birth date)"
    r"(?:\s+(?:is|was|on|in|the|of)|[\s:,=(-])*"
    rf"(?P<date>{_WORDED}(?:[,\s]*{_YEAR})?|{_MONTH}\s+{_DAY}(?!\w)|{_DAY}[/. -]\d{{1,2}}"
    rf"(?:[/. -]\d{{2,4}})?|(?:{_MONTH}\s+)?(?:19|20)\d\d|\d{{6,8}})(?!\w)",
    re.IGNORECASE,
)


def dates(text: str) -> Iterator[Found]:
    """Every such date in a plain text."""
    for pattern in _FULL:
        yield from ((*one.span(), Kind.DATE) for one in pattern.finditer(text))
    yield from ((*one.span("date"), Kind.DATE) for one in _BORN.finditer(text))
