"""A comment that would give somebody away, from Send to what is kept, in a real Bolt App."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.rounds import Round
from surveys.use_cases import answering
from tests.asking import open_survey, survey
from tests.attacks.canaries import found_in, found_on_disk, logging_as_before
from tests.conftest import FRIDAY
from tests.handlers.dispatching import WAYS, Scene, buttons, chosen, scene, words
from tests.organisation import account

STAFF = {"Children's Services/Zyntrox hub/Team 1": 3}
BOX, KEEP = f"{ids.GUARDED}1_comment", f"{ids.KEPT_WORDS}1_comment"
TELLING = "Kayleigh on 07700 900123 has the Quaggo files."
MASKED = "[name] on [phone] has the [name] files."


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, STAFF, life=Scene.open_round) as one:
        yield one


def write(stage: Scene, comment: str = TELLING) -> tuple[Visitor, dict[str, Any]]:
    """Let one person choose 4, write a comment and send the form."""
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    shown = person.submit({ids.COMMENT: comment}).modal
    assert shown is not None
    return person, shown


def kept(stage: Scene) -> tuple[dict[str, int], dict[str, str]]:
    """The scores and the words of that person, as they lie in the box."""
    with stage.bot.runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
    answers = answering.recall(stage.bot.runtime, account(2), opened.id).chosen
    return answers.scores, answers.comments


def ticks(shown: dict[str, Any], block_id: str = KEEP) -> dict[str, str]:
    """The words that may be kept, and the value of each."""
    (block,) = [one for one in shown["blocks"] if one.get("block_id") == block_id]
    return {one["text"]["text"]: one["value"] for one in block["element"]["options"]}


def test_telling_words_are_pointed_out_before_anything_of_them_is_kept(stage: Scene) -> None:
    _person, shown = write(stage)
    said = words(shown)
    assert "Your answers are saved; this comment is not yet." in said
    assert "⟦Kayleigh: name?⟧" in said
    assert chosen(shown) == {BOX: MASKED}
    assert list(ticks(shown)) == ["Kayleigh", "Quaggo"]
    assert ids.HELP in buttons(shown)
    assert "Kayleigh" not in shown["private_metadata"]
    assert kept(stage) == ({"how_are_you": 4}, {})


def test_the_masked_text_is_kept_and_a_second_click_changes_nothing(stage: Scene) -> None:
    person, _shown = write(stage)
    assert words(person.submit().modal).startswith("Saved")
    assert kept(stage) == ({"how_are_you": 4}, {"comment": MASKED})
    assert words(stage.dispatching.again()["view"]).startswith("Saved")
    assert kept(stage) == ({"how_are_you": 4}, {"comment": MASKED})
    assert len(stage.kept()["ballots"]) == 1


def test_closing_the_step_keeps_the_scores_and_not_the_comment(stage: Scene) -> None:
    person, _shown = write(stage)
    person.close_modal(everything=True)
    assert kept(stage) == ({"how_are_you": 4}, {})


def test_words_of_the_work_may_be_kept_and_numbers_never(stage: Scene) -> None:
    person, shown = write(stage)
    said = person.submit({KEEP: [ticks(shown)["Quaggo"]]})
    assert words(said.modal).startswith("Saved")
    assert kept(stage)[1] == {"comment": "[name] on [phone] has the Quaggo files."}


def test_a_name_written_anew_is_pointed_out_anew_and_what_was_ticked_stays_ticked(
    stage: Scene,
) -> None:
    person, shown = write(stage)
    again = person.submit({KEEP: [ticks(shown)["Quaggo"]], BOX: f"Mohammed too: {MASKED}"}).modal
    assert again is not None
    assert "⟦Mohammed: name?⟧" in words(again)
    assert kept(stage)[1] == {}
    assert words(person.submit().modal).startswith("Saved")
    assert kept(stage)[1] == {"comment": "[name] too: [name] on [phone] has the Quaggo files."}


def test_a_forged_tick_puts_no_number_back(stage: Scene) -> None:
    person, shown = write(stage)
    person.submit({KEEP: [ticks(shown)["Quaggo"]]})
    sent = stage.dispatching.sent[-1]
    ticked = sent["view"]["state"]["values"][KEEP][ids.CHOICE]["selected_options"]
    ticked[0] = {"value": "1", "text": {"type": "plain_text", "text": "07700 900123"}}
    ticked.append({"value": "99", "text": {"type": "plain_text", "text": "nowhere"}})
    shown = stage.dispatching.send(sent)["view"]
    assert "⟦07700 900123: phone?⟧" in words(shown)
    assert "900123" not in str(kept(stage))


def test_a_comment_that_is_emptied_is_not_kept(stage: Scene) -> None:
    person, _shown = write(stage)
    assert words(person.submit({BOX: " "}).modal).startswith("Saved")
    assert kept(stage) == ({"how_are_you": 4}, {})


def test_where_nothing_else_was_answered_nothing_is_said_to_be_saved(stage: Scene) -> None:
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    shown = person.submit({"item_how_are_you": ids.SKIPPED, ids.COMMENT: "ask Kayleigh"}).modal
    assert "Nothing is kept yet." in words(shown)
    assert stage.kept()["ballots"] == []
    assert words(person.submit().modal).startswith("Saved")
    assert kept(stage) == ({}, {"comment": "ask [name]"})


def test_a_text_that_grew_too_long_is_refused_beneath_its_box(stage: Scene) -> None:
    person, shown = write(stage, "Ian & " * 166)
    assert len(chosen(shown)[BOX]) > 1000
    said = person.submit()
    assert said.errors.keys() == {BOX}
    assert "longer than 1,000 characters" in said.errors[BOX]
    assert kept(stage) == ({"how_are_you": 4}, {})


def test_a_round_that_closes_meanwhile_says_so_over_the_step(stage: Scene) -> None:
    person, _shown = write(stage)
    stage.clock.move_to(FRIDAY)
    assert "This round has closed" in words(person.submit().modal)
    step = person.close_modal()
    assert step is not None
    assert step["callback_id"] == ids.SUBMIT_WORDS


def test_the_names_of_our_own_units_name_nobody(stage: Scene) -> None:
    _person, shown = write(stage, "The Zyntrox hub is always cold.")
    assert words(shown).startswith("Saved")
    assert kept(stage)[1] == {"comment": "The Zyntrox hub is always cold."}


def test_whoever_may_not_answer_is_refused_before_anything_is_pointed_out(stage: Scene) -> None:
    write(stage)
    sent = stage.dispatching.sent[-1] | {"user": {"id": "U9999", "team_id": "T0LOCAL"}}
    said = words(stage.dispatching.send(sent)["view"])
    assert "You are not on the staff list yet" in said
    assert "Kayleigh" not in said


def test_words_of_crisis_show_their_writer_help_and_leave_no_trace(stage: Scene) -> None:
    before = {**stage.kept(), "ballots": []}
    person, shown = write(stage, "I want to kill myself")
    assert "116 123" in words(shown)
    assert "Saved" in words(shown)
    after = stage.kept()
    assert len(after.pop("ballots")) == 1
    assert after == {name: rows for name, rows in before.items() if name != "ballots"}
    person.press(ids.CHANGE)
    step = person.submit({ids.COMMENT: "Kayleigh, I want to kill myself"}).modal
    assert "116 123" in words(step)
    assert "116 123" in words(person.submit().modal)


def test_a_child_at_risk_shows_the_desk_and_that_this_is_no_place_to_report(stage: Scene) -> None:
    _person, shown = write(stage, "a child in our home is being hit by staff")
    assert "not the place to report" in words(shown)
    assert "116 123" not in words(shown)


def test_the_pretend_form_shows_help_too(stage: Scene) -> None:
    person = stage.person()
    person.press(ids.PRETEND)
    said = words(person.submit({ids.COMMENT: "I want to kill myself"}).modal)
    assert "116 123" in said
    assert stage.kept()["ballots"] == []


def test_a_pulse_without_words_stays_one_step(stage: Scene) -> None:
    person = stage.person()
    person.press(f"{ids.CHOOSE}_4")
    assert words(person.submit().modal).startswith("Saved")


def test_every_text_of_a_survey_is_guarded_even_one_that_cannot_be_skipped(stage: Scene) -> None:
    asked = open_survey(stage.bot.runtime, survey(required=frozenset({"why"})))
    stage.bot.tick()
    person = _opened_form(stage, asked)
    said = {"pick_place": "home", "text_why": "Kayleigh left", "comment": TELLING}
    shown = person.submit(said).modal
    assert shown is not None
    assert "these comments are not yet" in words(shown)
    assert chosen(shown) == {f"{ids.GUARDED}1_why": "[name] left", BOX: MASKED}
    before = answering.recall(stage.bot.runtime, account(2), asked.id).chosen
    assert (before.picks, before.comments) == ({"place": ("home",)}, {})
    assert person.submit({f"{ids.GUARDED}1_why": " "}).errors.keys() == {f"{ids.GUARDED}1_why"}
    assert words(person.submit({f"{ids.GUARDED}1_why": "[name] left"}).modal).startswith("Saved")
    after = answering.recall(stage.bot.runtime, account(2), asked.id).chosen
    assert after.picks == {"place": ("home",)}
    assert after.comments == {"why": "[name] left", "comment": MASKED}


def _opened_form(stage: Scene, asked: Round) -> Visitor:
    person = stage.person()
    place = [one for one in person.messages() if asked.id in json.dumps(one)]
    person.press(ids.OPEN_FORM, message_ts=place[-1]["ts"])
    return person


def test_a_name_that_was_pointed_out_is_in_no_table_log_message_or_metadata(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names, stream = ["kayleigh", "quaggo", "900123"], io.StringIO()
    with logging_as_before():
        logs.start("DEBUG", stream)
        with scene(tmp_path, "socket", STAFF) as stage:
            stage.open_round()
            person, _shown = write(stage)
            person.submit()
            person.close_modal(everything=True)
            stage.clock.move_to(FRIDAY)
            stage.bot.tick()
            rows = json.dumps(stage.kept(), default=repr)
            messages = json.dumps(stage.slack.kept())
            sent = [one["view"] for one in stage.dispatching.sent if "view" in one]
            views = [one["private_metadata"] for one in sent]
            assert len(stage.dispatching.sent) > 2
    printed = "".join(capfd.readouterr())
    for place in (stream.getvalue(), printed, rows, messages, json.dumps(views)):
        assert found_in(place.encode(), names) == []
    assert found_on_disk(tmp_path / "data", names) == []
