"""Publishing: from what people said in a round to what everyone may read.

Every round of every survey has a release of its own, with 20 people or more behind each figure.
Teams are released apart: the weekly pulse's from a whole window of rounds, those of any other
survey from the one round, and no question's more than once a quarter.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Role
from surveys.model.questions import Choice, CommentPrompt, Item, Question
from surveys.model.releases import Cell, Release, ReleasedComment, Tier, UnitTotal
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, Audience
from surveys.rules.bands import turnout
from surveys.rules.cells import (
    PooledRound,
    hidden_everywhere,
    hidden_outside,
    pooled_cells,
    shown_nodes,
    weekly_cells,
)
from surveys.rules.cutting import Ground, cut_at, ground_of, unit_in
from surveys.rules.disclosure import choose
from surveys.rules.placing import place_comments
from surveys.rules.tallying import Said, respondents, unit_totals
from surveys.rules.team_clock import (
    DAYS_APART,
    Shown,
    held_back,
    is_near_a_restore,
    week_beside_a_restore,
)
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import definition_of, questions_of
from surveys.use_cases.voicing import voices_of_round, voices_of_window
from surveys.use_cases.withholding import History, Make


def publish_round(runtime: Runtime, tx: Transaction, closed: Round, said: Said) -> None:
    """Publish one round: cells from 20 people, turnout, comments apart, digests to send.

    `said` holds the leaf and the answers of each person who answered.
    """
    ground = _ground(runtime, tx, closed)
    questions = questions_of(runtime, tx, closed)
    asked = Counter(seat.leaf_id for seat in tx.rounds.roster(closed.id))
    totals: list[UnitTotal] = []
    cells: list[Cell] = []
    items = [one.id for one in questions if isinstance(one, Item)]
    history = History(tx, [closed], items, Tier.WEEKLY)
    is_near = is_near_a_restore(closed.local_date, _restored_on(tx))
    week = week_beside_a_restore(closed.thresholds) if is_near else closed.thresholds.week
    for question in (one for one in questions if not isinstance(one, CommentPrompt)):
        own = _totals(ground, question, asked, said)
        totals += own
        make = _weekly_maker(ground, question, own, week)
        # Shares are never shown of teams, so no history narrows anybody through them.
        is_item = isinstance(question, Item)
        cells += history.cells(question.id, make) if is_item else make(None)
    voices = voices_of_round(runtime, tx, ground, closed, said, questions, asked)
    tx.rounds.keep_totals(closed.id, [*totals, *voices.totals])
    places = _places(ground, cells, closed, said, asked)
    release = _release(runtime, closed, Tier.WEEKLY, [*cells, *voices.cells])
    rates = turnout(ground.tree, places, respondents(said), asked)
    comments = _comments(runtime, ground, places, release, closed, said, questions)
    tx.releases.add(replace(release, turnout=rates), comments)
    tx.deliveries.add(_digests(runtime, tx, release))


def publish_teams(runtime: Runtime, tx: Transaction, closed: Round) -> None:
    """Publish the teams, from every round of the window that ends with this one.

    Scored items alone, and none that a team release showed less than a quarter ago. The pulse
    publishes its quarter whatever is held back, and in it what its comments said, at services or
    above; any other survey has no such release then.
    """
    ground = _ground(runtime, tx, closed)
    rounds = tx.rounds.closed_in(closed.window_id)
    items = _items(runtime, tx, rounds)
    held = _held_back(tx, closed, rounds, items)
    if closed.survey != WEEKLY_PULSE and (ground.alone or held >= {one.id for one in items}):
        return
    weekly = {one.round_number: one for one in tx.releases.in_window(closed.window_id)}
    cells = [*_team_cells(tx, ground, rounds, weekly, items, held)]
    if closed.survey == WEEKLY_PULSE and not _is_cut_through(tx, rounds):
        cells += voices_of_window(tx, ground, rounds, weekly)
    release = _release(runtime, closed, Tier.QUARTERLY, cells)
    tx.releases.add(replace(release, opened=min(one.opens_at for one in rounds)))
    tx.deliveries.add(_digests(runtime, tx, release))


def _team_cells(
    tx: Transaction,
    ground: Ground,
    rounds: Sequence[Round],
    weekly: Mapping[int, Release],
    items: Sequence[Item],
    held: frozenset[str],
) -> tuple[Cell, ...]:
    totals = {one.id: tx.rounds.totals(one.id) for one in rounds}
    history = History(tx, rounds, [one.id for one in items], Tier.QUARTERLY)
    k = max(one.thresholds.team for one in rounds)
    cells: list[Cell] = []
    for item in items:
        pooled = [
            PooledRound(totals[one.id], shown_nodes(weekly[one.number].cells, item.id))
            for one in rounds
            if one.number is not None and item.id in one.questions
        ]
        if item.id in held:
            cells += hidden_everywhere(ground.tree, item.id)
        else:
            cells += history.cells(item.id, _pooled_maker(ground, item, pooled, k))
    return tuple(cells)


def _weekly_maker(
    ground: Ground, question: Item | Choice, totals: Sequence[UnitTotal], k: int
) -> Make:
    tree = ground.tree_for(question)
    return lambda among: hidden_outside(
        weekly_cells(tree, question, totals, k, among), ground.inside
    )


def _pooled_maker(ground: Ground, item: Item, rounds: Sequence[PooledRound], k: int) -> Make:
    return lambda among: hidden_outside(
        pooled_cells(ground.tree, item, rounds, k, among), ground.inside
    )


def _ground(runtime: Runtime, tx: Transaction, closed: Round) -> Ground:
    tree = tx.windows.tree(closed.window_id)
    if closed.survey == WEEKLY_PULSE:
        return ground_of(tree, Audience(), is_pooled=False)
    survey = definition_of(runtime, tx, closed.survey, closed.revision)
    return ground_of(tree, survey.audience, is_pooled=survey.is_pooled)


def _totals(
    ground: Ground, question: Item | Choice, asked: Counter[str], said: Said
) -> list[UnitTotal]:
    cut = ground.tree_for(question)
    if cut is ground.tree:
        return unit_totals(said, question, asked)
    units = {leaf_id: unit_in(cut, ground.tree, leaf_id) for leaf_id in asked}
    placed = [(units[leaf_id], answers) for leaf_id, answers in said]
    return unit_totals(placed, question, units.values())


def _places(
    ground: Ground, cells: Sequence[Cell], closed: Round, said: Said, asked: Counter[str]
) -> frozenset[str]:
    """Where turnout and comments may stand: where the first question's figures do.

    A survey of texts alone has no figures: its places are chosen on all who answered, at services
    or above.
    """
    if cells:
        return shown_nodes(cells, cells[0].question_id)
    cut = cut_at(ground.tree, 0 if ground.alone else 1)
    counts = dict.fromkeys((unit_in(cut, ground.tree, leaf_id) for leaf_id in asked), 0)
    for leaf_id, people in respondents(said).items():
        counts[unit_in(cut, ground.tree, leaf_id)] += people
    return choose(cut, counts, closed.thresholds.week) & ground.inside


def _items(runtime: Runtime, tx: Transaction, rounds: Sequence[Round]) -> tuple[Item, ...]:
    """Every scored item of some rounds, each once, in the order asked."""
    asked = (one for round_ in rounds for one in questions_of(runtime, tx, round_))
    return tuple({one.id: one for one in asked if isinstance(one, Item)}.values())


def _held_back(
    tx: Transaction, closed: Round, rounds: Sequence[Round], items: Sequence[Item]
) -> frozenset[str]:
    first = min(one.local_date for one in rounds)
    since = datetime.combine(first - timedelta(days=DAYS_APART), time(), tzinfo=UTC)
    shown = [
        Shown(earlier.survey, question, _days(tx.rounds.closed_in(earlier.window_id), question))
        for earlier in tx.releases.of_teams_since(since - timedelta(days=1))
        for question in {cell.question_id for cell in earlier.cells if cell.shown}
    ]
    asked = {item.id: _days(rounds, item.id) for item in items}
    is_pulse = closed.survey == WEEKLY_PULSE
    restored_on = _restored_on(tx)
    unknown = {
        question
        for question, days in asked.items()
        if any(is_near_a_restore(day, restored_on) for day in days)
    }
    return held_back(closed.survey, asked, shown, has_windows=is_pulse) | unknown


def _restored_on(tx: Transaction) -> date | None:
    """Return the day of the last return to a backup. None: there was none."""
    last = tx.restores.last()
    return last.restored_at.date() if last else None


def _is_cut_through(tx: Transaction, rounds: Sequence[Round]) -> bool:
    """Say whether these rounds, or some of them, may have been published together and lost."""
    restored_on = _restored_on(tx)
    first = min(one.local_date for one in rounds)
    # A round's own date may be a day ahead of ours.
    return restored_on is not None and first <= restored_on + timedelta(days=1)


def _days(rounds: Sequence[Round], question: str) -> tuple[date, ...]:
    return tuple(one.local_date for one in rounds if question in one.questions)


def _release(runtime: Runtime, closed: Round, tier: Tier, cells: Sequence[Cell]) -> Release:
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
        questions=tuple(dict.fromkeys(cell.question_id for cell in cells)),
        cells=tuple(cells),
        turnout=(),
    )


def _comments(
    runtime: Runtime,
    ground: Ground,
    places: frozenset[str],
    release: Release,
    closed: Round,
    said: Said,
    questions: Sequence[Question],
) -> list[ReleasedComment]:
    """Place the comments of every question answered in words, each question's by themselves."""
    # A weekly release shows nothing, words included, that fewer than its threshold stand behind.
    is_weekly = closed.survey == WEEKLY_PULSE or ground.alone
    behind = max(closed.thresholds.comments, closed.thresholds.week * is_weekly)
    comments = [
        ReleasedComment(runtime.new_id(), release.id, question.id, node_id, body)
        for question in questions
        if isinstance(question, CommentPrompt)
        for node_id, bodies in place_comments(
            ground.tree, places, respondents(said), _written(said, question), behind
        ).items()
        for body in bodies
    ]
    # Ids are random and sorting by them is the shuffle: nothing of the order of answering stays.
    return sorted(comments, key=lambda comment: comment.id)


def _written(said: Said, question: CommentPrompt) -> list[tuple[str, str]]:
    return [
        (leaf_id, one.comments[question.id]) for leaf_id, one in said if question.id in one.comments
    ]


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
