"""Whatever fails for an author or a leader, no word of theirs and no name comes into a log."""

import io
import logging
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from bot import logs
from bot.demo.play import Stage, welcome_everyone
from bot.local_slack import Visitor
from surveys.use_cases import authoring, commenting, drafting, recounting
from tests.attacks import (
    action_acts,
    admin_acts,
    event_acts,
    leaving_acts,
    pack_acts,
    reading_acts,
    thanks_acts,
)
from tests.attacks.action_acts import PROMISED, broken_for_actions
from tests.attacks.admin_acts import broken_for_admins
from tests.attacks.author_acts import ACTS, AUTHOR, RUNNING, WRITTEN, broken_for_authors, prepare
from tests.attacks.canaries import (
    FAULT,
    NAME,
    SAID,
    Act,
    found_in,
    logging_as_before,
    talkative_log,
)
from tests.attacks.event_acts import PLANNED, broken_for_events
from tests.attacks.leaving_acts import LEFT, broken_for_leaving
from tests.attacks.pack_acts import COMMENTED, broken_for_packs
from tests.attacks.reading_acts import broken_for_readers
from tests.attacks.thanks_acts import THANKED, broken_for_thanks
from tests.authoring import SURVEY
from tests.authors import renamed
from tests.conftest import MONDAY
from tests.organisation import account, people_file
from tests.stage import stage

SLACK_ID = re.compile(r"\bU\d{4}\b")
WAYS_TO_FAIL = ("views.open", "views.update", "views.push", "views.publish")


@dataclass(frozen=True)
class Lived:
    """What is left after every listener of an author went wrong."""

    log: str
    faults: int
    faults_of_actions: int
    faults_of_packs: int
    faults_of_leaving: int
    faults_of_readers: int
    faults_of_events: int
    faults_of_thanks: int
    faults_of_admins: int
    states: dict[str, str]
    notes: list[str]  # of actions, then commentary


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    stream, folder = io.StringIO(), tmp_path_factory.mktemp("authors")
    people = people_file(authors=(AUTHOR,)).replace(b"Person ", NAME.encode())
    with logging_as_before(), stage(folder, people) as on:
        logs.start("DEBUG", stream)
        counts = [_faults(stream)]
        journeys = (_live, _live_with_actions, _live_with_packs, _live_with_leaving)
        journeys += (_live_with_results, _live_with_events, _live_with_thanks)
        journeys += (_live_with_roles,)
        for journey in journeys:
            journey(on)
            counts.append(_faults(stream))
        said = [one.body for one in commenting.every_commentary(on.bot.runtime)]
        kept = authoring.every_survey(on.bot.runtime)
        actions = recounting.every_action(on.bot.runtime)
    states = {one.survey.id: str(one.state) for one in kept}
    notes = [step.note for one in actions for step in one.steps if step.note]
    own = (after - before for before, after in pairwise(counts))
    return Lived(stream.getvalue(), *own, states, [*notes, *said])


def _faults(stream: io.StringIO) -> int:
    return stream.getvalue().count('"step": "listener"')


def _live(on: Stage) -> None:
    welcome_everyone(on)
    on.bot.tick()
    on.clock.set(MONDAY)
    prepare(on.bot.runtime)
    for number in range(9):  # so that the list has a second page
        drafting.begin_blank(on.bot.runtime, account(AUTHOR), renamed(f"Zzz {number}"))
    author = Visitor(on.slack.address, f"U{AUTHOR:04}", patience=0.3)
    for name, act in ACTS.items():
        if name == "open_trial":
            on.bot.tick()  # what was sent to the author arrives
        _fail_twice(on, author, act, broken_for_authors)


def _live_with_actions(on: Stage) -> None:
    action_acts.prepare(on.bot.runtime)
    author = Visitor(on.slack.address, f"U{AUTHOR:04}", patience=0.3)
    for act in action_acts.ACTS.values():
        _fail_twice(on, author, act, broken_for_actions)


def _live_with_leaving(on: Stage) -> None:
    leaving_acts.prepare(on.bot.runtime)
    author = Visitor(on.slack.address, f"U{AUTHOR:04}", patience=0.3)
    for act in leaving_acts.ACTS.values():
        _fail_twice(on, author, act, broken_for_leaving)


def _live_with_packs(on: Stage) -> None:
    pack_acts.prepare(on.bot.runtime, AUTHOR)
    author = Visitor(on.slack.address, f"U{AUTHOR:04}", patience=0.3)
    for act in pack_acts.ACTS.values():
        _fail_twice(on, author, act, broken_for_packs)


def _live_with_results(on: Stage) -> None:
    reading_acts.prepare(on.bot.runtime)
    leader = Visitor(on.slack.address, f"U{action_acts.LEADER:04}", patience=0.3)
    for act in reading_acts.ACTS.values():
        _fail_twice(on, leader, act, broken_for_readers)


def _live_with_roles(on: Stage) -> None:
    admin_acts.prepare(on.bot.runtime, AUTHOR)
    admin = Visitor(on.slack.address, f"U{AUTHOR:04}", patience=0.3)
    for act in admin_acts.ACTS.values():
        _fail_twice(on, admin, act, broken_for_admins)


def _live_with_thanks(on: Stage) -> None:
    thanks_acts.prepare(on.bot.runtime, AUTHOR)
    author = Visitor(on.slack.address, f"U{AUTHOR:04}", patience=0.3)
    for act in thanks_acts.ACTS.values():
        _fail_twice(on, author, act, broken_for_thanks)


def _live_with_events(on: Stage) -> None:
    event_acts.prepare(on.bot.runtime, AUTHOR)
    author = Visitor(on.slack.address, f"U{AUTHOR:04}", patience=0.3)
    for act in event_acts.ACTS.values():
        _fail_twice(on, author, act, broken_for_events)


def _fail_twice(
    on: Stage, visitor: Visitor, act: Act, broken: Callable[[], AbstractContextManager[None]]
) -> None:
    """By a fault of ours, and by Slack's."""
    act.before(visitor)
    with broken():
        act.does(visitor)
    _close(visitor)
    act.before(visitor)
    for method in WAYS_TO_FAIL:
        on.slack.fail(method, error=FAULT, times=2)
    act.does(visitor)
    on.slack.faults.clear()
    _close(visitor)


def _close(author: Visitor) -> None:
    if author.modal():
        author.close_modal(everything=True)


def test_every_listener_of_an_author_was_made_to_fail(lived: Lived) -> None:
    assert lived.faults >= len(ACTS)
    assert lived.faults_of_actions >= len(action_acts.ACTS)
    assert lived.faults_of_leaving >= len(leaving_acts.ACTS)
    assert lived.faults_of_packs >= len(pack_acts.ACTS)
    assert lived.faults_of_readers >= len(reading_acts.ACTS)
    assert lived.faults_of_admins >= len(admin_acts.ACTS)
    assert lived.faults_of_thanks >= len(thanks_acts.ACTS)
    assert lived.faults_of_events >= len(event_acts.ACTS)


def test_no_line_of_the_log_at_debug_holds_a_word_a_name_or_an_id(lived: Lived) -> None:
    telling = [WRITTEN, PROMISED, COMMENTED, PLANNED, LEFT, THANKED, NAME, FAULT, SAID]
    telling += ["after-the-move"]
    assert found_in(lived.log.encode(), telling) == []
    assert SLACK_ID.findall(lived.log) == []


def test_what_was_kept_stays_though_slack_failed_to_show_it(lived: Lived) -> None:
    assert lived.states[SURVEY] == "running"
    assert lived.states[RUNNING] == "archived"
    assert lived.states[f"after-{WRITTEN}"] == "draft"
    assert lived.states["supervision"] == "draft"
    assert "draft" in {one for name, one in lived.states.items() if name.startswith("noticed-")}
    assert lived.notes == [f"the {PROMISED} note", f"the {COMMENTED} of it"]


def test_a_log_that_tells_would_be_heard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(
        "handlers.errors.record_fault",
        lambda error, step: logging.getLogger("staff_voice").error("%s: %s", step, error) or "ref",
    )
    people = people_file(authors=(AUTHOR,)).replace(b"Person ", NAME.encode())
    with logging_as_before(), stage(tmp_path, people) as on:
        talkative_log(stream)
        prepare(on.bot.runtime)
        author = Visitor(on.slack.address, f"U{AUTHOR:04}", patience=0.3)
        ACTS["show_preview"].before(author)
        with broken_for_authors():
            ACTS["show_preview"].does(author)
    assert found_in(stream.getvalue().encode(), [FAULT]) == [FAULT]
