"""Words as Slack shows them: what people wrote made harmless, dates and numbers as spoken."""

from datetime import date, datetime

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from surveys.wording import _, locale


def escape(text: str) -> str:
    """Make text harmless: no mention rings, no link forms, no channel is called."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def day(on: date) -> str:
    """Return a date such as "Friday 11 September"."""
    return format_date(on, "EEEE d MMMM", locale=locale())


def day_and_year(on: date) -> str:
    """Return a date such as "11 September 2026"."""
    return format_date(on, "d MMMM y", locale=locale())


def short_day(on: date) -> str:
    """Return a date such as "11 September"."""
    return format_date(on, "d MMMM", locale=locale())


def month(on: date) -> str:
    """Return a date's month, such as "September"."""
    return format_date(on, "MMMM", locale=locale())


def month_and_year(on: date) -> str:
    """Return a date's month, such as "September 2026"."""
    return format_date(on, "MMMM y", locale=locale())


def day_and_time(at: datetime) -> str:
    """Return a moment such as "Friday 11 September at 16:00", in the zone it bears."""
    return _("{day} at {time}").format(day=day(at.date()), time=clock(at))


def clock(at: datetime) -> str:
    """Return a moment's time of day such as "16:00", in the zone it bears."""
    return format_time(at, "HH:mm", tzinfo=at.tzinfo, locale=locale())


def number(value: float) -> str:
    """Return a number with one decimal, such as "3.4"."""
    return str(format_decimal(value, "0.0", locale=locale()))
