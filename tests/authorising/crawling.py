"""Finding what can be sent: every button and form on the screens of somebody with every role.

What is found is what Slack would send for them; the tests send it again in everybody's name.
"""

import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from bot.local_slack.inputs import FIELD, elements, entry, options, values
from handlers import ids
from surveys.model.chairing import Deed
from tests.authorising import life
from tests.authorising.people import EVERYTHING, OURS, RECORDED, Kind
from tests.authorising.world import Came, Json, World

MOST: Final = 1  # ways of sending one name that are looked at, and one more where it is refused
_MORE: Final[Mapping[str, int]] = {  # that lead to something else each
    ids.CASE: 9,
    ids.PICK_PILE: 12,
    ids.SCREEN_LATER: 9,
    ids.ONE_EVENT: 12,
    ids.EVENTS_PAGE: 4,
    ids.MANAGE: 9,
    ids.EDITOR: 9,
    ids.ROLE_PROPOSAL: 3,
}
_SUFFIXES: Final = {"back", "on"}
_WRITTEN: Final[Mapping[str, str]] = {  # what is written where the form does not begin with it
    ids.RECEIPT_WORDS: "receipt",
    ids.WHO: f"U{RECORDED + 1:04}",
    ids.THANKED: "U0003",
    "own_hours": "Mon-Fri 00:00-24:00",
    "link": "",
    "turnover": "14.5",
    ids.AGREED: ids.AGREED,
    ids.TAKEN_OUT: "paper",
}

_LIKE: Final[Mapping[str, str]] = {
    f"{ids.CHOOSE}_4": ids.OPEN_FORM,
    ids.NOT_NOW: ids.OPEN_FORM,
    ids.UNPAUSE: ids.PAUSE,
    f"{ids.DEED}_{Deed.POST_AGAIN}": f"{ids.DEED}_{Deed.REOPEN}",
    ids.FORGET_HOURS: ids.HOURS,
    ids.WANT_REMINDERS: ids.STOP_REMINDERS,
    ids.WANT_MILESTONES: ids.STOP_MILESTONES,
    ids.ALL_OPEN: ids.HELP,
    ids.ASK_NOTICED: ids.CHANGE_ACTION,
    ids.VOTE: ids.FORUM_QUESTION,
    ids.UNVOTE: ids.FORUM_QUESTION,
    ids.VOTE_INSTEAD: ids.FORUM_QUESTION,
    ids.MAKE_AGENDA: ids.MOVE_MEETING,
    f"{ids.PILE_PAGE}_on": ids.PICK_PILE,
}
_FORMS_LIKE: Final[Mapping[str, str]] = {
    ids.SUBMIT_LAST_DAY: ids.SUBMIT_PAUSE,
    ids.SUBMIT_AGENDA: ids.SUBMIT_NOTE,
}


def common(kind: str) -> Json:
    """What every interaction carries."""
    user = {"id": f"U{EVERYTHING:04}", "team_id": OURS}
    return {"type": kind, "team": {"id": OURS}, "user": user, "trigger_id": "1.2.3", "token": "x"}


def beginnings() -> Iterator[Json]:
    """What is there without a screen: the command, the shortcuts, events."""
    us = f"U{EVERYTHING:04}"
    changed = {"id": us, "team_id": OURS, "tz": "Europe/Paris"}
    for event in (
        {"type": ids.HOME_OPENED, "tab": "home", "user": us},
        {"type": ids.USER_CHANGED, "user": changed},
    ):
        yield {"type": "event_callback", "team_id": OURS, "event_id": "Ev1", "event": event}
    yield {
        "command": ids.COMMAND,
        "team_id": OURS,
        "user_id": us,
        "channel_id": "D1",
        "trigger_id": "1.2.3",
        "text": "",
    }
    for name in (ids.ASK_SHORTCUT, ids.THANKS_SHORTCUT):
        yield common("shortcut") | {"callback_id": name}


def name_of(payload: Json) -> str:
    """Return the name under which a payload is listened to, less which page or which choice."""
    if "command" in payload:
        return str(payload["command"])
    if payload["type"] == "event_callback":
        return str(payload["event"]["type"])
    if payload["type"] == "view_submission":
        return str(payload["view"]["callback_id"]) + _step(payload)
    if payload["type"] == "shortcut":
        return str(payload["callback_id"])
    if payload["type"] == "block_suggestion":
        return f"search {payload['action_id']}"
    return _pressed(payload["actions"][0])


def _pressed(action: Json) -> str:
    name, _, last = str(action["action_id"]).rpartition("_")
    if last in _SUFFIXES and name.endswith("page"):
        return name
    if name in (ids.CHOOSE, ids.TRIAL) and last.isdigit():
        return name
    if action["action_id"] == ids.QUESTION:
        return f"{ids.QUESTION} {action['selected_option']['value'].partition(':')[0]}"
    return str(action["action_id"])


def _step(payload: Json) -> str:
    """Forms of the forum's desk have one name, and say inside what they are for."""
    if payload["view"]["callback_id"] != ids.SUBMIT_WRITTEN:
        return ""
    return " " + str(json.loads(payload["view"]["private_metadata"])["deed"])


def crawl(world: World) -> dict[str, Json]:
    """Return a payload under each name; one that led somewhere, where any did."""
    found: dict[str, Json] = {}
    went: set[str] = set()
    tried, seen = Counter[str](), set[str]()
    waiting = deque(beginnings())
    is_derived = False
    while waiting or not is_derived:
        if not waiting:
            waiting, is_derived = deque(derived(found)), True
        payload = waiting.popleft()
        name = name_of(payload)
        mark = json.dumps(
            [
                name,
                payload.get("actions"),
                payload.get("view", {}).get("private_metadata"),
                is_derived,
            ]
        )
        if (
            tried[name] >= _MORE.get(name, MOST + (name not in went)) + 4 * is_derived
            or mark in seen
        ):
            continue
        tried[name] += 1
        seen.add(mark)
        came = world.send(payload)
        if name not in found or (name not in went and came.refusal is None):
            found[name] = payload
        if came.refusal is None:
            went.add(name)
        waiting.extend(leads_to(came))
        world.put_back()
    return found


def derived(found: Mapping[str, Json]) -> Iterator[Json]:
    """What no screen of theirs has just now, like something that one has."""
    for name, like in _LIKE.items():
        payload = deepcopy(found[like])
        payload["actions"][0]["action_id"] = name
        if name.endswith("page_on"):
            payload["actions"][0]["value"] = "0"
        yield payload
    trial = deepcopy(found[ids.TRIAL_FORM])
    for name in (f"{ids.TRIAL}_4", ids.TRIAL_LATER):
        place = json.loads(trial["view"]["private_metadata"])
        value = f"{place['survey']}:{place['revision']}"
        yield trial | {"actions": [{**trial["actions"][0], "action_id": name, "value": value}]}
    for name in (ids.CHOICE, ids.THANKED_TEAM):
        view = found[ids.SUBMIT_PULSE]["view"]
        searched = {"block_id": ids.UNITS, "action_id": name, "value": "Team"}
        yield common("block_suggestion") | {"view": view, **searched}
    naming = deepcopy(found[ids.SUBMIT_PULSE])
    for entry_ in naming["view"]["state"]["values"].values():
        if "value" in entry_[ids.CHOICE]:
            entry_[ids.CHOICE]["value"] = "Ask Kayleigh about the rota"
    yield naming
    for name, like in _FORMS_LIKE.items():
        payload = deepcopy(found[like])
        payload["view"]["callback_id"] = name
        if name == ids.SUBMIT_LAST_DAY:
            day = {ids.CHOICE: {"type": "datepicker", "selected_date": "2027-04-12"}}
            payload["view"]["state"] = {"values": {ids.LAST_DAY: day}}
        else:
            cycle = json.loads(payload["view"]["private_metadata"])["cycle"]
            payload["view"]["private_metadata"] = json.dumps({"cycle": cycle, "early": True})
        yield payload


def leads_to(came: Came) -> Iterator[Json]:
    """What could be sent from what was shown."""
    for number, view in enumerate(came.views):
        yield from on_view({**view, "id": f"V{number}"})
    for message in came.messages:
        blocks = message["blocks"]
        yield from on_message(json.loads(blocks) if isinstance(blocks, str) else blocks)


def on_view(view: Json) -> Iterator[Json]:
    blocks = [{"block_id": f"b{n}", **one} for n, one in enumerate(view["blocks"])]
    entered = dict(_filled(blocks)) if view["type"] == "modal" else {}
    bare = {"private_metadata": "", "callback_id": "", "hash": "h", "root_view_id": "V0"}
    state = {"values": values(blocks, entered)}
    view = {**bare, **view, "team_id": OURS, "blocks": blocks, "state": state}
    for block, element in elements(blocks):
        if block["type"] == "input" and not block.get("dispatch_action"):
            if element["type"] == "external_select" or "external" in element["type"]:
                yield common("block_suggestion") | {
                    "view": view, "block_id": block["block_id"], "value": "a",
                    "action_id": element["action_id"],
                }  # fmt: skip
            continue
        for action in _actions(block, element):
            container = {"type": "view", "view_id": view["id"]}
            yield common("block_actions") | {
                "view": view, "container": container, "actions": [action], "state": view["state"]
            }  # fmt: skip
    if view["type"] == "modal" and view.get("submit"):
        yield common("view_submission") | {"view": view}


def on_message(blocks: list[Json]) -> Iterator[Json]:
    blocks = [{"block_id": f"b{n}", **one} for n, one in enumerate(blocks)]
    for block, element in elements(blocks):
        for action in _actions(block, element):
            container = {"type": "message", "message_ts": "1.0", "channel_id": "D1"}
            yield common("block_actions") | {
                "channel": {"id": "D1"}, "container": container, "actions": [action],
                "message": {"ts": "1.0", "blocks": blocks}, "state": {"values": {}},
            }  # fmt: skip


def _actions(block: Json, element: Json) -> Iterator[Json]:
    base = {"type": element["type"], "action_id": element["action_id"],
            "block_id": block["block_id"], "action_ts": "1.0"}  # fmt: skip
    if element["type"] == "button":
        yield base | {"value": element["value"]} if "value" in element else base
    elif (element["type"] in FIELD and options(element)) or element["type"] == "overflow":
        for one in options(element)[:20]:
            yield base | {"selected_option": one}
    elif element["type"] == "datepicker":
        yield base | {"selected_date": "2027-04-12"}


def _filled(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """What somebody enters where a form must be filled in."""
    for block, element in elements(blocks):
        if block["type"] != "input" or any(name.startswith("initial") for name in element):
            continue
        given = _given(block, element)
        if given is not None:
            yield block["block_id"], {element["action_id"]: entry(element, given)}


def _given(block: Json, element: Json) -> Any:
    name, kind = block["block_id"], element["type"]
    if name in _WRITTEN:
        given = life.RECEIPTS[0] if _WRITTEN[name] == "receipt" else _WRITTEN[name] or None
        return [given] if FIELD[kind].endswith("s") else given
    if name == ids.THANKED_TEAM:
        return None
    if kind in ("plain_text_input", "url_text_input", "email_text_input"):
        return None if block.get("optional") and name != ids.COMMENT else "Plain words on the rota"
    if kind == "number_input":
        return None if block.get("optional") else "3"
    if kind == "datepicker":
        return None if block.get("optional") else "2027-04-12"
    if kind == "users_select":
        return f"U{RECORDED + 1:04}"
    found = [one["value"] for one in options(element)]
    if not found or (block.get("optional") and kind == "checkboxes"):
        return None
    return [found[0]] if FIELD[kind].endswith("s") else found[0]


def as_if_from(payload: Json, kind: Kind) -> Json:
    """Return the same payload, sent by somebody else."""
    who = kind.account
    if "command" in payload:
        return payload | {"user_id": who.slack_id, "team_id": who.workspace}
    if payload["type"] == "event_callback":
        user: Any = who.slack_id
        if isinstance(payload["event"]["user"], dict):
            user = payload["event"]["user"] | {"id": who.slack_id, "team_id": who.workspace}
        return payload | {"team_id": who.workspace, "event": payload["event"] | {"user": user}}
    user = {"id": who.slack_id, "team_id": who.workspace}
    return payload | {"user": user, "team": {"id": who.workspace}}
