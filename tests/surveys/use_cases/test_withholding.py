"""Releases of one question, one after the other, while people join, leave and move."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import pytest

from surveys.model.questions import Item
from surveys.model.rounds import Round
from surveys.rules.history import Asking
from surveys.runtime import Runtime
from surveys.use_cases import answering, closing, opening, reporting, retaining
from tests.asking import BANK, FRIEND, answers_of, open_survey, survey
from tests.attacks.history import fewest, figures_of
from tests.conftest import MONDAY, Clock
from tests.organisation import account, answer, enrol

TEAMS = {
    "Children's Services/Assessment/Team 1": 12,
    "Children's Services/Assessment/Team 2": 16,
    "Children's Services/Fostering/Team 3": 12,
    "Children's Services/Fostering/Team 4": 12,
    "Children's Services/Care/Team 5": 20,
}
EVERYBODY = range(1, 73)
SERVICES = {"Assessment", "Fostering", "Care"}
PULSE = "weekly-pulse"


@pytest.fixture
def runtime(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    enrol(sqlite_runtime, TEAMS)
    clock.move_to(MONDAY)
    return sqlite_runtime


def seat(runtime: Runtime, numbers: Collection[int], team: str | None) -> None:
    """From the next round on these people sit in a team; None: they are not asked."""
    with runtime.store.begin() as tx:
        unit = {one.name: one.id for one in tx.units.all()}
        for number in numbers:
            person = tx.people.find_by_account(f"U{number:04}", "T0LOCAL")
            assert person is not None
            moved = replace(person, unit_id=unit[team]) if team else person
            tx.people.save(replace(moved, active=team is not None))


def live(runtime: Runtime, clock: Clock, who: Collection[int], items: tuple[Item, ...]) -> Round:
    """A round of a survey that asks some people, all of whom answer."""
    asked = survey("check", items)
    opened = open_survey(runtime, asked, only=frozenset(f"E{number:04}" for number in who))
    for number in who:
        answering.submit(runtime, account(number), opened.id, answers_of(number, items))
    clock.move_to(opened.closes_at)
    assert closing.close_due(runtime)
    return opened


def a_week(runtime: Runtime, clock: Clock, week: int, who: Collection[int]) -> Round:
    """A round of the pulse that some people answer."""
    clock.move_to(MONDAY + timedelta(weeks=week))
    opened = opening.open_now(runtime)
    for number in who:
        answer(runtime, number, opened, 1 + number % 5)
    clock.move_to(opened.closes_at)
    assert closing.close_due(runtime)
    return opened


def shown(runtime: Runtime, question: str, release: str) -> set[str]:
    return {
        str(row["node"]).rpartition("/")[2]
        for row in reporting.results(runtime)
        if row["question"] == question and row["release"] == release and row["shown"]
    }


def figures(runtime: Runtime, round_: Round, names: Collection[str]) -> list[frozenset[str]]:
    """The people asked in parts of these names, in one round, by key."""
    with runtime.store.begin() as tx:
        keys = {one.id: one.key for one in tx.people.all()}
        seats = {keys[one.person_id]: one.leaf_id for one in tx.rounds.roster(round_.id)}
        tree = tx.windows.tree(round_.window_id)
    nodes = [node.id for node in tree.nodes if node.name in names]
    return figures_of(Asking(tree, seats, 20, frozenset()), nodes)


def test_teams_are_withheld_where_an_earlier_week_leaves_three_people_of_one(
    runtime: Runtime, clock: Clock
) -> None:
    """Three stay in a team, two move to the next one, seven come from another service."""
    seat(runtime, range(6, 13), "Team 5")
    week = a_week(runtime, clock, 0, EVERYBODY)
    shared = next(one for one in BANK.items if one.id == week.questions[1])
    assert shown(runtime, shared.id, f"{PULSE}/1/weekly") >= SERVICES
    seat(runtime, (4, 5), "Team 2")
    seat(runtime, range(6, 13), "Team 1")
    check = live(runtime, clock, EVERYBODY, (shared, FRIEND))
    teams = {"Team 3", "Team 4", "Team 5"}
    release = "check/1/quarterly"
    assert shown(runtime, FRIEND.id, release) >= SERVICES | teams | {"Team 1", "Team 2"}
    assert shown(runtime, shared.id, release) == SERVICES | teams | {"Children's Services"}
    leak = figures(runtime, week, ["Assessment"]) + figures(runtime, check, ["Team 2"])
    assert fewest(leak) == {"E0001", "E0002", "E0003"}


@pytest.mark.parametrize("days", [85, 91])
def test_two_releases_of_teams_near_each_other_withhold_the_team_that_somebody_joined(
    runtime: Runtime, clock: Clock, days: int
) -> None:
    live(runtime, clock, EVERYBODY[1:], (FRIEND,))
    clock.move_to(MONDAY + timedelta(days=days))
    live(runtime, clock, EVERYBODY, (FRIEND,))
    found = shown(runtime, FRIEND.id, "check/2/quarterly")
    assert found >= SERVICES | {"Team 3", "Team 4", "Team 5"}
    assert ("Team 1" in found) == (days == 91)


def test_people_removed_between_two_releases_cover_up_nobody_who_joined(
    runtime: Runtime, clock: Clock
) -> None:
    """Three sat in the team both times: they are still the same three when they have no name."""
    live(runtime, clock, EVERYBODY[1:], (FRIEND,))
    clock.move_to(MONDAY + timedelta(days=85))
    keys = frozenset(f"E{number:04}" for number in EVERYBODY)
    opened = open_survey(runtime, survey("check", (FRIEND,)), only=keys)
    for number in EVERYBODY:
        answering.submit(runtime, account(number), opened.id, answers_of(number, (FRIEND,)))
    seat(runtime, (2, 3, 4), None)
    for number in (2, 3, 4):
        retaining.remove_leaver(runtime, f"U{number:04}")
    clock.move_to(opened.closes_at)
    assert closing.close_due(runtime)
    found = shown(runtime, FRIEND.id, "check/2/quarterly")
    assert {"Team 3", "Team 4"} <= found
    assert "Team 1" not in found


def test_teams_are_withheld_where_a_roster_that_must_be_compared_is_gone(
    runtime: Runtime, clock: Clock
) -> None:
    first = live(runtime, clock, EVERYBODY, (FRIEND,))
    with runtime.store.begin() as tx:
        tx.retention.forget_roster(first.id)
    clock.move_to(MONDAY + timedelta(days=85))
    live(runtime, clock, EVERYBODY, (FRIEND,))
    found = shown(runtime, FRIEND.id, "check/2/quarterly")
    assert not found & {f"Team {number}" for number in range(1, 6)}


def test_a_leaver_whose_name_is_forgotten_is_still_one_who_left(
    runtime: Runtime, clock: Clock
) -> None:
    live(runtime, clock, EVERYBODY, (FRIEND,))
    seat(runtime, [2], None)
    retaining.remove_leaver(runtime, "U0002")
    clock.move_to(MONDAY + timedelta(days=85))
    live(runtime, clock, [1, *EVERYBODY[2:]], (FRIEND,))
    found = shown(runtime, FRIEND.id, "check/2/quarterly")
    assert {"Team 3", "Team 4"} <= found
    assert "Team 1" not in found


def test_thirteen_weeks_and_their_quarter_with_a_joiner_a_leaver_and_a_mover(
    runtime: Runtime, clock: Clock
) -> None:
    joiner, leaver, mover = 1, 13, 29
    seat(runtime, [joiner, *range(53, 73)], None)
    services, answer_it = (
        {"Assessment", "Fostering"},
        {*range(1, 11), *range(13, 25), *range(29, 51)},
    )
    weeks = []
    for week in range(13):
        away = {joiner} if week < 4 else {leaver} if week >= 7 else set[int]()
        weeks.append(a_week(runtime, clock, week, answer_it - away))
        if week == 3:
            seat(runtime, [joiner], "Team 1")
        if week == 6:
            seat(runtime, [leaver], None)
        if week == 9:
            seat(runtime, [mover], "Team 4")
    rows = [row for row in reporting.results(runtime) if row["question"] == "how_are_you"]
    found = [str(row["node"]) for row in rows if row["tier"] == "weekly" and row["shown"]]
    assert sum(one.count("/") == 1 for one in found) >= 0.8 * 13 * len(services)
    teams = {f"Team {number}" for number in range(1, 5)}
    assert teams <= shown(runtime, "how_are_you", f"{PULSE}/13/quarterly")
    weekly = [one for round_ in weeks for one in figures(runtime, round_, services)]
    changed = [{f"E{number:04}"} for number in (joiner, leaver)]  # the mover kept their service
    assert fewest(weekly) in changed  # exempt: that tier is measured
    assert fewest(weekly + figures(runtime, weeks[-1], teams)) in changed
