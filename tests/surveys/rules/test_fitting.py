"""What may be kept: real choices of questions that were asked, and none that is missing."""

import pytest

from surveys.model.questions import Answers
from surveys.rules.fitting import fits, in_order, missing, tapped
from tests.asking import EQUIPPED, EVERY_KIND, FRIEND, HELPS, PLACE, WHY, answers_of


def test_an_answer_of_every_kind_fits() -> None:
    for number in range(12):
        assert fits(EVERY_KIND, answers_of(number))
    assert fits(EVERY_KIND, Answers())


@pytest.mark.parametrize(
    "wrong",
    [
        Answers({"friend": 11}),
        Answers({"friend": -1}),
        Answers({"place": 1}),
        Answers({"why": 1}),
        Answers(picks={"place": ("nowhere",)}),
        Answers(picks={"place": ("office", "home")}),
        Answers(picks={"place": ()}),
        Answers(picks={"friend": ("office",)}),
        Answers(picks={"helps": ("time", "time")}),
        Answers(picks={"helps": ("time", "pay")}),
        Answers(picks={"unknown": ("time",)}),
        Answers(comments={"place": "home"}),
        Answers(comments={"unknown": "home"}),
        Answers(comments={"why": ""}),
        Answers(comments={"why": "x" * 1001}),
    ],
)
def test_what_was_not_offered_does_not_fit(wrong: Answers) -> None:
    assert not fits(EVERY_KIND, wrong)


def test_what_is_missing_is_told_in_the_order_asked() -> None:
    required = {"why", "place", "helps", "friend"}
    given = Answers({"friend": 0}, {"helps": ("time",)})
    assert missing(EVERY_KIND, required, given) == ("place", "why")
    assert missing(EVERY_KIND, required, answers_of(1)) == ()


def test_ticks_are_kept_in_the_order_of_the_options() -> None:
    ticked = Answers({}, {"helps": ("cover", "time"), "place": ("home",)})
    kept = in_order(EVERY_KIND, ticked)
    assert kept.picks == {"place": ("home",), "helps": ("time", "cover")}
    assert list(kept.picks) == ["place", "helps"]


def test_a_button_stands_for_a_score_or_an_option() -> None:
    assert tapped(FRIEND, 0) == Answers({"friend": 0})
    assert tapped(PLACE, 2) == Answers(picks={"place": ("visits",)})
    assert tapped(EQUIPPED, 0) == Answers(picks={"equipped": ("yes",)})
    for question, choice in ((FRIEND, 11), (PLACE, 3), (HELPS, 0), (WHY, 0), (PLACE, None)):
        assert tapped(question, choice) == Answers()
