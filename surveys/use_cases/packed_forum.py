"""The forum's quarter, for a pack: how many asked and were answered, what was hidden, and why."""

from surveys.model.openness import Statistics
from surveys.model.quarters import Quarter
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.openness import statistics_of


def forum_of(runtime: Runtime, db: Published, quarter: Quarter) -> Statistics | None:
    """Return a quarter's statistics. None: the forum was not in use in it."""
    told = statistics_of(runtime, db, quarter)
    return told if told.asked or told.answered else None
