"""Health: whether what should happen by itself does happen."""

from datetime import datetime, timedelta
from typing import Final

from surveys.model.deliveries import Health
from surveys.runtime import Runtime
from surveys.store.database import Transaction

LATE: Final = timedelta(minutes=15)  # a bot that runs looks every few seconds
STUCK: Final = timedelta(hours=1)  # longer than any pace or any pause that Slack asks for


def health(runtime: Runtime) -> Health:
    """Say what is late, in counts: nothing in it tells who answered, or who was asked."""
    with runtime.store.looking() as tx:
        surveys, rounds, messages = late_in(tx, runtime.now())
        people = sum(one.active for one in tx.people.all())
        return Health(people, surveys, rounds, messages)


def late_in(tx: Transaction, now: datetime) -> tuple[tuple[str, ...], int, int]:
    """Return which surveys were not asked, how many rounds not closed, and messages not sent."""
    return (
        tuple(one.survey for one in tx.schedules.all() if one.at < now - LATE),
        sum(one.closes_at < now - LATE for one in tx.rounds.open()),
        tx.deliveries.overdue(now - STUCK),
    )
