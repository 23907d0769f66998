"""What the workspace does around a bot over Socket Mode: privacy, keeping, events, stopping."""

import json

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.local_slack import BotDidNotAnswerError, Member, NotPossibleError, Visitor
from tests.bot.local_slack.samples import (
    form,
    invite,
)


@pytest.fixture
def asha(slack) -> Visitor:
    return Visitor(slack.address, "U001")


def opens(app, view, action_id: str = "answer") -> None:
    @app.action(action_id)
    def opened(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)


def test_a_person_sees_only_what_is_theirs(client, slack, asha):
    invite(client)
    client.chat_postMessage(channel="G0CHAMPS", text="Champions only")
    client.chat_postMessage(channel="C0GENERAL", text="For all")
    client.chat_postEphemeral(channel="C0GENERAL", user="U002", text="For Ben")
    ben = Visitor(slack.address, "U002")
    assert ben.messages() == []
    with pytest.raises(NotPossibleError):
        ben.messages(channel="D0U001")
    with pytest.raises(NotPossibleError):
        ben.press("answer")
    with pytest.raises(NotPossibleError):
        asha.messages(channel="G0CHAMPS")
    assert [each["text"] for each in asha.messages(channel="C0GENERAL")] == ["For all"]
    assert [each["text"] for each in ben.messages(channel="C0GENERAL")] == ["For all", "For Ben"]
    assert "G0CHAMPS" not in {each["id"] for each in asha.conversations()}


def test_nobody_can_act_as_someone_who_is_not_there(slack):
    with pytest.raises(NotPossibleError, match="nobody here"):
        Visitor(slack.address, "U404").messages()
    with pytest.raises(NotPossibleError, match="nobody here"):
        Visitor(slack.address, "U0STAFFVOICE").messages()


def test_slack_keeps_messages_and_neither_forms_nor_ephemerals(app, client, slack, asha, connect):
    opens(app, form())
    app.view("pulse")(lambda ack: ack())
    connect()
    invite(client)
    client.chat_postEphemeral(channel="C0GENERAL", user="U001", text="Whispered")
    asha.press("answer")
    asha.submit({"feeling": "hard", "comment": "Sealed words"})
    kept = json.dumps(slack.kept())
    assert "How are you?" in kept
    assert "Sealed words" not in kept
    assert "Whispered" not in kept


def test_an_event_nobody_acknowledged_is_sent_again(slack, app, client, asha, connect):
    seen: list[str] = []
    app.event("message")(lambda body: seen.append(body["event_id"]))
    asha.say("Is anybody there?")
    connect()
    first = asha.until(lambda _: seen)[0]
    assert first.startswith("Ev")


def test_a_bot_that_is_told_to_connect_anew_misses_nothing(slack, app, client, asha, connect):
    opens(app, form())
    handler = connect()
    old = handler.client.session_id()
    slack.disconnect()
    asha.until(lambda _: handler.client.session_id() != old and handler.client.is_connected())
    invite(client)
    assert asha.press("answer")


def test_each_envelope_goes_to_one_of_two_bots(slack, app, client, asha, connect):
    presses: list[str] = []
    app.action("answer")(lambda ack, body: (ack(), presses.append(body["trigger_id"])))
    connect()
    connect()
    invite(client)
    hasty = Visitor(slack.address, "U001", patience=0)
    for _ in range(4):
        hasty.press("answer")
    asha.until(lambda _: len(presses) >= 4)
    assert len(presses) == len(set(presses)) == 4


def test_a_bot_that_stays_silent_is_reported_to_the_person(client):
    from tests.bot.local_slack.samples import workspace

    slack = workspace(ack_seconds=0.05)
    slack.start()
    try:
        with pytest.raises(BotDidNotAnswerError, match="Please try again"):
            Visitor(slack.address, "U001").command()
    finally:
        slack.stop()


def test_someone_who_joins_is_announced(slack, app, connect):
    joined: list[str] = []
    app.event("team_join")(lambda event: joined.append(event["user"]["id"]))
    connect()
    slack.add_member(Member("U003", "Carys Evans"))
    carys = Visitor(slack.address, "U003")
    assert carys.until(lambda _: joined) == ["U003"]
    assert carys.messages() == []


def test_stopping_is_quick_and_complete_with_a_bot_connected(slack, app, connect):
    handler: SocketModeHandler = connect()
    handler.client.auto_reconnect_enabled = False
    slack.stop()
    slack.stop()
    assert not slack.connected.is_set()
