"""Making and changing a survey: each form that is handed in is kept."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.authoring import filled, showing
from handlers.drawing import home_too
from handlers.views.authoring.audience import audience_form
from handlers.views.authoring.beginning import BLANK, details_form, new_survey
from handlers.views.authoring.calendar import calendar_form
from handlers.views.authoring.pages import STEPS
from handlers.views.fields import found
from surveys.runtime import Runtime
from surveys.use_cases import choosing, drafting, overseeing


def open_new_survey(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask what a new survey begins from."""
    ack()
    offered = choosing.beginning(runtime, payloads.caller(body))
    client.views_open(trigger_id=body["trigger_id"], view=new_survey(offered))


def submit_new_survey(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep a draft of a ready survey, or ask for the words of a blank one."""
    name = filled.picked(body, ids.BEGIN_FROM) or BLANK
    if name == BLANK:
        choosing.admit(runtime, payloads.caller(body))
        ack(response_action="update", view=details_form(None))
        return
    kept = drafting.begin_ready(runtime, payloads.caller(body), name)
    _edited(ack, body, client, runtime, kept.survey.id)


def open_details(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask for a survey's words and sizes."""
    ack()
    place = payloads.place_of(body)
    page = overseeing.survey_page(runtime, payloads.caller(body), place.survey)
    showing.over(client, body, details_form(page.brief))


def submit_details(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep a survey's words and sizes, those of a new one included."""
    caller, details = payloads.caller(body), filled.details(body)
    if not body["view"]["private_metadata"]:
        kept = drafting.begin_blank(runtime, caller, details)
        _edited(ack, body, client, runtime, kept.survey.id)
        return
    drafting.keep_details(runtime, caller, payloads.place_of(body), details)
    _back(ack, body, client, runtime)


def open_audience(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask whom a survey asks."""
    ack()
    model = choosing.audience_choices(runtime, payloads.caller(body), payloads.place_of(body))
    showing.over(client, body, audience_form(model))


def search_list(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Offer what a long list has for some words."""
    pairs = choosing.search(runtime, payloads.caller(body), body["block_id"], body["value"])
    ack(options=found(pairs))


def submit_audience(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep whom a survey asks."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    drafting.keep_audience(runtime, caller, place, filled.audience(body))
    _back(ack, body, client, runtime)


def open_calendar(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask when a survey is asked."""
    ack()
    model = choosing.calendar_choices(runtime, payloads.caller(body), payloads.place_of(body))
    is_step = payloads.pressed_block(body) == STEPS
    back = showing.OVERVIEW if is_step else showing.EDITOR
    showing.over(client, body, calendar_form(model, back))


def show_dates(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show which dates follow from what is chosen; nothing is kept yet."""
    ack()
    caller, place = payloads.caller(body), payloads.place_of(body)
    model = choosing.calendar_choices(runtime, caller, place, filled.calendar(body))
    showing.instead(client, body, calendar_form(model, payloads.carried(body, "page")))


def submit_calendar(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep when a survey is asked."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    drafting.keep_calendar(runtime, caller, place, filled.calendar(body))
    _back(ack, body, client, runtime, payloads.carried(body, "page"))


def _edited(
    ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime, survey_id: str
) -> None:
    """Answer with the page on which a new survey is edited."""
    ack(response_action="update", view=showing.page(runtime, body, survey_id, showing.EDITOR))
    home_too(client, runtime, body, survey_id)


def _back(
    ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime, page: str = showing.EDITOR
) -> None:
    """Close a form that is kept, and show what it changed."""
    ack()
    survey_id = payloads.place_of(body).survey
    showing.beneath(client, body, lambda: showing.page(runtime, body, survey_id, page))
    home_too(client, runtime, body, survey_id)
