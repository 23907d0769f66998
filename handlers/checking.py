"""Checking: champions read what waits; everybody reads what was permitted, and may report it."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.drawing import home_too
from handlers.views import checking as views
from handlers.views.blocks import View
from surveys.runtime import Runtime
from surveys.use_cases import checking


def open_check(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the first comment that waits."""
    ack()
    view = views.to_check(checking.next_to_check(runtime, payloads.caller(body)))
    client.views_open(trigger_id=body["trigger_id"], view=view)


def permit(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Let a comment be read, then show the next."""
    checking.permit(runtime, payloads.caller(body), payloads.pressed_value(body))
    ack()
    _show_next(body, client, runtime)


def withhold(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Destroy a comment, then show the next."""
    checking.withhold(runtime, payloads.caller(body), payloads.pressed_value(body))
    ack()
    _show_next(body, client, runtime)


def leave_for_later(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show the next comment; this one goes on waiting."""
    ack()
    _show_next(body, client, runtime)


def open_take_out(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask which words of a comment to mask."""
    ack()
    one = checking.one_to_check(runtime, payloads.caller(body), payloads.pressed_value(body))
    view = views.to_check(None) if one is None else views.take_out_form(one)
    client.views_update(view_id=body["view"]["id"], view=view)


def take_out(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Mask words of a comment, then show it as it is now."""
    caller, comment = payloads.caller(body), payloads.comment_of(body)
    phrases = payloads.written(body, ids.TAKEN_OUT).splitlines()
    checking.take_out(runtime, caller, comment, phrases)
    one = checking.one_to_check(runtime, caller, comment)
    ack(response_action="update", view=views.to_check(one))


def open_comments(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the comments of a release."""
    ack()
    found = checking.comments(runtime, payloads.caller(body), payloads.pressed_value(body))
    _show(body, client, views.comments(found))


def report(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Withdraw a comment everywhere, then show the others."""
    caller = payloads.caller(body)
    release_id = checking.report(runtime, caller, payloads.pressed_value(body))
    ack()
    found = checking.comments(runtime, caller, release_id) if release_id else None
    client.views_update(view_id=body["view"]["id"], view=views.reported(found))


def _show_next(body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    after = payloads.pressed_value(body)
    found = checking.next_to_check(runtime, payloads.caller(body), after)
    client.views_update(view_id=body["view"]["id"], view=views.to_check(found))
    if found is None:
        home_too(client, runtime, body)  # which began with what waited


def _show(body: dict[str, Any], client: WebClient, view: View) -> None:
    if body.get("view", {}).get("type") == "modal":
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
