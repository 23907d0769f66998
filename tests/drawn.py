"""Pictures made up from weeks as the pulse asks them."""

from collections.abc import Collection
from datetime import date, timedelta

from surveys.bank.questions import load_bank
from surveys.model.packs import Point
from surveys.model.pictures import Picture, Week
from surveys.model.releases import Bound, Cell
from surveys.rules.rotation import items_for
from surveys.rules.trends import picture, point

BANK = load_bank()
START = date(2026, 1, 5)


def drawn(
    weeks: int, drivers: int = 13, hidden: Collection[int] = (), bounds: Collection[int] = ()
) -> Picture:
    """So many weeks from 5 January 2026; in hidden ones nothing was displayed."""
    chosen = {one.id for one in BANK.drivers[:drivers]} | {BANK.headline.driver_id}
    asked: list[Week] = []
    displayed: dict[str, list[Point]] = {}
    for number in range(weeks):
        on, items = START + timedelta(weeks=number), items_for(BANK, number)
        asked.append(Week(on, frozenset(one.id for one in items)))
        for step, item in enumerate(items):
            if number not in hidden and item.driver_id in chosen:
                value, bound = round(2.4 + (number * 7 + step * 5) % 17 / 10, 1), None
                if number in bounds:
                    value, bound = 4.8, Bound.GE
                cell = Cell(item.id, "org", True, value, bound, "100-199")
                displayed.setdefault(item.id, []).append(point(item, on, cell, "70%"))
    found = picture(BANK, asked, displayed)
    assert found is not None
    return found
