"""Quarters: three months of a calendar year, by the organisation's own dates."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from surveys.errors import QuarterNotOver, QuarterWrong
from surveys.model.quarters import Quarter

WRITTEN: Final = re.compile(r"(2[0-9]{3})-?[Qq]([1-4])", re.ASCII)


def quarter_named(name: str) -> Quarter:
    """Read a quarter such as "2026-Q3": July to September 2026. Raises QuarterWrong."""
    found = WRITTEN.fullmatch(name.strip())
    if found is None:
        raise QuarterWrong
    return Quarter(int(found[1]), int(found[2]))


def quarter_of(day: date) -> Quarter:
    """Return the quarter that a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


def first_day(quarter: Quarter) -> date:
    """Return the first day of a quarter."""
    return date(quarter.year, 3 * quarter.number - 2, 1)


def last_day(quarter: Quarter) -> date:
    """Return the last day of a quarter."""
    return first_day(following(quarter)) - timedelta(days=1)


def following(quarter: Quarter) -> Quarter:
    """Return the quarter after one."""
    if quarter.number == 4:
        return Quarter(quarter.year + 1, 1)
    return Quarter(quarter.year, quarter.number + 1)


def preceding(quarter: Quarter) -> Quarter:
    """Return the quarter before one."""
    return quarter_of(first_day(quarter) - timedelta(days=1))


def span_of(quarter: Quarter, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when a quarter begins and when the next one does, in UTC."""
    return _midnight(first_day(quarter), zone), _midnight(first_day(following(quarter)), zone)


def check_over(quarter: Quarter, now: datetime, zone: ZoneInfo) -> None:
    """Refuse a quarter that is not over. Raises QuarterNotOver, with the first day after it."""
    if now < span_of(quarter, zone)[1]:
        raise QuarterNotOver(first_day(following(quarter)).isoformat())


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
