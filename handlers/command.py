"""The bare slash command: a menu. What was typed after it is never read."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import payloads
from handlers.views.enrolling import menu
from surveys.errors import NotOnTheList
from surveys.runtime import Runtime
from surveys.use_cases.home import home


def open_menu(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the menu."""
    model = home(runtime, payloads.caller(body))
    if model is None:
        raise NotOnTheList
    client.views_open(trigger_id=body["trigger_id"], view=menu(model.open_rounds))
    ack()  # last, so that what goes wrong above can still be said in the answer
