"""What HR enters beside results, as its forms show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys.model.context import Marker, Measure
from surveys.model.quarters import Quarter


@dataclass(frozen=True)
class NotedPart:
    """The organisation or a service: figures of anything smaller would be a person's."""

    unit_id: str
    name: str


@dataclass(frozen=True)
class NotedPlaces:
    """Where figures can be entered."""

    quarters: tuple[Quarter, ...]  # newest first
    parts: tuple[NotedPart, ...]  # in tree order


@dataclass(frozen=True)
class FiguresForm:
    """The figures of one quarter and part."""

    quarter: Quarter
    part: NotedPart
    values: Mapping[Measure, float]  # as they stand


@dataclass(frozen=True)
class DaysPage:
    """The days that are marked, and where others can be."""

    marked: tuple[tuple[str, Marker], ...]  # with the part's name; newest first
    parts: tuple[NotedPart, ...]  # in tree order
    today: date
