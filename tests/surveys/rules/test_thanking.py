"""When a month is told, what of it, and what its words must not say."""

from datetime import date

import pytest

from surveys.model.thanks import RoundUp
from surveys.rules.thanking import (
    FEWEST,
    can_be_thanked,
    members,
    month_after,
    month_to_tell,
    own_names,
    says_something,
    tellable,
    without_names,
)
from tests.surveys.store import samples

PARENTS = {"org": None, "team": "org", "other": "org"}


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 10, 1), date(2026, 9, 1)),  # a Thursday
        (date(2026, 10, 31), date(2026, 9, 1)),  # late, because the bot was down
        (date(2026, 11, 1), None),  # a Sunday
        (date(2026, 11, 2), date(2026, 10, 1)),
        (date(2027, 1, 1), None),  # a bank holiday, then a weekend
        (date(2027, 1, 4), date(2026, 12, 1)),
    ],
)
def test_a_month_is_told_from_the_first_working_day_of_the_next(
    today: date, month: date | None
) -> None:
    assert month_to_tell(today) == month


def test_a_month_ends_where_the_next_begins() -> None:
    begins = [month_after(date(2026, month, 1)) for month in range(1, 13)]
    assert begins == [*(date(2026, month, 1) for month in range(2, 13)), date(2027, 1, 1)]


def test_no_number_is_told_of_few_and_nothing_of_a_month_without_words_or_number() -> None:
    assert [tellable(n) for n in (0, FEWEST - 1, FEWEST)] == [None, None, FEWEST]
    assert not says_something(RoundUp(date(2026, 9, 1), None))
    assert says_something(RoundUp(date(2026, 9, 1), FEWEST))
    assert says_something(RoundUp(date(2026, 9, 1), None, ("Thank you",)))


def test_a_team_is_whoever_sits_in_it_or_below_and_can_be_written_to() -> None:
    paused = samples.person(2, paused_until=date(2027, 1, 1))
    left, closed = samples.person(3, active=False), samples.person(4)
    closed = samples.person(4, closed=frozenset(closed.accounts))
    elsewhere, direct = samples.person(5, unit_id="other"), samples.person(6, unit_id="org")
    everybody = [samples.person(1), paused, left, closed, elsewhere, direct]
    assert [one.id for one in members(everybody, PARENTS, "team")] == ["p1", "p2"]
    assert [one.id for one in members(everybody, PARENTS, "org")] == ["p1", "p2", "p5", "p6"]
    assert not can_be_thanked(samples.person(accounts=()))


def test_a_round_up_masks_names_that_are_words_too_and_whatever_was_ticked() -> None:
    names = own_names([samples.person(name="Grace Rivers"), samples.person(name="Anne-Marie Day")])
    said = "Grace, and Anne-Marie too: with grace you made my day. Kayleigh says so, gracefully"
    masked = without_names(said, names)
    assert masked == (
        "[name], and [name] too: with [name] you made my [name]. [name] says so, gracefully"
    )
    assert without_names("Thank you for the rota", {""}) == "Thank you for the rota"
