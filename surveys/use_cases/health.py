"""Health: whether what should happen by itself does happen."""

from datetime import datetime, timedelta
from typing import Final

from surveys.model.deliveries import Health
from surveys.rules.forum.agenda import are_minutes_late
from surveys.rules.forum.duties import looks_after
from surveys.rules.roles import is_administrator
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.announcing import IN_CHANNEL

LATE: Final = timedelta(minutes=15)  # a bot that runs looks every few seconds
STUCK: Final = timedelta(hours=1)  # longer than any pace or any pause that Slack asks for


def health(runtime: Runtime) -> Health:
    """Say what is late, in counts: nothing in it tells who answered, or who was asked."""
    with runtime.store.looking() as tx:
        now = runtime.now()
        surveys, rounds, messages = late_in(tx, now)
        people = [one for one in tx.people.all() if one.active]
        cycle = tx.forum_cycles.open()
        return Health(
            people=len(people),
            administrators=sum(map(is_administrator, people)),
            late_surveys=surveys,
            late_rounds=rounds,
            stuck=messages,
            forum_in_use=cycle is not None or bool(tx.forum_questions.all()),
            champions=sum(map(looks_after, people)),
            minutes_late=cycle is not None
            and are_minutes_late(cycle.meeting_on, now.astimezone(runtime.policy.zone).date()),
            in_channel=tx.deliveries.last_of(IN_CHANNEL),
        )


def late_in(tx: Transaction, now: datetime) -> tuple[tuple[str, ...], int, int]:
    """Return which surveys were not asked, how many rounds not closed, and messages not sent."""
    return (
        tuple(one.survey for one in tx.schedules.all() if one.at < now - LATE),
        sum(one.closes_at < now - LATE for one in tx.rounds.open()),
        tx.deliveries.overdue(now - STUCK),
    )
