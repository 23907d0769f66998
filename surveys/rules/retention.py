"""Retention: what is old enough to be removed, and when a night's removing is due."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from surveys.model.keeping import ACT_MONTHS, FORUM_MONTHS, THANKS_DAYS, Keeping, Oldest, Record
from surveys.rules.recurrence import month_later

NIGHT_BEGINS: Final = timedelta(hours=2)  # after midnight, when hardly anybody is asked anything
GRACE: Final = timedelta(days=2)  # two nights, of which the bot may have missed one


def limits(keep: Keeping, now: datetime) -> Mapping[Record, datetime]:
    """Return the moment before which a record of each kind is too old; `now` is aware.

    Months are those of the calendar: six before 31 August is 28 or 29 February.
    """
    return {
        Record.ROSTERS: _months_before(now, keep.rosters_months),
        Record.DELIVERIES: now - timedelta(days=keep.deliveries_days),
        Record.LEAVERS: now - timedelta(days=keep.leavers_days),
        Record.COMMENTS: _months_before(now, keep.comments_months),
        Record.FORUM_WORDS: _months_before(now, keep.comments_months),
        Record.FORUM_RECORDS: _months_before(now, FORUM_MONTHS),
        Record.ACTS: _months_before(now, ACT_MONTHS),
        Record.THANKS: now - timedelta(days=THANKS_DAYS),
    }


def overdue(keep: Keeping, oldest: Oldest, now: datetime) -> tuple[Record, ...]:
    """Return the kinds of which something is kept that ought to be gone for two nights already."""
    late = limits(keep, now - GRACE)
    return tuple(one for one in Record if one in oldest and oldest[one] < late[one])


def night_of(now: datetime, zone: ZoneInfo) -> date:
    """Return the day whose night is the last that began: at two o'clock, by the wall clock."""
    return (now.astimezone(zone).replace(tzinfo=None) - NIGHT_BEGINS).date()


def is_due(done_on: date | None, now: datetime, zone: ZoneInfo) -> bool:
    """Say whether this night's removing is still to be done. None: it never was."""
    return done_on is None or done_on < night_of(now, zone)


def _months_before(now: datetime, months: int) -> datetime:
    return datetime.combine(month_later(now.date(), -months), now.timetz())
