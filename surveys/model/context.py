"""Context: what HR knows of a quarter from its own records, told beside what staff said.

Nothing here refers to a person, and nothing is computed from it together with answers.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from surveys.model.quarters import Quarter


class Measure(StrEnum):
    """One figure of the workforce."""

    TURNOVER = "turnover"  # leavers in the last twelve months, % of posts
    PERMANENT = "permanent"  # posts held by permanent staff and not by agency, %
    VACANCIES = "vacancies"  # posts that nobody permanent holds, %
    CASELOAD = "caseload"  # children a social worker, on average


MOST: Final = {
    Measure.TURNOVER: 200.0,
    Measure.PERMANENT: 100.0,
    Measure.VACANCIES: 100.0,
    Measure.CASELOAD: 100.0,
}
LONGEST_LABEL: Final = 60


@dataclass(frozen=True)
class ContextFigure:
    """One figure of one quarter, of the organisation or a service."""

    quarter: Quarter
    unit_id: str
    measure: Measure
    value: float  # to 0.1; what it counts is the measure's own


class Event(StrEnum):
    """What may have moved results, whatever people were asked."""

    RESTRUCTURE = "restructure"
    NEW_LEADER = "new-leader"
    INSPECTION = "inspection"
    OTHER = "other"


@dataclass(frozen=True)
class Marker:
    """One day to see on a trend. There is one of a kind a day and a part."""

    on: date
    event: Event
    unit_id: str
    label: str  # "": the kind of event says it
