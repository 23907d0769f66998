"""A real Bolt App behind a web server, reached by signed requests."""

import threading
from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import create_server

from bot.local_slack import BotDidNotAnswerError, LocalSlack, Visitor
from tests.bot.local_slack.samples import form, invite, mrkdwn, workspace


class Behind:
    """A bot behind a web server, in a workspace that knows its address."""

    def __init__(self, secret: str) -> None:
        client = WebClient(token="xoxb-local", retry_handlers=[])
        self.app = App(
            client=client,
            signing_secret=secret,
            process_before_response=True,
            token_verification_enabled=False,
        )
        self.server = create_server(SlackRequestHandler(self.app), host="127.0.0.1", port=0)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        address = f"http://127.0.0.1:{self.server.effective_port}/slack/events"
        self.slack: LocalSlack = workspace(request_url=address)
        self.slack.start()
        client.base_url = self.slack.api_url

    def close(self) -> None:
        self.slack.stop()
        self.server.trigger.pull_trigger(
            self.server.close
        )  # in its own thread, which may be waiting
        self.thread.join(5)
        self.server.task_dispatcher.shutdown()


@pytest.fixture
def behind() -> Iterator[Behind]:
    running = Behind("local-secret")
    yield running
    running.close()


@pytest.fixture
def elsewhere() -> Iterator[Behind]:
    running = Behind("another-secret")
    yield running
    running.close()


def test_a_person_answers_a_bot_behind_a_web_server(behind):
    taken: list[dict] = []

    @behind.app.action("answer")
    def opened(ack, body, client):
        client.views_open(trigger_id=body["trigger_id"], view=form())
        ack()

    behind.app.view("pulse")(lambda ack, view: (taken.append(view["state"]["values"]), ack()))
    invite(behind.app.client)
    asha = Visitor(behind.slack.address, "U001")
    assert asha.press("answer")["title"]["text"] == "Your pulse"
    assert asha.submit({"feeling": "good"}).modal is None
    assert taken[0]["feeling"]["given"]["selected_option"]["value"] == "good"


def test_events_and_commands_arrive_signed(behind):
    @behind.app.event("app_home_opened")
    def publish(event, client):
        view = {"type": "home", "blocks": [{"type": "section", "text": mrkdwn("Hello")}]}
        client.views_publish(user_id=event["user"], view=view)

    behind.app.command("/staff-voice")(lambda ack: ack("Plain words"))
    asha = Visitor(behind.slack.address, "U001")
    assert asha.open_home()["blocks"][0]["text"]["text"] == "Hello"
    asha.command()
    assert asha.messages()[-1]["text"] == "Plain words"


def test_a_bot_with_another_secret_takes_nothing(elsewhere):
    elsewhere.app.command("/staff-voice")(lambda ack: ack("Never"))
    with pytest.raises(BotDidNotAnswerError):
        Visitor(elsewhere.slack.address, "U001").command()
