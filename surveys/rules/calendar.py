"""Working days: Monday to Friday, less the bank holidays of the place."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

REGIONS: Final = {
    "England": "ENG",
    "Wales": "WLS",
    "Scotland": "SCT",
    "Northern Ireland": "NIR",
}
SATURDAY: Final = 5


def is_working_day(day: date, region: str = "England") -> bool:
    """Say whether offices work that day. Raises KeyError for a region not in REGIONS."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(REGIONS[region], day.year)


def add_working_days(day: date, count: int, region: str = "England") -> date:
    """The `count`-th working day after `day`; `day` itself for 0. Raises ValueError below 0."""
    if count < 0:
        raise ValueError("working days are counted forwards only")
    for _ in range(count):
        day = working_day_from(day + timedelta(days=1), region)
    return day


def working_days_before(day: date, count: int, region: str = "England") -> date:
    """The `count`-th working day before `day`; `day` itself for 0. Raises ValueError below 0."""
    if count < 0:
        raise ValueError("working days are counted from 0")
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_working_day(day, region):
            day -= timedelta(days=1)
    return day


def closing_date(opening: date, working_days: int, region: str = "England") -> date:
    """The last of `working_days` (1 or more) working days, the opening day counted if it is one.

    Raises ValueError below 1.
    """
    if working_days < 1:
        raise ValueError("a round is open for one working day at least")
    return add_working_days(working_day_from(opening, region), working_days - 1, region)


def working_day_from(day: date, region: str = "England") -> date:
    """Return the day itself if offices work on it, else the next one on which they do."""
    while not is_working_day(day, region):
        day += timedelta(days=1)
    return day


# A frozen set a year: the library's own object fills itself while read, which threads can't share.
@lru_cache(maxsize=64)
def _bank_holidays(subdivision: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv=subdivision, years=year, expand=False))
