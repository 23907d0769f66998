"""Burden: no week with two asks, no month with too many minutes, the longer survey first."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.asking import Ask, Reason
from surveys.model.policy import LONDON, Policy
from surveys.model.surveys import Calendar, Every
from surveys.rules.burden import horizon_days, too_much
from surveys.rules.recurrence import Occurrence, occurrences

POLICY = Policy()
MONDAY = date(2026, 9, 7)
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
WEEKLY = Calendar(Every.WEEKLY, date(2026, 1, 5), time(10), LONDON)


def pulse(days: int = 0) -> Ask:
    return Ask("pulse", MONDAY + timedelta(days=days), 1)


def longer(days: int, minutes: int = 5) -> Ask:
    return Ask("longer", MONDAY + timedelta(days=days), minutes)


def of(survey: str, one: Occurrence, minutes: int = 1) -> Ask:
    return Ask(survey, one.local_date, minutes, one.named)


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
    past = [of("pulse", first)]
    assert too_much(of("pulse", second), past, POLICY) is None
    by_hand = Ask("pulse", second.local_date, 1)
    assert too_much(by_hand, past, POLICY) is Reason.ASKED_LATELY


def test_a_holiday_brings_no_two_surveys_into_one_week() -> None:
    good_friday = Ask("one", date(2027, 3, 30), 2, date(2027, 3, 26))  # on the Tuesday after
    friday = date(2027, 4, 2)
    assert too_much(Ask("another", friday, 2, friday), [good_friday], POLICY) is Reason.ASKED_LATELY
    assert too_much(Ask("one", friday, 2, friday), [good_friday], POLICY) is None
    tuesday = Ask("another", date(2027, 4, 6), 2, date(2027, 4, 6))
    assert too_much(tuesday, [good_friday], POLICY) is None


def test_an_earlier_ask_on_its_own_day_counts_by_real_days_though_the_later_moved() -> None:
    first = Ask("pulse", date(2027, 3, 26), 1)  # by hand, on Good Friday itself
    moved = Ask("pulse", date(2027, 3, 30), 1, date(2027, 3, 26))
    assert too_much(moved, [first], POLICY) is Reason.ASKED_LATELY
    assert too_much(replace(moved, asked_on=date(2027, 4, 2)), [first], POLICY) is None


def test_a_monthly_survey_of_ten_minutes_comes_each_month_though_weekends_move_it() -> None:
    monthly = Calendar(Every.MONTHLY, date(2026, 5, 1), time(10), LONDON)
    dates = list(occurrences(monthly, START, END))
    assert min((b.local_date - a.local_date).days for a, b in pairwise(dates)) < 30
    for a, b in pairwise(dates):
        if (b.named - a.named).days >= 30:
            assert too_much(of("monthly", b, 10), [of("monthly", a, 10)], POLICY) is None


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
        (one.opens_at, of(f"survey-{number}", one, minutes))
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


@given(surveys)
def test_over_a_year_of_any_calendars_the_caps_are_never_broken(
    chosen: list[tuple[Calendar, int]],
) -> None:
    asked, _ = lived(a_year_of(chosen))
    assert all(apart(earlier, later) >= 7 for earlier, later in combinations(asked, 2))
    for place, last in enumerate(asked):
        window = [one for one in asked[: place + 1] if apart(one, last) < 30]
        assert sum(one.minutes for one in window) <= 10


def apart(earlier: Ask, later: Ask) -> int:
    """Real days, but from a date that moved to another of the same survey the calendar's own."""
    is_moved = earlier.named != earlier.asked_on
    if earlier.survey == later.survey and is_moved and earlier.named and later.named:
        return (later.named - earlier.named).days
    return (later.asked_on - earlier.asked_on).days


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
