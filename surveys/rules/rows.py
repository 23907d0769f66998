"""Rows: one displayed figure, or its being hidden, as scripts read it."""

from typing import Any, Final

from surveys.model.figures import Change
from surveys.model.questions import Choice, Item
from surveys.model.releases import Cell, Release
from surveys.model.tree import Tree
from surveys.rules.intervals import interval

SCHEMA: Final = "1.1"  # of a row: a field more raises the second number, any other change the first


def result_row(
    release: Release, tree: Tree, question: Item | Choice, cell: Cell, changed: Change | None
) -> dict[str, Any]:
    """One row of the published results; what it holds is written in docs/results.md."""
    is_score = isinstance(question, Item)
    rates = {one.node_id: one.rate for one in release.turnout}
    within = interval(question, cell, rates.get(cell.node_id)) if cell.shown else None
    return {
        "release": release.name,
        "tier": str(release.tier),
        "opened": release.opened.isoformat(),
        "closed": release.closed.isoformat(),
        "question": cell.question_id,
        "driver": question.driver_id or None,
        "node": tree.path(cell.node_id),
        "shown": cell.shown,
        "value": cell.value,
        "bound": str(cell.bound) if cell.bound else None,
        "n_band": cell.n_band,
        "survey": release.survey,
        "kind": "score" if is_score else "share",
        "option": None if is_score else cell.question_id.partition(":")[2],
        "interval_low": within.low if within else None,
        "interval_high": within.high if within else None,
        "change": str(changed.verdict) if changed else None,
        "change_from": round(changed.compared.usual, 1) if changed else None,
        "change_since": changed.compared.since.isoformat() if changed else None,
        "schema": SCHEMA,
    }
