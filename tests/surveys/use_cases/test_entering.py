"""HR enters in Slack what it can enter by command; nobody else does, and no team is offered."""

from datetime import date

import pytest

from surveys.errors import FigureWrong, NotYoursToEnter, PartTooFine
from surveys.model.context import Event, Measure
from surveys.runtime import Runtime
from surveys.use_cases import entering, noting
from tests.conftest import Clock
from tests.organisation import account
from tests.packing import HR, LEADER, MANAGER, PSW, a_quarter

DAY = date(2024, 8, 1)


@pytest.fixture
def runtime(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    a_quarter(sqlite_runtime, clock)
    return sqlite_runtime


def test_figures_stand_as_they_were_left_and_an_empty_one_is_gone(runtime: Runtime) -> None:
    hr = account(HR)
    places = entering.places(runtime, hr)
    assert [one.name for one in places.quarters[:3]] == ["2024-Q4", "2024-Q3", "2024-Q2"]
    assert [one.name for one in places.parts] == ["Children's Services", "Service 1", "Service 2"]
    values = {Measure.TURNOVER: 14.5, Measure.CASELOAD: 17.26}
    entering.enter(runtime, hr, "2024-Q3", "s1", values)
    entering.enter(runtime, hr, "2024-Q3", "s1", {**values, Measure.TURNOVER: None})
    assert entering.figures(runtime, hr, "2024-Q3", "s1").values == {Measure.CASELOAD: 17.3}
    with pytest.raises(FigureWrong):
        entering.enter(runtime, hr, "2024-Q3", "s1", {Measure.CASELOAD: float("nan")})
    assert [one.value for _path, one in noting.noted(runtime).figures] == [17.3]


def test_days_are_marked_and_taken_away(runtime: Runtime) -> None:
    hr = account(HR)
    entering.mark_day(runtime, hr, DAY, Event.INSPECTION, "org", "focused visit")
    ((name, marker),) = entering.days(runtime, hr).marked
    assert (name, marker.label) == ("Children's Services", "focused visit")
    entering.unmark_day(runtime, hr, DAY, Event.INSPECTION, "org")
    assert entering.days(runtime, hr).marked == ()


@pytest.mark.parametrize("number", [LEADER, PSW, MANAGER])
def test_nobody_else_enters_or_looks(runtime: Runtime, number: int) -> None:
    who = account(number)
    for do in (
        lambda: entering.places(runtime, who),
        lambda: entering.figures(runtime, who, "2024-Q3", "org"),
        lambda: entering.enter(runtime, who, "2024-Q3", "org", {Measure.TURNOVER: 1.0}),
        lambda: entering.days(runtime, who),
        lambda: entering.mark_day(runtime, who, DAY, Event.OTHER, "org", ""),
    ):
        with pytest.raises(NotYoursToEnter):
            do()
    assert noting.noted(runtime).figures == ()


@pytest.mark.parametrize("unit_id", ["s1t1", "nowhere", ""])
def test_a_forged_part_is_refused(runtime: Runtime, unit_id: str) -> None:
    for do in (
        lambda: entering.figures(runtime, account(HR), "2024-Q3", unit_id),
        lambda: entering.enter(runtime, account(HR), "2024-Q3", unit_id, {Measure.TURNOVER: 1.0}),
    ):
        with pytest.raises(PartTooFine):
            do()
