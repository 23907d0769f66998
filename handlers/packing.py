"""Packing: a quarter's pack, asked for in a form; making and sending it comes later."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.views import packing as views
from handlers.views.quarters import no_quarter
from surveys.runtime import Runtime
from surveys.use_cases import ordering


def open_packing(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask which quarter's pack, and for whom."""
    ack()
    choices = ordering.choices(runtime, payloads.caller(body))
    view = views.pack_form(choices) if choices.quarters else no_quarter()
    client.views_open(trigger_id=body["trigger_id"], view=view)


def submit_pack(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Take the order, and say how the pack will come."""
    order_id = payloads.carried(body, "order")
    quarter, audience = payloads.chosen(body, ids.QUARTER), payloads.chosen(body, ids.FOR_WHOM)
    ordering.order(runtime, payloads.caller(body), order_id, quarter or "", audience or "")
    ack(response_action="update", view=views.being_made())
