"""What champions and leaders do for the forum, one act for each listener, and how each fails."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

import handlers.acting
import handlers.chairing
import handlers.convening
from bot.demo.play import Stage
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.chairing import Deed
from surveys.model.forum import Addressee
from surveys.model.people import Role
from surveys.use_cases import asking
from tests.attacks.canaries import Act, Breaking
from tests.attacks.canaries import Deed as Doing
from tests.conftest import MONDAY
from tests.organisation import account

WROTE = "quaggawrote"  # what a champion writes to an asker: sealed
NOTED = "quagganoted"  # what is noted at a meeting
CHAIR = 20  # champion and senior leader, for short
_ON: list[Stage] = []


def prepare(on: Stage) -> None:
    """Let questions wait, and give one person every role of the forum's desk."""
    _ON[:] = [on]
    runtime = on.bot.runtime
    for n in range(6, 15):
        text = f"Waiting {n}: what of the duty desk?"
        asking.ask(runtime, account(n), f"w{n}", text, "other", Addressee.HR, alone=True)
    on.clock.set(MONDAY.replace(day=MONDAY.day + 1))
    on.bot.tick()
    with runtime.store.begin() as tx:
        found = tx.people.find_by_account(account(CHAIR).slack_id, "T0LOCAL")
        assert found is not None
        tx.people.save(replace(found, roles=frozenset({Role.CHAMPION, Role.LEADER})))


def _press(action_id: str, **more: Any) -> Doing:
    return lambda visitor: visitor.press(action_id, **more)


def _home(button: str) -> Doing:
    def go(visitor: Visitor) -> None:
        visitor.open_home()
        visitor.until(lambda one: f'"{button}"' in json.dumps(one.home()))

    return go


def _on(button: str, *ways: str) -> Doing:
    """Open Home, press one thing after another, and wait for what each leads to."""

    def go(visitor: Visitor) -> None:
        visitor.open_home()
        for place, way in enumerate((button, *ways)):
            visitor.until(lambda one, it=way: it in str((one.home(), one.modal())))
            visitor.press(way, where="modal" if place else "home")
        visitor.until(lambda one: one.modal())

    return go


def _deed(deed: Deed) -> str:
    return f"{ids.DEED}_{deed}"


def _writing(visitor: Visitor) -> None:
    _on(ids.SCREEN, _deed(Deed.REPLY))(visitor)
    visitor.until(lambda one: "words" in _inputs(one))


def _merging(visitor: Visitor) -> None:
    _on(ids.SCREEN, _deed(Deed.MERGE))(visitor)
    visitor.until(lambda one: ids.CHAIR_TARGET in _inputs(one))


def _case(visitor: Visitor) -> None:
    _on(ids.PILE)(visitor)
    visitor.until(lambda one: ids.PICK_PILE in str(one.modal()))


def _open_pile(visitor: Visitor) -> None:
    _case(visitor)
    visitor.choose(ids.PICK_PILE, "open")
    visitor.until(lambda one: "case_0" in str(one.modal()) and "laptops" in str(one.modal()))


def _assigning(visitor: Visitor) -> None:
    _open_pile(visitor)
    visitor.press(ids.CASE, block_id="case_0")
    visitor.until(lambda one: _deed(Deed.ASSIGN) in str(one.modal()))
    visitor.press(_deed(Deed.ASSIGN))
    visitor.until(lambda one: ids.CHAIR_LEADER in _inputs(one))


def _first_of(block_id: str) -> Doing:
    def submit(visitor: Visitor) -> Any:
        offered = _inputs(visitor)[block_id]["options"]
        return visitor.submit({block_id: offered[0]["value"]})

    return submit


def _inputs(visitor: Visitor) -> dict[str, dict[str, Any]]:
    shown = visitor.modal() or {"blocks": []}
    return {one["block_id"]: one["element"] for one in shown["blocks"] if one["type"] == "input"}


def _walking(visitor: Visitor) -> None:
    _on(ids.MEETING, ids.WALK)(visitor)
    visitor.until(lambda one: ids.RECORD_AFTER in str(one.modal()))


def _note(visitor: Visitor) -> Any:
    box = next(one for one in _inputs(visitor) if one.startswith("note"))
    place = box.removeprefix("note").partition("_")[0]
    return visitor.submit({box: f"the {NOTED} words", f"outcome{place}": "discussed"})


def _on_the_day(*ways: str) -> Doing:
    def go(visitor: Visitor) -> None:
        _ON[0].clock.set(MONDAY.replace(month=12, day=18))
        _on(*ways)(visitor)

    return go


ACTS: Mapping[str, Act] = {
    "open_screening": Act(_press(ids.SCREEN, where="home"), _home(ids.SCREEN)),
    "leave_for_later": Act(_press(ids.SCREEN_LATER), _on(ids.SCREEN)),
    "do_deed": Act(_press(_deed(Deed.PUBLISH)), _on(ids.SCREEN)),
    "submit_written": Act(lambda one: one.submit({"words": f"the {WROTE} words"}), _writing),
    "submit_merge": Act(_first_of(ids.CHAIR_TARGET), _merging),
    "open_pile": Act(_press(ids.PILE, where="home"), _home(ids.PILE)),
    "turn_pile": Act(lambda visitor: visitor.choose(ids.PICK_PILE, "open"), _case),
    "open_case": Act(_press(ids.CASE, block_id="case_0"), _open_pile),
    "submit_assign": Act(_first_of(ids.CHAIR_LEADER), _assigning),
    "open_meeting": Act(_press(ids.MEETING, where="home"), _home(ids.MEETING)),
    "open_moving": Act(_press(ids.MOVE_MEETING), _on(ids.MEETING)),
    "submit_move": Act(
        lambda visitor: visitor.submit({ids.MEETING_ON: "2026-12-17"}),
        _on(ids.MEETING, ids.MOVE_MEETING),
    ),
    "open_making": Act(_press(ids.MAKE_AGENDA), _on(ids.MEETING)),
    "submit_agenda": Act(lambda visitor: visitor.submit(), _on(ids.MEETING, ids.MAKE_AGENDA)),
    "open_agenda": Act(_press(ids.AGENDA, where="home"), _home(ids.AGENDA)),
    "turn_agenda": Act(_press(f"{ids.AGENDA_PAGE}_on"), _on(ids.AGENDA)),
    "open_walk": Act(_press(ids.WALK), _on(ids.MEETING)),
    "walk": Act(_press(f"{ids.WALK_PAGE}_on"), _walking),
    "open_recording_after_question": Act(_press(ids.RECORD_AFTER), _walking),
    "submit_note": Act(_note, _walking),
    "preview_minutes": Act(_press(ids.PREVIEW_MINUTES), _on_the_day(ids.MEETING)),
    "submit_minutes": Act(lambda visitor: visitor.submit(), _on(ids.MEETING, ids.PREVIEW_MINUTES)),
    "open_past": Act(_press(ids.PAST_MEETINGS, where="home"), _home(ids.PAST_MEETINGS)),
    "open_minutes": Act(_press(ids.MINUTES_OF), _on(ids.PAST_MEETINGS)),
    "turn_minutes": Act(_press(f"{ids.MINUTES_PAGE}_on"), _on(ids.PAST_MEETINGS, ids.MINUTES_OF)),
}


@contextmanager
def broken_for_the_desk() -> Iterator[None]:
    """Everything that a listener of the desk calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for journey, names in {
            handlers.chairing: ("chairing", "screening", "assigning", "penning", "announcing"),
            handlers.convening: ("convoking", "meeting"),
            handlers.acting: ("acting",),
        }.items():
            for name in names:
                patch.setattr(journey, name, Breaking())
        for deed in handlers.chairing._AT_ONCE:
            patch.setitem(handlers.chairing._AT_ONCE, deed, Breaking())
        yield
