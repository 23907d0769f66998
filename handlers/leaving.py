"""Leaving: the conversation step by step, in its leaver's hand or as HR takes it down."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import exit_payloads, ids, payloads
from handlers.views import exits, parting
from handlers.views import leaving as views
from handlers.views.blocks import View
from handlers.views.guarding import notices
from surveys.model.leaving import ExitPage
from surveys.runtime import Runtime
from surveys.use_cases import leaving, listing_leavers, reading_exits


def open_leaving(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the conversation where it can begin; what was said before stays covered."""
    ack()
    began = leaving.begin(runtime, payloads.caller(body))
    if began is None:
        view = parting.last_day_form(listing_leavers.today_of(runtime))
    elif isinstance(began, ExitPage):
        view = views.step_form(began)
    else:
        view = parting.begun(began)
    _put(body, client, view)


def submit_last_day(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Begin with the last day that the leaver gives."""
    last_day = payloads.chosen_date(body, ids.LAST_DAY)
    page = leaving.start(runtime, payloads.caller(body), last_day)
    ack(response_action="update", view=views.step_form(page))


def go_on(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the step after the last one that was saved."""
    ack()
    page = leaving.go_on(runtime, payloads.caller(body))
    client.views_update(view_id=body["view"]["id"], view=views.step_form(page))


def submit_step(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Keep a step, then show the next; words that give somebody away come back first."""
    ack(response_action="update", view=_after(runtime, body, onward=1))


def go_back(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Keep a step as it stands, then show the one before."""
    view = _after(runtime, body, onward=-1)
    ack()
    client.views_update(view_id=body["view"]["id"], view=view)


def withdraw_leaving(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Destroy what was said, then say so."""
    was_there = leaving.withdraw(runtime, payloads.caller(body))
    ack()
    client.views_update(view_id=body["view"]["id"], view=parting.withdrawn(was_there=was_there))


def open_exits(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open what was released last."""
    ack()
    view = exits.results(reading_exits.newest(runtime, payloads.caller(body)))
    _put(body, client, view)


def _put(body: dict[str, Any], client: WebClient, view: View) -> None:
    """Open a view, or put it in the place of the menu that was tapped in."""
    if body.get("view", {}).get("type") == "modal":
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def _after(runtime: Runtime, body: dict[str, Any], onward: int) -> View:
    """Keep the step that a form says, and return what its writer sees next."""
    contact = ""
    if ids.CONTACT in body["view"]["state"]["values"]:
        contact = payloads.chosen(body, ids.CONTACT) or ""
    sent = leaving.Sent(
        step=int(payloads.carried(body, "step")),
        subject=payloads.carried(body, "subject"),
        attempt=int(payloads.carried(body, "attempt")),
        said=exit_payloads.exit_said(body),
        texts=exit_payloads.exit_texts(body),
        onward=onward,
        contact=contact if onward > 0 else "",
    )
    handed = leaving.hand_in(runtime, payloads.caller(body), sent)
    turn = notices(runtime.support, handed.routes)
    if handed.page is not None:
        return views.step_form(handed.page, turn)
    return parting.finished(
        kept=handed.kept, asked_for=handed.asked, for_hr=bool(sent.subject), where_to_turn=turn
    )
