"""The door: strangers' workspaces, and whoever is faster than a person, stay outside."""

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from handlers import door as doors
from handlers import ids
from handlers.door import Door
from surveys.errors import TooFast
from tests.handlers.dispatching import WAYS, scene, words

Json = dict[str, Any]
OURS = "T0LOCAL"


class Watch:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def door(watch: Watch) -> Door:
    return Door({OURS}.__contains__, 60, watch, b"key of this process")


def act(kind: str = "block_actions", who: str = "U0001", **more: Any) -> Json:
    return {"type": kind, "user": {"id": who, "team_id": OURS}, "team": {"id": OURS}, **more}


def come_in(door: Door, how_often: int, body: Json) -> int:
    """Act so often; return how often the door opened."""
    opened = 0
    for _time in range(how_often):
        with suppress(TooFast):
            opened += door.answer(body) is None
    return opened


def test_sixty_at_once_come_in_and_then_one_each_second(door: Door, watch: Watch) -> None:
    assert come_in(door, 100, act()) == 60
    watch.now += 10
    assert come_in(door, 100, act()) == 10
    watch.now += 3600
    assert come_in(door, 100, act()) == 60  # no more than that is saved up


def test_one_who_is_too_fast_slows_nobody_else_down(door: Door) -> None:
    assert come_in(door, 1000, act()) == 60
    assert come_in(door, 1, act(who="U0002")) == 1


def test_whoever_is_too_fast_is_told_once_by_slack_and_then_costs_nothing(
    door: Door, watch: Watch
) -> None:
    come_in(door, 60, act())
    with pytest.raises(TooFast):
        door.answer(act())
    assert [door.answer(act()) for _time in range(5)] == [{}] * 5
    watch.now += 60
    come_in(door, 60, act())
    with pytest.raises(TooFast):
        door.answer(act())


def test_a_form_a_command_and_a_search_are_answered_without_a_call(door: Door) -> None:
    come_in(door, 60, act())
    form = door.answer(act("view_submission"))
    assert form is not None
    assert form["response_action"] == "push"  # over the form: what was written in it stays
    assert TooFast().sentence in words(form["view"])
    typed = {"command": "/staff-voice", "team_id": OURS, "user_id": "U0001"}
    assert door.answer(typed) == {"text": TooFast().sentence}
    come_in(door, 4, act("block_suggestion"))
    assert door.answer(act("block_suggestion")) == {"options": []}


def test_somebody_who_types_in_a_search_is_not_too_fast(door: Door) -> None:
    assert come_in(door, 200, act("block_suggestion")) == 200


def test_what_slack_tells_of_its_own_accord_always_comes_in(door: Door) -> None:
    news = {
        "type": "event_callback",
        "team_id": OURS,
        "event": {"type": ids.USER_CHANGED, "user": {"id": "U0001"}},
    }
    assert come_in(door, 500, news) == 500
    home = news | {"event": {"type": ids.HOME_OPENED, "user": "U0001"}}
    assert come_in(door, 500, home) == 60


def test_the_door_remembers_nobodys_name_and_forgets_who_has_rested(
    door: Door, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "_MANY", 50)
    for number in range(50):
        door.answer(act(who=f"U{number:04}"))
    remembered = repr(door._allowances)
    assert "U00" not in remembered
    assert OURS not in remembered
    watch.now += 60
    door.answer(act())
    assert len(door._allowances) == 1


@pytest.mark.parametrize("way", WAYS[:2])
def test_the_sixty_first_press_touches_no_database_and_says_so(tmp_path: Path, way: str) -> None:
    with scene(tmp_path, way, acts_a_minute=60) as stage:
        person = stage.person()
        person.press(ids.PROMISE)
        for _time in range(70):
            stage.dispatching.again()
        # The trigger was used before, as it would be by whoever sends a captured press again.
        person.until(lambda one: TooFast().sentence in str(one.messages()))
        statements: list[str] = []
        event.listen(stage.bot.runtime.store.engine, "before_cursor_execute",
                     lambda *given: statements.append(given[2]))  # fmt: skip
        person.until(lambda _one: _is_quiet(statements))  # what came in before is done with
        statements.clear()
        stage.dispatching.again()
        person.command()
        assert statements == []


def _is_quiet(growing: list[str]) -> bool:
    before = len(growing)
    time.sleep(0.2)
    return len(growing) == before
