"""Chairing: champions screen and assign, leaders answer, one question at a time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import forum_payloads, ids, payloads
from handlers.drawing import home_too
from handlers.errors import courtesy
from handlers.views import chairing as views
from handlers.views import chairing_forms as forms
from handlers.views import chairing_lists as lists
from handlers.views.blocks import Block, View
from handlers.views.guarding import notices
from surveys.errors import ButtonUnknown
from surveys.model.chairing import FORMS, PARTS, WORDS, Case, Deed, Done, Pile, Seen
from surveys.model.people import Account
from surveys.runtime import Runtime
from surveys.use_cases import announcing, assigning, chairing, penning, screening

_AT_ONCE: Final[Mapping[Deed, Callable[[Runtime, Account, Seen], Done]]] = {
    Deed.PUBLISH: screening.publish,
    Deed.CONFIRM: screening.confirm,
    Deed.DECLINE: screening.decline,
    Deed.TAKE_BACK: screening.take_back,
    Deed.PUT_BACK: screening.put_back,
    Deed.REOPEN: screening.reopen,
    Deed.ISSUE: assigning.issue,
    Deed.POST_AGAIN: announcing.post_again,
}


def open_screening(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the first question to decide on."""
    ack()
    found = chairing.next_to_screen(runtime, payloads.caller(body))
    _show(client, body, views.case(found))


def leave_for_later(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show the next question; this one goes on waiting."""
    ack()
    after = payloads.pressed_value(body)
    found = chairing.next_to_screen(runtime, payloads.caller(body), after)
    client.views_update(view_id=body["view"]["id"], view=views.case(found))


def open_case(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open one question."""
    ack()
    found = chairing.one_case(runtime, payloads.caller(body), payloads.pressed_value(body))
    pile, page = forum_payloads.list_of(body)
    _show(client, body, views.case(_in_list(found, pile, page)))


def open_pile(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open a list of questions."""
    ack()
    found = chairing.listing(runtime, payloads.caller(body), forum_payloads.pile_of(body))
    _show(client, body, lists.listing(found))


def turn_pile(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another list, or another page of one."""
    ack()
    is_turned = "value" in body["actions"][0]
    page = int(payloads.pressed_value(body)) if is_turned else 0
    found = chairing.listing(runtime, payloads.caller(body), forum_payloads.pile_of(body), page)
    client.views_update(view_id=body["view"]["id"], view=lists.listing(found))


def do_deed(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Do something with a question, or ask for more first."""
    deed, seen = forum_payloads.deed_of(body), forum_payloads.seen_of(body)
    caller = payloads.caller(body)
    if deed in FORMS:
        ack()
        view = _form(runtime, caller, deed, seen)
        client.views_update(view_id=body["view"]["id"], view=view)
        return
    if deed not in _AT_ONCE:
        raise ButtonUnknown
    done = _AT_ONCE[deed](runtime, caller, seen)
    ack()
    client.views_update(view_id=body["view"]["id"], view=_after(runtime, caller, seen, done))
    _draw_around(client, body, runtime, seen)


def submit_written(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep what was written; words that give somebody away come back first."""
    caller, sheet = payloads.caller(body), forum_payloads.sheet_of(body)
    entered = forum_payloads.penned(body, (WORDS, *PARTS))
    reason = forum_payloads.reason_of(body)
    penned = penning.hand_in(runtime, caller, sheet, entered, reason)
    turn = notices(runtime.support, penned.routes)
    if penned.form is not None:
        ack(response_action="update", view=forms.words_form(penned.form, turn))
        return
    if penned.done is not None:
        view = _after(runtime, caller, sheet.seen, penned.done, turn)
        ack(response_action="update", view=view)
    _draw_around(client, body, runtime, sheet.seen)


def submit_merge(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Merge a question into the chosen one."""
    caller, seen = payloads.caller(body), forum_payloads.seen_of(body)
    target = payloads.chosen(body, ids.CHAIR_TARGET) or ""
    done = screening.merge(runtime, caller, seen, target)
    ack(response_action="update", view=_after(runtime, caller, seen, done))
    _draw_around(client, body, runtime, seen)


def submit_assign(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Give a question to a leader."""
    caller, seen = payloads.caller(body), forum_payloads.seen_of(body)
    leader = payloads.chosen(body, ids.CHAIR_LEADER) or ""
    due = payloads.chosen_date(body, ids.CHAIR_DUE)
    done = assigning.assign(runtime, caller, seen, leader, due)
    ack(response_action="update", view=_after(runtime, caller, seen, done))
    _draw_around(client, body, runtime, seen)


def _form(runtime: Runtime, caller: Account, deed: Deed, seen: Seen) -> View:
    if deed is Deed.MERGE:
        return forms.merge_form(assigning.merging(runtime, caller, seen))
    if deed is Deed.ASSIGN:
        return forms.assign_form(assigning.assigning(runtime, caller, seen))
    return forms.words_form(penning.new_form(runtime, caller, deed, seen))


def _after(
    runtime: Runtime, caller: Account, seen: Seen, done: Done, first: list[Block] | None = None
) -> View:
    """The next question while they are screened in turn; else the same as it is now."""
    if seen.in_turn:
        found = chairing.next_to_screen(runtime, caller, seen.question_id)
        return views.case(found, done, first)
    found = chairing.one_case(runtime, caller, seen.question_id)
    return views.case(_in_list(found, seen.pile, seen.page), done, first)


def _in_list(found: Case, pile: Pile | None, page: int) -> Case:
    """Let a question's view know the list that lies behind it."""
    return replace(found, seen=replace(found.seen, pile=pile, page=page))


def _draw_around(client: WebClient, body: dict[str, Any], runtime: Runtime, seen: Seen) -> None:
    """Show what was changed on Home, and in the list behind."""
    home_too(client, runtime, body)
    behind, pile = body["view"].get("previous_view_id"), seen.pile
    if behind and pile:
        courtesy("list", lambda: _draw_list(client, behind, runtime, body, pile, seen.page))


def _draw_list(
    client: WebClient, view_id: str, runtime: Runtime, body: dict[str, Any], pile: Pile, page: int
) -> None:
    found = chairing.listing(runtime, payloads.caller(body), pile, page)
    client.views_update(view_id=view_id, view=lists.listing(found))


def _show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Open a view, or lay it over the one that was tapped in."""
    if body.get("view", {}).get("type") == "modal":
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
