"""Reporting: what was published, for whoever asks from the Home tab."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import payloads
from handlers.views import results as views
from handlers.views.blocks import View
from surveys.model.releases import Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.runtime import Runtime
from surveys.use_cases import reporting


def open_results(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open what was published last of a survey, about where the reader sits."""
    ack()
    survey = payloads.pressed_value(body)
    found = reporting.results_for_staff(runtime, payloads.caller(body), survey)
    _show(client, body, views.survey_results(found))


def open_team_results(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the last quarter of the pulse, about where the reader sits."""
    ack()
    found = reporting.results_for_staff(runtime, payloads.caller(body), WEEKLY_PULSE)
    of_teams = [one for one in found if one.tier is Tier.QUARTERLY]
    _show(client, body, views.survey_results(of_teams))


def open_to_read(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open one release about what the reader manages or leads."""
    ack()
    release_id = payloads.pressed_value(body)
    message = reporting.digest_for(runtime, payloads.caller(body), release_id)
    _show(client, body, views.results_to_read(message))


def open_others(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the list of the surveys with results."""
    ack()
    found = reporting.page_of_surveys(runtime, payloads.caller(body))
    _show(client, body, views.other_results(found))


def turn_others(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another page of it."""
    ack()
    page = int(payloads.pressed_value(body))
    found = reporting.page_of_surveys(runtime, payloads.caller(body), page)
    client.views_update(view_id=body["view"]["id"], view=views.other_results(found))


def _show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Open a view, or lay it over the one that was tapped in."""
    if body.get("view", {}).get("type") == "modal":
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
