"""A person's way through the bot: a real Bolt App, real payloads, each way Slack has to it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.local_slack import Visitor
from handlers import ids
from tests.conftest import MONDAY
from tests.handlers.dispatching import WAYS, Scene, buttons, chosen, scene, words


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    """A round has just opened."""
    with scene(tmp_path, request.param, life=Scene.open_round) as one:
        yield one


@pytest.fixture(params=WAYS)
def welcomed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    """No round has opened yet."""
    with scene(tmp_path, request.param) as one:
        yield one


def open_form(stage: Scene, choice: int = 4) -> Visitor:
    """Let one person tap a choice."""
    person = stage.person()
    form = person.press(f"{ids.CHOOSE}_{choice}")
    assert form is not None
    assert form["callback_id"] == ids.SUBMIT_PULSE
    return person


def test_the_first_message_is_a_welcome_with_a_pretend_question(welcomed: Scene) -> None:
    person = welcomed.person()
    (welcome,) = person.messages()
    assert "Hello, I'm Staff Voice" in words(welcome)
    before = welcomed.kept()
    form = person.press(ids.PRETEND)
    assert "This is a pretend form" in words(form)
    assert "Nothing was kept" in words(person.submit({ids.COMMENT: "only trying"}).modal)
    assert welcomed.kept() == before


def test_a_tap_opens_the_form_with_that_choice_set_and_send_keeps_it(stage: Scene) -> None:
    person = open_form(stage)
    assert chosen(person.modal()) == {"item_how_are_you": "4"}
    before = person.messages()
    said = person.submit({"item_how_are_you": "2", ids.COMMENT: "Too much paper."})
    assert words(said.modal).startswith("Saved")
    assert person.messages() == before  # no message shows that anybody answered
    assert len(stage.kept()["ballots"]) == 1


def test_a_second_click_on_send_changes_nothing(stage: Scene) -> None:
    person = open_form(stage)
    person.submit()
    again = stage.dispatching.again()
    assert again["response_action"] == "update"
    assert words(again["view"]).startswith("Saved")
    assert len(stage.kept()["ballots"]) == 1


def test_coming_back_shows_choices_and_never_the_answers_first(stage: Scene) -> None:
    person = open_form(stage)
    person.submit({ids.COMMENT: "Too much paper."})
    person.close_modal(everything=True)
    for button in (ids.OPEN_FORM, f"{ids.CHOOSE}_1"):
        back = person.press(button, where="message")
        assert buttons(back) == {ids.CHANGE, ids.SHOW, ids.WITHDRAW, ids.HELP}
        assert "Too much paper" not in words(back)
        person.close_modal(everything=True)


def test_an_answer_can_be_changed_and_shown(stage: Scene) -> None:
    person = open_form(stage)
    person.submit({ids.COMMENT: "Too much <b> & paper."})
    form = person.press(ids.CHANGE)
    assert chosen(form) == {"item_how_are_you": "4", ids.COMMENT: "Too much <b> & paper."}
    person.submit({"item_how_are_you": "5"})
    shown = words(person.press(ids.SHOW))
    assert "Really good" in shown
    assert "Too much &lt;b&gt; &amp; paper." in shown
    assert "Skipped" in shown


def test_an_answer_can_be_withdrawn_and_a_second_click_finds_nothing(stage: Scene) -> None:
    person = open_form(stage)
    person.submit()
    assert "withdrawn and destroyed" in words(person.press(ids.WITHDRAW))
    assert stage.kept()["ballots"] == []
    stage.dispatching.again()
    person.until(lambda one: "nothing to withdraw" in words(one.modal()))


def test_skipping_everything_keeps_nothing(stage: Scene) -> None:
    person = open_form(stage)
    said = person.submit({"item_how_are_you": ids.SKIPPED, ids.COMMENT: "   "})
    assert "You skipped everything" in words(said.modal)
    assert stage.kept()["ballots"] == []


@pytest.mark.parametrize(
    ("when", "sentence", "hours"),
    [
        ("today", "on Monday 7 September at 13:00", 3),
        ("tomorrow", "on Tuesday 8 September at 10:00", 24),
    ],
)
def test_a_pulse_put_off_comes_back_once(
    stage: Scene, when: str, sentence: str, hours: int
) -> None:
    person = stage.person()
    assert person.press(ids.NOT_NOW) is not None
    assert sentence in words(person.submit({ids.WHEN: when}).modal)
    before = len(person.messages())
    for passed in (hours - 1, 1, 1):
        stage.clock.pass_(hours=passed)
        stage.bot.tick()
    later = person.messages()
    assert len(later) == before + 1
    assert "You asked to have this question later" in words(later[-1])


def test_a_pulse_can_be_put_off_twice_in_a_day(stage: Scene) -> None:
    person = stage.person()
    for _time in range(2):
        person.press(ids.NOT_NOW)
        person.submit({ids.WHEN: "today"})
        person.close_modal(everything=True)
        stage.clock.pass_(hours=3)
        stage.bot.tick()
    assert sum("You asked to have" in words(one) for one in person.messages()) == 2


def test_a_pulse_that_is_skipped_does_not_come_back(stage: Scene) -> None:
    person = stage.person()
    before = stage.kept()
    person.press(ids.NOT_NOW)
    assert words(person.submit({ids.WHEN: "skip"}).modal).startswith("Not now\nSkipped.")
    assert stage.kept() == before


def test_a_pulse_cannot_be_put_off_past_its_closing(stage: Scene) -> None:
    stage.clock.pass_(days=4)
    person = stage.person()
    person.press(ids.NOT_NOW)
    assert "closes before then" in words(person.submit({ids.WHEN: "tomorrow"}).modal)
    assert stage.kept()["postponements"] == []


def test_a_pause_lasts_until_its_date_or_until_it_is_ended(welcomed: Scene) -> None:
    person = welcomed.person()
    person.press(ids.PAUSE)
    said = person.submit({ids.UNTIL: "2026-09-30"})
    assert "nothing is asked of you before Wednesday 30 September" in words(said.modal)
    welcomed.open_round()
    assert len(person.messages()) == 1
    assert "You are paused until Wednesday 30 September" in words(person.open_home())
    assert ids.OPEN_FORM not in buttons(person.home())
    person.close_modal(everything=True)
    assert ids.UNPAUSE in buttons(person.press(ids.PAUSE, where="home"))
    assert "You are not paused" in words(person.press(ids.UNPAUSE))
    assert all(row[9] != date(2026, 9, 30) for row in welcomed.kept()["people"])


def test_a_pause_lasts_two_weeks_unless_another_date_is_chosen(welcomed: Scene) -> None:
    person = welcomed.person()
    person.press(ids.PAUSE)
    assert "before Thursday 17 September" in words(person.submit().modal)


@pytest.mark.parametrize("until", ["2026-09-03", "2020-01-01"])
def test_a_pause_that_would_do_nothing_is_refused_beneath_its_date(
    welcomed: Scene, until: str
) -> None:
    person = welcomed.person()
    person.press(ids.PAUSE)
    before = welcomed.kept()
    said = person.submit({ids.UNTIL: until})
    assert said.errors.keys() == {ids.UNTIL}
    assert said.errors[ids.UNTIL].startswith("A pause ends on a later day than today")
    assert said.modal is not None
    assert said.modal["callback_id"] == ids.SUBMIT_PAUSE
    assert welcomed.kept() == before


def test_someone_paused_can_still_withdraw_what_they_answered(stage: Scene) -> None:
    person = open_form(stage)
    person.submit()
    person.close_modal(everything=True)
    person.press(ids.PAUSE)
    person.submit()
    home = person.open_home()
    assert "You are paused until" in words(home)
    assert "A pulse is open until" in words(home)
    person.close_modal(everything=True)
    person.press(ids.OPEN_FORM, where="home")
    assert "withdrawn and destroyed" in words(person.press(ids.WITHDRAW))
    assert stage.kept()["ballots"] == []


def test_the_promise_and_help_are_laid_over_a_form_that_stays(stage: Scene) -> None:
    person = open_form(stage)
    for button, title in ((ids.PROMISE, "Who sees what"), (ids.HELP, "Get help")):
        assert words(person.press(button, where="modal")).startswith(title)
        form = person.close_modal()
        assert form is not None
        assert form["callback_id"] == ids.SUBMIT_PULSE


def test_home_tells_what_is_open_and_does_not_change_with_an_answer(stage: Scene) -> None:
    person = stage.person()
    before = person.open_home()
    assert "A pulse is open until Friday 11 September at 16:00" in words(before)
    assert "Nothing has been published yet" in words(before)
    form = person.press(ids.OPEN_FORM, where="home")
    assert chosen(form) == {}
    person.submit({"item_how_are_you": "3"})
    person.close_modal(everything=True)
    assert words(person.open_home()) == words(before)


def test_a_command_opens_the_menu_and_what_was_typed_is_never_read(stage: Scene) -> None:
    person = stage.person()
    before = stage.kept()
    menu = person.command(text="my manager is a bully")
    assert "A weekly pulse is open" in words(menu)
    assert "bully" not in words(menu)
    assert stage.kept() == before
    assert chosen(person.press(ids.OPEN_FORM, where="modal")) == {}


def test_results_reach_managers_and_everyones_home_together(stage: Scene) -> None:
    person = open_form(stage)
    person.submit()
    person.close_modal(everything=True)
    stage.clock.move_to(MONDAY.replace(day=11, hour=15))
    stage.bot.tick()
    digest = stage.person(1).messages()[-1]
    assert "Weekly results, 7 September to 11 September" in words(digest)
    assert "withheld to protect people" in words(digest)
    assert "withheld to protect people" in words(person.open_home())
    assert stage.kept()["ballots"] == []
