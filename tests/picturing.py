"""Weeks of displayed figures, written straight into a store: what a picture is drawn from."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from surveys.model.deliveries import Delivery, Kind
from surveys.model.releases import Bound, Cell, Release, Tier, Turnout
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.tree import Tree
from surveys.rules.rotation import items_for
from surveys.rules.seating import frozen_tree
from surveys.runtime import Runtime
from tests.organisation import account


def publish_weeks(
    runtime: Runtime, weeks: int, hidden: Collection[int] = (), first: int = 0
) -> list[str]:
    """Publish so many weeks, the last an hour ago, for the organisation and its services.

    Nothing is shown in the hidden ones, counted from 0. Returns the releases' ids.
    """
    with runtime.store.begin() as tx:
        tree = frozen_tree(tx.units.all())
        if tx.windows.find(WEEKLY_PULSE, 90) is None:
            tx.windows.add("w90", WEEKLY_PULSE, 90, tree)
        last = first + weeks - 1
        made = [
            _week(runtime, tree, number, last - number, shown=number not in hidden)
            for number in range(first, first + weeks)
        ]
        for release in made:
            tx.releases.add(release)
    return [one.id for one in made]


def send_digest(runtime: Runtime, release_id: str, number: int) -> None:
    """Queue one reader's digest."""
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(account(number).slack_id, "T0LOCAL")
        assert person is not None
        due = Delivery(runtime.new_id(), Kind.DIGEST, person.id, release_id, runtime.now())
        tx.deliveries.add([due])


def _week(runtime: Runtime, tree: Tree, number: int, ago: int, *, shown: bool) -> Release:
    closed = runtime.now() - timedelta(weeks=ago, hours=1)
    items = items_for(runtime.bank, number)
    nodes = [one.id for one in tree.nodes if tree.depth(one.id) <= 1]
    return Release(
        id=f"week-{number}",
        name=f"{WEEKLY_PULSE}/{900 + number}/weekly",
        survey=WEEKLY_PULSE,
        tier=Tier.WEEKLY,
        window_id="w90",
        round_number=900 + number,
        local_date=closed.date() - timedelta(days=4),
        opened=closed - timedelta(days=4, hours=6),
        closed=closed,
        questions=tuple(one.id for one in items),
        cells=tuple(_cells([one.id for one in items], nodes, number, shown=shown)),
        turnout=tuple(Turnout(one, "70%") for one in nodes) if shown else (),
    )


def _cells(questions: list[str], nodes: list[str], number: int, *, shown: bool) -> Iterator[Cell]:
    for place, node in enumerate(nodes):
        for step, question in enumerate(questions):
            value = round(2.2 + (number * 7 + place * 5 + step * 11) % 19 / 10, 1)
            if not shown:
                yield Cell(question, node, shown=False)
            elif value > 3.9:
                yield Cell(question, node, True, 4.8, Bound.GE, "20-49")
            else:
                yield Cell(question, node, True, value, None, "50-99")
