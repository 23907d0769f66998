"""What do you hold about me? And leaving Slack: through a real Bolt App."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import ids
from surveys.store.tables import accounts
from tests.conftest import MONDAY
from tests.handlers.dispatching import STRANGER, WAYS, Scene, buttons, scene, words
from tests.organisation import answer

LAST = "U0003"


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param) as one:
        yield one


def test_what_is_held_is_shown_alike_whether_answered_or_not_and_changes_nothing(
    stage: Scene,
) -> None:
    stage.open_round()
    person = stage.person()
    person.open_home()
    first = person.press(ids.HELD, where="home")
    assert "Name: *Person 2*" in words(first)
    assert "invitations to answer: 1 sent, 0 not sent" in words(first)
    assert buttons(first) == {ids.SHOW, ids.WITHDRAW, ids.HELP}
    assert "there was nothing to withdraw" in words(person.press(ids.WITHDRAW))
    person.close_modal(everything=True)
    with stage.bot.runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
    answer(stage.bot.runtime, 2, opened, 4)
    before = stage.kept()
    second = person.press(ids.HELD, where="home")
    assert second is not None
    assert first is not None
    assert second["blocks"] == first["blocks"]
    assert stage.kept() == before
    assert "What you answered" in words(person.press(ids.SHOW))
    assert "withdrawn and destroyed" in words(person.press(ids.WITHDRAW))
    assert stage.kept()["ballots"] == []


def test_a_stranger_is_told_in_one_sentence_that_nothing_is_held(stage: Scene) -> None:
    stranger = stage.person(int(STRANGER[1:]))
    stranger.open_home()
    said = words(stranger.press(ids.HELD, where="home"))
    assert "You are not on the staff list, so nothing is kept under your name." in said


def test_who_leaves_slack_is_written_to_no_more_until_they_are_back(stage: Scene) -> None:
    closed = [one.name for one in accounts.c].index("closed")
    member = stage.slack.workspace.members[LAST]

    def is_closed() -> bool:
        return any(row[closed] for row in stage.kept()["accounts"])

    stage.slack.remove_member(LAST)
    stage.person().until(lambda _: is_closed())
    stage.dispatching.again()
    before = len(stage.dispatching.responses)
    stage.open_round()
    with stage.bot.runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
        assert len(tx.rounds.roster(opened.id)) == 2
    stage.slack.add_member(member)
    stage.person().until(lambda _: not is_closed())
    assert len(stage.dispatching.responses) > before
    stage.clock.move_to(MONDAY + timedelta(weeks=1))
    stage.bot.tick()
    with stage.bot.runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
        assert len(tx.rounds.roster(opened.id)) == 3
