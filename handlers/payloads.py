"""Reading what Slack sends: plain values out of nested payloads."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers import ids
from surveys.model.people import Account
from surveys.model.questions import Answers

Body = Mapping[str, Any]


def caller(body: Body) -> Account:
    """Return the account that acted."""
    user, team = body.get("user"), body.get("team")
    if isinstance(user, Mapping):
        workspace = user.get("team_id") or (team or {}).get("id") or ""
        return Account(workspace, user["id"])
    if "command" in body:
        return Account(body.get("team_id", ""), body["user_id"])
    return Account(body.get("team_id", ""), body["event"]["user"])


def metadata(round_id: str) -> str:
    """Write what a view carries to its submission."""
    return json.dumps({"round": round_id})


def round_of(body: Body) -> str:
    """Return the round that a submission or a button is about."""
    if body["type"] == "view_submission":
        return str(json.loads(body["view"]["private_metadata"])["round"])
    return str(body["actions"][0]["value"])


def tapped_choice(body: Body) -> int | None:
    """Return the choice in the name of the tapped button. None: the button has none."""
    last = body["actions"][0]["action_id"].rpartition("_")[2]
    return int(last) if last.isdigit() else None


def answers(body: Body) -> Answers:
    """Return what a form says; skipped and untouched questions are left out."""
    scores: dict[str, int] = {}
    comment: str | None = None
    for block_id, actions in body["view"]["state"]["values"].items():
        state = actions[ids.CHOICE]
        if block_id == ids.COMMENT:
            comment = (state.get("value") or "").strip() or None
        elif (value := _selected(state)) not in (None, ids.SKIPPED):
            scores[block_id.removeprefix(f"{ids.ITEM}_")] = _whole(value)
    return Answers(scores=scores, comment=comment)


def chosen(body: Body, block_id: str) -> str | None:
    """Return the option selected in one block. None: nothing was."""
    return _selected(body["view"]["state"]["values"][block_id][ids.CHOICE])


def chosen_date(body: Body, block_id: str) -> date | None:
    """Return the date picked in one block. None: nothing was."""
    picked = body["view"]["state"]["values"][block_id][ids.CHOICE].get("selected_date")
    return date.fromisoformat(picked) if picked else None


def _selected(state: Body) -> str | None:
    option = state.get("selected_option")
    return option["value"] if option else None


def _whole(value: str | None) -> int:
    # A forged value is no number: outside every scale, it is refused like any other.
    return int(value) if value and re.fullmatch("[0-9]{1,4}", value) else -1
