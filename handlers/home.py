"""The Home tab, drawn anew each time it is opened."""

from typing import Any

from slack_sdk import WebClient

from handlers import payloads
from handlers.sending import publish_home
from handlers.views import home as views
from surveys.errors import NotOnTheList
from surveys.runtime import Runtime
from surveys.use_cases.home import home


def show_home(body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Draw the Home tab of whoever opened it."""
    if body["event"].get("tab", "home") != "home":
        return
    account = payloads.caller(body)
    model = home(runtime, account)
    view = views.home(model) if model else views.stranger(NotOnTheList().sentence)
    publish_home(client, account.slack_id, view)
