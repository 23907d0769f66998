"""The questions of a survey: added, changed, moved and taken out."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.authoring import filled, showing
from handlers.views.authoring.pages import DOWN, EDITED, UP
from handlers.views.authoring.questions import (
    bank_form,
    kind_form,
    question_form,
    removal_form,
)
from surveys.errors import SurveyChangedMeanwhile
from surveys.model.authoring import Kind, Written
from surveys.runtime import Runtime
from surveys.use_cases import choosing, drafting


def open_adding(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask what kind of question to add."""
    ack()
    choosing.admit(runtime, payloads.caller(body))
    showing.over(client, body, kind_form(payloads.place_of(body)))


def submit_kind(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Ask for a question of the chosen kind."""
    place = payloads.place_of(body)
    offered, _written = choosing.question_choices(runtime, payloads.caller(body), place)
    empty = Written(filled.kind(body), text="")
    ack(response_action="update", view=question_form(place, offered, empty))


def open_bank(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Offer the bank's questions."""
    ack()
    place = payloads.place_of(body)
    offered = choosing.bank_choices(runtime, payloads.caller(body), place)
    showing.over(client, body, bank_form(place, offered))


def submit_bank(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Add questions of the bank."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    drafting.add_from_bank(runtime, caller, place, filled.all_picked(body, ids.FROM_BANK))
    _back(ack, body, client, runtime)


def do_with_question(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Edit, move or remove one question."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    verb, _colon, question_id = payloads.pressed_option(body).partition(":")
    if verb in (UP, DOWN):
        drafting.move_question(runtime, caller, place, question_id, -1 if verb == UP else 1)
        _back(ack, body, client, runtime)
        return
    ack()
    offered, written = choosing.question_choices(runtime, caller, place, question_id)
    if written is None:
        raise SurveyChangedMeanwhile
    form = (
        question_form(place, offered, written, question_id)
        if verb == EDITED
        else removal_form(place, question_id, written.text)
    )
    showing.over(client, body, form)


def submit_question(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep a new question, or a changed one."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    written = filled.question(body, Kind(payloads.carried(body, "kind")))
    if question_id := payloads.carried(body, "question"):
        drafting.change_question(runtime, caller, place, question_id, written)
    else:
        drafting.add_question(runtime, caller, place, written)
    _back(ack, body, client, runtime)


def submit_removal(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Take a question out."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    drafting.remove_question(runtime, caller, place, payloads.carried(body, "question"))
    _back(ack, body, client, runtime)


def _back(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Answer a change that is kept, and show it."""
    ack()
    survey_id = payloads.place_of(body).survey
    showing.beneath(client, body, lambda: showing.page(runtime, body, survey_id, showing.EDITOR))
