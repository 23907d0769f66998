"""A survey with a question of every kind, from invitation to results, in a real Bolt App."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack import Visitor
from handlers import ids
from surveys.model.rounds import Round
from surveys.use_cases import answering
from tests.asking import BANK, answers_of, open_survey, survey
from tests.handlers.dispatching import WAYS, Scene, buttons, chosen, scene, words
from tests.organisation import account

STAFF = {"Children's Services/Assessment/Team 1": 14, "Children's Services/Assessment/Team 2": 12}
REQUIRED = frozenset({"place", "why"})
WHOLE: dict[str, Any] = {
    "pick_place": "home",
    f"item_{BANK.items[0].id}": "4",
    "item_friend": "10",
    "pick_equipped": "no",
    "pick_held": "many",
    "pick_helps": ["cover", "time"],
    "text_why": "Less <b>paper</b>.",
    "comment": "Fine otherwise.",
}


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, STAFF, life=asked) as one:
        yield one


@pytest.fixture
def opened(stage: Scene) -> Round:
    with stage.bot.runtime.store.begin() as tx:
        (found,) = tx.rounds.open()
    return found


def asked(stage: Scene) -> None:
    """Let the invitations to a survey arrive."""
    open_survey(stage.bot.runtime, survey(required=REQUIRED))
    stage.bot.tick()


def kept(stage: Scene) -> int:
    return len(stage.kept()["ballots"])


def test_the_invitation_says_what_for_and_offers_the_first_question(
    stage: Scene, opened: Round
) -> None:
    person = stage.person()
    invited = person.messages()[-1]
    said = words(invited)
    assert "*The yearly health check of our service*" in said
    assert "It decides what goes into next year's plan." in said
    assert "*Where do you work most?*" in said
    assert "About 4 minutes." in said
    form = person.press(f"{ids.CHOOSE}_1")
    assert form is not None
    assert form["title"]["text"] == "The yearly health check…"
    assert "*The yearly health check of our service*" in words(form)
    assert chosen(form) == {"pick_place": "home"}
    assert kept(stage) == 0


def test_a_survey_that_begins_with_words_is_opened_by_one_button(stage: Scene) -> None:
    open_survey(stage.bot.runtime, survey("words", survey().questions[::-1]))
    stage.bot.tick()
    invited = stage.person().messages()[-1]
    assert buttons(invited) == {ids.OPEN_FORM, ids.NOT_NOW, ids.PROMISE, ids.HELP}
    assert "Nothing is kept until you press Send in the form." in words(invited)


def test_what_slack_knows_to_be_missing_is_not_even_sent(stage: Scene, opened: Round) -> None:
    person = stage.person()
    person.press(ids.OPEN_FORM, where="message")
    said = person.submit({"item_friend": "3"})
    assert said.errors.keys() == {"pick_place", "text_why"}
    assert kept(stage) == 0


def test_what_a_client_leaves_out_is_refused_beneath_its_question(
    stage: Scene, opened: Round
) -> None:
    person = stage.person()
    person.press(ids.OPEN_FORM, where="message")
    person.submit(WHOLE)
    before = stage.kept()
    sent = stage.dispatching.sent[-1]
    state = sent["view"]["state"]["values"]
    state["pick_place"][ids.CHOICE]["selected_option"] = None
    state["text_why"][ids.CHOICE]["value"] = " "
    answer = stage.dispatching.send(sent)
    assert answer["response_action"] == "errors"
    assert answer["errors"].keys() == {"pick_place", "text_why"}
    assert set(answer["errors"].values()) == {
        "This question can't be skipped, so nothing was saved yet. Please answer it, or close the"
        " form to answer nothing."
    }
    assert stage.kept() == before


def test_an_answer_is_sent_shown_changed_and_withdrawn(stage: Scene, opened: Round) -> None:
    person = stage.person()
    before = person.messages()
    person.press(ids.OPEN_FORM, where="message")
    assert words(person.submit(WHOLE).modal).startswith("Saved")
    assert person.messages() == before
    person.close_modal(everything=True)
    back = person.press(f"{ids.CHOOSE}_2", where="message")
    assert buttons(back) == {ids.CHANGE, ids.SHOW, ids.WITHDRAW, ids.HELP}
    assert "paper" not in words(back)
    shown = words(person.press(ids.SHOW))
    for said in ("Home", "10: Certainly", "No", "16 or more", "Time; Cover",
                 "Less &lt;b&gt;paper&lt;/b&gt;.", "Fine otherwise."):  # fmt: skip
        assert said in shown
    form = person.press(ids.CHANGE)
    assert chosen(form) == {**WHOLE, "pick_helps": ["time", "cover"]}
    person.submit({"pick_helps": [], "item_friend": ids.SKIPPED, "pick_held": ids.UNPICKED})
    again = answering.recall(stage.bot.runtime, account(2), opened.id).chosen
    assert again.picks == {"place": ("home",), "equipped": ("no",)}
    assert again.scores == {BANK.items[0].id: 4}
    assert "withdrawn and destroyed" in words(person.press(ids.WITHDRAW))
    assert kept(stage) == 0


def test_a_forged_choice_is_refused_over_the_form(stage: Scene, opened: Round) -> None:
    person = stage.person()
    person.press(ids.OPEN_FORM, where="message")
    person.submit(WHOLE)
    before = stage.kept()
    sent = stage.dispatching.sent[-1]
    picked = sent["view"]["state"]["values"]["pick_place"][ids.CHOICE]
    picked["selected_option"]["value"] = "the_moon"
    answer = stage.dispatching.send(sent)
    assert answer["response_action"] == "push"
    assert "not one of the choices" in words(answer["view"])
    assert stage.kept() == before


def test_results_reach_managers_and_everyones_home_together(stage: Scene, opened: Round) -> None:
    person = stage.person()
    person.press(ids.OPEN_FORM, where="message")
    person.submit(WHOLE)
    person.close_modal(everything=True)
    for number in range(3, 27):
        answering.submit(stage.bot.runtime, account(number), opened.id, answers_of(number))
    assert "Results of other surveys" not in words(person.open_home())
    stage.clock.move_to(opened.closes_at + timedelta(minutes=1))
    stage.bot.tick()
    digests = [words(one) for one in stage.person(1).messages()]
    (of_all,) = [one for one in digests if "\nResults of The yearly" in f"\n{one}"]
    (of_teams,) = [one for one in digests if "Team results of The yearly" in one]
    assert "• Place of work: The office: *30%*; Home: *40%*; On visits: *30%*" in of_all
    assert "Recommend working here: *" in of_teams
    assert "of 10*" in of_teams
    assert "Place of work" not in of_teams
    assert "The next team results" not in of_all
    everybodys = read_in_home(person)
    assert "Place of work: The office: *30%*" in everybodys
    assert everybodys == read_in_home(stage.person(5))
    assert stage.kept()["ballots"] == []
    assert stage.kept()["comments"]


def read_in_home(person: Visitor) -> str:
    home = person.open_home()
    assert "Results of other surveys" in words(home)
    found = words(person.press(ids.RESULTS, where="home"))
    person.close_modal(everything=True)
    return found
