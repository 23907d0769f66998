"""Thanking, from the button or the shortcut to the word after Send; and taking it back."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.views import thanking as views
from handlers.views.blocks import View
from handlers.views.fields import found
from handlers.views.guarding import notices
from surveys.model.people import Account
from surveys.model.thanks import ThanksEntered, ThanksSheet
from surveys.runtime import Runtime
from surveys.use_cases import taking_back, thanking
from surveys.wording import _


def open_thanks(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form, from a button or the shortcut."""
    ack()
    _show(client, body, views.thanks_form(thanking.new_form(runtime, payloads.caller(body))))


def open_thanks_again(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form with what a channel did not take."""
    ack()
    thanks_id = payloads.pressed_value(body)
    form = thanking.form_again(runtime, payloads.caller(body), thanks_id)
    _show(client, body, views.thanks_form(form))


def search_teams(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Offer the teams whose names hold some words."""
    ack(options=found(thanking.teams(runtime, payloads.caller(body), body["value"])))


def submit_thanks(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Send a thank-you; words that give somebody away come back first."""
    handed = thanking.hand_in(runtime, payloads.caller(body), _entered(body))
    turn = notices(runtime.support, handed.routes)
    if handed.form is not None:
        ack(response_action="update", view=views.thanks_form(handed.form, turn))
    elif handed.sent is not None:
        ack(response_action="update", view=views.sent(handed.sent, turn))


def open_given(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show what its reader wrote and can still change."""
    ack()
    _show(client, body, views.given(taking_back.given(runtime, payloads.caller(body))))


def withdraw_thanks(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Withdraw one, then show the others."""
    caller = payloads.caller(body)
    taking_back.withdraw(runtime, caller, payloads.pressed_value(body))
    ack()
    left = views.given(taking_back.given(runtime, caller), _("*Withdrawn.*"))
    client.views_update(view_id=body["view"]["id"], view=left)


def leave_out(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep words out of the round-up, for whoever wrote them or is thanked in them."""
    caller = payloads.caller(body)
    taking_back.leave_out(runtime, caller, payloads.pressed_value(body))
    ack()
    if body.get("view", {}).get("type") == "modal":
        done = _("*Done:* the round-up won't tell these words.")
        left = views.given(taking_back.given(runtime, caller), done)
        client.views_update(view_id=body["view"]["id"], view=left)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=views.left_out())


def _entered(body: dict[str, Any]) -> ThanksEntered:
    values, step = body["view"]["state"]["values"], int(payloads.carried(body, "step"))
    workspace, marks = payloads.caller(body).workspace, int(payloads.carried(body, "marks"))
    chosen = values[ids.THANKED][ids.CHOICE].get("selected_users") or ()
    team = payloads.selected(values[ids.THANKED_TEAM][ids.THANKED_TEAM])
    channel = values[ids.THANKS_CHANNEL][ids.CHOICE].get("selected_conversation")
    form, instead = payloads.carried(body, "form"), payloads.carried(body, "instead")
    return ThanksEntered(
        sheet=ThanksSheet(form, step, marks, instead),
        people=tuple(Account(workspace, one) for one in chosen),
        unit_id=team,
        text=payloads.rewritten_text(body, views.words_block(step), str(step), marks),
        channel=channel or None,
        shared=payloads.ticked(body, ids.SHARED),
        workspace=workspace,
    )


def _show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Open a view, or put it in place of the one that was tapped in: they must not pile up."""
    if body.get("view", {}).get("type") == "modal":
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
