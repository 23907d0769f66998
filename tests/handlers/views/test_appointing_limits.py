"""Roles and the trail with the least and the most there can be: Slack takes all of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import roles, syncing, trail
from handlers.views.home import home
from surveys.model.home import Seat
from surveys.model.people import Person, Role
from surveys.model.roles import (
    AdminDesk,
    Outcome,
    PersonRoles,
    Proposed,
    RoleRequest,
    RolesPage,
    RoleTold,
    Turn,
)
from surveys.model.syncing import PeopleChanged
from surveys.model.trail import COMMAND_LINE, ITSELF, ActKind, ActTold, TrailPage
from tests.conftest import MONDAY
from tests.handlers.views import models

LONG = models.LONG_NAME
ASKED = Turn("p" * 64, Role.ADMIN, gives=True)
WAITS = Proposed("i" * 64, ASKED, LONG, LONG, MONDAY, is_own=False, is_about_reader=False, others=0)
PERSON = Person(
    "p" * 64, "E1", LONG, "", "u1", "", "", date(2020, 1, 6), None, ("u1",) * 9,
    frozenset(Role), (), active=True, paused_until=None, welcomed_at=None,
)  # fmt: skip
FULL = PersonRoles(PERSON, LONG * 9, True, {}, Outcome.DONE, ASKED)
SUBJECT = {"role": "admin", "person": LONG, "second": COMMAND_LINE, "gives": "False"}
SUBJECT |= dict.fromkeys(
    (
        "part",
        "before",
        "survey",
        "n",
        "quarter",
        "audience",
        "workspace",
        "made",
        "team",
        "week",
        "comments",
    ),
    LONG,
)
SUBJECT |= {"added": "9", "changed": "9", "left": "9"}
EVERY = tuple(
    ActTold(n, MONDAY, by_day=n % 2 == 0, actor=None if n % 3 else LONG, by=by, kind=kind,
            subject=SUBJECT)
    for by in ("person", COMMAND_LINE, ITSELF)
    for n, kind in enumerate(ActKind)
)  # fmt: skip
VIEWS: dict[str, Any] = {
    "nobody": roles.roles_form(RolesPage(dict.fromkeys(Role, ()), ())),
    "many": roles.roles_form(RolesPage(dict.fromkeys(Role, (LONG,) * 60), (WAITS,) * 60)),
    "everything": roles.person_form(FULL),
    "nothing": roles.person_form(replace(FULL, person=replace(PERSON, roles=frozenset()))),
    "all waits": roles.person_form(replace(FULL, waiting=dict.fromkeys(Role, WAITS))),
    "to decide": roles.proposal_form(WAITS),
    "own": roles.proposal_form(replace(WAITS, is_own=True)),
    "about its reader": roles.proposal_form(replace(WAITS, is_about_reader=True)),
    "nothing done": trail.trail(TrailPage((), 0, 1)),
    "done": trail.trail(TrailPage(EVERY[:10], 1, 3)),
}


@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_every_page(name: str) -> None:
    assert problems(VIEWS[name], "modal") == []


def test_slack_takes_the_messages_and_home() -> None:
    told = RoleTold(ASKED, LONG, LONG, by_command=True)
    for message in (RoleRequest(WAITS), told, replace(told, turn=replace(ASKED, gives=False))):
        assert problems(roles.message(message), "message") == []
    desk = AdminDesk(to_confirm=2)
    assert problems(home(models.home(seats=(Seat.ADMIN,), people=desk)), "home") == []


def test_what_would_change_is_one_line_of_counts() -> None:
    full = PeopleChanged(5000, 5000, 5000, 5000, 5000, too_many_leave=True)
    assert problems(syncing.message(full), "message") == []
    ((line,), said) = (syncing.message(full), syncing.message_text(full))
    assert said.startswith("20000 people changed")
    assert "emptied by mistake" in line["text"]["text"]
    few = PeopleChanged(joined=1, moved=0, otherwise=0, left=2, parts=0, too_many_leave=False)
    (line,) = syncing.message(few)
    assert line["text"]["text"] == (
        "*3 people changed in Slack, and not yet on the list.* In counts: 1 joined, 2 left."
        " `staff-voice people sync` shows who, and applies it."
    )
    parts = PeopleChanged(0, 0, 0, 0, parts=1, too_many_leave=False)
    assert "1 part of the organisation" in str(syncing.message(parts))


@pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.kind} {one.by}")
def test_every_act_is_told_in_words_without_a_gap(one: ActTold) -> None:
    assert "{" not in trail.what(one)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("gives", [True, False])
def test_every_outcome_has_its_sentence(outcome: Outcome, gives: bool) -> None:
    said = roles.told(outcome, replace(ASKED, gives=gives), "Ada", FULL)
    assert "Ada" in said
    assert "{" not in said
