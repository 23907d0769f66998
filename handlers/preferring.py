"""What a person chooses for themselves: hours of their own, and no reminders ever."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.drawing import home_too
from handlers.views import preferring as views
from handlers.views.hailing import notes_chosen
from surveys.runtime import Runtime
from surveys.use_cases import hailing, preferring


def open_hours(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask for hours of one's own."""
    ack()
    form = views.hours_form(preferring.hours_of(runtime, payloads.caller(body)))
    client.views_open(trigger_id=body["trigger_id"], view=form)


def submit_hours(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Keep hours of one's own."""
    said = payloads.written(body, ids.OWN_HOURS)
    hours = preferring.choose_hours(runtime, payloads.caller(body), said)
    ack(response_action="update", view=views.hours_chosen(hours))


def forget_hours(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Go back to one's usual hours."""
    hours = preferring.choose_hours(runtime, payloads.caller(body), None)
    ack()
    client.views_update(view_id=body["view"]["id"], view=views.hours_chosen(hours))


def stop_reminders(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Turn reminders off for good."""
    _choose_reminders(ack, body, client, runtime, wanted=False)


def want_reminders(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Turn reminders on again."""
    _choose_reminders(ack, body, client, runtime, wanted=True)


def stop_milestones(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Send a manager no more messages about milestones in their teams."""
    _choose_milestones(ack, body, client, runtime, wanted=False)


def want_milestones(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Send a manager messages about milestones again."""
    _choose_milestones(ack, body, client, runtime, wanted=True)


def _choose_milestones(
    ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime, *, wanted: bool
) -> None:
    hailing.choose_notes(runtime, payloads.caller(body), wanted=wanted)
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=notes_chosen(wanted=wanted))
    if body.get("view", {}).get("type") == "home":
        home_too(client, runtime, body)


def _choose_reminders(
    ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime, *, wanted: bool
) -> None:
    caller = payloads.caller(body)
    preferring.choose_reminders(runtime, caller, wanted=wanted)
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=views.reminders_chosen(wanted=wanted))
    if body.get("view", {}).get("type") == "home":
        home_too(client, runtime, body)
