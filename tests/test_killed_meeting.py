"""Killed at any moment of closing a cycle: votes count once, letters wait on, its key goes.

KILLED_STRIDE=1 tries every moment there is; else every third.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from surveys.errors import MinutesPublished
from surveys.model.forum import Addressee, CycleState
from surveys.rules.forum.letterbox import open_letter
from surveys.use_cases import asking, convening, meeting
from tests.conftest import MONDAY, Clock
from tests.forum import cycle_id, make_champion, publish_questions, vote
from tests.organisation import account, enrol
from tests.trapping import Killed, Trap, hurried, runtime_at, trapped

STRIDE = int(os.environ.get("KILLED_STRIDE", "3"))
THE_DAY = datetime(2026, 12, 10, 12, tzinfo=UTC)
TEAMS = {"Children's Services/Team 1": 6}
CHAMPION = account(5)


@pytest.fixture(autouse=True)
def _hurried() -> Iterator[None]:
    with hurried():
        yield


@pytest.fixture
def noted(tmp_path: Path) -> tuple[Path, str]:
    """A folder in which a meeting was held, and the cycle it ends."""
    folder, clock = tmp_path / "noted", Clock(MONDAY)
    runtime = runtime_at(folder, clock)
    enrol(runtime, TEAMS)
    make_champion(runtime, 5)
    asked = publish_questions(runtime)
    vote(runtime, asked[0], 2, 3, 4)
    asking.ask(runtime, account(2), "form", "And now?", "other", Addressee.ANYONE, alone=False)
    cycle = cycle_id(runtime)
    meeting.make_agenda(runtime, CHAMPION, cycle, early=True)
    runtime.store.close()
    return folder, cycle


def _publish(folder: Path, cycle: str, trap: Trap) -> None:
    runtime = runtime_at(folder, Clock(THE_DAY))
    try:
        with trapped(runtime, trap):
            with suppress(MinutesPublished):
                meeting.publish_minutes(runtime, CHAMPION, cycle)
            convening.finish(runtime)
    finally:
        runtime.store.close()


def _end(folder: Path) -> dict[str, Any]:
    runtime = runtime_at(folder, Clock(THE_DAY))
    with runtime.store.looking() as tx:
        new = tx.forum_cycles.open()
        assert new is not None
        key = runtime.store.keys.find(new.key_name)
        assert key is not None
        cycles = tx.forum_cycles.all()
        end = {
            "states": [(one.number, one.state, one.scrubbed) for one in cycles],
            "votes": [len(tx.forum_cycles.tags(one.id)) for one in cycles],
            "counted": [one.earlier_votes for one in tx.forum_questions.all()],
            "letters": [open_letter(key, one).text for one in tx.forum_cycles.letters(new.id)],
            "in old ones": [len(tx.forum_cycles.letters(one.id)) for one in cycles[1:]],
        }
    # The key of a cycle that was never kept may stay: nothing was ever sealed with it.
    known = {one.key_name for one in cycles[1:]} | {convening.day_key_name(MONDAY.date())}
    end["keys of what is over"] = sorted(runtime.store.keys.forum_names() & known)
    runtime.store.close()
    return end


def test_a_death_between_any_two_steps_of_closing_a_cycle_changes_nothing_in_the_end(
    noted: tuple[Path, str], tmp_path: Path
) -> None:
    prepared, cycle = noted
    deaths, died = 0, True
    while died:
        mine, died = tmp_path / str(deaths), False
        shutil.copytree(prepared, mine)
        try:
            _publish(mine, cycle, Trap(1 + STRIDE * deaths))
        except Killed:
            died = True
        _publish(mine, cycle, Trap())  # the next process, in which somebody presses again
        assert _end(mine) == {
            "states": [(2, CycleState.OPEN, False), (1, CycleState.CLOSED, True)],
            "votes": [0, 0],
            "counted": [3, 0, 0],
            "letters": ["And now?"],
            "in old ones": [0],
            "keys of what is over": [],
        }
        shutil.rmtree(mine)
        deaths += 1
    assert deaths * STRIDE > 20


def test_a_closing_that_destroys_its_key_first_would_be_caught(
    noted: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cycle = noted
    close = convening.close_cycle

    def careless(runtime: Any, tx: Any, one: Any) -> bool:
        runtime.store.keys.destroy(one.key_name)
        return close(runtime, tx, one)

    monkeypatch.setattr(meeting, "close_cycle", careless)
    with pytest.raises(Killed):
        _publish(folder, cycle, Trap(14))
    monkeypatch.setattr(meeting, "close_cycle", close)
    _publish(folder, cycle, Trap())
    runtime = runtime_at(folder, Clock(THE_DAY))
    with runtime.store.looking() as tx:
        assert [one.earlier_votes for one in tx.forum_questions.all()] == [0, 0, 0]  # not 3
    runtime.store.close()
