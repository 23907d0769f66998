"""Action plans: what was promised, as CSV in the column orders that plans of councils have."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.pack.promises import lead_in_words, said_in_full
from handlers.views.acting import state_in_words
from surveys.model.packs import Pack, Promise
from surveys.wording import _

# A sheet reads what begins with one of these as a formula.
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


class Columns(StrEnum):
    """Which action plan's columns, in their order."""

    PRIORITY = "priority"
    SPECIFIC = "specific"
    ACHIEVED = "achieved"


@dataclass(frozen=True)
class Planned:
    """One action in the words of a plan."""

    said: str
    what: str
    outcome: str  # "": not said
    measure: str  # "": not said
    due: str  # ISO 8601
    lead: str
    progress: str  # how far it has come, and what was said of it
    is_open: bool


def plan(columns: Columns, rows: Iterable[Planned]) -> str:
    """Return a plan as CSV, its headings first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_headings(columns))
    for one in rows:
        writer.writerow([_harmless(cell) for cell in _cells(columns, one)])
    return out.getvalue()


def plans(pack: Pack) -> dict[str, bytes]:
    """Return the plans of a pack by their columns; a mark at the start tells sheets it is UTF-8."""
    rows = [_planned(one) for one in pack.promises]
    return {str(one): plan(one, rows).encode("utf-8-sig") for one in Columns}


def _planned(one: Promise) -> Planned:
    late = [_("overdue")] if one.is_late else []
    return Planned(
        said=said_in_full(one),
        what=one.what,
        outcome=one.outcome,
        measure=one.measure,
        due=one.due.isoformat(),
        lead=lead_in_words(one),
        progress="; ".join(
            [state_in_words(one.state), *late, *([one.note] if one.note else [])],
        ),
        is_open=one.is_open,
    )


def _headings(columns: Columns) -> tuple[str, ...]:
    return {
        Columns.PRIORITY: (
            _("Priority"), _("What we will do"), _("Outcomes"), _("Measurement"), _("When"),
            _("Lead"),
        ),
        Columns.SPECIFIC: (
            _("Priority Action"), _("Specific Actions"), _("By whom"), _("Deadline"),
            _("Progress"),
        ),
        Columns.ACHIEVED: (_("What we said"), _("What we achieved"), _("What we do next")),
    }[columns]  # fmt: skip


def _cells(columns: Columns, one: Planned) -> tuple[str, ...]:
    if columns is Columns.PRIORITY:
        return one.said, one.what, one.outcome, one.measure, one.due, one.lead
    if columns is Columns.SPECIFIC:
        return one.said, one.what, one.lead, one.due, one.progress
    following = ""
    if one.is_open:
        following = _("{what} by {day}").format(what=one.outcome or one.what, day=one.due)
    return one.what, one.progress, following


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
