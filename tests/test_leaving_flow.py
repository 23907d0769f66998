"""Leaving in a real Bolt App: HR records, a leaver speaks, stops, comes back and withdraws."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack import Visitor
from handlers import ids
from surveys.use_cases import leaving
from tests.conftest import Clock
from tests.handlers.dispatching import WAYS, Scene, buttons, chosen, scene, words
from tests.organisation import account

STAFF = {"Children's Services/Team 1": 3, "Children's Services/Team 2": 2}
HR, LEAVER, OTHER = 2, 3, 5
SAID = "Nobody asked me how I was"


@pytest.fixture
def way() -> str:
    return WAYS[0]


@pytest.fixture
def stage(way: str, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, way, STAFF, authors=(HR,)) as one:
        one.open_round()
        yield one


def day(clock: Clock, **after: int) -> str:
    return (clock.at.date() + timedelta(**after)).isoformat()


def record(stage: Scene, who: int = LEAVER, **after: int) -> Visitor:
    hr = stage.person(HR)
    hr.open_home()
    hr.press(ids.LEAVERS, where="home")
    hr.press(ids.RECORD_LEAVER)
    last_day = day(stage.clock, **(after or {"days": 20}))
    shown = hr.submit(
        {
            ids.WHO: f"U{who:04}",
            ids.LAST_DAY: last_day,
            f"{ids.CODE}_reason": "1",
            f"{ids.CODE}_destination": "3",
        }
    )
    assert "Saved." in words(shown.modal), (shown.errors, words(shown.modal))
    return hr


@pytest.mark.parametrize("way", WAYS)
def test_a_leaver_is_offered_the_conversation_stops_and_goes_on(stage: Scene) -> None:
    record(stage)
    stage.bot.tick()
    leaver = stage.person(LEAVER)
    message = leaver.messages()[-1]
    assert message["text"] == "A few questions for you, in your own time."
    leaver.press(ids.LEAVING, where="message")
    first = leaver.until(lambda one: one.modal())
    assert "Step 1 of 5." in words(first)
    assert "whoever holds its key" in words(first)
    second = leaver.submit({"reasons_work": ["caseload", "stress"]}).modal
    assert "Step 2 of 5." in words(second)
    leaver.close_modal(everything=True)
    leaver.press(ids.LEAVING, where="message")
    again = leaver.until(lambda one: one.modal())
    assert "You have saved 1 of 5 steps." in words(again)
    assert "Stress" not in words(again)
    leaver.press(ids.LEAVING_ON)
    leaver.until(lambda one: "Step 2 of 5." in words(one.modal()))
    leaver.submit({"reasons_pay": ["pay"]})
    held = leaver.submit({ids.MAIN: "stress", "exit_first1": f"{SAID}, Kayleigh says"}).modal
    assert "what stands below is not yet" in words(held)
    assert "⟦Kayleigh: name?⟧" in words(held)
    fourth = leaver.submit({"exit_first2": SAID}).modal
    assert "Step 4 of 5." in words(fourth)
    leaver.press(ids.LEAVING_BACK)
    third = leaver.until(lambda one: "Step 3 of 5." in words(one.modal()) and one.modal())
    assert chosen(third) == {ids.MAIN: "stress", "exit_first4": SAID}
    leaver.submit({})
    leaver.submit({"exit_change5": "Fewer forms"})
    last = leaver.submit({ids.RETURNING: "perhaps", ids.RECOMMEND: "7"})
    assert "Saved." in words(last.modal)
    said = leaving.go_on(stage.bot.runtime, account(LEAVER)).said
    assert said.reasons == ("caseload", "pay", "stress")
    assert (said.main, said.returning, said.recommend) == ("stress", "perhaps", 7)
    assert said.texts == {"first": SAID, "change": "Fewer forms"}
    assert leaver.messages()[-1] == message


def test_withdrawn_it_can_begin_again_and_slack_keeps_none_of_it(stage: Scene) -> None:
    record(stage)
    stage.bot.tick()
    leaver = stage.person(LEAVER)
    for _time in range(2):
        leaver.press(ids.LEAVING, where="message")
        leaver.until(lambda one: one.modal() and "Step 1 of 5." in words(one.modal()))
        leaver.submit({"reasons_work": ["caseload"]})
        shown = leaver.press(ids.LEAVING_WITHDRAW)
        assert "withdrawn and destroyed" in words(shown)
        leaver.close_modal(everything=True)
    assert SAID not in str(stage.slack.kept())
    assert "caseload" not in str(stage.slack.kept())


def test_a_leaver_begins_by_themselves_and_nobody_is_told(stage: Scene) -> None:
    leaver = stage.person(OTHER)
    leaver.command()
    shown = leaver.press(ids.LEAVING, where="modal")
    assert "HR has not recorded that you leave." in words(shown)
    wrong = leaver.submit({ids.LAST_DAY: "2026-09-01"})
    assert wrong.errors == {
        ids.LAST_DAY: "A last day lies within a year of today, so nothing was saved; please choose"
        " another."
    }
    first = leaver.submit({ids.LAST_DAY: day(stage.clock, days=40)}).modal
    assert "It counts once HR has recorded your leaving." in words(first)
    hr = stage.person(HR)
    hr.open_home()
    assert "Nobody is recorded." in words(hr.press(ids.LEAVERS, where="home"))


def test_hr_takes_a_conversation_down_with_agreement(stage: Scene) -> None:
    hr = record(stage)
    hr.press(ids.TAKE_DOWN)
    refused = hr.submit({})
    assert list(refused.errors) == [ids.AGREED]
    first = hr.submit({ids.AGREED: [ids.AGREED]}).modal
    assert "What *Person 3* says, with their agreement." in words(first)
    assert ids.LEAVING_WITHDRAW not in buttons(first)
    hr.submit({"reasons_work": ["risk"]})
    for _step in range(3):
        hr.submit({})
    assert "nobody can open it again" in words(hr.submit({ids.RETURNING: "no"}).modal)
    leaver = stage.person(LEAVER)
    leaver.open_home()
    shown = leaver.press(ids.LEAVING, where="home")
    assert "HR took down a conversation with you." in words(shown)


def test_hr_changes_a_last_day_and_takes_a_leaving_back(stage: Scene) -> None:
    hr = record(stage)
    hr.press(ids.CHANGE_LEAVER)
    shown = hr.submit({ids.LAST_DAY: day(stage.clock, days=50)})
    assert "last day 27 October 2026" in words(shown.modal)
    hr.close_modal(everything=True)
    twice = stage.person(HR)
    twice.press(ids.LEAVERS, where="home")
    twice.press(ids.RECORD_LEAVER)
    wrong = twice.submit({ids.WHO: "U0003", ids.LAST_DAY: day(stage.clock, days=3)})
    assert "already, with the last day 27 October 2026" in wrong.errors[ids.WHO]
    twice.close_modal(everything=True)
    hr.press(ids.LEAVERS, where="home")
    hr.press(ids.LEAVER)
    assert "Taken back." in words(hr.press(ids.RESCIND))
    stage.dispatching.again()
    hr.until(lambda one: "taken back already" in words(one.modal()))
    stage.clock.pass_(days=30)
    before = len(stage.person(LEAVER).messages())
    stage.bot.tick()
    assert "A few questions" not in str(stage.person(LEAVER).messages()[before:])


def test_a_conversation_with_somebody_is_asked_for_by_name(stage: Scene) -> None:
    record(stage)
    leaver = stage.person(LEAVER)
    leaver.open_home()
    leaver.press(ids.LEAVING, where="home")
    for _step in range(4):
        leaver.submit({})
    (offer,) = (one for one in leaver.modal()["blocks"] if one.get("block_id") == ids.CONTACT)
    person = offer["element"]["options"][1]["value"]
    assert "We have asked Person 2 to get in touch" in words(
        leaver.submit({ids.CONTACT: person}).modal
    )
    stage.bot.tick()
    told = stage.person(HR).messages()[-1]
    assert "Person 3" in words(told)
    assert "leav" not in str(told["text"]) + words(told)


def test_only_hr_reads_and_changes_the_list_with_a_forged_form(stage: Scene) -> None:
    record(stage)
    form = next(one for one in reversed(stage.dispatching.sent) if "view" in one)
    kept = stage.kept()
    forged: dict[str, Any] = {**form, "user": {"id": "U0005", "team_id": "T0LOCAL"}}
    assert "Leavers are recorded by HR" in str(stage.dispatching.send(forged))
    assert stage.kept() == kept
    other = stage.person(OTHER)
    assert ids.LEAVERS not in str(other.open_home())
