"""Asking the forum, from the button to the receipt."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.views import asking as views
from handlers.views.blocks import View
from handlers.views.guarding import notices
from surveys.model.composing import AskForm, Draft, Preview
from surveys.model.forum import Addressee
from surveys.runtime import Runtime
from surveys.use_cases import composing, voting


def open_asking(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form for a question, from a button or the shortcut."""
    ack()
    form = composing.new_form(runtime, payloads.caller(body))
    view = views.ask_form(form)
    shown = body.get("view") or {}
    if shown.get("type") != "modal":
        client.views_open(trigger_id=body["trigger_id"], view=view)
    elif shown.get("callback_id") == ids.NOTICE:  # Slack lays no more than three over each other
        client.views_update(view_id=shown["id"], view=view)
    else:
        client.views_push(trigger_id=body["trigger_id"], view=view)


def submit_asked(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Take a question one step on: words to look at, the preview, the receipt."""
    turn = composing.hand_in(runtime, payloads.caller(body), _draft(body))
    ack(response_action="update", view=_next(turn, runtime))


def close_receipt(ack: Ack) -> None:
    """Close the receipt, which somebody has written down; what the field holds is not read."""
    ack(response_action="clear")


def vote_instead(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Vote for a question in place of sending one."""
    voting.vote(runtime, payloads.caller(body), payloads.pressed_value(body), wanted=True)
    ack()
    client.views_update(view_id=body["view"]["id"], view=views.voted_instead())


def _next(turn: composing.Turn, runtime: Runtime) -> View:
    first = notices(runtime.support, turn.routes)
    if isinstance(turn.step, AskForm):
        return views.ask_form(turn.step, first)
    if isinstance(turn.step, Preview):
        return views.preview(turn.step, first)
    return views.sent(turn.step.receipt.text, turn.step.seen, first)


def _draft(body: dict[str, Any]) -> Draft:
    """Read a form at any of its steps; before sending, its choices are carried along."""
    step, seen = int(payloads.carried(body, "step")), payloads.carried(body, "seen")
    chosen = (
        {one: payloads.carried(body, one) for one in (ids.TOPIC, ids.ADDRESSEE, ids.ALONE)}
        if seen
        else {
            one: payloads.chosen(body, one) or "" for one in (ids.TOPIC, ids.ADDRESSEE, ids.ALONE)
        }
    )
    suffix = views.box_suffix(step)
    return Draft(
        form_id=payloads.carried(body, "form"),
        text=payloads.rewritten_text(
            body, f"{ids.ASKED}{suffix}", suffix, int(payloads.carried(body, "marks"))
        ),
        topic=chosen[ids.TOPIC],
        addressee=Addressee(chosen[ids.ADDRESSEE]),
        alone=chosen[ids.ALONE] == views.BY_A_DAY,
        step=step,
        seen=seen,
    )
