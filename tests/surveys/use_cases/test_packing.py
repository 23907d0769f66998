"""Packing: what a quarter published, for each audience no more than it may read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from surveys.bank.questions import load_bank
from surveys.errors import QuarterEmpty
from surveys.model.packs import Audience, Pack, Told
from surveys.model.releases import Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.runtime import Runtime
from surveys.store.database import Store
from surveys.use_cases import packing
from tests.published import SAID, publish

QUARTER = "2024-Q3"
SERVICES = ["Children's Services", "Children's Services", "Service 1", "Service 2"]


@pytest.fixture
def quarter(sqlite_runtime: Runtime) -> Runtime:
    publish(sqlite_runtime, windows=2)
    return sqlite_runtime


def questions(pack: Pack) -> list[Told]:
    pulse = pack.surveys[0]
    asked = [told for driver in pulse.drivers for told in driver.questions]
    return [*pulse.headline, *asked, *pulse.comments]


def test_a_board_reads_services_and_leaders_every_part_in_tree_order(quarter: Runtime) -> None:
    board = packing.pack(quarter, QUARTER, Audience.BOARD)
    assert {tuple(row.place.names[-1] for row in one.rows) for one in questions(board)} == {
        tuple(SERVICES)
    }
    leaders = packing.pack(quarter, QUARTER, Audience.LEADERS)
    of_round, of_quarter, *_ = questions(leaders)
    assert [row.place.names[-1] for row in of_round.rows] == SERVICES
    names = [row.place.names[-1] for row in of_quarter.rows if not row.place.is_direct]
    teams = ["Service 1", "Team 1.1", "Team 1.2", "Service 2", "Team 2.1", "Team 2.2"]
    assert names == ["Children's Services", *teams]
    assert [one.names[-1] for one in leaders.surveys[0].hidden if not one.is_direct] == [
        "Team 1.2",
        "Team 2.2",
    ]


def test_every_driver_has_a_mean_of_displayed_scores_and_a_trend(quarter: Runtime) -> None:
    pulse = packing.pack(quarter, QUARTER, Audience.BOARD).surveys[0]
    assert [one.driver.id for one in pulse.drivers if one.driver] == [
        one.id for one in load_bank().drivers if one.id != load_bank().headline.driver_id
    ]
    for part in pulse.drivers:
        turned = []
        for told in part.questions:
            assert told.tier is Tier.QUARTERLY
            figure, scale = told.rows[0].figures[0], told.question.scale
            is_up = told.question.direction > 0
            turned.append(figure.value if is_up else scale.lo + scale.hi - figure.value)
        assert part.mean is not None
        assert part.mean.value == round(sum(turned) / len(turned), 1)
        assert part.trend is not None
        assert [one.value for one in part.trend.points] == [part.mean.before, part.mean.value]


def test_a_figure_stands_beside_the_last_one_displayed_at_its_place(runtime: Runtime) -> None:
    publish(runtime, windows=2)
    leaders = packing.pack(runtime, QUARTER, Audience.LEADERS)
    with runtime.store.published() as db:
        tree = db.windows.tree("w1")
        for told in questions(leaders)[::9]:  # a query a figure
            release = db.releases.latest(WEEKLY_PULSE, told.tier)
            assert release is not None
            measure = told.question.measures[0] if told.options else told.question.id
            names = {tree.by_id[node.id].name: node.id for node in tree.nodes}
            for row in told.rows:
                if row.figures and not row.place.is_direct:
                    place = names[row.place.names[-1]]
                    found = db.releases.last_shown(release, [measure], place)
                    assert row.figures[0].before == found[measure][1].value


def test_only_what_was_checked_is_quoted_and_nothing_to_elected_members(quarter: Runtime) -> None:
    for audience in (Audience.BOARD, Audience.LEADERS):
        (said,) = packing.pack(quarter, QUARTER, audience).surveys[0].said
        assert sorted(said.bodies) == sorted(SAID)
    assert packing.pack(quarter, QUARTER, Audience.MEMBERS).surveys[0].said == ()


def test_a_pack_opens_nothing_from_which_a_ballot_can_be_seen(
    quarter: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def forbidden(self: Store) -> Iterator[Any]:
        pytest.fail("a pack opened more than what was published")
        yield

    monkeypatch.setattr(Store, "begin", forbidden)
    monkeypatch.setattr(Store, "looking", forbidden)
    assert packing.pack(quarter, QUARTER, Audience.LEADERS).surveys


def test_a_quarter_in_which_nothing_was_published_has_no_pack(quarter: Runtime) -> None:
    with pytest.raises(QuarterEmpty):
        packing.pack(quarter, "2023-Q1", Audience.BOARD)
