"""The list of surveys, one survey's pages, and the steps in its life."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import payloads
from handlers.authoring import showing
from handlers.drawing import draw_home, home_too
from handlers.views.answering import answer_form
from handlers.views.authoring.beginning import start_form
from handlers.views.authoring.coverage import coverage
from handlers.views.authoring.pages import overview
from handlers.views.authoring.preview import preview, trial_later, trial_place
from handlers.views.blocks import View
from surveys.rules.lifecycle import Step
from surveys.runtime import Runtime
from surveys.use_cases import overseeing, previewing, steering
from surveys.wording import _


def turn_page(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another page of the list on Home."""
    ack()
    draw_home(client, runtime, body, int(payloads.pressed_value(body)))


def open_survey(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open one survey."""
    ack()
    view = showing.page(runtime, body, payloads.pressed_value(body), showing.OVERVIEW)
    client.views_open(trigger_id=body["trigger_id"], view=view)


def show_overview(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Go to what a survey is and what can be done with it."""
    ack()
    survey_id = payloads.place_of(body).survey
    showing.instead(client, body, showing.page(runtime, body, survey_id, showing.OVERVIEW))


def show_editor(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Go to what can be changed in a survey."""
    ack()
    survey_id = payloads.place_of(body).survey
    showing.instead(client, body, showing.page(runtime, body, survey_id, showing.EDITOR))


def show_preview(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Go to how a survey would look and whom it would reach."""
    ack()
    model = previewing.preview(runtime, payloads.caller(body), payloads.place_of(body).survey)
    showing.instead(client, body, preview(model))


def show_coverage(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Go to which driver was last asked about when."""
    ack()
    caller, survey_id = payloads.caller(body), payloads.place_of(body).survey
    covered = overseeing.driver_coverage(runtime, caller, survey_id)
    page = overseeing.survey_page(runtime, caller, survey_id)
    showing.instead(client, body, coverage(page, covered))


def send_to_me(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Send the invitation to its author alone."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    previewing.send_to_me(runtime, caller, place, payloads.pressed_value(body))
    ack()
    said = _("It is on its way to you: look into Messages in a moment.")
    showing.beneath(client, body, lambda: _overview(runtime, body, said))


def open_trial_form(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form of a survey over its preview; nothing is kept of it."""
    ack()
    form = previewing.trial_form(runtime, payloads.caller(body), payloads.place_of(body))
    showing.over(client, body, answer_form(form))


def open_trial(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form from a message that was sent to try it; nothing is kept of it."""
    ack()
    place = trial_place(payloads.pressed_value(body))
    choice = payloads.tapped_choice(body)
    form = previewing.trial_form(runtime, payloads.caller(body), place, choice)
    client.views_open(trigger_id=body["trigger_id"], view=answer_form(form))


def open_trial_later(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
    """Say what stands behind "Not now"."""
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=trial_later())


def open_start(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Say what starting a survey will do."""
    ack()
    model = previewing.reach(runtime, payloads.caller(body), payloads.place_of(body).survey)
    showing.over(client, body, start_form(model))


def submit_start(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Start a survey as its author saw it."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    steering.take(runtime, caller, place.survey, Step.START, place.revision)
    ack()
    showing.beneath(client, body, lambda: _overview(runtime, body, _("It is started.")))
    home_too(client, runtime, body, place.survey)


def pause_survey(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open no more rounds for now."""
    _take(ack, body, client, runtime, Step.PAUSE)


def resume_survey(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open rounds again."""
    _take(ack, body, client, runtime, Step.RESUME)


def archive_survey(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open no round ever again."""
    _take(ack, body, client, runtime, Step.ARCHIVE)


def close_early(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Close the open round that its author looked at."""
    caller, place = payloads.caller(body), payloads.place_of(body)
    steering.close_early(runtime, caller, place.survey, payloads.pressed_value(body))
    _done(ack, body, client, runtime, _("The round is closed."))


def _take(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime, step: Step) -> None:
    caller, place = payloads.caller(body), payloads.place_of(body)
    steering.take(runtime, caller, place.survey, step)
    said = {
        Step.PAUSE: _("It is paused."),
        Step.RESUME: _("It goes on."),
        Step.ARCHIVE: _("It is in the archive."),
    }[step]
    _done(ack, body, client, runtime, said)


def _done(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime, said: str) -> None:
    """Answer a change that is kept, then show it."""
    ack()
    showing.beneath(client, body, lambda: _overview(runtime, body, said))
    home_too(client, runtime, body, payloads.place_of(body).survey)


def _overview(runtime: Runtime, body: dict[str, Any], said: str) -> View:
    survey_id = payloads.place_of(body).survey
    page = overseeing.survey_page(runtime, payloads.caller(body), survey_id)
    return overview(page, said)
