"""Where an author's pages are shown: in place of each other, under a form, and on Home."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

from handlers import payloads
from handlers.errors import courtesy, tell_kept
from handlers.views.authoring.pages import editor, overview
from handlers.views.blocks import View
from surveys.runtime import Runtime
from surveys.use_cases.overseeing import survey_page

EDITOR, OVERVIEW = "editor", "overview"  # the pages that a form can lead back to


def page(runtime: Runtime, body: dict[str, Any], survey_id: str, name: str) -> View:
    """Return a page of a survey as it is kept now."""
    found = survey_page(runtime, payloads.caller(body), survey_id)
    return editor(found) if name == EDITOR else overview(found)


def instead(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Show a page in the place of the one that was tapped in."""
    client.views_update(view_id=body["view"]["id"], view=view)


def over(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Lay a form over the page that was tapped in."""
    client.views_push(trigger_id=body["trigger_id"], view=view)


def beneath(client: WebClient, body: dict[str, Any], show: Callable[[], View]) -> None:
    """Show a page beneath the form that was just handed in, or in its own place after a change.

    What changed is kept either way, so whatever fails here is no refusal; but the page is all that
    tells of it, so a sentence does instead.
    """
    if not courtesy("page", lambda: _show_root(client, body, show)):
        tell_kept(body, client)


def _show_root(client: WebClient, body: dict[str, Any], show: Callable[[], View]) -> None:
    client.views_update(view_id=body["view"]["root_view_id"], view=show())
