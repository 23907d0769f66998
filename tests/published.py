"""A record of releases, made up and written straight into a store: no round, no ballot."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from surveys.bank.comments import of_comments
from surveys.model.questions import Item
from surveys.model.releases import (
    Bound,
    Cell,
    CommentState,
    Release,
    ReleasedComment,
    Tier,
    Turnout,
)
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.tree import Tree, Unit
from surveys.rules.seating import frozen_tree
from surveys.runtime import Runtime

WINDOW = 13
OPENS = datetime(2024, 7, 1, 9, 0, tzinfo=UTC)  # a window from here closes on 27 September
SAID = ("Too much paper.", "=1+1 forms for one visit", "Duty days are <calmer> now.\x0b")


def units(services: int, teams: int) -> list[Unit]:
    """An organisation of so many services, each of so many teams."""
    made = [Unit("org", None, "Children's Services")]
    for service in range(1, services + 1):
        made.append(Unit(f"s{service}", "org", f"Service {service}"))
        made += [
            Unit(f"s{service}t{team}", f"s{service}", f"Team {service}.{team}")
            for team in range(1, teams + 1)
        ]
    return made


def publish(
    runtime: Runtime,
    windows: int = 1,
    services: int = 2,
    teams: int = 2,
    opens: datetime | None = None,
) -> None:
    """Publish so many windows of 13 weekly rounds, the last from a Monday, usually 1 July 2024."""
    listed = units(services, teams)
    tree = frozen_tree(listed)
    with runtime.store.begin() as tx:
        for unit in listed:
            tx.units.save(unit)
        for window in range(windows):
            first = (opens or OPENS) - timedelta(weeks=WINDOW * (windows - 1 - window))
            tx.windows.add(f"w{window}", WEEKLY_PULSE, window, tree)
            for release in releases(runtime, tree, window, first):
                is_last = release.round_number == WINDOW * windows - 1
                is_weekly = release.tier is Tier.WEEKLY
                tx.releases.add(release, comments(release.id) if is_last and is_weekly else ())


def comments(release_id: str) -> list[ReleasedComment]:
    """Three that may be read, one that waits and one that was withdrawn."""
    permitted = [
        ReleasedComment(f"c{place}", release_id, "comment", "org", body, CommentState.PERMITTED)
        for place, body in enumerate(SAID)
    ]
    waits = ReleasedComment("c8", release_id, "comment", "org", "Nobody has read this.")
    return [
        *permitted,
        waits,
        ReleasedComment("c9", release_id, "comment", "org", "", CommentState.WITHDRAWN),
    ]


def releases(runtime: Runtime, tree: Tree, window: int, first: datetime) -> Iterator[Release]:
    """The releases of one window."""
    bank = runtime.bank
    for week in range(WINDOW):
        items = [bank.headline, *bank.items[3 * week : 3 * week + 3]]
        number = WINDOW * window + week
        opened = first + timedelta(weeks=week)
        yield _release(tree, number, window, Tier.WEEKLY, opened, opened, items)
    last = first + timedelta(weeks=WINDOW - 1)
    everything = [bank.headline, *bank.items]
    yield _release(tree, number, window, Tier.QUARTERLY, first, last, everything)


def _release(
    tree: Tree,
    number: int,
    window: int,
    tier: Tier,
    opened: datetime,
    last: datetime,
    items: Sequence[Item],
) -> Release:
    asked = [one.id for one in items] + [one for choice in of_comments() for one in choice.measures]
    return Release(
        id=f"{tier}{number}",
        name=f"{WEEKLY_PULSE}/{number + 1}/{tier}",
        survey=WEEKLY_PULSE,
        tier=tier,
        window_id=f"w{window}",
        round_number=number,
        local_date=last.date(),
        opened=opened,
        closed=last + timedelta(days=4, hours=6),
        questions=tuple(asked),
        cells=tuple(_cells(tree, number, tier, items)),
        turnout=() if tier is Tier.QUARTERLY else (Turnout(tree.root, "70%"),),
    )


def _cells(tree: Tree, number: int, tier: Tier, items: Sequence[Item]) -> Iterator[Cell]:
    deepest = 1 if tier is Tier.WEEKLY else 2
    shown = [node.id for node in tree.nodes if tree.depth(node.id) <= deepest]
    hidden = {one for one in shown if one.endswith("t2")}  # every second team is too small
    yield from (
        _score(item, node.id, number, place)
        if node.id in shown and node.id not in hidden
        else Cell(item.id, node.id, shown=False)
        for item in items
        for place, node in enumerate(tree.nodes)
    )
    yield from (
        Cell(measure, tree.root, True, (place % 4) / 10, None, "20-49")
        for choice in of_comments()
        for place, measure in enumerate(choice.measures)
    )


def _score(item: Item, node_id: str, number: int, place: int) -> Cell:
    value = 2.4 + (7 * number + 3 * place + len(item.id)) % 19 / 10
    bound = Bound.GE if place == 1 and len(item.id) % 7 == 0 else None
    band = "100-199" if node_id == "org" else "20-49" if "t" not in node_id else "5-9"
    return Cell(item.id, node_id, True, round(value, 1), bound, band)
