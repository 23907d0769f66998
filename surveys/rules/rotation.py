"""Which questions a weekly round asks, so that every driver comes round within a quarter.

With 13 drivers of 3 items each, round r asks the first item of driver r, the second of driver r + 4
and the third of driver r + 9 (counting drivers in a ring). A driver so returns after four or five
weeks, an item after exactly 13, and two drivers meet only when 4, 5, 8 or 9 apart on the ring: the
four weightiest, which the bank lists first, never share a week.
"""

from typing import Final

from surveys.model.policy import ROUNDS_A_WINDOW
from surveys.model.questions import Bank, Item
from surveys.model.surveys import WEEKLY_PULSE

WINDOW: Final = 13  # rounds in a quarter: within one, each rotating item is asked exactly once
STEPS: Final = (0, 4, 9)


def items_for(bank: Bank, round_number: int) -> tuple[Item, ...]:
    """The items of a round (numbered 0, 1, 2, ...), in the order asked: the headline, then three.

    Raises IndexError if a driver of the bank has fewer than three weekly items.
    """
    ring = [driver.id for driver in bank.drivers if driver.id != bank.headline.driver_id]
    chosen = [
        _items_of(bank, ring[(round_number + step) % len(ring)])[place]
        for place, step in enumerate(STEPS)
    ]
    return (bank.headline, *chosen)


def rounds_a_window(survey: str) -> int:
    """How many rounds of a survey share one frozen tree and one release of teams.

    The weekly pulse pools a quarter; every round of any other survey is a window of its own.
    """
    return ROUNDS_A_WINDOW if survey == WEEKLY_PULSE else 1


def _items_of(bank: Bank, driver_id: str) -> tuple[Item, ...]:
    return tuple(item for item in bank.items if item.driver_id == driver_id)
