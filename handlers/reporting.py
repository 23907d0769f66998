"""Reporting: the newest results of a survey, for whoever asks from the Home tab."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import payloads
from handlers.views.results import survey_results
from surveys.runtime import Runtime
from surveys.use_cases import reporting


def open_results(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open what was published last of a survey, about where the reader sits."""
    ack()
    found = reporting.results_for_staff(
        runtime, payloads.caller(body), payloads.pressed_value(body)
    )
    client.views_open(trigger_id=body["trigger_id"], view=survey_results(found))
