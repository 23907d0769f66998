"""HR's list of leavers: recorded, changed, taken back; and the offer to take down what they say."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import exit_payloads, ids, payloads
from handlers.views import leavers as views
from handlers.views import leaving as conversation
from handlers.views.blocks import View
from surveys.bank.leaving import load_leaving
from surveys.errors import LastDayWrong, LeaverUnknown
from surveys.runtime import Runtime
from surveys.use_cases import leaving, listing_leavers
from surveys.use_cases.listing_leavers import Facts


def open_leavers(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the list."""
    ack()
    view = views.leavers(listing_leavers.listed(runtime, payloads.caller(body)))
    _put(body, client, view)


def open_leaver(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open one leaver."""
    ack()
    leaver_id = payloads.pressed_value(body)
    one = listing_leavers.one(runtime, payloads.caller(body), leaver_id)
    _put(body, client, views.one_leaver(one))


def open_record(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open an empty form."""
    ack()
    today = listing_leavers.today_of(runtime)
    listing_leavers.listed(runtime, payloads.caller(body))  # for HR alone
    client.views_push(trigger_id=body["trigger_id"], view=views.leaver_form(load_leaving(), today))


def open_change(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open a form with what is recorded."""
    ack()
    one = listing_leavers.one(runtime, payloads.caller(body), payloads.pressed_value(body))
    form = views.leaver_form(load_leaving(), listing_leavers.today_of(runtime), one)
    client.views_push(trigger_id=body["trigger_id"], view=form)


def submit_leaver(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Record a leaver, or keep a change, then show it."""
    caller, leaver_id = payloads.caller(body), payloads.carried(body, "leaver")
    last_day = payloads.chosen_date(body, ids.LAST_DAY)
    if last_day is None:
        raise LastDayWrong
    reason, destination = (exit_payloads.code_of(body, one) for one in ("reason", "destination"))
    facts = Facts(last_day, reason, destination)
    if leaver_id:
        kept = listing_leavers.change(runtime, caller, leaver_id, facts)
    else:
        chosen = payloads.chosen_account(body, ids.WHO)
        if chosen is None:
            raise LeaverUnknown
        kept = listing_leavers.record(runtime, caller, chosen, facts)
    one = listing_leavers.one(runtime, caller, kept.id)
    ack(response_action="update", view=views.one_leaver(one, kept=True))


def open_agreement(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask whether the leaver agrees."""
    ack()
    one = listing_leavers.one(runtime, payloads.caller(body), payloads.pressed_value(body))
    client.views_push(trigger_id=body["trigger_id"], view=views.agreement_form(one))


def submit_agreement(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Begin to take down what a leaver says, who agrees."""
    leaver_id, agreed = payloads.carried(body, "leaver"), payloads.ticked(body, ids.AGREED)
    page = leaving.begin_for(runtime, payloads.caller(body), leaver_id, agreed=agreed)
    ack(response_action="update", view=conversation.step_form(page))


def rescind(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Take a leaving back, then say so."""
    was_there = listing_leavers.rescind(
        runtime, payloads.caller(body), payloads.pressed_value(body)
    )
    ack()
    _put(body, client, views.rescinded(was_there=was_there))


def _put(body: dict[str, Any], client: WebClient, view: View) -> None:
    """Open a view, or put it in the place of the one that was tapped in."""
    if body.get("view", {}).get("type") == "modal":
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
