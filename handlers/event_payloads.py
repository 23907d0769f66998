"""Reading what Slack sends of forms about events."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from handlers import ids
from handlers.payloads import (
    Body,
    all_selected,
    chosen,
    chosen_date,
    rewritten_text,
    whole,
    written,
)
from surveys.model.events import EventKind, EventSheet, EventText, Planned, Repeat
from surveys.model.words import Held


def event_block(name: EventText, step: int) -> str:
    """Return the name of one text's input; one that keeps its name keeps what was typed."""
    return f"event_{name}{step or ''}"


def event_block_in(body: Body, name: str) -> str:
    """Return the name of the input of an event's form that a problem is about."""
    return event_block(EventText(name), event_sheet(body).step) if name in set(EventText) else name


def event_metadata(sheet: EventSheet, held: Mapping[EventText, Held]) -> str:
    """Write what a form for one event carries: an id and counts, none of its words."""
    marks = {str(name): one.guarded.masks for name, one in held.items()}
    own = {"event": sheet.event_id, "version": sheet.version, "step": sheet.step}
    return json.dumps({**own, "marks": marks})


def event_sheet(body: Body) -> EventSheet:
    """Return what a form for one event carries."""
    own = json.loads(body["view"]["private_metadata"])
    return EventSheet(own["event"], int(own["version"]), int(own["step"]), own["marks"])


def planned(body: Body) -> Planned:
    """Return what a form says of an event."""
    sheet = event_sheet(body)
    texts = {
        name: rewritten_text(
            body,
            event_block(name, sheet.step),
            f"{sheet.step}_{name}",
            int(sheet.marks.get(name, 0)),
        )
        for name in EventText
    }
    at = _state(body, ids.AT).get("selected_time")
    return Planned(
        kind=EventKind(chosen(body, ids.KIND) or EventKind.OTHER),
        texts=texts,
        host=written(body, ids.HOST),
        starts_on=chosen_date(body, ids.STARTS),
        at=time.fromisoformat(at) if at else None,
        minutes=whole(chosen(body, ids.MINUTES)),
        repeat=Repeat(chosen(body, ids.REPEATS) or Repeat.NEVER),
        until=chosen_date(body, ids.UNTIL),
        left_out=frozenset(_days(all_selected(_state(body, ids.LEFT_OUT)))),
        place=written(body, ids.PLACE),
        link=written(body, ids.LINK),
    )


def _days(said: Iterable[str]) -> Iterable[date]:
    return (date.fromisoformat(one) for one in said)


def _state(body: Body, block_id: str) -> Mapping[str, Any]:
    """Return what stands in one input; empty where the form has no such input."""
    actions: Mapping[str, Mapping[str, Any]] = body["view"]["state"]["values"].get(block_id, {})
    return next(iter(actions.values()), {})
