"""What a form says, read kind by kind; forged values become answers that nobody offered."""

from typing import Any

import pytest

from handlers import ids, payloads
from surveys.model.questions import Answers
from surveys.rules.fitting import fits
from tests.asking import EVERY_KIND, FRIEND, PLACE, WHY


def body(**states: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "view_submission",
        "view": {"state": {"values": {name: {ids.CHOICE: one} for name, one in states.items()}}},
    }


def one(value: str | None) -> dict[str, Any]:
    return {"type": "radio_buttons", "selected_option": value and {"value": value}}


def many(*values: str) -> dict[str, Any]:
    return {"type": "checkboxes", "selected_options": [{"value": value} for value in values]}


def text(value: str | None) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


def test_every_kind_is_read() -> None:
    said = payloads.answers(
        body(
            item_friend=one("10"),
            pick_place=one("home"),
            pick_helps=many("cover", "time"),
            text_why=text("  Less paper. "),
            comment=text("Fine."),
        )
    )
    assert said == Answers(
        {"friend": 10},
        {"place": ("home",), "helps": ("cover", "time")},
        {"why": "Less paper.", "comment": "Fine."},
    )


def test_what_is_skipped_or_untouched_is_left_out() -> None:
    said = payloads.answers(
        body(
            item_friend=one(ids.SKIPPED),
            item_other=one(None),
            pick_place=one(ids.UNPICKED),
            pick_other=one(None),
            pick_helps=many(),
            text_why=text("   "),
            comment=text(None),
        )
    )
    assert said.is_empty


@pytest.mark.parametrize(
    "forged",
    [
        body(item_friend=one("skipper")),
        body(item_friend=one("99999999999")),
        body(item_friend=one("-1")),
        body(pick_place=one("skip")),
        body(pick_place=many("home", "office")),
        body(pick_helps=many("time", "time")),
        body(pick_nowhere=one("home")),
        body(text_place=text("home")),
        body(something_else=one("4")),
        body(nothing=one("4")),
    ],
)
def test_a_forged_form_fits_no_survey(forged: dict[str, Any]) -> None:
    said = payloads.answers(forged)
    assert not said.is_empty
    assert not fits(EVERY_KIND, said)


def test_questions_are_found_again_by_their_inputs() -> None:
    form = body(item_friend=one("1"), pick_place=one("home"), text_why=text("x"), comment=text("x"))
    names = [payloads.block_of(question) for question in (FRIEND, PLACE, WHY)]
    assert payloads.blocks_of(form, ["friend", "place", "why", "gone"]) == names
    assert payloads.blocks_of(form, ["comment"]) == [ids.COMMENT]
