"""Dates of the forum: its meetings, what is due before them, and when letters are handed over."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from surveys.model.forum import Letter, LetterKind
from surveys.rules.calendar import add_working_days, is_working_day, working_day_from
from surveys.rules.calendar import working_days_before as before

MONTHS: Final = (3, 6, 9, 12)  # of meetings, unless settings name dates
_THURSDAY: Final = 3
COLLECT_UNTIL: Final = 15  # working days before a meeting
VOTE_UNTIL: Final = 5
SCREEN_WITHIN: Final = 3  # working days after a batch
NOTICE: Final = 20  # working days that a cycle lasts at least
TOGETHER: Final = 3  # letters of one sort, handed over whenever they were sent


def next_meeting(after: date, chosen: Sequence[date]) -> date:
    """Return the first meeting at least NOTICE working days after a day.

    Of `chosen` dates (settings; one on a day without work moves to the next working day) or, when
    none of them is left, the second Thursday of March, June, September and December.
    """
    earliest = add_working_days(after, NOTICE)
    mine = sorted(working_day_from(one) for one in chosen)
    usual = (_second_thursday(year, month) for year in (after.year, after.year + 1, after.year + 2)
             for month in MONTHS)  # fmt: skip
    return next(one for one in (*mine, *usual) if one >= earliest)


def collect_until(meeting: date) -> date:
    """Return the last day on which a question that is published still comes to a meeting."""
    return before(meeting, COLLECT_UNTIL)


def vote_until(meeting: date) -> date:
    """Return the last day of voting for a meeting."""
    return before(meeting, VOTE_UNTIL)


def screen_by(released_on: date) -> date:
    """Return the day by which a champion has looked at a question."""
    return add_working_days(released_on, SCREEN_WITHIN)


def batch_day(now: datetime, hour: int) -> date:
    """Return the day of the next batch after a moment of local time, at `hour` o'clock."""
    day = now.date()
    if now.hour >= hour or not is_working_day(day):
        day = add_working_days(day, 1)
    return day


def latest_day(first: date) -> date:
    """Return the day by which a letter is handed over even if alone, from that of its first batch.

    It is the last working day of the week after: whoever sees a letter come alone learns the week
    in which it was sent, and no more.
    """
    friday = first + timedelta(days=4 - first.weekday(), weeks=1)
    return friday if is_working_day(friday) else before(friday, 1)


def handed_over(letters: Iterable[Letter], today: date) -> tuple[Letter, ...]:
    """Return the letters of today's batch: of each sort all if TOGETHER or more, else those due.

    Questions are of one sort, and what follows them of another: amid questions of people who never
    asked before, what follows one would be its asker's for certain.
    """
    waiting = tuple(letters)
    enough = Counter(_follows(one) for one in waiting)
    return tuple(
        one
        for one in waiting
        if enough[_follows(one)] >= TOGETHER or (one.latest is not None and one.latest <= today)
    )


def _follows(letter: Letter) -> bool:
    return letter.kind is not LetterKind.QUESTION


def _second_thursday(year: int, month: int) -> date:
    first = date(year, month, 1)
    day = first + timedelta(days=(_THURSDAY - first.weekday()) % 7 + 7)
    return working_day_from(day)
