"""Reading what Slack sends: plain values out of nested payloads."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers import ids
from surveys.model.authoring import Place
from surveys.model.people import Account
from surveys.model.questions import Answers, Choice, Item, Question
from surveys.model.words import Held, Rewritten

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Profile:
    """What Slack says of an account, of what we keep."""

    zone: str | None  # such as "Europe/London"; None: Slack knows none
    closed: bool  # its person has left Slack


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


def metadata_of_words(round_id: str, held: Iterable[Held], step: int) -> str:
    """Write what a step before keeping carries: how many masks each text has, none of its words."""
    marks = {one.question_id: one.guarded.masks for one in held}
    return json.dumps({"round": round_id, "marks": marks, "step": step})


def metadata_of_comment(comment_id: str) -> str:
    """Write what a form about one comment carries."""
    return json.dumps({"comment": comment_id})


def comment_of(body: Body) -> str:
    """Return the comment that a form is about."""
    return str(json.loads(body["view"]["private_metadata"])["comment"])


def step_of(body: Body) -> int:
    """Return how many times these texts were held back already."""
    return int(json.loads(body["view"]["private_metadata"]).get("step", 0))


def place_metadata(place: Place, **more: str) -> str:
    """Write what a view of one survey carries: ids, and the revision that its author looks at."""
    return json.dumps({"survey": place.survey, "revision": place.revision, **more})


def place_of(body: Body) -> Place:
    """Return the survey, and its revision, that a view is about."""
    carries = json.loads(body["view"]["private_metadata"])
    return Place(str(carries["survey"]), int(carries["revision"]))


def carried(body: Body, name: str) -> str:
    """Return one more id that a view carries."""
    return str(json.loads(body["view"]["private_metadata"])[name])


def round_of(body: Body) -> str:
    """Return the round that a submission or a button is about."""
    if body["type"] == "view_submission":
        return str(json.loads(body["view"]["private_metadata"])["round"])
    return pressed_value(body)


def pressed_value(body: Body) -> str:
    """Return what the tapped button carries."""
    return str(body["actions"][0]["value"])


def pressed_option(body: Body) -> str:
    """Return what was chosen in a menu."""
    return str(body["actions"][0]["selected_option"]["value"])


def pressed_block(body: Body) -> str:
    """Return the block in which a button was tapped."""
    return str(body["actions"][0]["block_id"])


def tapped_choice(body: Body) -> int | None:
    """Return the choice in the name of the tapped button. None: the button has none."""
    last = body["actions"][0]["action_id"].rpartition("_")[2]
    return int(last) if last.isdigit() else None


def block_of(question: Question) -> str:
    """Return the name of the input in which a question is answered."""
    if isinstance(question, Item):
        return f"{ids.ITEM}_{question.id}"
    if isinstance(question, Choice):
        return f"{ids.PICK}_{question.id}"
    return ids.COMMENT if question.id == ids.COMMENT else f"{ids.TEXT}_{question.id}"


def blocks_of(body: Body, question_ids: Iterable[str]) -> list[str]:
    """Return the names of the inputs of a form in which these questions are answered."""
    inputs = [one for one in body["view"]["state"]["values"] if not one.startswith(ids.KEPT_WORDS)]
    named = {one.partition("_")[2] or one: one for one in inputs}
    return [named[one] for one in question_ids if one in named]


def answers(body: Body) -> Answers:
    """Return what a form says; skipped and untouched questions are left out."""
    said = Answers()
    for block_id, actions in body["view"]["state"]["values"].items():
        state, (kind, _, question) = actions[ids.CHOICE], block_id.partition("_")
        if kind in (ids.COMMENT, ids.TEXT):
            if words := (state.get("value") or "").strip():
                said.comments[question or block_id] = words
        elif kind == ids.PICK:
            if picked := [one for one in _all_selected(state) if one != ids.UNPICKED]:
                said.picks[question] = tuple(picked)
        elif (value := _selected(state)) not in (None, ids.SKIPPED):
            said.scores[question or block_id] = _whole(value)
    return said


def rewritten(body: Body) -> dict[str, Rewritten]:
    """Return the texts that were held back, by their question, as their author has left them."""
    values = body["view"]["state"]["values"]
    marks, step = json.loads(body["view"]["private_metadata"])["marks"], step_of(body)
    said = {}
    for question, how_many in marks.items():
        kept = values.get(f"{ids.KEPT_WORDS}{step}_{question}", {}).get(ids.CHOICE, {})
        said[question] = Rewritten(
            text=written(body, f"{ids.GUARDED}{step}_{question}"),
            marks=how_many,
            kept={
                _whole(one["value"]): one["text"]["text"]
                for one in kept.get("selected_options") or ()
            },
        )
    return said


def chosen(body: Body, block_id: str) -> str | None:
    """Return the option selected in one block. None: nothing was."""
    return _selected(body["view"]["state"]["values"][block_id][ids.CHOICE])


def written(body: Body, block_id: str) -> str:
    """Return what was written in one line of a form."""
    return str(body["view"]["state"]["values"][block_id][ids.CHOICE].get("value") or "").strip()


def changed_profile(body: Body) -> tuple[Account, Profile]:
    """Return the account whose profile changed, and what is new in it."""
    user = body["event"]["user"]
    workspace = user.get("team_id") or body.get("team_id") or ""
    return Account(workspace, user["id"]), profile(user)


def profile(user: Body) -> Profile:
    """Return what we keep of Slack's user object."""
    return Profile(str(user.get("tz") or "") or None, closed=user.get("deleted") is True)


def chosen_date(body: Body, block_id: str) -> date | None:
    """Return the date picked in one block. None: nothing was."""
    picked = body["view"]["state"]["values"][block_id][ids.CHOICE].get("selected_date")
    return date.fromisoformat(picked) if picked else None


def _selected(state: Body) -> str | None:
    option = state.get("selected_option")
    return option["value"] if option else None


def _all_selected(state: Body) -> list[str]:
    option = state.get("selected_option")
    return [one["value"] for one in state.get("selected_options") or ([option] if option else [])]


def _whole(value: str | None) -> int:
    # A forged value is no number: outside every scale, it is refused like any other.
    return int(value) if value and re.fullmatch("[0-9]{1,4}", value) else -1
