"""A year of two calendars, with outages: every date once, at its hour, whatever was missed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import holidays
import pytest

from surveys.model.asking import Came
from surveys.model.policy import LONDON
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, Every
from surveys.runtime import Runtime
from tests.conftest import Clock
from tests.organisation import enrol
from tests.surveys.use_cases.running import LONGER, asked, came, run, tick

ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=(2026, 2027))
START, END = datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2027, 1, 10, tzinfo=UTC)
OUTAGES = (  # from a moment, for so many days
    (datetime(2026, 3, 27, 12, tzinfo=UTC), 2.5),  # over the clock change in spring
    (datetime(2026, 5, 3, 12, tzinfo=UTC), 3),  # over a bank holiday's Monday and its Tuesday
    (datetime(2026, 6, 7, 12, tzinfo=UTC), 17),  # over two whole rounds and a part
    (datetime(2026, 8, 9, 0, tzinfo=UTC), 6),  # a whole round and no more
    (datetime(2026, 10, 24, 20, tzinfo=UTC), 1.6),  # over the one in autumn, till after ten
)
Dates = dict[date, datetime]


def working(day: date) -> date:
    while day.weekday() > 4 or day in ENGLAND:
        day += timedelta(days=1)
    return day


def at(day: date, hour: int) -> datetime:
    """A local hour as UTC: summer time from the last Sunday of March to that of October."""
    sundays = [
        date(day.year, month, 31 - date(day.year, month, 31).isoweekday() % 7) for month in (3, 10)
    ]
    is_summer = sundays[0] <= day < sundays[1]
    return datetime.combine(day, time(hour - is_summer), tzinfo=UTC)


def mondays() -> Dates:
    named = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(54)]
    return {day: at(working(day), 10) for day in named if at(working(day), 10) < END}


def quarters() -> Dates:
    named = [date(2026, month, 11) for month in (2, 5, 8, 11)]
    return {day: at(working(day), 9) for day in named}


def ticks(chance: Random) -> Iterator[datetime]:
    """Moments from twenty minutes to nine hours apart, none of them in an outage."""
    now = START
    while now < END:
        if not any(begin <= now < begin + timedelta(days=days) for begin, days in OUTAGES):
            yield now
        now += timedelta(minutes=chance.randint(20, 540))


def last_day(opened: date, count: int) -> date:
    while count > 1:
        opened, count = working(opened + timedelta(days=1)), count - 1
    return opened


def expected(dates: Dates, seen: list[datetime], days: int) -> dict[date, Came]:
    """What must come of each date, by the moments at which anything ran."""
    found = {}
    opened = list(dates.values())
    for opens_at, following in pairwise([*opened, END + timedelta(days=99)]):
        day = opens_at.date()
        closes_at = min(at(last_day(day, days), 16), following)
        first = next((now for now in seen if now >= opens_at), END)
        is_useful = first < closes_at and first < following
        found[day] = Came.ASKED if is_useful else Came.MISSED
    return found


@pytest.fixture
def runtime(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    clock.move_to(START - timedelta(days=10))
    enrol(sqlite_runtime, {"Children's Services/Team 1": 4})
    clock.move_to(START)
    return sqlite_runtime


@pytest.mark.parametrize("seed", [1, 2])
def test_every_date_of_two_calendars_comes_to_something_exactly_once(
    runtime: Runtime, clock: Clock, seed: int
) -> None:
    run(runtime, asked(Every.QUARTERLY, date(2026, 2, 11)))
    rounds: dict[str, list[Round]] = {WEEKLY_PULSE: [], LONGER.id: []}
    seen = list(ticks(Random(seed)))
    for now in seen:
        clock.move_to(now)
        for opened in tick(runtime):
            rounds[opened.survey].append(opened)
    quarterly = expected(quarters(), seen, LONGER.open_working_days)
    assert came(runtime, LONGER.id) == quarterly
    assert Came.MISSED not in quarterly.values()
    pulse = expected(mondays(), seen, 5)
    near = {
        opens_at.date()
        for named, opens_at in mondays().items()
        if any(abs((working(named) - working(other)).days) < 7 for other in quarters())
    }
    for day in near & {day for day, state in pulse.items() if state is Came.ASKED}:
        pulse[day] = Came.NOBODY  # everybody is asked the longer survey instead
    assert came(runtime, WEEKLY_PULSE) == pulse
    assert sum(state is Came.MISSED for state in pulse.values()) >= 3
    for survey, dates in ((WEEKLY_PULSE, mondays()), (LONGER.id, quarters())):
        is_asked = [day for day, state in came(runtime, survey).items() if state is Came.ASKED]
        assert [one.local_date for one in rounds[survey]] == sorted(is_asked)
        assert {one.opens_at for one in rounds[survey]} <= set(dates.values())
        local = {one.opens_at.astimezone(LONDON).hour for one in rounds[survey]}
        assert local == {10 if survey == WEEKLY_PULSE else 9}
