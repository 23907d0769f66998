"""The page's own interface, as scripts use it over plain HTTP."""

import httpx
import pytest

from tests.bot.local_slack.samples import form, invite


@pytest.fixture
def http(slack):
    with httpx.Client(base_url=slack.address, trust_env=False) as opened:
        yield opened


def test_a_script_finds_presses_fills_and_submits(http, app, client, connect):
    taken: list[dict] = []

    @app.action("answer")
    def opened(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form())

    app.view("pulse")(lambda ack, view: (ack(), taken.append(view["state"]["values"])))
    connect()
    invite(client)
    message = http.get("/people/U001/messages", params={"limit": 1}).json()["messages"][0]
    wanted = message["blocks"][1]["elements"][0]["action_id"]
    pressed = http.post("/people/U001/press", json={"action_id": wanted}).json()
    assert pressed["modal"] == http.get("/people/U001/modal").json()["view"]
    missing = http.post("/people/U001/submit", json={"values": {}}).json()
    assert list(missing["errors"]) == ["feeling"]
    done = http.post("/people/U001/submit", json={"values": {"feeling": "good"}}).json()
    assert done == {"ok": True, "modal": None, "errors": {}}
    assert len(taken) == 1


def test_faults_are_queued_listed_and_forgotten_over_http(http, client):
    http.post("/faults", json={"method": "chat.postMessage", "status": 429, "times": 2})
    assert http.get("/faults").json()["faults"][0]["times"] == 2
    answer = http.post("/api/chat.postMessage", json={"channel": "U001", "text": "x"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert http.request("DELETE", "/faults").json() == {"faults": []}
    assert http.post("/faults", json={"method": "x", "colour": "red"}).status_code == 400


def test_what_is_not_possible_is_said_in_a_sentence(http):
    answer = http.post("/people/U001/press", json={"action_id": "answer"})
    assert answer.status_code == 400
    assert answer.json()["error"] == "There is nothing called “answer” in front of this person."
    assert http.post("/people/U001/submit").json()["error"] == "No form is open."
    assert http.post("/people/U001/press", json={"colour": "red"}).status_code == 400
    assert http.post("/people/U001/press", content=b"not JSON").status_code == 400
    assert http.get("/people/U404/modal").status_code == 404


def test_a_web_page_from_elsewhere_cannot_act(http):
    stranger = {"Origin": "https://elsewhere.example"}
    assert http.post("/people/U001/say", json={"text": "x"}, headers=stranger).status_code == 403
    assert http.get("/people", headers={"Host": "elsewhere.example"}).status_code == 403
    assert http.get("/people", headers={"Origin": "null"}).status_code == 403
    assert http.get("/people", headers={"Origin": str(http.base_url)}).status_code == 200


def test_a_file_is_given_to_those_who_see_it_alone(http, client):
    uploaded = client.files_upload_v2(content="for champions", filename="a.txt", channel="G0CHAMPS")
    file_id = uploaded["files"][0]["id"]
    assert http.get(f"/people/U002/files/{file_id}").text == "for champions"
    assert http.get(f"/people/U001/files/{file_id}").status_code == 404
    assert http.get(f"/files/{file_id}").status_code == 404


def test_limits_are_switched_on_and_off_while_it_runs(http, client):
    http.post("/limits", json={"on": True})
    header = {"Authorization": "Bearer xoxb-local"}
    calls = [http.post("/api/users.list", headers=header).status_code for _ in range(21)]
    assert calls == [200] * 20 + [429]
    http.post("/limits", json={"on": False})
    assert http.post("/api/users.list", headers=header).status_code == 200
