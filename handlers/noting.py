"""Noting: HR enters figures that stand beside results, and days to mark on trends."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads, quarter_payloads
from handlers.drawing import home_too
from handlers.views import noting as views
from surveys.runtime import Runtime
from surveys.use_cases import entering


def open_figures(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask of which quarter and part."""
    ack()
    places = entering.places(runtime, payloads.caller(body))
    quarter = body["actions"][0].get("value")  # where it was said which one lacks figures
    client.views_open(trigger_id=body["trigger_id"], view=views.places_form(places, quarter))


def submit_place(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Ask for the figures, with those that stand."""
    quarter, unit = payloads.chosen(body, ids.QUARTER), payloads.chosen(body, ids.PART)
    form = entering.figures(runtime, payloads.caller(body), quarter or "", unit or "")
    ack(response_action="update", view=views.figures_form(form))


def submit_figures(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep the figures, and say how they stand."""
    quarter, unit = payloads.carried(body, "quarter"), payloads.carried(body, "unit")
    values = quarter_payloads.figures(body)
    form = entering.enter(runtime, payloads.caller(body), quarter, unit, values)
    ack(response_action="update", view=views.figures_kept(form))
    home_too(client, runtime, body)


def open_days(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show the days that are marked."""
    ack()
    page = entering.days(runtime, payloads.caller(body))
    client.views_open(trigger_id=body["trigger_id"], view=views.days_page(page))


def open_marking(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask which day to mark, in place of the list."""
    ack()
    page = entering.days(runtime, payloads.caller(body))
    client.views_update(view_id=body["view"]["id"], view=views.day_form(page))


def submit_day(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Mark the day, and show the list again."""
    caller, (on, event, unit_id, label) = payloads.caller(body), quarter_payloads.day_to_mark(body)
    entering.mark_day(runtime, caller, on, event, unit_id, label)
    ack(response_action="update", view=views.days_page(entering.days(runtime, caller)))


def unmark_day(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Take a mark away, and show the list again."""
    caller, (on, event, unit_id) = payloads.caller(body), quarter_payloads.marked_day(body)
    entering.unmark_day(runtime, caller, on, event, unit_id)
    ack()
    page = entering.days(runtime, caller)
    client.views_update(view_id=body["view"]["id"], view=views.days_page(page))
