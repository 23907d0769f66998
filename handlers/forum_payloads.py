"""What views of the forum carry for those who look after it: ids, versions and counts alone."""

import json
from collections.abc import Mapping
from typing import Any

from handlers import ids
from handlers.payloads import carried, chosen, pressed_value, rewritten_text
from surveys.model.chairing import Deed, Pile, Seen, Sheet
from surveys.model.forum import HideReason, Outcome
from surveys.model.meetings import Mark, Noted
from surveys.model.words import Held, Rewritten

Body = Mapping[str, Any]


def seen_metadata(seen: Seen, **more: object) -> str:
    """Write which question a view is about, and what its reader saw of it."""
    own = {"question": seen.question_id, "version": seen.version, "answers": seen.answers}
    return json.dumps({**own, "turn": seen.in_turn, **more})


def seen_of(body: Body) -> Seen:
    """Return which question a view is about, and what its reader saw of it."""
    own = _carried(body)
    return Seen(str(own["question"]), int(own["version"]), int(own["answers"]), bool(own["turn"]))


def sheet_metadata(sheet: Sheet, held: Mapping[str, Held]) -> str:
    """Write what a form in words carries, none of its words."""
    marks = {name: one.guarded.masks for name, one in held.items()}
    own = {"deed": str(sheet.deed), "form": sheet.form_id, "step": sheet.step, "marks": marks}
    return seen_metadata(sheet.seen, **own)


def sheet_of(body: Body) -> Sheet:
    """Return what a form in words carries."""
    own = _carried(body)
    return Sheet(Deed(own["deed"]), seen_of(body), str(own["form"])[:64], int(own["step"]))


def words_block(name: str, step: int) -> str:
    """Return the name of one text's input; one that keeps its name keeps what was typed."""
    return f"{name}{step or ''}" if name == ids.CHAIR_WORDS else f"{name}_{step}"


def penned(body: Body, names: tuple[str, ...]) -> dict[str, Rewritten]:
    """Return the texts of a form as their writer has left them."""
    step, marks = sheet_of(body).step, _carried(body)["marks"]
    values = body["view"]["state"]["values"]
    return {
        name: rewritten_text(body, words_block(name, step), f"{step}_{name}", marks.get(name, 0))
        for name in names
        if words_block(name, step) in values
    }


def reason_of(body: Body) -> HideReason | None:
    """Return why a question is to be hidden. None: the form does not ask, or nothing was chosen."""
    if ids.CHAIR_REASON not in body["view"]["state"]["values"]:
        return None
    reason = chosen(body, ids.CHAIR_REASON)
    return HideReason(reason) if reason else None


def deed_of(body: Body) -> Deed:
    """Return what the tapped button does with a question."""
    return Deed(str(body["actions"][0]["action_id"]).removeprefix(f"{ids.DEED}_"))


def pile_metadata(pile: Pile) -> str:
    """Write which pile a list shows."""
    return json.dumps({"pile": str(pile)})


def pile_of(body: Body) -> Pile:
    """Return the pile that was chosen, or that a list shows."""
    pressed = body["actions"][0]
    if pressed["action_id"].startswith(ids.PILE_PAGE):
        return Pile(_carried(body)["pile"])
    option = pressed.get("selected_option")
    return Pile(option["value"] if option else pressed_value(body))


def _carried(body: Body) -> dict[str, Any]:
    return dict(json.loads(body["view"]["private_metadata"]))


def cycle_metadata(cycle_id: str, *, early: bool = False) -> str:
    """Write what a view of a cycle of the forum carries."""
    return json.dumps({"cycle": cycle_id, "early": early})


def cycle_of(body: Body) -> str:
    """Return the cycle that a view is about."""
    return carried(body, "cycle")


def is_early(body: Body) -> bool:
    """Say whether an agenda was asked for while people could still vote."""
    return json.loads(body["view"]["private_metadata"]).get("early") is True


def mark_metadata(mark: Mark, held: Held | None) -> str:
    """Write what a form for one question of a meeting carries: none of its words."""
    own = {"cycle": mark.cycle_id, "position": mark.position, "version": mark.version}
    return json.dumps({**own, "step": mark.step, "marks": held.guarded.masks if held else 0})


def mark_of(body: Body) -> Mark:
    """Return what a form for one question of a meeting carries."""
    own = json.loads(body["view"]["private_metadata"])
    return Mark(own["cycle"], int(own["position"]), int(own["version"]), int(own["step"]))


def note_suffix(mark: Mark) -> str:
    """Return what names the boxes of a note: another question must not find this one's words."""
    return f"{mark.position}_{mark.step}"


def note_block(mark: Mark) -> str:
    """Return the name of the input in which it is noted what was said."""
    return f"{ids.NOTE}{note_suffix(mark)}"


def noted(body: Body) -> Noted:
    """Return what a form says of one question of a meeting."""
    mark, marks = mark_of(body), json.loads(body["view"]["private_metadata"])["marks"]
    came = chosen(body, f"{ids.OUTCOME}{mark.position}")
    note = rewritten_text(body, note_block(mark), note_suffix(mark), int(marks))
    return Noted(note, Outcome(came or Outcome.NOT_REACHED))
