"""The Web API answers a real client as Slack would."""

import io
import json
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.webhook import WebhookClient

from bot.local_slack import Visitor
from tests.bot.local_slack.samples import button, form, invite, mrkdwn, workspace


def refused(call, **arguments) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return caught.value


def test_the_bot_learns_who_it_is(client, slack):
    answer = client.auth_test()
    assert (answer["team_id"], answer["user"]) == ("T0LOCAL", "Staff Voice")


def test_a_wrong_token_is_refused(slack):
    stranger = WebClient(token="xoxb-other", base_url=slack.api_url, retry_handlers=[])
    assert refused(stranger.auth_test).response["error"] == "invalid_auth"


def test_a_call_without_a_token_is_refused(slack):
    with urllib.request.urlopen(slack.api_url + "auth.test", data=b"") as answer:
        assert json.load(answer) == {"ok": False, "error": "not_authed"}


def test_a_bot_token_opens_no_socket(client):
    error = refused(client.apps_connections_open, app_token="xoxb-local")
    assert error.response["error"] == "not_allowed_token_type"


def test_a_call_beyond_what_the_app_was_granted_is_refused_with_what_it_lacks(client, slack):
    direct = client.conversations_open(users="U001")["channel"]["id"]
    slack.grant("im:history", "chat:write")
    assert client.conversations_history(channel=direct)["messages"] == []
    error = refused(client.conversations_history, channel="C0GENERAL").response
    assert (error["error"], error["needed"]) == ("missing_scope", "channels:history")
    assert error["provided"] == "im:history,chat:write"


def test_an_unknown_method_is_named_so(client):
    assert refused(client.api_call, api_method="x.y").response["error"] == "unknown_method"


def test_people_are_listed_a_page_at_a_time(client):
    first = client.users_list(limit=2)
    following = client.users_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    ids = [each["id"] for each in first["members"] + following["members"]]
    assert ids == ["U0STAFFVOICE", "U001", "U002"]
    assert following["response_metadata"]["next_cursor"] == ""


def test_a_person_is_found_by_id_and_by_email(client):
    by_email = client.users_lookupByEmail(email="ASHA@example.org")["user"]
    assert by_email == client.users_info(user="U001")["user"]
    assert refused(client.users_lookupByEmail, email="x@y.z").response["error"] == "users_not_found"


def test_user_groups_and_channel_members_are_listed(client):
    assert client.usergroups_users_list(usergroup="S1")["users"] == ["U002"]
    assert "U002" in client.conversations_members(channel="G0CHAMPS")["members"]
    kinds = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert {each["name"] for each in kinds} == {"general", "champions"}


def test_metadata_comes_back_only_when_asked_for(client):
    channel = client.conversations_open(users="U001")["channel"]["id"]
    metadata = {"event_type": "delivery", "event_payload": {"id": "d1"}}
    client.chat_postMessage(channel=channel, text="Hello", metadata=metadata)
    bare = client.conversations_history(channel=channel)["messages"][0]
    full = client.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert "metadata" not in bare
    assert full["metadata"] == metadata


def test_times_of_messages_are_unique_and_increase_while_the_clock_stands_still():
    slack = workspace(now=lambda: datetime(2026, 6, 1, 9, tzinfo=UTC))
    slack.start()
    client = WebClient(token="xoxb-local", base_url=slack.api_url)
    times = [client.chat_postMessage(channel="U001", text="x")["ts"] for _ in range(3)]
    slack.stop()
    assert times == ["1780304400.000000", "1780304400.000001", "1780304400.000002"]


def test_a_message_is_changed_and_deleted(client, slack):
    channel, ts = invite(client)
    client.chat_update(channel=channel, ts=ts, text="Thank you")
    asha = Visitor(slack.address, "U001")
    assert [each["text"] for each in asha.messages()] == ["Thank you"]
    client.chat_delete(channel=channel, ts=ts)
    assert asha.messages() == []
    kept = slack.kept()[0]
    assert kept["deleted"]
    assert kept["earlier"][0]["text"] == "How are you?"


def test_refused_blocks_say_what_and_where(client):
    blocks = [{"type": "section", "text": mrkdwn("x" * 3001)}]
    answer = refused(client.chat_postMessage, channel="U001", text="x", blocks=blocks).response
    assert answer["error"] == "invalid_blocks"
    assert "json-pointer:/blocks/0/text/text" in answer["response_metadata"]["messages"][0]


def test_too_much_text_in_one_message_has_its_own_refusal(client):
    blocks = [{"type": "section", "text": mrkdwn("x" * 2900)}] * 5
    error = refused(client.chat_postMessage, channel="U001", text="x", blocks=blocks)
    assert error.response["error"] == "msg_blocks_too_long"


def test_a_refused_view_says_what_and_where(client):
    error = refused(client.views_publish, user_id="U001", view=form())
    assert error.response["error"] == "invalid_arguments"
    assert "must be home" in error.response["response_metadata"]["messages"][0]


def test_a_message_needs_something_in_it_and_somewhere_to_go(client):
    nothing = {"api_method": "chat.postMessage", "json": {"channel": "U001"}}
    assert refused(client.api_call, **nothing).response["error"] == "no_text"
    error = refused(client.chat_postMessage, channel="D404", text="x")
    assert error.response["error"] == "channel_not_found"


def test_someone_who_left_cannot_be_written_to(client, slack):
    channel = client.conversations_open(users="U001")["channel"]["id"]
    slack.remove_member("U001")
    error = refused(client.chat_postMessage, channel=channel, text="x")
    assert error.response["error"] == "user_disabled"


def test_an_ephemeral_needs_somebody_who_is_there(client):
    error = refused(client.chat_postEphemeral, channel="G0CHAMPS", user="U001", text="x")
    assert error.response["error"] == "user_not_in_channel"


def test_an_upload_gets_its_type_a_moment_after_it_is_complete(client):
    picture = io.BytesIO(b"picture")
    uploaded = client.files_upload_v2(file=picture, filename="a.png", title="Chart")
    file_id = uploaded["files"][0]["id"]
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "A chart"}
    error = refused(client.chat_postMessage, channel="U001", text="x", blocks=[image])
    assert error.response["error"] == "invalid_blocks"
    assert client.files_info(file=file_id)["file"]["mimetype"] == ""
    assert client.files_info(file=file_id)["file"]["mimetype"] == "image/png"
    assert client.chat_postMessage(channel="U001", text="x", blocks=[image])["ok"]


def test_a_response_url_works_five_times(client, slack, app, connect):
    used: list[str] = []
    app.action("answer")(lambda ack, body: (ack(), used.append(body["response_url"])))
    connect()
    invite(client)
    asha = Visitor(slack.address, "U001", patience=0)
    asha.press("answer")
    url = asha.until(lambda _: used)[0]
    webhook = WebhookClient(url, retry_handlers=[])
    answers = [webhook.send(text="Only for you").status_code for _ in range(6)]
    assert answers == [200] * 5 + [404]
    assert [each["is_ephemeral"] for each in asha.messages()] == [False] + [True] * 5


def test_a_queue_of_faults_happens_in_order_and_ends(client, slack):
    slack.fail("chat.postMessage", status=429, retry_after=7, times=2)
    slack.fail("chat.postMessage", error="channel_not_found")
    slack.fail("*", status=500)
    limited = [refused(client.chat_postMessage, channel="U001", text="x") for _ in range(2)]
    assert [each.response.headers["Retry-After"] for each in limited] == ["7", "7"]
    error = refused(client.chat_postMessage, channel="U001", text="x")
    assert error.response["error"] == "channel_not_found"
    assert refused(client.auth_test).response.status_code == 500
    assert client.chat_postMessage(channel="U001", text="x")["ok"]


def test_a_post_whose_answer_is_lost_was_made_once(client, slack):
    slack.fail("chat.postMessage", drop_after_accept=True)
    with pytest.raises((urllib.error.URLError, ConnectionError, SlackRequestError)):
        client.chat_postMessage(channel="U001", text="Once")
    assert [each["text"] for each in slack.kept()] == ["Once"]


def test_a_dropped_call_did_nothing(client, slack):
    slack.fail("chat.postMessage", drop=True)
    with pytest.raises((urllib.error.URLError, ConnectionError, SlackRequestError)):
        client.chat_postMessage(channel="U001", text="Never")
    assert slack.kept() == []


def test_with_limits_on_a_fast_bot_is_told_to_wait():
    slack = workspace(limits=True)
    slack.start()
    client = WebClient(token="xoxb-local", base_url=slack.api_url, retry_handlers=[])
    for _ in range(3):
        client.chat_postMessage(channel="U001", text="x")
    error = refused(client.chat_postMessage, channel="U001", text="x")
    elsewhere = client.chat_postMessage(channel="U002", text="x")
    slack.stop()
    assert error.response.status_code == 429
    assert int(error.response.headers["Retry-After"]) >= 1
    assert elsewhere["ok"]


def test_every_call_is_recorded_in_order_and_no_token(tmp_path):
    path = tmp_path / "calls.jsonl"
    slack = workspace(calls_path=path)
    slack.start()
    client = WebClient(token="xoxb-local", base_url=slack.api_url)
    client.auth_test()
    client.chat_postMessage(
        channel="U001",
        text="Hello",
        blocks=[
            {"type": "actions", "elements": [button("a")]},
        ],
    )
    slack.stop()
    text = path.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(each["seq"], each["direction"], each["method"]) for each in lines] == [
        (1, "call", "auth.test"),
        (2, "call", "chat.postMessage"),
    ]
    assert lines[1]["body"]["text"] == "Hello"
    assert "xoxb-local" not in text


def test_many_clients_at_once_lose_nothing(client, slack):
    threads = [
        threading.Thread(target=client.chat_postMessage, kwargs={"channel": "U001", "text": f"{n}"})
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each["text"] for each in slack.kept()} == {f"{n}" for n in range(20)}
