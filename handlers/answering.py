"""Answering a pulse, from the tap in the message to the word after Send."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.views import answering as views
from handlers.views.blocks import View
from handlers.views.guarding import notices, words_step
from surveys.model.messages import Form, Reopened
from surveys.runtime import Runtime
from surveys.use_cases import answering, guarding


def open_form(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form with the tapped choice set; nothing is kept before Send."""
    ack()
    choice = payloads.tapped_choice(body)
    began = answering.begin(runtime, payloads.caller(body), payloads.round_of(body), choice)
    _show(client, body, _began(began))


def submit(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Keep the answer, then say so in the form; words that give somebody away come back first."""
    round_id = payloads.round_of(body)
    sent = guarding.send(runtime, payloads.caller(body), round_id, payloads.answers(body))
    ack(response_action="update", view=_sent(runtime, body, sent))


def submit_words(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Keep the words as their author has left them, then say so in the form."""
    round_id = payloads.round_of(body)
    sent = guarding.send_words(runtime, payloads.caller(body), round_id, payloads.rewritten(body))
    ack(response_action="update", view=_sent(runtime, body, sent))


def change(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form with the answer given before."""
    ack()
    form = answering.recall(runtime, payloads.caller(body), payloads.round_of(body))
    _show(client, body, views.answer_form(form))


def show(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show the answer given before."""
    ack()
    form = answering.recall(runtime, payloads.caller(body), payloads.round_of(body))
    _show(client, body, views.own_answers(form))


def withdraw(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Destroy the answer, then say so."""
    was_there = answering.withdraw(runtime, payloads.caller(body), payloads.round_of(body))
    ack()
    _show(client, body, views.withdrawn(was_there=was_there))


def open_pretend(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open a form of which nothing is kept."""
    ack()
    _show(client, body, views.answer_form(answering.pretend(runtime)))


def submit_pretend(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Keep nothing, and say so."""
    routes = guarding.routes_of(payloads.answers(body).comments.values())
    ack(response_action="update", view=views.pretend_done(notices(runtime.support, routes)))


def open_not_now(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
    """Ask when it would suit."""
    ack()
    _show(client, body, views.not_now_form(payloads.round_of(body)))


def submit_not_now(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Put the pulse off, or skip it."""
    when = answering.When(payloads.chosen(body, ids.WHEN) or answering.When.SKIP)
    until = answering.postpone(runtime, payloads.caller(body), payloads.round_of(body), when)
    ack(response_action="update", view=views.put_off(until))


def _sent(runtime: Runtime, body: dict[str, Any], sent: guarding.Sent) -> View:
    round_id, where_to_turn = payloads.round_of(body), notices(runtime.support, sent.routes)
    if sent.held:
        step = payloads.step_of(body) + 1
        return words_step(round_id, step, sent.held, where_to_turn, kept=sent.kept)
    return views.saved(round_id, kept=sent.kept, where_to_turn=where_to_turn)


def _began(began: Form | Reopened) -> View:
    return views.answer_form(began) if isinstance(began, Form) else views.reopened(began)


def _show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Open a view, or put it in the place of the one that was tapped in."""
    if body.get("view", {}).get("type") == "modal":
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
