"""Thresholds only rise: what was promised to people who answered is never taken back."""

from collections.abc import Iterable, Mapping
from typing import Final

from surveys.model.marks import ThresholdMark, mark_after
from surveys.model.rounds import Thresholds

# Each threshold under the name of the setting that may raise it.
SETTINGS: Final[Mapping[str, str]] = {
    "SMALLEST_TEAM": "team",
    "SMALLEST_WEEK": "week",
    "SMALLEST_COMMENTS": "comments",
}


def shortfalls(wanted: Thresholds, least: Thresholds) -> dict[str, int]:
    """Return the settings that are too low, each with the number it must have at least."""
    return {
        setting: getattr(least, name)
        for setting, name in SETTINGS.items()
        if getattr(wanted, name) < getattr(least, name)
    }


def is_chain(marks: Iterable[ThresholdMark]) -> bool:
    """Say whether every mark follows from the one before it, from the first on."""
    last = None
    for mark in marks:
        if mark != mark_after(last, mark.round_id, mark.thresholds):
            return False
        last = mark
    return True


def ever_fell(marks: Iterable[ThresholdMark]) -> bool:
    """Say whether any threshold of a mark is below that of an earlier one."""
    last = None
    for mark in marks:
        if last and shortfalls(mark.thresholds, last.thresholds):
            return True
        last = mark
    return False
