"""Picturing: a place's year as it was displayed, and which digest bears it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from surveys.model.people import Person
from surveys.model.pictures import Picture
from surveys.model.releases import Tier
from surveys.runtime import Runtime
from surveys.use_cases import reporting
from surveys.use_cases.picturing import picture_of, place_of
from tests.conftest import Clock
from tests.organisation import account, enrol
from tests.picturing import publish_weeks

TEAMS = {"Children's Services/Assessment/Team 1": 3, "Children's Services/Fostering/Team 2": 3}


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, TEAMS)
    return sqlite_runtime


def node(runtime: Runtime, name: str) -> str:
    with runtime.store.published() as db:
        return next(one.id for one in db.windows.tree("w90").nodes if one.name == name)


def figures(picture: Picture) -> Iterator[tuple[object, ...]]:
    for panel in picture.panels:
        shown = [(panel.item, one) for one in panel.points]
        for item, one in (*shown, *panel.others):
            yield item.id, one.on, one.value, one.bound, one.n_band


def test_a_picture_holds_every_displayed_figure_of_its_place_and_year_and_no_other(
    runtime: Runtime, clock: Clock
) -> None:
    ids = publish_weeks(runtime, 60, hidden=(20, 21))
    place = node(runtime, "Fostering")
    picture = picture_of(runtime, ids[57], place)
    assert picture is not None
    with runtime.store.published() as db:
        releases = db.releases.all()[5:58]  # the 53 weeks until its own
    displayed = {
        (cell.question_id, one.local_date, cell.value, cell.bound, cell.n_band)
        for one in releases
        for cell in one.cells
        if cell.node_id == place and cell.shown
    }
    assert set(figures(picture)) == displayed
    assert len(list(figures(picture))) == len(displayed) == 51 * 4
    assert (picture.first, picture.last) == (releases[0].local_date, releases[-1].local_date)
    assert [len(one) for one in picture.panels[0].stretches] == [15, 36]


def test_one_week_has_no_picture_nor_has_a_place_of_which_nothing_is_displayed(
    runtime: Runtime, clock: Clock
) -> None:
    ids = publish_weeks(runtime, 3, hidden=(0,))
    assert picture_of(runtime, ids[1], node(runtime, "Fostering")) is None
    assert picture_of(runtime, ids[2], node(runtime, "Fostering")) is not None
    assert picture_of(runtime, ids[2], node(runtime, "Team 2")) is None


def person(runtime: Runtime, number: int) -> Person:
    with runtime.store.published() as db:
        found = db.people.find_by_account(account(number).slack_id, "T0LOCAL")
    assert found is not None
    return found


def test_a_digest_bears_the_picture_of_where_its_first_figures_stand(
    runtime: Runtime, clock: Clock
) -> None:
    newest = publish_weeks(runtime, 2)[-1]
    told = reporting.digest(runtime, person(runtime, 4).id, newest)
    assert place_of(told) == node(runtime, "Fostering")
    leaders = reporting.digest(runtime, person(runtime, 1).id, newest)
    assert place_of(leaders) == node(runtime, "Children's Services")
    assert place_of(replace(told, tier=Tier.QUARTERLY)) is None
    assert place_of(replace(told, parts=())) is None
