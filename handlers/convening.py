"""Convening: the forum's meetings, from the agenda to the published minutes."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import forum_payloads, ids, payloads
from handlers.drawing import home_too
from handlers.errors import courtesy
from handlers.views import convening as views
from handlers.views import meeting as meeting_views
from handlers.views.blocks import View
from handlers.views.guarding import notices
from surveys.runtime import Runtime
from surveys.use_cases import convoking, meeting
from surveys.wording import _, ngettext


def open_agenda(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the agenda of the next meeting."""
    ack()
    model = convoking.agenda(runtime, payloads.caller(body))
    client.views_open(trigger_id=body["trigger_id"], view=meeting_views.agenda(model))


def turn_agenda(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another page of it."""
    ack()
    model = convoking.agenda(runtime, payloads.caller(body))
    _replace(client, body, meeting_views.agenda(model, int(payloads.pressed_value(body))))


def open_past(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the list of meetings whose minutes are published."""
    ack()
    held = convoking.past_meetings(runtime, payloads.caller(body))
    client.views_open(trigger_id=body["trigger_id"], view=views.past_meetings(held))


def open_minutes(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the minutes of one of them."""
    ack()
    told = convoking.minutes(runtime, payloads.caller(body), payloads.pressed_value(body))
    client.views_push(trigger_id=body["trigger_id"], view=meeting_views.minutes(told))


def turn_minutes(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another page of minutes."""
    ack()
    told = convoking.minutes(runtime, payloads.caller(body), forum_payloads.cycle_of(body))
    _replace(client, body, meeting_views.minutes(told, int(payloads.pressed_value(body))))


def open_meeting(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open what champions can do for the next meeting."""
    ack()
    model = convoking.chaired(runtime, payloads.caller(body))
    client.views_open(trigger_id=body["trigger_id"], view=views.meeting_page(model))


def open_making(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Say what making the agenda means."""
    ack()
    _replace(client, body, views.agenda_form(convoking.chaired(runtime, payloads.caller(body))))


def submit_agenda(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Make the agenda."""
    caller, early = payloads.caller(body), forum_payloads.is_early(body)
    n = meeting.make_agenda(runtime, caller, forum_payloads.cycle_of(body), early=early)
    words = ngettext(
        "*The agenda is made:* {n} question.", "*The agenda is made:* {n} questions.", n
    )
    model = convoking.chaired(runtime, caller)
    ack(response_action="update", view=views.meeting_page(model, words.format(n=n)))
    home_too(client, runtime, body)


def open_moving(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Ask for another day."""
    ack()
    _replace(client, body, views.move_form(convoking.chaired(runtime, payloads.caller(body))))


def submit_move(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Move the meeting."""
    caller, day = payloads.caller(body), payloads.chosen_date(body, ids.MEETING_ON)
    meeting.move_meeting(runtime, caller, day)
    model = convoking.chaired(runtime, caller)
    ack(response_action="update", view=views.meeting_page(model, _("*The meeting is moved.*")))
    home_too(client, runtime, body)


def open_walk(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open the first question of the agenda that was not reached."""
    ack()
    step = convoking.first_step(runtime, payloads.caller(body))
    _replace(client, body, meeting_views.meeting_step(step))


def walk(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show another question of the agenda."""
    ack()
    mark, position = forum_payloads.mark_of(body), int(payloads.pressed_value(body))
    step = convoking.meeting_step(runtime, payloads.caller(body), mark.cycle_id, position)
    _replace(client, body, meeting_views.meeting_step(step))


def submit_note(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Keep what was said of a question and go on; telling words come back first."""
    caller = payloads.caller(body)
    handed = meeting.keep_note(
        runtime, caller, forum_payloads.mark_of(body), forum_payloads.noted(body)
    )
    turn = notices(runtime.support, handed.routes)
    view: View
    if handed.step is not None:
        view = meeting_views.meeting_step(handed.step, turn)
    else:
        said = _("*That was the last question.* Everything you noted is kept.")
        view = views.meeting_page(convoking.chaired(runtime, caller), said)
    ack(response_action="update", view=view)


def preview_minutes(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Show the minutes before they are published."""
    ack()
    told = convoking.minutes(runtime, payloads.caller(body), payloads.pressed_value(body))
    _replace(client, body, meeting_views.minutes(told))


def submit_minutes(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Publish the minutes and end the cycle."""
    caller = payloads.caller(body)
    meeting.publish_minutes(runtime, caller, forum_payloads.cycle_of(body))
    ack(response_action="update", view=views.published(convoking.standing(runtime, caller)))
    courtesy("cycle", lambda: meeting.settle(runtime))
    home_too(client, runtime, body)


def _replace(client: WebClient, body: dict[str, Any], view: View) -> None:
    """Show a view in place of the one that was tapped in: they must not pile up."""
    client.views_update(view_id=body["view"]["id"], view=view)
