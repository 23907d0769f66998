"""Supporting: what is coming for everybody, and the forms of those who arrange it.

Whoever looks at something here leaves nothing behind: no row, no line of the log, no count.
"""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import payloads
from handlers.drawing import home_too
from handlers.event_payloads import event_sheet, planned
from handlers.views import arranging as forms
from handlers.views import events as views
from handlers.views.blocks import View
from handlers.views.guarding import notices
from surveys.runtime import Runtime
from surveys.use_cases import arranging, supporting


def open_events(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show all that is planned, its first page."""
    ack()
    _show(client, body, views.programme(supporting.programme(runtime, payloads.caller(body))))


def turn_events(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another page of it."""
    ack()
    page = int(payloads.pressed_value(body))
    found = supporting.programme(runtime, payloads.caller(body), page)
    _show(client, body, views.programme(found))


def open_event(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show one event whole."""
    ack()
    caller, event_id = payloads.caller(body), payloads.pressed_value(body)
    _show(client, body, views.one_event(supporting.one_event(runtime, caller, event_id)))


def open_adding(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form for a new event."""
    ack()
    _show(client, body, forms.event_form(arranging.new_form(runtime, payloads.caller(body))))


def open_rearranging(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the form of an event that is there."""
    ack()
    caller, event_id = payloads.caller(body), payloads.pressed_value(body)
    _show(client, body, forms.event_form(arranging.change_form(runtime, caller, event_id)))


def submit_event(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep an event, then show it; words that give somebody away come back first."""
    caller = payloads.caller(body)
    handed = arranging.hand_in(runtime, caller, event_sheet(body), planned(body))
    turn = notices(runtime.support, handed.routes)
    if handed.form is not None:
        ack(response_action="update", view=forms.event_form(handed.form, turn))
        return
    if handed.shown is not None:
        ack(response_action="update", view=views.one_event(handed.shown, kept=True, first=turn))
    home_too(client, runtime, body)


def cancel_event(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Cancel an event, and show it so."""
    _cancel(ack, body, client, runtime, back=False)


def restore_event(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Bring a cancelled event back, and show it so."""
    _cancel(ack, body, client, runtime, back=True)


def _cancel(
    ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime, *, back: bool
) -> None:
    caller, event_id = payloads.caller(body), payloads.pressed_value(body)
    version = int(payloads.carried(body, "version"))
    shown = arranging.cancel(runtime, caller, event_id, version, back=back)
    ack()
    _show(client, body, views.one_event(shown))
    home_too(client, runtime, body)


def _show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Open a view, or show it in place of the one that was tapped in: they must not pile up."""
    if body.get("view", {}).get("type") == "modal":
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
