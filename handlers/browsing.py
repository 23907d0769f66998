"""Browsing the forum: its pages, one question, and a vote for it."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.views import browsing as views
from handlers.views.blocks import View
from surveys.model.browsing import Seeking, Sought
from surveys.runtime import Runtime
from surveys.use_cases import browsing, voting


def open_forum(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the forum."""
    ack()
    _show(client, body, views.board(browsing.board(runtime, payloads.caller(body), Seeking())))


def turn_forum(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another page of it."""
    ack()
    seeking = _seeking(body, page=int(payloads.pressed_value(body)))
    _show_again(client, body, runtime, seeking)


def seek(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show the questions of another state or topic."""
    ack()
    chosen, seeking = payloads.pressed_option(body), _seeking(body)
    if body["actions"][0]["action_id"] == ids.FORUM_STATE:
        seeking = Seeking(Sought(chosen), seeking.topic)
    else:
        seeking = Seeking(seeking.sought, "" if chosen == views.EVERY_TOPIC else chosen)
    _show_again(client, body, runtime, seeking)


def open_question(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open one question whole."""
    ack()
    found = browsing.question(runtime, payloads.caller(body), payloads.pressed_value(body))
    _show(client, body, views.one_question(found))


def vote(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Put the reader's vote on a question."""
    _voted(ack, body, client, runtime, wanted=True)


def unvote(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Take the reader's vote back."""
    _voted(ack, body, client, runtime, wanted=False)


def _voted(
    ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime, *, wanted: bool
) -> None:
    caller, question_id = payloads.caller(body), payloads.pressed_value(body)
    voting.vote(runtime, caller, question_id, wanted=wanted)
    ack()
    found = browsing.question(runtime, caller, question_id)
    view = views.one_question(found, just_now=True)
    client.views_update(view_id=body["view"]["id"], view=view)


def _seeking(body: dict[str, Any], page: int = 0) -> Seeking:
    sought = Sought(payloads.carried(body, "sought"))
    return Seeking(sought, payloads.carried(body, "topic"), page)


def _show_again(
    client: WebClient, body: dict[str, Any], runtime: Runtime, seeking: Seeking
) -> None:
    view = views.board(browsing.board(runtime, payloads.caller(body), seeking))
    client.views_update(view_id=body["view"]["id"], view=view)


def _show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Open a view, put it in the place of a notice or of another question, or lay it over."""
    shown = body.get("view") or {}
    if shown.get("type") != "modal":
        client.views_open(trigger_id=body["trigger_id"], view=view)
    elif shown.get("callback_id") in {ids.NOTICE, ids.FORUM_ONE}:
        client.views_update(view_id=shown["id"], view=view)
    else:
        client.views_push(trigger_id=body["trigger_id"], view=view)
