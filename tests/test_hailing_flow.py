"""A manager hears of a milestone, through a real Bolt App, and turns such messages off and on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers import ids
from surveys.use_cases import enrolling
from tests.handlers.dispatching import WAYS, Scene, buttons, scene, words
from tests.surveys.use_cases.test_hailing import HALF_A_YEAR, TEAM, listed

WEDNESDAY = datetime(2026, 10, 28, 10, tzinfo=UTC)
SAID = "Person 3 passes 6 months here on Monday 2 November."


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, {TEAM: 4}) as one:
        content = listed({**HALF_A_YEAR, 4: {"back_from_leave": "2026-11-20"}}, {TEAM: 4})
        enrolling.apply_people(one.bot.runtime, content)
        one.bot.tick()
        yield one


def test_a_manager_hears_of_it_once_and_turns_it_off_and_on(stage: Scene) -> None:
    manager, other = stage.person(1), stage.person(3)
    stage.clock.move_to(WEDNESDAY)
    for _tick in range(3):
        stage.bot.tick()
    (note,) = [one for one in manager.messages() if "Coming up in your team" in words(one)]
    assert note["text"] == SAID
    assert SAID in words(note)
    assert "A kindness you could do: " in words(note)
    assert "Coming up" not in str(other.messages())
    home = manager.open_home()
    assert "This month in your teams" in words(home)
    assert "Person 4 is back on Friday 20 November." in words(home)
    assert "This month in your teams" not in words(other.open_home())
    assert not {ids.STOP_MILESTONES, ids.WANT_MILESTONES} & buttons(other.open_home())
    manager.press(ids.STOP_MILESTONES, where="message")
    manager.until(lambda one: "No message about milestones" in words(one.modal()))
    manager.close_modal(everything=True)
    stage.clock.move_to(datetime(2026, 11, 18, 10, tzinfo=UTC))
    stage.bot.tick()
    assert "is back on" not in str(manager.messages())
    manager.open_home()
    manager.press(ids.WANT_MILESTONES, where="home")
    manager.until(lambda one: ids.STOP_MILESTONES in buttons(one.home()))
    stage.bot.tick()
    assert "Person 4 is back on Friday 20 November." in words(manager.messages()[-1])
