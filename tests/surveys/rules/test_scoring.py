"""Which figure a team could talk about first."""

from dataclasses import replace

import pytest

from surveys.model.messages import ResultLine
from surveys.model.questions import Driver, Item
from surveys.rules.scoring import conversation_about, favourable
from tests.surveys.rules.organisations import ITEM

DRIVERS = {one: Driver(one, one, f"What about {one}?") for one in ("d", "caseload", "team")}
TURNED = replace(ITEM, driver_id="caseload", direction=-1)


def line(value: float, item: Item = ITEM) -> ResultLine:
    return ResultLine(item, value, None, None, None)


@pytest.mark.parametrize(("value", "share"), [(1, 0), (3, 0.5), (5, 1)])
def test_a_value_is_favourable_by_its_place_on_the_scale(value: float, share: float) -> None:
    assert favourable(line(value)) == share
    assert favourable(line(value, TURNED)) == 1 - share


def test_the_least_favourable_figure_is_talked_about() -> None:
    lines = [line(2.0), line(4.5, TURNED), line(3.0, replace(ITEM, driver_id="team"))]
    assert conversation_about(lines, DRIVERS) == "What about caseload?"


def test_nothing_shown_leaves_nothing_to_talk_about() -> None:
    assert conversation_about([], DRIVERS) is None
