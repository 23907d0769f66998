"""What everyone can reach at any time: the promise, help, and pausing."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.views import enrolling as views
from handlers.views.blocks import View
from handlers.views.promise import promise_notice
from handlers.views.support import help_notice
from surveys.runtime import Runtime
from surveys.use_cases import enrolling


def open_promise(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show who sees what."""
    ack()
    policy = runtime.policy
    _show(client, body, promise_notice(policy.thresholds, keys_apart=policy.keys_apart))


def open_help(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show where to turn. Nobody is told, and nothing is kept."""
    ack()
    _show(client, body, help_notice(runtime.support))


def open_pause(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask until when."""
    ack()
    today, paused_until = enrolling.pause_of(runtime, payloads.caller(body))
    _show(client, body, views.pause_form(today, paused_until))


def submit_pause(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Pause until a date."""
    until = enrolling.pause(runtime, payloads.caller(body), payloads.chosen_date(body, ids.UNTIL))
    ack(response_action="update", view=views.paused(until))


def end_pause(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """End a pause at once."""
    enrolling.pause(runtime, payloads.caller(body), None)
    ack()
    client.views_update(view_id=body["view"]["id"], view=views.paused(None))


def _show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Open a view, or lay it over the one that was tapped in, so that a form is not lost."""
    if body.get("view", {}).get("type") == "modal":
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
