"""Reading what Slack sends: plain values out of nested payloads."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers import ids
from surveys.model.actions import ActionState, Entered, Sheet, Text
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


def team(body: Body) -> str:
    """Return the workspace in which something happened."""
    return str(body.get("team_id") or "")


def event_second(body: Body) -> int:
    """Return when it happened, in seconds since 1970; an event may come much later."""
    return int(body.get("event_time") or 0)


def is_bot_revoked(body: Body) -> bool:
    """Say whether, of the tokens that were revoked, one was the bot's."""
    return bool((body["event"].get("tokens") or {}).get("bot"))


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


def carrying(**named: str | int) -> str:
    """Write ids and counts that a view carries, each under its name."""
    return json.dumps(named)


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
            if picked := [one for one in all_selected(state) if one != ids.UNPICKED]:
                said.picks[question] = tuple(picked)
        elif (value := selected(state)) not in (None, ids.SKIPPED):
            said.scores[question or block_id] = whole(value)
    return said


def rewritten(body: Body) -> dict[str, Rewritten]:
    """Return the texts that were held back, by their question, as their author has left them."""
    marks, step = json.loads(body["view"]["private_metadata"])["marks"], step_of(body)
    return {
        question: rewritten_text(
            body, f"{ids.GUARDED}{step}_{question}", f"{step}_{question}", how_many
        )
        for question, how_many in marks.items()
    }


def rewritten_text(body: Body, block_id: str, suffix: str, marks: int) -> Rewritten:
    """Return one text as its author has left it; `suffix` names its box of words to keep."""
    values = body["view"]["state"]["values"]
    kept = values.get(f"{ids.KEPT_WORDS}{suffix}", {}).get(ids.CHOICE, {})
    return Rewritten(
        text=written(body, block_id),
        marks=marks,
        kept={
            whole(one["value"]): one["text"]["text"] for one in kept.get("selected_options") or ()
        },
    )


def chosen(body: Body, block_id: str) -> str | None:
    """Return the option selected in one block. None: nothing was."""
    return selected(body["view"]["state"]["values"][block_id][ids.CHOICE])


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


def text_block(name: Text, step: int) -> str:
    """Return the name of one text's input; one that keeps its name keeps what was typed."""
    return f"{name}{step or ''}"


def text_block_in(body: Body, name: str) -> str:
    """Return the name of the input of an action's form that a problem is about."""
    return text_block(Text(name), sheet_of(body).step) if name in set(Text) else name


def sheet_metadata(sheet: Sheet, held: Mapping[Text, Held]) -> str:
    """Write what a form for one action carries: ids and counts, none of its words."""
    marks = {str(name): one.guarded.masks for name, one in held.items()}
    own = {"action": sheet.action_id, "version": sheet.version, "unit": sheet.unit_id}
    asked = {"asked": sheet.forum_question_id} if sheet.forum_question_id else {}
    return json.dumps({**own, **asked, "step": sheet.step, "marks": marks})


def asked_metadata(forum_question_id: str) -> str:
    """Write what a form carries that comes before an action's own: an id, or nothing."""
    return json.dumps({"asked": forum_question_id}) if forum_question_id else ""


def asked_of(body: Body) -> str:
    """Return the question of the forum that an action will follow. "": a result."""
    carried = body["view"].get("private_metadata")
    return str(json.loads(carried).get("asked", "")) if carried else ""


def sheet_of(body: Body) -> Sheet:
    """Return what a form for one action carries."""
    own = json.loads(body["view"]["private_metadata"])
    return Sheet(
        own["action"], int(own["version"]), own["unit"], int(own["step"]), own.get("asked", "")
    )


def entered(body: Body) -> Entered:
    """Return what a form says of an action."""
    values, sheet = body["view"]["state"]["values"], sheet_of(body)
    marks = json.loads(body["view"]["private_metadata"])["marks"]
    texts = {
        name: rewritten_text(
            body, text_block(name, sheet.step), f"{sheet.step}_{name}", marks.get(name, 0)
        )
        for name in Text
        if text_block(name, sheet.step) in values
    }
    owner = values.get(ids.OWNER, {}).get(ids.CHOICE, {}).get("selected_user")
    state = chosen(body, ids.STATE) if ids.STATE in values else None
    return Entered(
        said=chosen(body, ids.SAID) if ids.SAID in values else None,
        texts=texts,
        owner=Account(caller(body).workspace, owner) if owner else None,
        due=chosen_date(body, ids.DUE),
        state=ActionState(state or ActionState.PLANNED),
    )


def chosen_account(body: Body, block_id: str) -> Account | None:
    """Return the person chosen in one block. None: nobody was."""
    picked = body["view"]["state"]["values"][block_id][ids.CHOICE].get("selected_user")
    return Account(caller(body).workspace, picked) if picked else None


def ticked(body: Body, block_id: str) -> bool:
    """Say whether the one box of a block is ticked."""
    return bool(all_selected(body["view"]["state"]["values"][block_id][ids.CHOICE]))


def selected(state: Body) -> str | None:
    """Return the option selected in one element. None: nothing was."""
    option = state.get("selected_option")
    return option["value"] if option else None


def all_selected(state: Body) -> list[str]:
    """Return every option selected in one element."""
    option = state.get("selected_option")
    return [one["value"] for one in state.get("selected_options") or ([option] if option else [])]


def whole(value: str | None) -> int:
    """Return a whole number that a form carries; -1: it is none."""
    # A forged value is no number: outside every scale, it is refused like any other.
    return int(value) if value and re.fullmatch("[0-9]{1,4}", value) else -1
