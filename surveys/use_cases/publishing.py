"""Publishing: from what people said in a round to what everyone may read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Role
from surveys.model.questions import Answers
from surveys.model.releases import Cell, Release, ReleasedComment, Tier
from surveys.model.rounds import Round
from surveys.model.tree import Tree
from surveys.rules.bands import turnout
from surveys.rules.cells import PooledRound, pooled_cells, shown_nodes, weekly_cells
from surveys.rules.placing import place_comments
from surveys.rules.tallying import respondents, unit_totals
from surveys.runtime import Runtime
from surveys.store.database import Transaction

Said = Sequence[tuple[str, Answers]]  # (leaf, answers) of each person who answered


def publish_week(runtime: Runtime, tx: Transaction, closed: Round, said: Said) -> None:
    """Publish one round: cells from 20 people, turnout, comments apart, digests to send."""
    tree = tx.windows.tree(closed.window_id)
    items = [runtime.bank.item_by_id[one] for one in closed.questions]
    asked = Counter(seat.leaf_id for seat in tx.rounds.roster(closed.id))
    totals = unit_totals(said, items, asked)
    tx.rounds.keep_totals(closed.id, totals)
    cells = tuple(
        cell for item in items for cell in weekly_cells(tree, item, totals, closed.thresholds.week)
    )
    shown = shown_nodes(cells, items[0].id)
    release = replace(
        _release(runtime, closed, Tier.WEEKLY, [item.id for item in items]),
        cells=cells,
        turnout=turnout(tree, shown, respondents(said), asked),
    )
    tx.releases.add(release, _comments(runtime, tree, shown, release, closed, said))
    tx.deliveries.add(_digests(runtime, tx, release))


def publish_quarter(runtime: Runtime, tx: Transaction, closed: Round) -> None:
    """Publish the teams, from every round of the window that ends with this one."""
    tree = tx.windows.tree(closed.window_id)
    rounds = tx.rounds.closed_in(closed.window_id)
    totals = {one.id: tx.rounds.totals(one.id) for one in rounds}
    weekly = {one.round_number: one for one in tx.releases.in_window(closed.window_id)}
    k = max(one.thresholds.team for one in rounds)
    questions = dict.fromkeys(question for one in rounds for question in one.questions)
    cells: list[Cell] = []
    for item in (runtime.bank.item_by_id[question] for question in questions):
        pooled = [
            PooledRound(totals[one.id], shown_nodes(weekly[one.number].cells, item.id))
            for one in rounds
            if one.number is not None and item.id in one.questions
        ]
        cells += pooled_cells(tree, item, pooled, k)
    release = replace(
        _release(runtime, closed, Tier.QUARTERLY, tuple(questions)),
        cells=tuple(cells),
        opened=min(one.opens_at for one in rounds),
    )
    tx.releases.add(release)
    tx.deliveries.add(_digests(runtime, tx, release))


def _release(runtime: Runtime, closed: Round, tier: Tier, questions: Sequence[str]) -> Release:
    if closed.number is None:
        raise ValueError("a void round publishes nothing")
    return Release(
        id=runtime.new_id(),
        name=f"{closed.survey}/{closed.number + 1}/{tier}",
        survey=closed.survey,
        tier=tier,
        window_id=closed.window_id,
        round_number=closed.number,
        local_date=closed.local_date,
        opened=closed.opens_at,
        closed=closed.closes_at,
        questions=tuple(questions),
        cells=(),
        turnout=(),
    )


def _comments(
    runtime: Runtime,
    tree: Tree,
    shown: frozenset[str],
    release: Release,
    closed: Round,
    said: Said,
) -> list[ReleasedComment]:
    written = [(leaf, one.comment) for leaf, one in said if one.comment is not None]
    # A weekly release shows nothing, words included, that fewer than its threshold stand behind.
    behind = max(closed.thresholds.comments, closed.thresholds.week)
    placed = place_comments(tree, shown, respondents(said), written, behind)
    comments = [
        ReleasedComment(runtime.new_id(), release.id, runtime.bank.comment.id, node_id, body)
        for node_id, bodies in placed.items()
        for body in bodies
    ]
    # Ids are random and sorting by them is the shuffle: nothing of the order of answering stays.
    return sorted(comments, key=lambda comment: comment.id)


def _digests(runtime: Runtime, tx: Transaction, release: Release) -> list[Delivery]:
    readers = [
        person
        for person in tx.people.all()
        if person.active and (person.manages or Role.LEADER in person.roles)
    ]
    return [
        Delivery(
            id=runtime.new_id(),
            kind=Kind.DIGEST,
            person_id=person.id,
            subject=release.id,
            due_at=runtime.now(),
        )
        for person in readers
    ]
