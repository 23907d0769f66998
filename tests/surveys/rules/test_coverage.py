"""Coverage: which driver was last asked about, and how often."""

from datetime import date, timedelta

from surveys.bank.questions import load_bank
from surveys.rules.coverage import Coverage, coverage
from surveys.rules.rotation import WINDOW, items_for

BANK = load_bank()
FIRST = date(2026, 9, 7)
DRIVER_OF = {item.id: item.driver_id for item in BANK.item_by_id.values()}


def rounds(count: int) -> list[tuple[date, list[str]]]:
    """So many weeks of the pulse."""
    return [
        (FIRST + timedelta(weeks=number), [item.id for item in items_for(BANK, number)])
        for number in range(count)
    ]


def test_before_the_first_round_no_driver_was_asked_about() -> None:
    covered = coverage(BANK.drivers, DRIVER_OF, [])
    assert [one.driver_id for one in covered] == [driver.id for driver in BANK.drivers]
    assert all((one.last, one.rounds) == (None, 0) for one in covered)


def test_one_round_covers_the_drivers_of_its_questions() -> None:
    covered = coverage(BANK.drivers, DRIVER_OF, rounds(1))
    asked = {item.driver_id for item in items_for(BANK, 0)}
    assert {one.driver_id for one in covered if one.last == FIRST} == asked
    assert {one.driver_id for one in covered if one.last is not None} == asked


def test_a_quarter_of_pulses_asks_about_every_driver() -> None:
    covered = coverage(BANK.drivers, DRIVER_OF, rounds(WINDOW))
    assert all(one.last is not None for one in covered)
    headline = next(one for one in covered if one.driver_id == BANK.headline.driver_id)
    assert headline == Coverage(headline.driver_id, FIRST + timedelta(weeks=12), WINDOW)


def test_two_questions_of_a_driver_count_once_and_rounds_come_in_any_order() -> None:
    driver = BANK.drivers[0].id
    two = {"a": driver, "b": driver}
    asked = [(FIRST + timedelta(days=7), ["a"]), (FIRST, ["a", "b", "words"])]
    (covered,) = coverage(BANK.drivers[:1], two, asked)
    assert covered == Coverage(driver, FIRST + timedelta(days=7), 2)
