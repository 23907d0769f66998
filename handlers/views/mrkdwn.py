"""Words as Slack shows them: what people wrote made harmless, dates and numbers as spoken."""

import unicodedata
from datetime import date, datetime
from typing import Final

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from surveys.wording import _, locale

_OPENS, _ENDS = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
# What would turn the text around it, or end the isolation in which we put it.
_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def escape(text: str) -> str:
    """Make text harmless: no mention rings, no link forms, no channel is called."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def isolated(text: str) -> str:
    """Put each line that holds letters written from right to left apart from what is around it."""
    kept = "".join(one for one in text if unicodedata.bidirectional(one) not in _TURNING)
    return "\n".join(_apart(line) for line in kept.split("\n"))


def _apart(line: str) -> str:
    turns = any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in line)
    return f"{_OPENS}{line}{_ENDS}" if turns else line


def day(on: date) -> str:
    """Return a date such as "Friday 11 September"."""
    return format_date(on, "EEEE d MMMM", locale=locale())


def day_and_year(on: date) -> str:
    """Return a date such as "11 September 2026"."""
    return format_date(on, "d MMMM y", locale=locale())


def short_day(on: date) -> str:
    """Return a date such as "11 September"."""
    return format_date(on, "d MMMM", locale=locale())


def day_and_time(at: datetime) -> str:
    """Return a moment such as "Friday 11 September at 16:00", in the zone it bears."""
    clock = format_time(at, "HH:mm", tzinfo=at.tzinfo, locale=locale())
    return _("{day} at {time}").format(day=day(at.date()), time=clock)


def number(value: float) -> str:
    """Return a number with one decimal, such as "3.4"."""
    return str(format_decimal(value, "0.0", locale=locale()))
