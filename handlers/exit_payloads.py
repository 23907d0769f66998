"""Reading what Slack sends of leaving: steps of the conversation, and HR's records."""

import json
from collections.abc import Mapping
from typing import Final

from handlers import ids, payloads
from handlers.payloads import Body
from surveys.model.leaving import Said, Text
from surveys.model.words import Held, Rewritten

_GROUP: Final = f"{ids.REASONS}_"


def step_metadata(step: int, subject: str, attempt: int, held: Mapping[str, Held]) -> str:
    """Write what a step of a leaver's form carries: no word of theirs."""
    marks = {name: one.guarded.masks for name, one in held.items()}
    return json.dumps({"step": step, "subject": subject, "attempt": attempt, "marks": marks})


def leaver_metadata(leaver_id: str) -> str:
    """Write what a form about one record of a leaver carries; "": a new one."""
    return json.dumps({"leaver": leaver_id})


def code_of(body: Body, name: str) -> int:
    """Return a chosen code of the census."""
    return payloads.whole(payloads.chosen(body, f"{ids.CODE}_{name}"))


def exit_said(body: Body) -> Said:
    """Return what a step of a leaver's form says, all but texts."""
    values = body["view"]["state"]["values"]
    picked = {name: payloads.selected(state[ids.CHOICE]) for name, state in values.items()}
    told = {name: one for name, one in picked.items() if one not in (None, ids.SKIPPED)}
    groups = [one[ids.CHOICE] for name, one in values.items() if name.startswith(_GROUP)]
    return Said(
        reasons=tuple(one for group in groups for one in payloads.all_selected(group)),
        main=told.get(ids.MAIN),
        returning=told.get(ids.RETURNING),
        recommend=payloads.whole(told[ids.RECOMMEND]) if ids.RECOMMEND in told else None,
    )


def exit_texts(body: Body) -> dict[str, Rewritten]:
    """Return the texts of a step as their writer has left them."""
    carries = json.loads(body["view"]["private_metadata"])
    values, again = body["view"]["state"]["values"], carries["attempt"] or ""
    marks = carries["marks"]
    return {
        str(name): payloads.rewritten_text(body, block_id, suffix, marks.get(str(name), 0))
        for name in Text
        for suffix in [f"{name}{again}"]
        for block_id in [f"{ids.EXIT_TEXT}_{suffix}"]
        if block_id in values
    }
