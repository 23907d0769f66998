from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from surveys.bank.questions import load_bank
from surveys.rules.rotation import WINDOW, items_for

BANK = load_bank()
ROUNDS = st.integers(min_value=0, max_value=10_000)


@given(ROUNDS)
def test_a_round_asks_the_headline_then_three_items_of_different_drivers(number: int) -> None:
    first, *rest = items_for(BANK, number)
    assert first == BANK.headline
    assert len({item.driver_id for item in rest}) == 3


@given(ROUNDS)
def test_any_thirteen_rounds_in_a_row_ask_every_item_exactly_once(start: int) -> None:
    asked = [item for step in range(WINDOW) for item in items_for(BANK, start + step)[1:]]
    assert Counter(asked) == Counter(BANK.items)


@given(ROUNDS)
def test_any_five_rounds_in_a_row_bring_every_driver_round(start: int) -> None:
    asked = {item.driver_id for step in range(5) for item in items_for(BANK, start + step)}
    assert asked == set(BANK.driver_by_id)


@given(ROUNDS)
def test_no_driver_is_asked_about_two_weeks_running(number: int) -> None:
    this, following = (
        {item.driver_id for item in items_for(BANK, number + step)[1:]} for step in (0, 1)
    )
    assert not this & following


@given(ROUNDS)
def test_the_four_weightiest_drivers_never_share_a_week(number: int) -> None:
    heavy = {driver.id for driver in BANK.drivers[:4]}
    assert sum(item.driver_id in heavy for item in items_for(BANK, number)) <= 1


@given(ROUNDS)
def test_the_same_round_always_asks_the_same(number: int) -> None:
    assert items_for(BANK, number) == items_for(load_bank(), number)
