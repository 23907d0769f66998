"""The step between Send and keeping: Slack takes it, and it says what it found in words."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_slack.block_kit import problems
from handlers import ids
from handlers.views.guarding import guard_step, notices, safeguarding_notice
from surveys.model.support import Route
from surveys.model.words import Guarded, Kind, Mark
from surveys.rules.words import guarded, mark, put_back
from tests.handlers.views.models import SUPPORT

FULL = " ".join(["<Sarah>&", "07700 900123", "Kayleigh", "WN7 3AB", "child K"] * 70)[:3000]


def step(text: str) -> dict[str, Any]:
    found = guarded(text)
    assert found is not None
    return guard_step(found, "any_form", "{}", 1000)


def shown(view: dict[str, Any]) -> str:
    return json.dumps(view, ensure_ascii=False)


def inputs(view: dict[str, Any]) -> dict[str, Any]:
    return {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}


@pytest.mark.parametrize(
    "text",
    ["ask Sarah", FULL, "&" * 2990 + " Sarah", "Mr " + "Zz" * 400, "A" * 50 + " 07700 900123"],
)
def test_slack_takes_the_step(text: str) -> None:
    view = step(text)
    assert not problems(view, "modal")
    box = inputs(view)[ids.GUARDED]
    assert len(box.get("initial_value", "")) <= box["max_length"] <= 3000


@given(st.text(max_size=400))
def test_slack_takes_the_step_for_any_text(text: str) -> None:
    found = guarded(f"{text} Sarah")
    assert found is not None
    assert not problems(guard_step(found, "any_form", "{}", 1000), "modal")


def test_telling_words_are_pointed_out_in_words_and_harmless() -> None:
    view = step("<!channel> ask Kayleigh on 07700 900123")
    said = shown(view)
    assert "⟦Kayleigh: name?⟧" in said
    assert "⟦07700 900123: phone?⟧" in said
    sections = [one["text"] for one in view["blocks"] if one["type"] == "section"]
    assert {one["type"] for one in sections if "<!channel>" in one["text"]} == {"plain_text"}


def test_the_box_holds_the_text_without_them() -> None:
    box = inputs(step("ask Kayleigh on 07700 900123"))[ids.GUARDED]
    assert box["initial_value"] == "ask [name] on [phone]"


def test_only_words_and_names_may_be_kept() -> None:
    options = inputs(step("Kayleigh, 07700 900123, the Zyntrox hub, WN7 3AB"))[ids.KEPT_WORDS][
        "options"
    ]
    assert [one["text"]["text"] for one in options] == ["Kayleigh", "Zyntrox hub"]
    assert ids.KEPT_WORDS not in inputs(step("ring 07700 900123"))


def test_kept_words_go_back_where_they_stood() -> None:
    text = "Kayleigh on 07700 900123 at Zyntrox"
    found = guarded(text)
    assert found is not None
    again = put_back(found.masked, {2: found.keepable[2]}, len(found.marks))
    assert again == "[name] on [phone] at Zyntrox"
    assert [one.kind for one in mark(again, {"Zyntrox"})] == []
    assert put_back("I changed [name] it all", {2: "Zyntrox"}, 3) == "I changed [name] it all"


def test_every_word_goes_back_if_every_mark_is_kept() -> None:
    marks = (Mark(0, 3, Kind.NAME), Mark(4, 7, Kind.WORD))
    found = Guarded("Ann Bob", "[name] [name]", marks)
    assert put_back(found.masked, found.keepable, 2) == found.text


@pytest.mark.parametrize("routes", [set(), {Route.CRISIS}, {Route.CHILD_AT_RISK}, set(Route)])
def test_slack_takes_the_notices_beside_the_step(routes: set[Route]) -> None:
    view = step(FULL)
    view["blocks"] = [*notices(SUPPORT, frozenset(routes)), *view["blocks"]]
    assert not problems(view, "modal")


def test_a_crisis_shows_help_and_says_that_nobody_is_told() -> None:
    said = shown({"blocks": notices(SUPPORT, frozenset({Route.CRISIS}))})
    for way in ("999", "116 123", "SHOUT", "real time", "Nobody is told"):
        assert way in said
    assert "not the place to report" not in said


def test_a_child_at_risk_shows_the_desk_and_that_this_is_no_place_to_report() -> None:
    said = shown({"blocks": safeguarding_notice(SUPPORT, {Route.CHILD_AT_RISK})})
    assert "not the place to report" in said
    assert "duty desk" in said
    assert "Protect" not in said


def test_wrongdoing_shows_who_to_tell_and_nothing_shows_nothing() -> None:
    assert "Protect" in shown({"blocks": safeguarding_notice(SUPPORT, {Route.WRONGDOING})})
    assert notices(SUPPORT, frozenset()) == []
