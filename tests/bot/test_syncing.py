"""`staff-voice people sync`: Slack is asked, the difference is shown, then applied."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.config import Config
from bot.local_slack import LocalSlack, Member
from bot.local_slack.people import BOT_USER, UserGroup
from bot.manifest import scopes
from bot.scopes import OF_SYNC
from bot.slack_client import slack_client
from handlers.gathering import gather
from surveys.errors import SlackNotRead
from surveys.model.syncing import Told
from surveys.rules.sync_file import reading_in
from tests.bot.commanding import Command, refused

GROUPS = b"""source = "groups"
[units]
team-1 = "Children's Services/Team 1"
team-2 = "Children's Services/Team 2"
"""
PROFILES = b"""source = "profile"
[units]
"Team 2" = "Children's Services/Team 2"
[fields]
unit = "Team"
"""
MANY = 230  # more than a page of Slack's


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalSlack]:
    people = [Member(f"U{n:04}", f"Person {n}", f"p{n}@example.org") for n in range(1, MANY)]
    people += [Member("U9000", "Guest", is_guest=True), Member("U9001", "Gone", deleted=True)]
    people += [Member("U9002", "Amina", fields={"Team": "Team 2"})]
    ids = [one.id for one in people]
    groups = [UserGroup("S1", "team-1", "Team 1", tuple(ids[:4])),
              UserGroup("S2", "team-2", "Team 2", tuple(ids[4:8]))]  # fmt: skip
    one = LocalSlack(people, user_groups=groups)
    one.start()
    one.grant(*scopes(), *OF_SYNC)
    monkeypatch.setenv("SLACK_API_URL", one.api_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-local")
    (tmp_path / "sync.toml").write_bytes(GROUPS)
    yield one
    one.stop()


def test_the_difference_is_shown_then_applied_and_kept_in_the_trail(
    command: Command, workspace: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "write a file" in refused(command("people", "sync"))
    monkeypatch.setenv("SYNC_FILE", "sync.toml")
    shown = json.loads(command("people", "sync", "--json").out)
    added = [one["what"] for one in shown["changes"] if one["kind"] == "person added"]
    assert (len(added), shown["applied"]) == (8, False)
    assert "Person 1 (p1@example.org)" in added
    assert shown["left_out"]["guest"] == 1
    assert "Done." in command("people", "sync", "--yes").out
    assert json.loads(command("people", "sync", "--json").out)["changes"] == []
    (act,) = json.loads(command("trail", "--json").out)["acts"]
    assert (act["kind"], act["by"]) == ("people synchronised", "command line")
    assert act["subject"]["added"] == "8"
    groups = workspace.workspace.groups
    workspace.workspace.groups = {}  # renamed, or switched off: nobody is taken for a leaver
    assert "no user group @team-1" in refused(command("people", "sync", "--yes", "--allow-many"))
    workspace.workspace.groups = {id_: replace(one, users=()) for id_, one in groups.items()}
    assert "8 of 8 people would leave the list at once" in refused(command("people", "sync"))
    assert "Done." in command("people", "sync", "--yes", "--allow-many").out


def read(workspace: LocalSlack, file: bytes, waits: list[float]) -> Told:
    config = Config(slack_bot_token="xoxb-local", slack_api_url=workspace.api_url, _env_file=None)
    return gather(slack_client(config), reading_in(file), waits.append)


def test_every_page_and_every_profile_is_read_though_slack_asks_to_wait(
    workspace: LocalSlack,
) -> None:
    waits: list[float] = []
    workspace.fail("users.list", status=429, retry_after=7, times=2)
    workspace.fail("usergroups.list", status=500)
    told = read(workspace, GROUPS, waits)
    assert waits[:2] == [7, 7]
    assert len({one.slack_id for one in told.members}) > 200
    assert sum(one.is_guest + one.closed for one in told.members) == 2
    assert len(told.groups["team-1"]) == 4


def test_a_refused_token_is_said_at_once(workspace: LocalSlack) -> None:
    workspace.fail("usergroups.list", error="missing_scope")
    with pytest.raises(SlackNotRead, match="missing_scope"):
        read(workspace, GROUPS, [])


def test_a_group_that_is_told_in_part_is_not_read(
    workspace: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = {"handle": "team-1", "user_count": "4", "users": ["U0001"]}
    for group in (part, {**part, "users": None}):
        answer = {"usergroups": [group]}
        monkeypatch.setattr(WebClient, "usergroups_list", lambda _self, told=answer, **_more: told)
        with pytest.raises(SlackNotRead, match=r"of the user group @team-1 it told \d people of 4"):
            read(workspace, GROUPS, [])


def test_a_process_that_stops_waits_for_slack_no_longer(workspace: LocalSlack) -> None:
    config = Config(slack_bot_token="xoxb-local", slack_api_url=workspace.api_url, _env_file=None)
    waits: list[float] = []

    def stop(seconds: float) -> bool:
        waits.append(seconds)
        return True

    workspace.fail("users.list", status=429, retry_after=60)
    with pytest.raises(SlackNotRead):
        gather(slack_client(config), reading_in(GROUPS), stop)
    with pytest.raises(SlackNotRead, match="stopping"):
        gather(slack_client(config), reading_in(PROFILES), stop)
    assert waits == [60, 0]


def test_fields_of_profiles_are_read_by_their_labels(workspace: LocalSlack) -> None:
    members = workspace.workspace.members
    workspace.workspace.members = {
        one: members[one] for one in (BOT_USER, "U0001", "U9001", "U9002")
    }
    told = read(workspace, PROFILES, [])
    assert {one.slack_id: dict(one.fields) for one in told.members if one.is_person} == {
        "U0001": {}, "U9001": {}, "U9002": {"Team": "Team 2"},
    }  # fmt: skip
