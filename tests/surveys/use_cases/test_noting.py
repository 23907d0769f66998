"""Noting: HR's own figures of a quarter, of parts large enough to be nobody."""

from datetime import date

import pytest

from surveys.errors import FigureWrong, LabelWrong, MarkerUnknown, PartTooFine, UnitUnknown
from surveys.model.context import Event, Measure
from surveys.model.packs import Audience
from surveys.runtime import Runtime
from surveys.use_cases import noting, packing
from tests.published import publish

ORG, SERVICE, TEAM = (
    "Children's Services",
    "Children's Services/Service 1",
    "Children's Services/Service 1/Team 1.1",
)
DAY = date(2024, 8, 1)


def test_figures_and_days_are_kept_replaced_and_taken_away(runtime: Runtime) -> None:
    publish(runtime)
    noting.note(runtime, "2024-Q3", SERVICE, {Measure.TURNOVER: 12.34, Measure.CASELOAD: 17})
    noting.note(runtime, "2024-Q3", ORG, {Measure.TURNOVER: 11})
    noting.note(runtime, "2024-Q3", SERVICE, {Measure.TURNOVER: 13, Measure.CASELOAD: None})
    for label in ("full inspection", "inspection of the front door"):
        noting.mark_day(runtime, DAY, Event.INSPECTION, ORG, label)
    noted = noting.noted(runtime)
    assert [(path, one.value) for path, one in noted.figures] == [(ORG, 11.0), (SERVICE, 13.0)]
    assert [one.label for _path, one in noted.markers] == ["inspection of the front door"]
    noting.unmark_day(runtime, DAY, Event.INSPECTION, ORG)
    with pytest.raises(MarkerUnknown):
        noting.unmark_day(runtime, DAY, Event.INSPECTION, ORG)


def test_what_is_impossible_too_fine_or_names_somebody_is_refused_whole(
    sqlite_runtime: Runtime,
) -> None:
    publish(sqlite_runtime)
    both = {Measure.TURNOVER: 10.0, Measure.PERMANENT: 100.1}
    with pytest.raises(FigureWrong):
        noting.note(sqlite_runtime, "2024-Q3", ORG, both)
    with pytest.raises(FigureWrong):
        noting.note(sqlite_runtime, "2024-Q3", ORG, {Measure.TURNOVER: float("nan")})
    with pytest.raises(PartTooFine):
        noting.note(sqlite_runtime, "2024-Q3", TEAM, {Measure.TURNOVER: 10.0})
    with pytest.raises(UnitUnknown):
        noting.mark_day(sqlite_runtime, DAY, Event.OTHER, "Elsewhere")
    for label in ("Kayleigh Smith became director", "call 07700 900123", "x" * 61):
        with pytest.raises(LabelWrong):
            noting.mark_day(sqlite_runtime, DAY, Event.NEW_LEADER, ORG, label)
    assert noting.noted(sqlite_runtime) == noting.Noted((), ())


def test_a_pack_prints_them_beside_the_quarter_before(sqlite_runtime: Runtime) -> None:
    publish(sqlite_runtime)
    for quarter, value in (("2024-Q2", 10.0), ("2024-Q3", 12.5), ("2024-Q4", 99.0)):
        noting.note(sqlite_runtime, quarter, SERVICE, {Measure.VACANCIES: value})
    for day in (DAY, date(2024, 10, 1)):
        noting.mark_day(sqlite_runtime, day, Event.RESTRUCTURE, ORG)
    pack = packing.pack(sqlite_runtime, "2024-Q3", Audience.MEMBERS)
    (row,) = pack.context
    assert (row.place.names[-1], row.value, row.before) == ("Service 1", 12.5, 10.0)
    assert [one.on for _place, one in pack.markers] == [DAY]
