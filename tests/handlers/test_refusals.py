"""What goes wrong for a person: one clear sentence, nothing half done, no word of the machine."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

import handlers.enrolling
from bot.local_slack import Visitor
from handlers import ids
from handlers.errors import sentence_for
from surveys.use_cases import answering
from tests.conftest import FRIDAY
from tests.handlers.dispatching import STRANGER, WAYS, Scene, buttons, scene, words
from tests.handlers.our_log import our_log

NOT_A_CHOICE = "That answer is not one of the choices, so nothing was saved."
OUR_FAULT = "Something went wrong on our side. Nothing was saved. Reference "
FORGED = (
    ("item_how_are_you", "99"),
    ("item_how_are_you", "0"),
    ("item_how_are_you", "-1"),
    ("item_how_are_you", "²"),
    ("item_how_are_you", "9" * 5000),
    ("item_how_are_you", "DROP TABLE people"),
    ("item_no_such_question", "3"),
    ("item_", "3"),
    ("", "3"),
)
TOO_LONG = "That took too long, and nothing was saved. Please tap again."


@pytest.fixture(params=WAYS[:2])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, life=Scene.open_round) as one:
        yield one


@pytest.fixture
def submission(stage: Scene) -> dict[str, Any]:
    """What Slack sent when somebody handed in a form; their answer is withdrawn again."""
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    person.submit()
    payload = copy.deepcopy(stage.dispatching.sent[-1])
    person.press(ids.WITHDRAW)
    return payload


def stranger(stage: Scene, patience: float = 10.0) -> Visitor:
    return Visitor(stage.slack.address, STRANGER, patience=patience)


def last_line(person: Visitor) -> dict[str, Any]:
    """The newest line in the conversation with the bot."""
    line = person.until(lambda one: one.messages()[-1] if one.messages() else None)
    assert isinstance(line, dict)
    return line


def test_a_form_handed_in_after_the_round_closed_says_so_in_its_place(stage: Scene) -> None:
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    stage.clock.move_to(FRIDAY)
    before = stage.kept()
    said = person.submit({ids.COMMENT: "Two hours of writing"})
    assert "This round has closed, so nothing was saved." in words(said.modal)
    form = person.close_modal()
    assert form is not None
    assert form["callback_id"] == ids.SUBMIT_PULSE  # what was written is there still
    assert "Two hours of writing" in str(form["state"])
    stage.bot.tick()
    assert "This round has closed" in words(person.press(f"{ids.CHOOSE}_4", where="message"))
    assert before["ballots"] == stage.kept()["ballots"] == []


def test_a_button_that_fails_in_a_form_leaves_the_form_where_it_was(
    stage: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    monkeypatch.setattr(handlers.enrolling, "help_notice", None)
    assert OUR_FAULT in words(person.press(ids.HELP, where="modal"))
    form = person.close_modal()
    assert form is not None
    assert form["callback_id"] == ids.SUBMIT_PULSE


def test_someone_who_is_not_in_the_list_is_told_whom_to_ask(stage: Scene) -> None:
    person = stranger(stage)
    sentence = "You are not on the staff list yet"
    assert sentence in words(person.open_home())
    before = stage.kept()
    person.command()
    assert sentence in last_line(person)["text"]
    assert last_line(person)["is_ephemeral"]
    assert stage.kept() == before


def test_someone_who_was_not_asked_is_refused_whatever_they_send(
    stage: Scene, submission: dict[str, Any]
) -> None:
    submission["user"] = {"id": STRANGER, "team_id": "T0LOCAL"}
    answer = stage.dispatching.send(submission)
    assert "You are not on the staff list yet" in words(answer["view"])
    assert stage.kept()["ballots"] == []


def test_a_forged_choice_is_refused_and_nothing_is_kept(
    stage: Scene, submission: dict[str, Any]
) -> None:
    for block, value in FORGED:
        chosen = {"item_how_are_you": "4", block: value}
        submission["view"]["state"]["values"] = {
            block: {ids.CHOICE: {"selected_option": {"value": value}}}
            for block, value in chosen.items()
        }
        answer = stage.dispatching.send(submission)
        assert NOT_A_CHOICE in words(answer["view"]), (block, value)
        assert stage.kept()["ballots"] == []


def test_a_huge_comment_is_refused_and_nothing_is_kept(
    stage: Scene, submission: dict[str, Any]
) -> None:
    values = submission["view"]["state"]["values"]
    values[ids.COMMENT] = {ids.CHOICE: {"value": "x" * 100_000}}
    answer = stage.dispatching.send(submission)
    assert NOT_A_CHOICE in words(answer["view"])
    assert stage.kept()["ballots"] == []


def test_a_form_without_sense_is_a_fault_of_ours_with_a_reference_and_no_details(
    stage: Scene, submission: dict[str, Any]
) -> None:
    for metadata in ("", "not json", "[]", '{"other": 1}'):
        forged = copy.deepcopy(submission)
        forged["view"]["private_metadata"] = metadata
        said = words(stage.dispatching.send(forged)["view"])
        assert OUR_FAULT in said
        assert not any(word in said for word in ("Error", "json", "line", "Traceback"))
    assert stage.kept()["ballots"] == []


def test_a_forged_option_for_later_changes_nothing(stage: Scene) -> None:
    person = stage.person()
    person.press(ids.NOT_NOW)
    person.submit({ids.WHEN: "today"})
    before = stage.kept()
    forged = copy.deepcopy(stage.dispatching.sent[-1])
    forged["view"]["state"]["values"][ids.WHEN][ids.CHOICE]["selected_option"]["value"] = "never"
    assert OUR_FAULT in words(stage.dispatching.send(forged)["view"])
    assert stage.kept() == before


def test_a_round_that_never_was_is_closed(stage: Scene, submission: dict[str, Any]) -> None:
    submission["view"]["private_metadata"] = json.dumps({"round": "' OR 1=1 --"})
    answer = stage.dispatching.send(submission)
    assert "This round has closed" in words(answer["view"])


def test_a_choice_out_of_scale_in_a_button_sets_nothing(stage: Scene) -> None:
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    person.close_modal(everything=True)
    press = copy.deepcopy(stage.dispatching.sent[-1])
    press["actions"][0]["action_id"] = f"{ids.CHOOSE}_99"
    press["trigger_id"] = stage.slack.workspace.triggers.give(person.id)
    stage.dispatching.send(press)
    form = person.until(lambda one: one.modal())
    assert not any("initial_option" in block.get("element", {}) for block in form["blocks"])


def test_a_button_of_another_version_says_so(stage: Scene) -> None:
    person = stage.person()
    person.press(ids.OPEN_FORM)
    person.close_modal(everything=True)
    press = copy.deepcopy(stage.dispatching.sent[-1])
    press["actions"][0]["action_id"] = "a_button_of_long_ago"
    press["trigger_id"] = stage.slack.workspace.triggers.give(person.id)
    stage.dispatching.send(press)
    assert "from another version of Staff Voice" in words(person.until(lambda one: one.modal()))
    assert stage.dispatching.responses[-1].status == 200


def test_a_form_of_another_version_says_so(stage: Scene, submission: dict[str, Any]) -> None:
    submission["view"]["callback_id"] = "a_form_of_long_ago"
    answer = stage.dispatching.send(submission)
    assert "from another version of Staff Voice" in words(answer["view"])


@pytest.mark.parametrize("where", ["message", "home"])
def test_a_trigger_that_came_too_late_says_so_to_its_person_alone(stage: Scene, where: str) -> None:
    person = stage.person()
    person.open_home()
    stage.slack.workspace.triggers._seconds = -1
    assert person.press(ids.OPEN_FORM, where=where) is None
    line = person.until(lambda one: one.messages()[-1] if TOO_LONG in str(one.messages()) else None)
    assert line["text"] == TOO_LONG
    assert line["is_ephemeral"]


def test_a_form_being_filled_in_is_not_lost_to_a_trigger_that_came_too_late(stage: Scene) -> None:
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    stage.slack.workspace.triggers._seconds = -1
    person.press(ids.PROMISE, where="modal")
    assert last_line(person)["text"] == TOO_LONG
    form = person.modal()
    assert form is not None
    assert form["callback_id"] == ids.SUBMIT_PULSE


def test_a_command_that_came_too_late_says_so(stage: Scene) -> None:
    stage.slack.workspace.triggers._seconds = -1
    person = stage.person()
    assert person.command() is None
    assert last_line(person)["text"] == TOO_LONG


def test_the_same_event_twice_is_harmless(stage: Scene) -> None:
    person = stage.person()
    first = person.open_home()
    before = stage.kept()
    stage.dispatching.again()
    assert words(person.home()) == words(first)
    assert stage.kept() == before


def test_the_other_tab_is_no_reason_to_draw_home(stage: Scene) -> None:
    person = stage.person()
    person.open_home()
    event = {**stage.dispatching.sent[-1]}
    event["event"] = {**event["event"], "tab": "messages"}
    stage.slack.workspace.views.homes.clear()
    stage.dispatching.send(event)
    assert person.home() is None


def test_a_fault_of_ours_shows_a_reference_and_logs_neither_words_nor_people(
    stage: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> bool:
        raise ZeroDivisionError("Too much paper, says U0002")

    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    monkeypatch.setattr(answering, "submit", broken)
    with our_log() as log:
        said = words(person.submit({ids.COMMENT: "Too much paper."}).modal)
    reference = said.partition(OUR_FAULT)[2].split()[0]
    assert len(reference) == 8
    assert "ZeroDivisionError" not in said
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line["reference"] for line in lines if "reference" in line] == [reference]
    frames = next(line["frames"] for line in lines if "frames" in line)
    assert re.fullmatch(r"test_refusals\.py:\d+ broken", frames[-1])
    assert re.fullmatch(r"guarding\.py:\d+ send", frames[-2])
    assert not any(word in log.getvalue() for word in ("paper", "U0002", "Person 2"))


def test_slack_being_away_while_we_explain_is_no_second_fault(stage: Scene) -> None:
    person = stage.person(patience=0.3)
    stage.slack.fail("views.open", error="internal_error", status=500, times=2)
    stage.slack.fail("chat.postEphemeral", drop=True)
    assert person.press(ids.OPEN_FORM) is None
    assert buttons(person.press(ids.OPEN_FORM)) >= {ids.PROMISE, ids.HELP}


def test_an_unknown_refusal_of_slack_is_a_fault_of_ours() -> None:
    error = SlackApiError("invalid_arguments at /view", {"ok": False, "error": "invalid_arguments"})
    assert sentence_for(error).startswith(OUR_FAULT)


def test_a_zero_character_in_a_comment_is_left_out(stage: Scene) -> None:
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    person.submit()
    forged = copy.deepcopy(stage.dispatching.sent[-1])
    values = forged["view"]["state"]["values"]
    values[ids.COMMENT] = {ids.CHOICE: {"value": "before\0after"}}
    stage.dispatching.send(forged)
    form = person.press(ids.CHANGE)
    assert "beforeafter" in str(form)
