"""Acting: what is done after a result, from the button to the word after Keep."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.drawing import home_too
from handlers.views import acting as views
from handlers.views import recording
from handlers.views.blocks import View
from handlers.views.guarding import notices
from surveys.runtime import Runtime
from surveys.use_cases import acting, noticing, recounting


def open_ledger(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the actions that concern a person."""
    ack()
    _show(client, body, views.ledger(recounting.ledger(runtime, payloads.caller(body))))


def turn_ledger(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another page of them."""
    ack()
    page = int(payloads.pressed_value(body))
    view = views.ledger(recounting.ledger(runtime, payloads.caller(body), page))
    client.views_update(view_id=body["view"]["id"], view=view)


def open_action(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open one action whole."""
    ack()
    caller = payloads.caller(body)
    told = recounting.one_action(runtime, caller, payloads.pressed_value(body))
    _show(client, body, views.one_action(told))


def open_recording(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask for which part an action is; whoever has one part alone is asked the rest at once."""
    ack()
    _open_recording(client, body, runtime, "")


def open_recording_after_question(
    ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime
) -> None:
    """Ask the same of an action that follows a question of the forum."""
    ack()
    _open_recording(client, body, runtime, payloads.pressed_value(body))


def _open_recording(
    client: WebClient, body: dict[str, Any], runtime: Runtime, question_id: str
) -> None:
    caller = payloads.caller(body)
    parts = acting.parts(runtime, caller, question_id)
    units = [unit_id for _name, own in parts.groups for unit_id, _part in own]
    if len(units) == 1:
        view = recording.action_form(acting.new_form(runtime, caller, units[0], question_id))
    else:
        view = recording.parts_form(parts)
    _show(client, body, view)


def submit_part(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Ask what will be done for the chosen part."""
    unit_id = payloads.chosen(body, ids.PART) or ""
    form = acting.new_form(runtime, payloads.caller(body), unit_id, payloads.asked_of(body))
    ack(response_action="update", view=recording.action_form(form))


def open_changing(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open an action to say how it goes."""
    ack()
    form = acting.change_form(runtime, payloads.caller(body), payloads.pressed_value(body))
    view = recording.action_form(form)
    if body.get("view", {}).get("type") == "modal":  # Slack lays no more than three over each other
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def ask_noticed(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep a draft of a survey that asks whether people noticed, then say where it is."""
    kept = noticing.draft(runtime, payloads.caller(body), payloads.pressed_value(body))
    ack()
    client.views_update(view_id=body["view"]["id"], view=views.noticing_kept(kept.survey.title))
    home_too(client, runtime, body)


def submit_action(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep an action, then show it; words that give somebody away come back first."""
    caller = payloads.caller(body)
    handed = acting.hand_in(runtime, caller, payloads.sheet_of(body), payloads.entered(body))
    turn = notices(runtime.support, handed.routes)
    if handed.form is not None:
        ack(response_action="update", view=recording.action_form(handed.form, turn))
        return
    if handed.told is not None:
        ack(response_action="update", view=views.one_action(handed.told, kept=True, first=turn))
    home_too(client, runtime, body)


def _show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Open a view, or lay it over the one that was tapped in."""
    if body.get("view", {}).get("type") == "modal":
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
