"""Changes between displayed scores: what is told of them, and how seldom it is noise."""

from datetime import date, timedelta

import pytest

from surveys.model.figures import Change, Compared, Displayed, Verdict
from surveys.model.releases import Bound
from surveys.rules.changes import compared, verdicts
from tests.surveys.rules.weeks import DROP_AT, Weeks, flagged

FRIDAY = date(2026, 9, 11)
LE, GE = Bound.LE, Bound.GE


def shown(
    value: float, weeks: int = 0, bound: Bound | None = None, band: str = "50-99"
) -> Displayed:
    return Displayed(value, bound, band, FRIDAY + timedelta(weeks=weeks))


def verdict(now: Displayed, *before: Displayed) -> Verdict:
    return changed(now, *before).verdict


def changed(now: Displayed, *before: Displayed) -> Change:
    found = compared(now, before, 1.0)
    assert found is not None
    return verdicts({"here": found})["here"]


def test_a_score_never_displayed_here_before_has_nothing_to_compare_with() -> None:
    assert compared(shown(3.6), (), 1.0) is None
    assert verdicts({}) == {}


def test_a_large_difference_is_told_and_a_small_one_is_no_detectable_change() -> None:
    assert verdict(shown(3.0, 1), shown(3.8)) is Verdict.LOWER
    assert verdict(shown(3.8, 1), shown(3.0)) is Verdict.HIGHER
    assert verdict(shown(3.6, 1), shown(3.8)) is Verdict.NO_CHANGE
    assert verdict(shown(3.0, 1, band="5-9"), shown(3.8)) is Verdict.NO_CHANGE


def test_earlier_scores_of_the_quarter_are_taken_together_by_their_people() -> None:
    before = (shown(3.6, band="200+"), shown(3.6, 1, band="200+"), shown(3.0, 2))
    found = changed(shown(3.6, 3), *before).compared
    assert found.usual == pytest.approx((50 * 3.0 + 400 * 3.6) / 450)
    assert (found.releases, found.since, found.last) == (3, FRIDAY, before[-1])
    old = shown(3.6, -20)
    assert changed(shown(3.6, 3), old, *before).compared == found


def test_a_score_displayed_longer_ago_than_a_quarter_meets_only_its_last_time() -> None:
    found = changed(shown(3.6, 13), shown(2.0, -13), shown(3.4)).compared
    assert (found.usual, found.releases, found.last.value) == (3.4, 1, 3.4)


def test_a_fall_that_lasts_shows_in_its_second_week() -> None:
    before = [shown(3.6, week) for week in range(10)]
    fell = shown(3.3, 10)
    assert verdict(fell, *before) is Verdict.NO_CHANGE
    again = changed(shown(3.3, 11), *before, fell)
    assert again.verdict is Verdict.LOWER
    assert (again.compared.usual, again.compared.releases) == (pytest.approx(3.6), 10)


def test_what_has_passed_is_not_told_again() -> None:
    before = [shown(3.6, week) for week in range(10)]
    assert verdict(shown(2.6, 10), *before) is Verdict.LOWER
    assert verdict(shown(3.6, 11), *before, shown(2.6, 10)) is Verdict.NO_CHANGE


@pytest.mark.parametrize(
    ("now", "before", "wanted"),
    [
        (shown(4.4, 1, GE), shown(3.0), Verdict.HIGHER),
        (shown(4.4, 1, LE), shown(3.0), Verdict.NO_CHANGE),
        (shown(4.4, 1), shown(3.0, bound=GE), Verdict.NO_CHANGE),
        (shown(1.6, 1, LE), shown(3.0), Verdict.LOWER),
        (shown(1.6, 1, GE), shown(3.0), Verdict.NO_CHANGE),
        (shown(1.6, 1), shown(3.0, bound=LE), Verdict.NO_CHANGE),
    ],
)
def test_a_bound_claims_no_change_that_the_truth_could_undo(
    now: Displayed, before: Displayed, wanted: Verdict
) -> None:
    assert verdict(now, before) is wanted


def test_what_stands_out_alone_may_be_chance_among_many() -> None:
    alone = changed(shown(3.2, 1), shown(3.7))
    assert alone.verdict is Verdict.LOWER
    calm = Compared(0.0, 3.6, 1, FRIDAY, shown(3.6), 1.0)
    many = {f"node {n}": calm for n in range(40)} | {"here": alone.compared}
    assert {one.verdict for one in verdicts(many).values()} == {Verdict.NO_CHANGE}


@pytest.mark.parametrize("repeating", [0.0, 0.8, 1.0])
def test_a_week_without_change_seldom_raises_an_alarm(repeating: float) -> None:
    alarms = [bool(flagged(Weeks(seed=run, repeating=repeating))[-1]) for run in range(200)]
    assert sum(alarms) / len(alarms) <= 0.05


@pytest.mark.parametrize("repeating", [0.0, 0.8, 1.0])
def test_a_fall_of_half_a_point_in_a_service_of_a_hundred_is_told_within_two_weeks(
    repeating: float,
) -> None:
    found = 0
    for run in range(200):
        *_before, first, second = flagged(Weeks(seed=run, repeating=repeating, drop=0.5))
        found += (DROP_AT, Verdict.LOWER) in first | second
    assert found / 200 >= 0.80
