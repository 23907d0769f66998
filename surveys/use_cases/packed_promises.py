"""What was promised, for a pack: each action as it stood at the quarter's end.

Changes made since say nothing, so that a pack stays what it was; nor do names, which go when people
do, while a post stays on record.
"""

from dataclasses import replace
from datetime import datetime

from surveys.model.actions import Action, Change
from surveys.model.packs import Place, Promise
from surveys.model.quarters import Quarter
from surveys.rules.actions import is_late
from surveys.rules.paths import paths_by_id
from surveys.rules.quarters import last_day, span_of
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.recounting import Telling


def promises_of(runtime: Runtime, db: Published, quarter: Quarter) -> list[Promise]:
    """Return the actions open at a quarter's end or ended in it, in tree order, by their day."""
    units = db.units.ever()
    order = {unit.id: place for place, unit in enumerate(units)}
    begins, ends = span_of(quarter, runtime.policy.zone)
    told, paths = Telling(runtime, db), paths_by_id(units)
    found = []
    for action in db.actions.all(whole=True):
        history = [one for one in action.history if one.at < ends]
        if history and (history[-1].is_open or history[-1].at >= begins):
            found.append((order[action.unit_id], history[-1].due, action.id, action, history))
    return [
        _promise(told, paths, quarter, action, _in_quarter(history, begins))
        for _place, _due, _id, action, history in sorted(found, key=lambda one: one[:3])
    ]


def _in_quarter(history: list[Change], begins: datetime) -> tuple[Change, str]:
    """Return how an action stood, and the newest note of the quarter."""
    notes = [one.note for one in history if one.note and one.at >= begins]
    return history[-1], notes[-1] if notes else ""


def _promise(
    told: Telling,
    paths: dict[str, str],
    quarter: Quarter,
    action: Action,
    stood: tuple[Change, str],
) -> Promise:
    then, note = stood
    # Its figure may have moved since: what was said is told, and not how it stands today.
    said = replace(told.said(action.subject), figure=None, since=None)
    return Promise(
        place=Place(tuple(paths[action.unit_id].split("/")), is_direct=False),
        said=said,
        what=then.what,
        outcome=then.outcome,
        measure=then.measure,
        due=then.due,
        state=then.state,
        is_late=is_late(then, last_day(quarter)),
        post=then.owner.post,
        post_part=told.names.get(then.owner.unit_id, ""),
        note=note,
    )
