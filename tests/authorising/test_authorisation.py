"""Every button, form, command and search, tried by every kind of person: the whole table."""

import json
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

import handlers
from tests.authorising.crawling import as_if_from, crawl
from tests.authorising.people import KINDS, Kind
from tests.authorising.table import PAGE, TURNED_AWAY, Act, journeys, page
from tests.authorising.world import Came, World, world

ACTS = [act for journey in journeys() for act in journey.acts]
# Words that are nowhere but in what is for a few alone, and the columns that may read them.
# A thread belongs to whoever holds its receipt, which is all that says who that is.
SECRETS: Mapping[str, set[str]] = {
    "quaggaletter": {"champion", "psw"},  # questions that wait to be screened
    "quaggareason": {"champion", "psw"},  # why another champion would hide one
    "quaggareword": set(),  # what a champion wrote to an asker
    "quaggadrafted": {"champion", "psw"},  # answers that are not published, of other leaders
    "quaggaunchecked": {"champion", "psw"},  # comments
    "quaggawithdrawn": set(),
    "quaggaanswered": set(),  # somebody's answer
    "quaggathanked": set(),  # a thank-you, which only its message tells
    "quaggasurvey": {"hr", "admin"},  # a survey that was not asked yet
    "quaggaleaver": {"hr"},  # who leaves
    "quaggaaction": {"paused", "agency", "staff", "manager", "leader", "hr"},  # of a unit
}
HOLDERS = {"forum_receipt_submit", "forum_after_submit"}
# Slack tells the bot of these; nobody presses them. See tests/test_workspaces_flow.py.
BY_SLACK = {*handlers.INSTALLED_EVENTS}


def fared(came: Came, kind: str) -> str:
    if kind == "elsewhere" and came.refusal is None and not came.calls:
        return TURNED_AWAY
    return came.refusal or "yes"


def test_everything_that_is_listened_to_has_a_row() -> None:
    names = {act.name.partition(" ")[0] for act in ACTS}
    searched = {act.name.partition(" ")[2] for act in ACTS if act.name.startswith("search ")}
    for table in (handlers.ACTIONS, handlers.SUBMISSIONS, handlers.SHORTCUTS, handlers.COMMANDS,
                  handlers.EVENTS):  # fmt: skip
        for key in table:
            if isinstance(key, str):
                assert key in names, key
            elif key is not handlers.ANYTHING_ELSE:
                ways = {way for one in names for way in (one, f"{one}_on", f"{one}_4")}
                assert any(key.fullmatch(way) for way in ways), key.pattern
    assert searched == set(handlers.SEARCHES)


@pytest.mark.timeout(600)  # by far the longest, where many share a machine
def test_each_kind_of_person_may_do_what_the_table_says_and_nothing_else(tmp_path: Path) -> None:
    wrong, read = [], set()
    with world(tmp_path) as one:  # in one test: to build it takes as long as to try it
        found = crawl(one)
        assert set(found) == {act.name for act in ACTS}
        for act, kind in product(ACTS, KINDS):
            came = one.send(as_if_from(found[act.name], kind))
            wrong += [f"{act.name}, {kind.name}: {said}" for said in judged(one, act, kind, came)]
            if act.name not in HOLDERS:
                read |= {(word, kind.name) for word in SECRETS if word in came.shown.lower()}
            one.put_back()
    assert wrong == []
    assert read == {(word, kind) for word, kinds in SECRETS.items() for kind in kinds}


def judged(one: World, act: Act, kind: Kind, came: Came) -> Iterator[str]:
    """Say what is wrong with what came of a cell."""
    due = act.cells[kind.name]
    if fared(came, kind.name) != due:
        yield f"{fared(came, kind.name)} in place of {due}"
    if came.faults or came.status != 200:
        yield "a fault of ours"
    if due != "yes" and one.changed():
        yield "refused, and yet something was kept"
    if due == TURNED_AWAY and came.calls:
        yield "turned away, and yet Slack was called"
    is_search = act.name.startswith("search ")
    if came.sentence and not is_search and json.dumps(came.sentence)[1:-1] not in came.shown:
        yield "refused without a sentence"


def test_the_page_for_administrators_says_what_the_table_says() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.authorising.table"
