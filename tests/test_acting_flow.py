"""You said, we did: recorded by a manager, read by staff, changed, reminded of, overdue."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack import Visitor
from handlers import ids
from tests.acting import WHAT, publish
from tests.handlers.dispatching import WAYS, Scene, scene, words

STAFF = {"Children's Services/Team 1": 2, "Children's Services/Team 2": 2}
LEADER, STAFF_OF_ONE, MANAGER, STAFF_OF_TWO = 1, 2, 3, 4
DUE = "2026-09-25"


@pytest.fixture
def way() -> str:
    return WAYS[0]


@pytest.fixture
def stage(way: str, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, way, STAFF, life=published) as one:
        yield one


def published(stage: Scene) -> None:
    publish(stage.bot.runtime)


def form_of(stage: Scene, number: int = MANAGER) -> tuple[Visitor, dict[str, Any]]:
    """Open the form for a new action, from Home; return the inputs as they could be filled in."""
    visitor = stage.person(number)
    visitor.open_home()
    shown = visitor.press(ids.RECORD, where="home")
    if shown and shown["callback_id"] == ids.SUBMIT_PART:
        offered = inputs(shown)[ids.PART]["option_groups"][-1]["options"]
        shown = visitor.submit({ids.PART: offered[-1]["value"]}).modal
    said = inputs(shown)[ids.SAID]["option_groups"][0]["options"][0]["value"]
    return visitor, {ids.SAID: said, "what": WHAT, ids.DUE: DUE}


def inputs(shown: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    assert shown is not None
    return {one["block_id"]: one["element"] for one in shown["blocks"] if one["type"] == "input"}


def record(stage: Scene, number: int = MANAGER, **changes: Any) -> Visitor:
    visitor, filled = form_of(stage, number)
    shown = visitor.submit({**filled, **changes})
    assert "Kept." in words(shown.modal), shown.errors
    visitor.close_modal(everything=True)
    return visitor


def at_home(stage: Scene, number: int) -> str:
    return words(stage.person(number).open_home())


def changing(stage: Scene, number: int = MANAGER) -> Visitor:
    visitor = stage.person(number)
    visitor.open_home()
    for press, where in ((ids.LEDGER, "home"), (ids.ACTION, "modal"), (ids.CHANGE_ACTION, "modal")):
        visitor.until(lambda one, press=press: press in str((one.home(), one.modal())))
        visitor.press(press, where=where)
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_ACTION)
    return visitor


@pytest.mark.parametrize("way", WAYS)
def test_a_manager_records_what_staff_of_the_part_read_and_others_do_not(stage: Scene) -> None:
    assert "Nothing has been recorded yet." in at_home(stage, STAFF_OF_TWO)
    record(stage)
    for number in (STAFF_OF_TWO, MANAGER, LEADER):
        said = at_home(stage, number)
        assert f"*We will:* {WHAT}" in said
        assert "2.8 of 5 (Children's Services, weekly pulse, 30 July 2026)" in said
        assert "Planned, due by 25 September 2026. Lead: Person 3, manager of Team 2." in said
    assert WHAT not in at_home(stage, STAFF_OF_ONE)
    staff = stage.person(STAFF_OF_TWO)
    staff.open_home()
    assert ids.RECORD not in str(staff.home())
    staff.press(ids.LEDGER, where="home")
    staff.until(lambda one: ids.ACTION in str(one.modal()))
    shown = words(staff.press(ids.ACTION))
    assert "No newer result of this has been published here yet." in shown
    assert ids.CHANGE_ACTION not in str(staff.modal())


def test_telling_words_come_back_before_anything_is_kept(stage: Scene) -> None:
    manager, filled = form_of(stage)
    before = stage.kept()
    shown = manager.submit({**filled, "what": "Ask Kayleigh to ring 07700 900123"}).modal
    assert stage.kept() == before
    assert "Nothing is kept yet." in words(shown)
    assert "⟦Kayleigh: name?⟧" in words(shown)
    assert inputs(shown)["what1"]["initial_value"] == "Ask [name] to ring [phone]"
    shown = manager.submit({"kept_words1_what": ["0"]}).modal
    assert "Ask Kayleigh to ring [phone]" in words(shown)
    assert "07700" not in str(stage.kept())


def test_a_second_click_keeps_nothing_twice_and_a_late_one_is_told_so(stage: Scene) -> None:
    record(stage)
    kept = stage.kept()
    stage.dispatching.again()
    assert stage.kept() == kept
    slow, quick = changing(stage, LEADER), changing(stage)
    shown = quick.submit({ids.STATE: "under_way", "note": "The first one starts on Monday"})
    assert "The first one starts on Monday" in words(shown.modal)
    kept = stage.kept()
    refused = slow.submit({ids.STATE: "done"})
    assert "Somebody changed this action at the same time" in words(refused.modal)
    assert stage.kept() == kept
    assert len(kept["action_changes"]) == 2


def test_what_is_missing_or_past_is_said_beneath_its_input(stage: Scene) -> None:
    manager, filled = form_of(stage)
    wrong = manager.submit({**filled, ids.DUE: "2026-09-02", ids.OWNER: "U9999"})
    assert wrong.errors == {
        ids.DUE: "Please choose a day from today on, within three years.",
        ids.OWNER: "Please choose somebody on the staff list.",
    }
    record(stage)
    manager = changing(stage)
    wrong = manager.submit({ids.STATE: "not_going_ahead"})
    assert wrong.errors == {"note": "Please say why."}


def test_staff_can_neither_record_nor_change_with_a_forged_form(stage: Scene) -> None:
    record(stage)
    forms = [one for one in stage.dispatching.sent if one["type"] == "view_submission"]
    changing(stage).submit({ids.STATE: "under_way"})
    forms.append(stage.dispatching.sent[-1])
    kept = stage.kept()
    for form in forms:
        carries = form["view"]["private_metadata"].replace('"version": 1', '"version": 2')
        view = {**form["view"], "private_metadata": carries}
        forged = {**form, "view": view, "user": {"id": "U0004", "team_id": "T0LOCAL"}}
        assert "Managers and leaders record" in str(stage.dispatching.send(forged))
    assert stage.kept() == kept


def test_an_owner_is_reminded_once_before_and_once_after_and_the_leader_sees_it(
    stage: Scene,
) -> None:
    record(stage)
    manager = stage.person(MANAGER)
    before = len(manager.messages())
    for day in (17, 18, 19, 21, 25, 26, 28, 29):
        for _tick in range(2):
            stage.clock.move_to(datetime(2026, 9, day, 11, tzinfo=UTC))
            stage.bot.tick()
    told = [words(one) for one in manager.messages()[before:] if "You promised" in words(one)]
    assert ["due on" in one for one in told] == [True, True]
    assert "It is due on 25 September 2026." in told[0]
    assert "It was due on 25 September 2026." in told[1]
    assert WHAT in told[0]
    assert "overdue since 25 September, Team 2 (Person 3, manager" in at_home(stage, LEADER)
    manager.press(ids.CHANGE_ACTION, where="message")
    manager.submit({ids.STATE: "done", "note": "Both have started"})
    assert "Overdue" not in at_home(stage, LEADER)
    assert f"*We did:* {WHAT}" in at_home(stage, STAFF_OF_TWO)
