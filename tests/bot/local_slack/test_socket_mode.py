"""A real Bolt App over Socket Mode, and people who act over the wire."""

import time

import pytest
from slack_sdk.errors import SlackApiError

from bot.local_slack import NotPossibleError, Visitor
from tests.bot.local_slack.samples import (
    COMMENT,
    FEELING,
    asked,
    button,
    form,
    invite,
    mrkdwn,
    option,
    plain,
)


@pytest.fixture
def asha(slack) -> Visitor:
    return Visitor(slack.address, "U001")


def opens(app, view, action_id: str = "answer") -> None:
    @app.action(action_id)
    def opened(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)


def test_a_person_answers_from_a_message_to_the_end(app, client, asha, connect):
    opens(app, form(private_metadata="round 1"))
    taken: list[dict] = []
    app.view("pulse")(lambda ack, view: (ack(), taken.append(view)))
    connect()
    invite(client)
    modal = asha.press("answer")
    assert modal["title"]["text"] == "Your pulse"
    result = asha.submit({"feeling": "good", "comment": {"given": "Fine"}})
    assert (result.modal, result.errors) == (None, {})
    assert taken[0]["private_metadata"] == "round 1"
    values = taken[0]["state"]["values"]
    assert values["feeling"]["given"]["selected_option"] == option("good")
    assert values["comment"]["given"] == {"type": "plain_text_input", "value": "Fine"}


def test_a_required_answer_is_asked_for_before_anything_is_sent(app, client, asha, connect):
    opens(app, form())
    taken: list[dict] = []
    app.view("pulse")(lambda ack, view: (ack(), taken.append(view)))
    connect()
    invite(client)
    asha.press("answer")
    assert asha.submit({"comment": "x" * 21}).errors == {
        "feeling": "Please complete this required field.",
        "comment": "Please write no more than 20 characters; this has 21.",
    }
    assert taken == []


def test_the_bots_own_errors_keep_the_form_open_with_what_was_entered(app, client, asha, connect):
    opens(app, form())
    complaint = {"comment": "Please take the name out."}
    app.view("pulse")(lambda ack: ack(response_action="errors", errors=complaint))
    connect()
    invite(client)
    asha.press("answer")
    result = asha.submit({"feeling": "good", "comment": "A name"})
    assert result.errors == complaint
    assert result.modal["state"]["values"]["comment"]["given"]["value"] == "A name"


def test_a_submission_may_update_push_and_clear(app, client, asha, connect):
    opens(app, form())
    second = form(FEELING, title=plain("Second"), callback_id="second")
    third = form(FEELING, title=plain("Third"), callback_id="third")
    app.view("pulse")(lambda ack: ack(response_action="update", view=second))
    app.view("second")(lambda ack: ack(response_action="push", view=third))
    app.view("third")(lambda ack: ack(response_action="clear"))
    connect()
    invite(client)
    asha.press("answer")
    assert asha.submit({"feeling": "good"}).modal["title"]["text"] == "Second"
    third_modal = asha.submit({"feeling": "good"}).modal
    assert (third_modal["title"]["text"], third_modal["depth"]) == ("Third", 2)
    assert asha.submit({"feeling": "good"}).modal is None


def test_three_modals_are_the_most(app, client, asha, connect):
    deeper = {"type": "actions", "elements": [button("deeper")]}
    view = {"type": "modal", "title": plain("Deep"), "blocks": [deeper]}
    opens(app, view)
    refusals: list[str] = []

    @app.action("deeper")
    def push(ack, body, client):
        ack()
        try:
            client.views_push(trigger_id=body["trigger_id"], view=view)
        except SlackApiError as error:
            refusals.append(error.response["error"])

    connect()
    invite(client)
    assert asha.press("answer")["depth"] == 1
    assert asha.press("deeper")["depth"] == 2
    assert asha.press("deeper")["depth"] == 3
    Visitor(asha.address, "U001", patience=0).press("deeper")
    assert asha.until(lambda _: refusals) == ["push_limit_reached"]
    assert asha.close_modal()["depth"] == 2


def test_a_trigger_is_used_once(app, client, asha, connect):
    refusals: list[str] = []

    @app.action("answer")
    def twice(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form())
        try:
            client.views_open(trigger_id=body["trigger_id"], view=form())
        except SlackApiError as error:
            refusals.append(error.response["error"])

    connect()
    invite(client)
    asha.press("answer")
    assert asha.until(lambda _: refusals) == ["exchanged_trigger_id"]


def test_a_trigger_expires(app, client, slack, asha, connect):
    slack.workspace.triggers = type(slack.workspace.triggers)(0.01)
    refusals: list[str] = []

    @app.action("answer")
    def late(ack, body, client):
        ack()
        time.sleep(0.02)
        try:
            client.views_open(trigger_id=body["trigger_id"], view=form())
        except SlackApiError as error:
            refusals.append(error.response["error"])

    connect()
    invite(client)
    Visitor(asha.address, "U001", patience=0).press("answer")
    assert asha.until(lambda _: refusals) == ["expired_trigger_id"]


def test_an_invented_trigger_is_refused(client):
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.3", view=form())


def test_an_old_hash_does_not_overwrite_a_newer_view(client):
    view = {"type": "home", "blocks": [{"type": "section", "text": mrkdwn("One")}]}
    first = client.views_publish(user_id="U001", view=view)["view"]["hash"]
    client.views_publish(user_id="U001", view=view, hash=first)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id="U001", view=view, hash=first)


def test_home_is_asked_for_when_it_is_opened(app, asha, connect):
    tabs: list[str] = []

    @app.event("app_home_opened")
    def publish(event, client):
        tabs.append(event["tab"])
        blocks = [{"type": "section", "text": mrkdwn(f"Hello <@{event['user']}>")}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    connect()
    assert asha.home() is None
    assert asha.open_home()["blocks"][0]["text"]["text"] == "Hello <@U001>"
    assert tabs == ["home"]


def test_a_command_is_answered_to_its_person_alone(app, slack, asha, connect):
    app.command("/staff-voice")(lambda ack, command: ack(f"You typed: {command['text']}"))
    connect()
    asha.command(text="help")
    assert [(each["text"], each["is_ephemeral"]) for each in asha.messages()] == [
        ("You typed: help", True)
    ]
    assert [each["text"] for each in slack.kept()] == ["/staff-voice help"]


def test_every_choice_reaches_the_bot_as_slack_sends_it(app, client, asha, connect):
    blocks = [
        asked("ticks", {"type": "checkboxes", "options": [option("a"), option("b")]}),
        asked("menu", {"type": "static_select", "options": [option("a")]}),
        asked("menus", {"type": "multi_static_select", "options": [option("a"), option("b")]}),
        asked("day", {"type": "datepicker", "initial_date": "2026-06-01"}),
        asked("time", {"type": "timepicker"}),
        asked("person", {"type": "users_select"}),
        asked("place", {"type": "conversations_select"}),
        asked("many", {"type": "number_input", "is_decimal_allowed": False}, optional=True),
    ]
    opens(app, form(*blocks))
    taken: list[dict] = []
    app.view("pulse")(lambda ack, view: (ack(), taken.append(view["state"]["values"])))
    connect()
    invite(client)
    asha.press("answer")
    asha.choose("given", ["a"], block_id="ticks")
    filled = {"menu": "a", "menus": ["a", "b"], "time": "09:30"}
    assert asha.submit(filled | {"person": "U002", "place": "C0GENERAL"}).errors == {}
    given = {block: entry["given"] for block, entry in taken[0].items()}
    assert given["ticks"]["selected_options"] == [option("a")]
    assert given["menu"]["selected_option"] == option("a")
    assert given["menus"]["selected_options"] == [option("a"), option("b")]
    assert given["day"]["selected_date"] == "2026-06-01"
    assert given["time"]["selected_time"] == "09:30"
    assert given["person"]["selected_user"] == "U002"
    assert given["place"]["selected_conversation"] == "C0GENERAL"
    assert given["many"]["value"] is None


def test_a_choice_that_is_not_offered_cannot_be_made(app, client, asha, connect):
    opens(app, form())
    connect()
    invite(client)
    asha.press("answer")
    with pytest.raises(NotPossibleError, match="not one of the choices: good, hard"):
        asha.submit({"feeling": "splendid"})
    with pytest.raises(NotPossibleError, match="no block called “mood”"):
        asha.submit({"mood": "good"})


def test_a_dispatching_input_tells_the_bot_at_once(app, client, asha, connect):
    opens(app, form({**FEELING, "dispatch_action": True}, COMMENT))

    @app.action("given")
    def more(ack, body, client):
        ack()
        chosen = body["actions"][0]["selected_option"]["value"]
        changed = form({**FEELING, "dispatch_action": True}, title=plain(f"Told {chosen}"))
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=changed)

    connect()
    invite(client)
    asha.press("answer")
    modal = asha.choose("given", "hard", block_id="feeling")
    assert modal["title"]["text"] == "Told hard"
    assert modal["state"]["values"]["feeling"]["given"]["selected_option"] == option("hard")


def test_closing_is_told_only_to_a_bot_that_asked(app, client, asha, connect):
    opens(app, form(notify_on_close=True))
    closed: list[str] = []
    app.view_closed("pulse")(lambda ack, view: (ack(), closed.append(view["callback_id"])))
    connect()
    invite(client)
    asha.press("answer")
    assert asha.close_modal() is None
    assert asha.until(lambda _: closed) == ["pulse"]
