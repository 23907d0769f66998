"""Commenting: what leaders say of a quarter, from the button to the word after Keep."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads, quarter_payloads
from handlers.views import commenting as views
from handlers.views.guarding import notices
from handlers.views.quarters import no_quarter
from surveys.runtime import Runtime
from surveys.use_cases import commenting


def open_quarter(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask which quarter is commented on."""
    ack()
    quarters = commenting.quarters(runtime, payloads.caller(body))
    view = views.quarter_form(quarters) if quarters else no_quarter()
    client.views_open(trigger_id=body["trigger_id"], view=view)


def submit_quarter(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Ask for the text, with what stands already."""
    quarter = payloads.chosen(body, ids.QUARTER) or ""
    form = commenting.form(runtime, payloads.caller(body), quarter)
    ack(response_action="update", view=views.commentary_form(form))


def submit_commentary(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Keep the text; words that give somebody away come back first."""
    handed = commenting.hand_in(runtime, payloads.caller(body), quarter_payloads.commentary(body))
    turn = notices(runtime.support, handed.routes)
    if handed.form is not None:
        ack(response_action="update", view=views.commentary_form(handed.form, turn))
        return
    ack(response_action="update", view=views.commentary_kept(handed.kept, turn))
