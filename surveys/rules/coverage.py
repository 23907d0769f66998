"""Coverage: which driver was last asked about, and how often."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from surveys.model.questions import Driver


@dataclass(frozen=True)
class Coverage:
    """How one driver was asked about."""

    driver_id: str
    last: date | None  # None: never
    rounds: int  # that asked any question of it


def coverage(
    drivers: Sequence[Driver],
    driver_of: Mapping[str, str],
    rounds: Iterable[tuple[date, Sequence[str]]],
) -> tuple[Coverage, ...]:
    """Return every driver, in the order given, with the date it was last asked about.

    `rounds` are dates with the ids of the questions asked, in any order; `driver_of` is the driver
    of each question that has one.
    """
    dates: dict[str, list[date]] = {driver.id: [] for driver in drivers}
    for on, questions in rounds:
        for driver_id in {driver_of[one] for one in questions if one in driver_of}:
            dates[driver_id].append(on)
    return tuple(
        Coverage(driver.id, max(dates[driver.id], default=None), len(dates[driver.id]))
        for driver in drivers
    )
