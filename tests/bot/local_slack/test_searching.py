"""Lists too long to be sent: the bot is asked for what fits the words somebody types."""

import pytest

from bot.local_slack import NotPossibleError, Visitor
from bot.local_slack.block_kit import problems, problems_of_options
from tests.bot.local_slack.samples import asked, form, invite, option, plain

SEARCHED = {"type": "multi_external_select", "min_query_length": 1}
PARTS = asked("parts", SEARCHED, optional=True)
NAMES = ["fostering", "fostering-2", "assessment"]


@pytest.fixture
def asha(slack):
    return Visitor(slack.address, "U001")


@pytest.fixture
def taken(app, client, connect):
    """A bot with a form that searches; what it was handed."""
    values: list[list[str]] = []

    @app.action("answer")
    def answer(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form(PARTS))

    @app.options("given")
    def found(ack, payload):
        ack(options=[option(one) for one in NAMES if payload["value"] in one])

    @app.view("pulse")
    def take(ack, view):
        ack()
        chosen = view["state"]["values"]["parts"]["given"]["selected_options"]
        values.append([one["value"] for one in chosen])

    connect()
    invite(client)
    return values


def test_a_search_offers_what_the_bot_says_and_takes_only_that(asha, taken):
    asha.press("answer")
    with pytest.raises(NotPossibleError, match="not one of the choices"):
        asha.submit({"parts": ["fostering"]})
    assert asha.search("parts", "foster") == [option("fostering"), option("fostering-2")]
    asha.search("parts", "assess")
    asha.submit({"parts": ["fostering", "assessment"]})
    assert taken == [["fostering", "assessment"]]


def test_a_search_may_begin_with_what_is_chosen_already(app, client, asha, connect):
    begun = asked("parts", SEARCHED | {"initial_options": [option("x")]}, optional=True)
    taken: list[list[dict]] = []

    @app.action("answer")
    def answer(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form(begun))

    @app.view("pulse")
    def take(ack, view):
        ack()
        taken.append(view["state"]["values"]["parts"]["given"]["selected_options"])

    connect()
    invite(client)
    asha.press("answer")
    asha.submit()
    asha.press("answer")
    asha.submit({"parts": ["x"]})
    assert taken == [[option("x")]] * 2


def test_what_is_no_search_is_not_searched(asha, taken):
    with pytest.raises(NotPossibleError, match="No form is open"):
        asha.search("parts", "f")
    asha.press("answer")
    with pytest.raises(NotPossibleError, match="no search in a block called “feeling”"):
        asha.search("feeling", "f")


def test_options_that_slack_would_refuse_are_refused(app, client, asha, connect):
    app.action("answer")(
        lambda ack, body, client: (
            ack(),
            client.views_open(trigger_id=body["trigger_id"], view=form(PARTS)),
        )
    )
    app.options("given")(lambda ack: ack(options=[{"text": plain("x" * 76), "value": "x"}]))
    connect()
    invite(client)
    asha.press("answer")
    with pytest.raises(NotPossibleError, match="less than 76 characters"):
        asha.search("parts", "x")


def test_block_kit_knows_what_a_search_may_hold():
    assert problems(form(PARTS), "modal") == []
    begun = SEARCHED | {"initial_options": [option("x")] * 101}
    assert "no more than 100 items" in problems(form(asked("parts", begun)), "modal")[0]
    with_options = SEARCHED | {"options": [option("x")]}
    assert "additional property" in problems(form(asked("parts", with_options)), "modal")[0]
    assert problems_of_options([option("x")] * 101) != []
    assert problems_of_options([{"text": plain("x")}]) != []
