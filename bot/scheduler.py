"""How often a tick runs. It holds no state: what is due stands in the database."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler


def start_ticking(ticks: Iterable[Callable[[], None]], seconds: float) -> BackgroundScheduler:
    """Run each tick at once and then every few seconds, never two of the same at a time."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for tick in ticks:
        scheduler.add_job(
            tick,
            "interval",
            seconds=seconds,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,  # a late tick still runs
        )
    scheduler.start()
    return scheduler
