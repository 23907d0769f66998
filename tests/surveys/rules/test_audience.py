"""Whom a survey is for, and who of them may be asked, and from when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.asking import Reason
from surveys.model.people import Person
from surveys.model.policy import Policy
from surveys.model.surveys import Audience, Tenure
from surveys.model.tree import Unit
from surveys.rules.audience import fits_nobody, left_out, months_between, places_of
from surveys.rules.recurrence import month_later
from tests.surveys.store.samples import person

MONDAY = date(2026, 9, 7)
WELCOMED = person(welcomed_at=datetime(2026, 9, 4, 9, 0, tzinfo=UTC))  # the Friday before
UNITS = (
    Unit("org", None, "Children's Services"),
    Unit("fostering", "org", "Fostering"),
    Unit("team", "fostering", "Team 1"),
    Unit("assessment", "org", "Referral and Assessment"),
)


def reason(
    one: Person, on: date = MONDAY, policy: Policy | None = None, **chosen: object
) -> Reason | None:
    audience = Audience(**chosen)
    return left_out(one, audience, places_of(audience, UNITS), on, policy or Policy())


def test_a_person_welcomed_a_working_day_ago_may_be_asked() -> None:
    assert reason(WELCOMED) is None


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"welcomed_at": None}, Reason.NOT_WELCOMED),
        ({"active": False}, Reason.NOT_IN_AUDIENCE),
        ({"paused_until": date(2026, 9, 8)}, Reason.AWAY),
    ],
)
def test_nobody_unwelcomed_gone_or_paused_is_asked(
    changes: dict[str, object], because: Reason
) -> None:
    assert reason(replace(WELCOMED, **changes)) is because


def test_a_pause_ends_on_its_date() -> None:
    assert reason(replace(WELCOMED, paused_until=MONDAY)) is None


@pytest.mark.parametrize(
    ("days", "first"),
    [(0, date(2026, 9, 4)), (1, MONDAY), (2, date(2026, 9, 8)), (5, date(2026, 9, 11))],
)
def test_working_days_are_counted_from_the_welcome(days: int, first: date) -> None:
    policy = Policy(welcome_working_days=days)
    assert reason(WELCOMED, first, policy) is None
    assert reason(WELCOMED, first - timedelta(days=1), policy) is Reason.NOT_WELCOMED


def test_the_day_of_a_welcome_is_the_one_on_the_wall() -> None:
    late = person(welcomed_at=datetime(2026, 9, 6, 23, 30, tzinfo=UTC))  # Monday in London
    assert reason(late) is Reason.NOT_WELCOMED
    assert reason(late, date(2026, 9, 8)) is None


@pytest.mark.parametrize(
    ("units", "is_in"),
    [
        ((), True),
        (("org",), True),
        (("fostering",), True),
        (("team",), True),
        (("assessment", "team"), True),
        (("assessment",), False),
        (("gone",), False),
    ],
)
def test_a_chosen_part_holds_everyone_at_or_below_it(units: tuple[str, ...], is_in: bool) -> None:
    because = reason(WELCOMED, units=units)
    assert because is (None if is_in else Reason.NOT_IN_AUDIENCE)


def test_staff_attached_to_a_service_are_in_its_part_and_not_in_one_of_its_teams() -> None:
    attached = replace(WELCOMED, unit_id="fostering")
    assert reason(attached, units=("fostering",)) is None
    assert reason(attached, units=("team",)) is Reason.NOT_IN_AUDIENCE


@pytest.mark.parametrize(
    ("chosen", "is_in"),
    [
        ({"job_families": ("Social Worker ",)}, True),
        ({"job_families": ("family support", "social worker")}, True),
        ({"job_families": ("family support",)}, False),
        ({"contracts": ("permanent",)}, True),
        ({"contracts": ("agency",)}, False),
        ({"contracts": ("permanent",), "job_families": ("admin",)}, False),
        ({"tenure": Tenure(0, 12)}, False),
        ({"tenure": Tenure(80, None)}, True),  # since 6 January 2020
        ({"tenure": Tenure(81, None)}, False),
        ({"tenure": Tenure(12, 80)}, False),
        ({"tenure": Tenure(12, 81)}, True),
    ],
)
def test_everyone_fits_every_part_of_an_audience_that_is_given(
    chosen: dict[str, object], is_in: bool
) -> None:
    assert reason(WELCOMED, **chosen) is (None if is_in else Reason.NOT_IN_AUDIENCE)


def test_whoever_is_not_in_the_audience_is_told_so_before_anything_else() -> None:
    paused = replace(WELCOMED, welcomed_at=None, paused_until=date(2027, 1, 1))
    assert reason(paused, contracts=("agency",)) is Reason.NOT_IN_AUDIENCE


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_so_many_months_have_passed_from_the_same_day_of_a_later_month(
    start: date, months: int
) -> None:
    then = month_later(start, months)
    assert months_between(start, then) == (months if then.day == start.day else months - 1)
    assert months_between(start, then + timedelta(days=1)) == months or then.day == start.day
    assert months_between(start, start - timedelta(days=1)) == -1


def test_an_audience_fits_nobody_where_nobody_at_work_here_is_in_it() -> None:
    audience, places, today = (
        Audience(job_families=("nurse",)),
        frozenset({"team"}),
        date(2026, 9, 7),
    )
    nurse = person(job_family="Nurse")
    assert not fits_nobody(audience, [person(), nurse], places, today)
    assert fits_nobody(audience, [person(), replace(nurse, active=False)], places, today)
    assert fits_nobody(audience, [nurse], frozenset({"elsewhere"}), today)
