"""What Slack refuses in views and messages is refused here."""

import pytest

from bot.local_slack.block_kit import problems
from tests.bot.local_slack.samples import (
    COMMENT,
    FEELING,
    asked,
    button,
    form,
    mrkdwn,
    option,
    plain,
)


def section(text: object = None, **more) -> dict:
    given = {"text": mrkdwn("Hello") if text is None else text}
    return {"type": "section", **given, **more}


def actions(*elements: dict, **more) -> dict:
    return {"type": "actions", "elements": list(elements), **more}


def home(*blocks: dict, **more) -> dict:
    return {"type": "home", "blocks": list(blocks), **more}


def options(count: int) -> list[dict]:
    return [option(f"option {each}") for each in range(count)]


def radio(**more) -> dict:
    return {"type": "radio_buttons", "options": options(2), **more}


def select(**more) -> dict:
    return {"type": "static_select", "action_id": "s", "options": options(2), **more}


ACCEPTED = {
    "a whole form": (form(), "modal"),
    "inputs in Home": (home(FEELING, COMMENT), "home"),
    "an input in a message": ([asked("q", radio())], "message"),
    "fifty blocks in a message": ([section()] * 50, "message"),
    "a hundred blocks in Home": (home(*[section()] * 100), "home"),
    "the longest section": ([section(mrkdwn("x" * 3000))], "message"),
    "ten fields": ([{"type": "section", "fields": [mrkdwn("x" * 1000)] * 10}], "message"),
    "twenty-five buttons": ([actions(*[button(f"b{n}") for n in range(25)])], "message"),
    "a select of a hundred": ([actions(select(options=options(100)))], "message"),
    "mrkdwn in a radio button": (
        form(asked("q", radio(options=[{"text": mrkdwn("*Yes*"), "value": "y"}]))),
        "modal",
    ),
    "an initial option": (form(asked("q", radio(initial_option=options(2)[1]))), "modal"),
    "a modal without inputs or submit": (
        {"type": "modal", "title": plain("Hello"), "blocks": [section()]},
        "modal",
    ),
    "an image": (
        [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A chart"}],
        "message",
    ),
    "the same action twice in two blocks": (
        [actions(button("a")), actions(button("a"))],
        "message",
    ),
    "an empty button value": ([actions(button("a", value=""))], "message"),
}

REFUSED = {
    "fifty-one blocks in a message": ([section()] * 51, "message", "no more than 50"),
    "a hundred and one blocks": (home(*[section()] * 101), "home", "no more than 100"),
    "a section too long": ([section(mrkdwn("x" * 3001))], "message", "less than 3001"),
    "an empty text": ([section(mrkdwn(""))], "message", "more than 0"),
    "eleven fields": ([{"type": "section", "fields": [mrkdwn("x")] * 11}], "message", "than 10"),
    "a field too long": (
        [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
        "message",
        "less than 2001",
    ),
    "a section of nothing": ([{"type": "section"}], "message", "at least one of text, fields"),
    "a header too long": ([{"type": "header", "text": plain("x" * 151)}], "message", "than 151"),
    "a header in mrkdwn": ([{"type": "header", "text": mrkdwn("x")}], "message", "plain_text"),
    "eleven things in a context": (
        [{"type": "context", "elements": [mrkdwn("x")] * 11}],
        "message",
        "no more than 10",
    ),
    "no actions": ([actions()], "message", "no less than 1"),
    "twenty-six buttons": ([actions(*[button(f"b{n}") for n in range(26)])], "message", "than 25"),
    "a button's words too long": ([actions(button("a", "x" * 76))], "message", "less than 76"),
    "a button's value too long": ([actions(button("a", value="x" * 2001))], "message", "2001"),
    "a button's style unknown": ([actions(button("a", style="big"))], "message", "danger"),
    "a button in an input": (form(asked("q", button("b"))), "modal", "unsupported type: button"),
    "an option's words too long": (
        form(asked("q", radio(options=[{"text": plain("x" * 76), "value": "x"}]))),
        "modal",
        "less than 76",
    ),
    "an option's value too long": (
        form(asked("q", radio(options=[{"text": plain("x"), "value": "x" * 151}]))),
        "modal",
        "less than 151",
    ),
    "mrkdwn in a select": (
        [actions(select(options=[{"text": mrkdwn("x"), "value": "x"}]))],
        "message",
        "plain_text",
    ),
    "eleven radio buttons": (form(asked("q", radio(options=options(11)))), "modal", "than 10"),
    "no options": (form(asked("q", radio(options=[]))), "modal", "no less than 1"),
    "a select of a hundred and one": ([actions(select(options=options(101)))], "message", "100"),
    "a stranger as initial option": (
        form(asked("q", radio(initial_option=option("other")))),
        "modal",
        "exactly match",
    ),
    "six things in an overflow": (
        [actions({"type": "overflow", "action_id": "o", "options": options(6)})],
        "message",
        "no more than 5",
    ),
    "an input's label too long": (form({**FEELING, "label": plain("x" * 2001)}), "modal", "2001"),
    "a label in mrkdwn": (form({**FEELING, "label": mrkdwn("x")}), "modal", "plain_text"),
    "a placeholder too long": (
        [actions(select(placeholder=plain("x" * 151)))],
        "message",
        "less than 151",
    ),
    "a text input longer than Slack's": (
        form(asked("q", {"type": "plain_text_input", "max_length": 3001})),
        "modal",
        "between 1 and 3000",
    ),
    "a date that is none": (
        form(asked("q", {"type": "datepicker", "initial_date": "3 June"})),
        "modal",
        "YYYY-MM-DD",
    ),
    "a title too long": (form(title=plain("x" * 25)), "modal", "less than 25"),
    "a submit too long": (form(submit=plain("x" * 25)), "modal", "less than 25"),
    "private metadata too long": (form(private_metadata="x" * 3001), "modal", "less than 3001"),
    "a callback id too long": (form(callback_id="x" * 256), "modal", "less than 256"),
    "a block id too long": ([section(block_id="x" * 256)], "message", "less than 256"),
    "an action id too long": ([actions(button("x" * 256))], "message", "less than 256"),
    "two blocks of one id": ([section(block_id="a")] * 2, "message", "already exists"),
    "two actions of one id": ([actions(button("a"), button("a"))], "message", "already exists"),
    "inputs and no submit": (
        {"type": "modal", "title": plain("x"), "blocks": [FEELING]},
        "modal",
        "missing required field: submit",
    ),
    "a modal without a title": ({"type": "modal", "blocks": []}, "modal", "field: title"),
    "a title on Home": (home(section(), title=plain("x")), "home", "additional property: title"),
    "a Home where a modal must be": (home(section()), "modal", "must be modal"),
    "an unknown block": ([{"type": "marquee"}], "message", "unsupported type: marquee"),
    "an unknown element": ([actions({"type": "dial"})], "message", "unsupported type: dial"),
    "an unknown field": ([section(colour="red")], "message", "additional property: colour"),
    "an image nobody described": (
        [{"type": "image", "image_url": "https://example.org"}],
        "message",
        "missing required field: alt_text",
    ),
    "an image from two places": (
        [{"type": "image", "image_url": "a", "slack_file": {"id": "F1"}, "alt_text": "x"}],
        "message",
        "exactly one of image_url, slack_file",
    ),
    "a confirmation of nothing": (
        [actions(button("a", confirm={"title": plain("x")}))],
        "message",
        "missing required field: deny",
    ),
    "markdown in Home": (home({"type": "markdown", "text": "x"}), "home", "unsupported type"),
    "too much text in all": ([section(mrkdwn("x" * 3000))] * 5, "message", "less than 12001"),
    "a view too heavy": (home(*[section(mrkdwn("x" * 3000))] * 90), "home", "250 KB"),
    "two places to begin": (
        form(*[asked(n, {"type": "plain_text_input", "focus_on_load": True}) for n in "ab"]),
        "modal",
        "focus_on_load",
    ),
    "a block that is no object": (["x"], "message", "must be an object"),
    "blocks that are no list": ("x", "message", "must be an array"),
    "a text that is a string": ([section("x")], "message", "must be an object"),
}


@pytest.mark.parametrize(("given", "surface"), ACCEPTED.values(), ids=ACCEPTED)
def test_what_slack_takes_has_no_problems(given, surface):
    assert problems(given, surface) == []


@pytest.mark.parametrize(("given", "surface", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_slack_refuses_is_refused_with_its_place(given, surface, sentence):
    found = problems(given, surface)
    assert any(sentence in each for each in found), found
    assert all(each.startswith("[ERROR] ") and "[json-pointer:/" in each for each in found)
