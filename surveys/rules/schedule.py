"""When a round closes, and what moment a local time is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from surveys.rules.calendar import closing_date


def closing_after(opened: date, working_days: int, at: time, zone: ZoneInfo) -> datetime:
    """Return when a round closes that is open for so many working days, the first included; UTC.

    Raises ValueError below one working day.
    """
    return moment(closing_date(opened, working_days), at, zone)


def closing_from(opens_at: datetime, working_days: int, at: time, zone: ZoneInfo) -> datetime:
    """Return when a round that opens at a moment closes, its local day the first it is open; UTC.

    One that would be over before it begins, as it opens in an evening for a single day, gets one
    day more. Raises ValueError below one working day.
    """
    opened = opens_at.astimezone(zone).date()
    closes_at = closing_after(opened, working_days, at, zone)
    if closes_at > opens_at:
        return closes_at
    return closing_after(opened + timedelta(days=1), working_days, at, zone)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return a local date and time as UTC: first of two in autumn, shifted forward in spring."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
