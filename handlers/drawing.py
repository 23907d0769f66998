"""Drawing somebody's Home tab anew, after something that it shows has changed."""

from typing import Any

from slack_sdk import WebClient

from handlers import payloads
from handlers.errors import courtesy
from handlers.sending import publish_home
from handlers.views.home import home as home_view
from surveys.runtime import Runtime
from surveys.use_cases.home import home


def draw_home(
    client: WebClient, runtime: Runtime, body: dict[str, Any], page: int | str = 0
) -> None:
    """Draw the Home of whoever pressed; an author's on a page of the list, or where one stands."""
    caller = payloads.caller(body)
    model = home(runtime, caller, page)
    if model is not None:
        publish_home(client, caller.slack_id, home_view(model))


def home_too(
    client: WebClient, runtime: Runtime, body: dict[str, Any], page: int | str = 0
) -> None:
    """Draw Home after a change that is kept already: whatever fails here is no refusal."""
    courtesy("home", lambda: draw_home(client, runtime, body, page))
