"""Burden: no week with two asks, no month with too many minutes, the longer survey first."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.model.asking import Ask, Reason
from surveys.model.policy import LONDON, Policy
from surveys.model.surveys import Calendar, Every
from surveys.rules.burden import horizon_days, too_much
from surveys.rules.recurrence import occurrences

POLICY = Policy()
MONDAY = date(2026, 9, 7)
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
WEEKLY = Calendar(Every.WEEKLY, date(2026, 1, 5), time(10), LONDON)


def pulse(days: int = 0) -> Ask:
    return Ask("pulse", MONDAY + timedelta(days=days), 1)


def longer(days: int, minutes: int = 5) -> Ask:
    return Ask("longer", MONDAY + timedelta(days=days), minutes)


@pytest.mark.parametrize("days", range(-6, 7))
def test_within_seven_days_of_an_ask_nothing_else_is_asked(days: int) -> None:
    assert too_much(pulse(), [longer(days)], POLICY) is Reason.ASKED_LATELY


def test_a_week_later_the_next_may_come() -> None:
    assert too_much(pulse(), [pulse(-7), longer(7, 1)], POLICY) is None


def test_ten_minutes_in_thirty_days_is_the_most() -> None:
    assert too_much(longer(0, 6), [longer(-29, 4)], POLICY) is None
    assert too_much(longer(0, 7), [longer(-29, 4)], POLICY) is Reason.MINUTES_REACHED
    assert too_much(longer(0, 7), [longer(-30, 4)], POLICY) is None


@pytest.mark.parametrize("days", range(7))
def test_the_pulse_gives_way_to_a_longer_survey_of_that_week(days: int) -> None:
    assert too_much(pulse(), [], POLICY, [longer(days)]) is Reason.LONGER_COMING
    assert too_much(pulse(), [], POLICY, [longer(7)]) is None


def test_the_pulse_leaves_room_for_a_long_survey_later_in_the_month() -> None:
    past = [pulse(-7), pulse(-14)]
    assert too_much(pulse(), past, POLICY, [longer(10, 7)]) is None
    assert too_much(pulse(), past, POLICY, [longer(10, 8)]) is Reason.LONGER_COMING
    assert too_much(pulse(), past, POLICY, [longer(30, 8)]) is None


def test_two_longer_surveys_that_spoil_each_other_do_not_stop_the_pulse() -> None:
    assert too_much(pulse(), [], POLICY, [longer(10, 6), longer(20, 6)]) is None


def test_a_holiday_costs_nobody_the_next_round() -> None:
    first, second = list(occurrences(WEEKLY, datetime(2026, 4, 30, tzinfo=UTC), END))[:2]
    assert second.local_date - first.local_date == timedelta(days=6)  # the early May holiday
    past = [Ask("pulse", first.named, 1)]
    assert too_much(Ask("pulse", second.named, 1), past, POLICY) is None


rhythms = st.builds(
    Calendar,
    st.sampled_from([one for one in Every if one not in (Every.MILESTONE, Every.WEEKLY)]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.just(LONDON),
)
surveys = st.lists(st.tuples(rhythms, st.integers(2, 10)), min_size=1, max_size=4)
Times = list[tuple[datetime, Ask]]


def a_year_of(chosen: list[tuple[Calendar, int]]) -> Times:
    """Every occurrence of the pulse and of some longer surveys, in the order they open."""
    everything = [(WEEKLY, 1), *chosen]
    found = [
        (one.opens_at, Ask(f"survey-{number}", one.named, minutes))
        for number, (calendar, minutes) in enumerate(everything)
        for one in occurrences(calendar, START, END)
    ]
    return sorted(found, key=lambda one: (one[0], one[1].survey))


def lived(times: Times) -> tuple[list[Ask], dict[Ask, Reason]]:
    """What one person is asked in that year, and why not the rest."""
    asked: list[Ask] = []
    refused: dict[Ask, Reason] = {}
    long = [(at, ask) for at, ask in times if ask.survey != "survey-0"]
    for at, ask in times:
        coming = [one for when, one in long if when >= at] if ask.survey == "survey-0" else []
        reason = too_much(ask, asked, POLICY, coming)
        if reason is None:
            asked.append(ask)
        else:
            refused[ask] = reason
    return asked, refused


@settings(deadline=None)
@given(surveys)
def test_over_a_year_of_any_calendars_the_caps_are_never_broken(
    chosen: list[tuple[Calendar, int]],
) -> None:
    asked, _ = lived(a_year_of(chosen))
    days = sorted(ask.asked_on for ask in asked)
    assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(days))
    for first in days:
        window = [one for one in asked if 0 <= (one.asked_on - first).days < 30]
        assert sum(one.minutes for one in window) <= 10


@settings(deadline=None)
@given(surveys)
def test_a_longer_survey_alone_in_its_month_is_asked_and_replaces_that_weeks_pulse(
    chosen: list[tuple[Calendar, int]],
) -> None:
    asked, refused = lived(a_year_of(chosen))
    long = [one for one in (*asked, *refused) if one.survey != "survey-0"]
    for ask in long:
        others = [one for one in long if one != ask]
        if all(abs((one.asked_on - ask.asked_on).days) >= 30 for one in others):
            assert ask in asked
    for ask in (one for one in asked if one.survey != "survey-0"):
        week = [one for one in asked if abs((one.asked_on - ask.asked_on).days) < 7]
        assert week == [ask]


@pytest.mark.parametrize(
    ("day", "reasons"),
    [
        (9, [Reason.LONGER_COMING]),  # on the pulse's own Monday
        (11, [Reason.LONGER_COMING, Reason.ASKED_LATELY]),  # five days before the next
    ],
)
def test_a_longer_survey_costs_no_more_pulses_than_lie_within_a_week_of_it(
    day: int, reasons: list[Reason]
) -> None:
    once = Calendar(Every.ONCE, date(2026, 2, day), time(11), LONDON)
    asked, refused = lived(a_year_of([(once, 5)]))
    assert list(refused.values()) == reasons
    assert len(asked) == 53 - len(reasons)


def test_no_more_days_than_the_horizon_are_looked_at() -> None:
    far = horizon_days(POLICY)
    assert too_much(longer(0, 10), [longer(-far, 10)], POLICY) is None
    assert too_much(pulse(), [], POLICY, [longer(far, 10)]) is None
    assert too_much(pulse(), [], POLICY, [longer(far - 1, 10)]) is Reason.LONGER_COMING


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_is_a_sentence_and_a_label(reason: Reason) -> None:
    assert reason.sentence.endswith(".")
    assert reason.label[0].islower()
