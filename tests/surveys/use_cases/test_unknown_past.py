"""What is published in the quarter after a restore, and after that again."""

from datetime import timedelta

import pytest

from surveys.model.restoring import Restore, Step
from surveys.runtime import Runtime
from tests.asking import FRIEND
from tests.conftest import MONDAY, Clock
from tests.organisation import enrol
from tests.surveys.use_cases.test_withholding import live, shown

TEAMS = {
    "Children's Services/Assessment/Team 1": 8,
    "Children's Services/Assessment/Team 2": 14,
    "Children's Services/Fostering/Team 3": 12,
    "Children's Services/Fostering/Team 4": 14,
}
EVERYBODY = range(1, 49)


@pytest.mark.parametrize(("days", "held"), [(None, False), (0, True), (91, True), (92, False)])
def test_teams_are_held_back_and_weekly_figures_rest_on_more_people_for_a_quarter(
    sqlite_runtime: Runtime, clock: Clock, days: int | None, held: bool
) -> None:
    enrol(sqlite_runtime, TEAMS)
    clock.move_to(MONDAY)
    if days is not None:
        then = MONDAY - timedelta(days=days)
        with sqlite_runtime.store.begin() as tx:
            tx.restores.add(Restore("r", then - timedelta(days=1), then, Step.SETTLED))
    live(sqlite_runtime, clock, EVERYBODY, (FRIEND,))
    services = {"Assessment", "Fostering"}
    found = shown(sqlite_runtime, FRIEND.id, "check/1/weekly")
    assert found == ({"Children's Services"} if held else {"Children's Services"} | services)
    teams = shown(sqlite_runtime, FRIEND.id, "check/1/quarterly")
    assert (teams == set()) is held
