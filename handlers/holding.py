"""What is kept about the person who asks, from the Home tab."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import payloads
from handlers.views import holding as views
from surveys.runtime import Runtime
from surveys.use_cases import holding


def open_held(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show what is kept under the reader's name; looking changes nothing."""
    ack()
    model = holding.held_about_me(runtime, payloads.caller(body))
    client.views_open(trigger_id=body["trigger_id"], view=views.held(model))
