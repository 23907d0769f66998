"""Roles from Slack: proposed on Home, confirmed from a message, told, and read in the trail."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack import Visitor
from handlers import ids
from surveys.model.people import Role
from tests.desk import at_home, read_in
from tests.handlers.dispatching import WAYS, Scene, scene, words
from tests.packing import give

STAFF_OF = {"Children's Services/Duty/Team 1": 4}
FIRST, SECOND, STAFF = 1, 2, 3


@pytest.fixture(params=WAYS[:2])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, STAFF_OF) as one:
        give(one.bot.runtime, FIRST, Role.ADMIN)
        give(one.bot.runtime, SECOND, Role.ADMIN)
        yield one


def of(stage: Scene, number: int, about: int) -> Visitor:
    """Open somebody's roles as an administrator."""
    visitor = at_home(stage, number, ids.ROLES)
    visitor.press(ids.ROLES, where="home")
    read_in(visitor, "Whose roles?")
    visitor.submit({ids.ROLE_OF: f"U{about:04}"})
    read_in(visitor, "does not have it")
    return visitor


def press(visitor: Visitor, role: Role) -> None:
    visitor.press(ids.ROLE_TURN, block_id=f"role_{role}")


def held(stage: Scene) -> list[tuple[Any, ...]]:
    return stage.kept()["roles"]


def test_a_role_is_proposed_confirmed_told_and_kept_in_the_trail(stage: Scene) -> None:
    first = of(stage, FIRST, STAFF)
    press(first, Role.CHAMPION)
    assert "Done." in words(read_in(first, "has this role now: Champion"))
    press(first, Role.HR)
    shown = words(read_in(first, "Proposed"))
    assert "1 other administrator was written to, and can confirm it." in shown
    stage.dispatching.again()
    assert len(stage.kept()["role_proposals"]) == 1
    stage.bot.tick()
    second = stage.person(SECOND)
    message = second.messages()[-1]
    assert "Person 1* proposes to make *Person 3* a holder of this role: *HR*" in words(message)
    second.press(ids.ROLE_PROPOSAL, where="message")
    read_in(second, "A change of roles")
    second.press(ids.ROLE_CONFIRM)
    assert "has this role now: HR" in words(read_in(second, "Done."))
    before = stage.kept()
    stage.dispatching.again()  # a second click, or a captured request
    assert stage.kept() == before
    assert "no longer open" in words(read_in(second, "That didn't work"))
    stage.bot.tick()
    assert "new role in Staff Voice: HR. By Person 1, Person 2." in words(
        stage.person(STAFF).messages()[-1]
    )
    visitor = at_home(stage, SECOND, ids.TRAIL)
    visitor.close_modal(everything=True)
    visitor.press(ids.TRAIL, where="home")
    trail = words(read_in(visitor, "What was done"))
    assert "Person 1\ngave a role to Person 3: HR, confirmed by Person 2" in trail
    assert "proposed to give a role to Person 3: HR" in trail
    assert "gave a role to Person 3: Champion" in trail


def test_forged_and_stale_requests_change_no_role(stage: Scene) -> None:
    first = of(stage, FIRST, STAFF)
    press(first, Role.ADMIN)
    read_in(first, "Proposed")
    (proposal,) = stage.kept()["role_proposals"]
    before = held(stage)
    pressed = stage.dispatching.sent[-1]
    ways = {ids.ROLE_CONFIRM: proposal[0], ids.ROLE_TURN: pressed["actions"][0]["value"]}
    for action_id, value in ways.items():
        for number in (FIRST, STAFF, 4, 9999):
            action = {**pressed["actions"][0], "action_id": action_id, "value": value}
            user = {"id": f"U{number:04}", "team_id": "T0LOCAL"}
            stage.dispatching.send({**pressed, "actions": [action], "user": user})
            assert held(stage) == before
    king = pressed["actions"][0]["value"].replace("admin", "king")
    action = {**pressed["actions"][0], "value": king}
    stage.dispatching.send({**pressed, "actions": [action]})
    assert held(stage) == before
    assert [one[0] for one in stage.kept()["role_proposals"]] == [proposal[0]]


def test_whoever_is_not_listed_is_refused_beneath_the_input_and_staff_see_no_way(
    stage: Scene,
) -> None:
    visitor = at_home(stage, FIRST, ids.ROLES)
    visitor.press(ids.ROLES, where="home")
    read_in(visitor, "Whose roles?")
    refused = visitor.submit({ids.ROLE_OF: "U9999"}).errors
    assert "does not have this person on its list" in refused[ids.ROLE_OF]
    home = str(stage.person(STAFF).open_home())
    assert ids.ROLES not in home
    assert ids.TRAIL not in home
