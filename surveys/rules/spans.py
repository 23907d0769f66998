"""Spans: the interval of one displayed figure, as a pack tells it."""

from surveys.model.packs import Span
from surveys.model.questions import Choice, Item
from surveys.model.releases import Cell


def span(question: Item | Choice, cell: Cell) -> Span | None:
    """Return where the truth behind a displayed score lies. None: none can be said."""
    return None
