"""How often a tick runs. It holds no state: what is due stands in the database."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler


def start_ticking(ticks: Iterable[Callable[[], None]], seconds: float) -> BackgroundScheduler:
    """Run each tick at once and then every few seconds, never two of the same at a time."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for place, tick in enumerate(ticks):
        # Each in a thread of its own, always the same: what work gives back stays with the thread
        # that did it, and what one pack took would be taken again by each thread that makes one.
        own = f"tick-{place}"
        scheduler.add_executor("threadpool", own, max_workers=1)
        scheduler.add_job(
            tick,
            "interval",
            executor=own,
            seconds=seconds,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,  # a late tick still runs
        )
    scheduler.start()
    return scheduler
