"""Which figure a team could talk about first."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.model.figures import Change, Compared, Displayed, Interval, Verdict
from surveys.model.messages import ResultLine
from surveys.model.questions import Conversations, Item
from surveys.rules.scoring import conversation_about, favourable
from tests.surveys.rules.organisations import ITEM


def asked(of: str) -> Conversations:
    return Conversations((f"What about {of}?", f"And {of}?"), f"Why is {of} worse?", f"Why {of}?")


ABOUT = {one: asked(one) for one in ("d", "caseload", "team")}
TURNED = replace(ITEM, driver_id="caseload", direction=-1)
TEAM = replace(ITEM, driver_id="team")
SOMEWHERE = Interval(1.0, 5.0)


def line(value: float, item: Item = ITEM, said: Verdict | None = None) -> ResultLine:
    if said is None:
        return ResultLine(item, value, None, SOMEWHERE)
    last = Displayed(3.0, None, "20-49", date(2026, 9, 7))
    against = Compared(value - 3.0, 3.0, 1, last.on, last, p=0.001)
    return ResultLine(item, value, None, SOMEWHERE, Change(against, said))


@pytest.mark.parametrize(("value", "share"), [(1, 0), (3, 0.5), (5, 1)])
def test_a_value_is_favourable_by_its_place_on_the_scale(value: float, share: float) -> None:
    assert favourable(line(value)) == share
    assert favourable(line(value, TURNED)) == 1 - share


def test_the_least_favourable_figure_is_talked_about_in_another_way_each_round() -> None:
    lines = [line(2.0), line(4.5, TURNED), line(3.0, TEAM, Verdict.NO_CHANGE)]
    assert conversation_about(lines, ABOUT, 0) == "What about caseload?"
    assert conversation_about(lines, ABOUT, 1) == "And caseload?"
    assert conversation_about(lines, ABOUT, 2) == "What about caseload?"


def test_what_got_worse_is_talked_about_before_all_else_and_then_what_got_better() -> None:
    lines = [line(2.0), line(3.6, TEAM, Verdict.HIGHER)]
    assert conversation_about(lines, ABOUT, 0) == "Why team?"
    lines.append(line(4.5, TURNED, Verdict.HIGHER))  # where a lower answer is the better one
    assert conversation_about(lines, ABOUT, 0) == "Why is caseload worse?"
    assert lines[-1].turned == -1


def test_nothing_shown_leaves_nothing_to_talk_about() -> None:
    assert conversation_about([], ABOUT, 0) is None
