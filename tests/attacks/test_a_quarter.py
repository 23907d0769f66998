"""A whole quarter of an invented service, attacked through what scripts can read of it."""

from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest

from bot.demo.organisation import invented_people, write_people
from bot.demo.staff import SimulatedAnswer, answers_for
from surveys.model.people import Account
from surveys.model.releases import Bound
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.tree import Tree
from surveys.rules.people_file import people_in
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.use_cases import answering, closing, enrolling, opening, reporting
from tests.attacks.algebra import smallest_group
from tests.attacks.evidence import HI, LO, Evidence, Figure
from tests.attacks.intervals import ruled_out
from tests.conftest import Clock, runtime_on, taken
from tests.databases import hurry, sqlite_in
from tests.organisation import pulse_answers, send_everything

WEEKS, K, K_WEEK = 13, 5, 20
OF_COMMENTS = ("comment_tone:negative", "comment_themes:caseload", "comment_themes:pay")
Row = dict[str, object]


@pytest.fixture(scope="module")
def quarter(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Tree, list[Row], dict[str, dict[str, dict[str, frozenset[str]]]]]:
    """Play thirteen weeks; return the tree, the results, and who answered what, where and when."""
    runtime, clock, answers = _enrolled(tmp_path_factory.mktemp("quarter"))
    answered: dict[str, dict[str, dict[str, frozenset[str]]]] = defaultdict(dict)
    opening.open_due(runtime)
    for week in range(1, WEEKS + 1):
        clock.move_to(_next_opening(runtime))
        (opened,) = opening.open_due(runtime)
        said = _of_those_asked(runtime, opened, answers[week])
        _answer(runtime, opened, said)
        for question, by_leaf in _who_answered(runtime, opened, said).items():
            answered[question][f"weekly-pulse/{week}/weekly"] = by_leaf
        clock.move_to(opened.closes_at)
        assert closing.close_due(runtime)
    closing.finish(runtime)
    with runtime.store.published() as db:
        tree = db.windows.tree(db.releases.all()[0].window_id)
    rows = reporting.results(runtime)
    runtime.store.close()
    return tree, rows, answered


def test_both_tiers_are_published_and_four_services_in_five_every_week(quarter) -> None:
    tree, rows, _answered = quarter
    services = {tree.path(one) for one in tree.children(tree.root) if not tree.is_leaf(one)}
    scores = [row for row in rows if row["kind"] == "score"]
    weekly = [row for row in scores if row["tier"] == "weekly" and row["node"] in services]
    assert {row["tier"] for row in rows} == {"weekly", "quarterly"}
    assert sum(bool(row["shown"]) for row in weekly) >= 0.8 * len(weekly)
    assert any(row["shown"] for row in rows if str(row["node"]).count("/") == 2)


def test_what_comments_said_is_told_of_the_whole_most_weeks_and_for_the_quarter(quarter) -> None:
    tree, rows, _answered = quarter
    for measure in OF_COMMENTS:
        told = [row for row in rows if row["question"] == measure and row["shown"]]
        assert {row["node"] for row in told} == {tree.path(tree.root)}
        assert sum(row["tier"] == "weekly" for row in told) >= 0.8 * WEEKS
        assert sum(row["tier"] == "quarterly" for row in told) == 1


def test_hidden_cells_carry_nothing(quarter) -> None:
    _tree, rows, _answered = quarter
    hidden = [row for row in rows if not row["shown"]]
    assert hidden
    assert all(row[key] is None for row in hidden for key in ("value", "bound", "n_band"))


def test_no_combination_of_everything_published_concerns_fewer_than_five_people(quarter) -> None:
    tree, rows, answered = quarter
    for question in answered:
        group = smallest_group(_evidence(tree, rows, answered[question], question), K)
        assert group.certain
        assert len(group.people) >= K


def test_nobody_can_be_said_not_to_have_given_some_answer(quarter) -> None:
    tree, rows, answered = quarter
    for question in answered:
        assert ruled_out(_evidence(tree, rows, answered[question], question)) == frozenset()


def test_a_team_shown_every_week_would_have_been_caught(quarter) -> None:
    tree, rows, answered = quarter
    evidence = _evidence(tree, rows, answered["how_are_you"], "how_are_you")
    first = next(iter(evidence.answered))
    there = {leaf: len(people) for leaf, people in evidence.answered[first].items() if people}
    small = min(there, key=lambda leaf: there[leaf])
    assert there[small] < K
    leaked = Figure(small, (first,), 3.0, None)
    caught = smallest_group(Evidence(tree, evidence.answered, (*evidence.figures, leaked)), K)
    assert not caught.certain
    assert len(caught.people) < K


def _next_opening(runtime: Runtime) -> datetime:
    with runtime.store.begin() as tx:
        opens_at = tx.schedules.next_run(WEEKLY_PULSE)
    assert opens_at is not None
    return opens_at


def _enrolled(folder: Path) -> tuple[Runtime, Clock, dict[int, dict[str, SimulatedAnswer]]]:
    clock = Clock()
    engine = hurry(open_database(sqlite_in(folder)))
    runtime = runtime_on(Store(engine, taken(folder / "keys")), clock)
    write_people(invented_people(240, seed=1), folder / "people.csv")
    content = (folder / "people.csv").read_bytes()
    enrolling.apply_people(runtime, content)
    send_everything(runtime)
    clock.pass_(hours=12)
    send_everything(runtime)
    by_week: dict[int, dict[str, SimulatedAnswer]] = defaultdict(dict)
    for one in answers_for(people_in(content), runtime.bank, WEEKS, 1):
        by_week[one.round][one.slack_id] = one
    return runtime, clock, by_week


def _of_those_asked(
    runtime: Runtime, opened: Round, said: dict[str, SimulatedAnswer]
) -> dict[str, SimulatedAnswer]:
    """Leave out whoever is on long leave, and so is not asked."""
    with runtime.store.begin() as tx:
        seats = {seat.person_id for seat in tx.rounds.roster(opened.id)}
        asked = {one.accounts[0].slack_id for one in tx.people.all() if one.id in seats}
    return {slack_id: one for slack_id, one in said.items() if slack_id in asked}


def _answer(runtime: Runtime, opened: Round, said: dict[str, SimulatedAnswer]) -> None:
    for slack_id, one in said.items():
        caller = Account("T0LOCAL", slack_id)
        answering.submit(runtime, caller, opened.id, pulse_answers(one.scores, one.comment))


def _who_answered(
    runtime: Runtime, opened: Round, said: dict[str, SimulatedAnswer]
) -> dict[str, dict[str, frozenset[str]]]:
    """Who answered each question, by the leaf where they sat."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with runtime.store.begin() as tx:
        leaves = {seat.person_id: seat.leaf_id for seat in tx.rounds.roster(opened.id)}
        people = {person.accounts[0].slack_id: person.id for person in tx.people.all()}
        root = tx.windows.tree(opened.window_id).root
    for slack_id, one in said.items():
        for question in one.scores:
            found[question][leaves[people[slack_id]]].add(slack_id)
        if one.comment is not None:  # 240 people: comments are counted for the whole
            for measure in OF_COMMENTS:
                found[measure][root].add(slack_id)
    return {
        question: {leaf: frozenset(who) for leaf, who in by_leaf.items()}
        for question, by_leaf in found.items()
    }


def _evidence(
    tree: Tree, rows: list[Row], answered: dict[str, dict[str, frozenset[str]]], question: str
) -> Evidence:
    """What a script reads of one question, beside everything about who answered it."""
    ids = {tree.path(node.id): node.id for node in tree.nodes}
    figures = [
        Figure(
            ids[str(row["node"])],
            (str(row["release"]),) if row["tier"] == "weekly" else tuple(answered),
            float(str(row["value"])),
            Bound(row["bound"]) if row["bound"] else None,
        )
        for row in rows
        if row["question"] == question and row["shown"]
    ]
    ends = (0, 1) if question in OF_COMMENTS else (LO, HI)
    return Evidence(tree, answered, tuple(figures), *ends)
