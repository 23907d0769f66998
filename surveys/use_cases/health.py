"""Health: whether what should happen by itself does happen."""

from datetime import timedelta
from typing import Final

from surveys.model.deliveries import Health
from surveys.runtime import Runtime

LATE: Final = timedelta(minutes=15)  # a bot that runs looks every few seconds
STUCK: Final = timedelta(hours=1)  # longer than any pace or any pause that Slack asks for


def health(runtime: Runtime) -> Health:
    """Say what is late, in counts: nothing in it tells who answered, or who was asked."""
    now = runtime.now()
    with runtime.store.looking() as tx:
        return Health(
            people=sum(one.active for one in tx.people.all()),
            late_surveys=tuple(one.survey for one in tx.schedules.all() if one.at < now - LATE),
            late_rounds=sum(one.closes_at < now - LATE for one in tx.rounds.open()),
            stuck=tx.deliveries.overdue(now - STUCK),
        )
