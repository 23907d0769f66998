"""Roles in Slack: an administrator chooses a person, gives a role or takes it away, or proposes."""

import json
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.views import roles as views
from handlers.views import trail as trail_views
from handlers.views.blocks import View
from surveys.errors import ButtonUnknown
from surveys.model.people import Account, Role
from surveys.model.roles import PersonRoles, Turn
from surveys.runtime import Runtime
from surveys.use_cases import appointing, trailing


def open_roles(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open who has which role."""
    ack()
    _put(body, client, views.roles_form(appointing.roles_page(runtime, payloads.caller(body))))


def submit_role_of(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Show the roles of whoever was chosen."""
    chosen = payloads.chosen_account(body, ids.ROLE_OF)
    one = appointing.person_roles(runtime, payloads.caller(body), chosen)
    ack(response_action="update", view=views.person_form(one))


def turn_role(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Give a role, take it away, or propose so; then say which."""
    one = appointing.turn(runtime, payloads.caller(body), _turn(payloads.pressed_value(body)))
    ack()
    _put(body, client, views.person_form(one))


def open_proposal(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open what waits, as it stands now."""
    ack()
    proposal_id = payloads.pressed_value(body)
    one = appointing.proposal(runtime, payloads.caller(body), proposal_id)
    _put(body, client, views.proposal_form(one))


def confirm_role(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Confirm a proposal as a second administrator."""
    _decide(ack, body, client, appointing.confirm, runtime)


def decline_role(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Decline a proposal as a second administrator."""
    _decide(ack, body, client, appointing.decline, runtime)


def withdraw_role(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Take back one's own proposal."""
    _decide(ack, body, client, appointing.withdraw, runtime)


def open_trail(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Open what was done, the newest first."""
    ack()
    _put(body, client, trail_views.trail(trailing.read(runtime, payloads.caller(body), 0)))


def turn_trail(ack: Ack, body: dict[str, Any], client: WebClient, runtime: Runtime) -> None:
    """Turn a page of it."""
    ack()
    page = payloads.whole(payloads.pressed_value(body))
    _put(body, client, trail_views.trail(trailing.read(runtime, payloads.caller(body), page)))


def _turn(carried: str) -> Turn:
    said = json.loads(carried)
    if said["role"] not in set(Role):  # forged, or of another version
        raise ButtonUnknown
    return Turn(str(said["person"]), Role(said["role"]), gives=said["gives"] is True)


def _decide(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    decide: Callable[[Runtime, Account, str], PersonRoles],
    runtime: Runtime,
) -> None:
    """Decide on the proposal that was tapped, and show whom it is about."""
    one = decide(runtime, payloads.caller(body), payloads.pressed_value(body))
    ack()
    _put(body, client, views.person_form(one))


def _put(body: dict[str, Any], client: WebClient, view: View) -> None:
    """Open a view, or put it in the place of the one that was tapped in."""
    if body.get("view", {}).get("type") == "modal":
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)
