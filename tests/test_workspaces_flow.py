"""Two workspaces install the app by themselves: agreed to in Slack, written to, and removed."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import parse_qs, urlsplit

import pytest

from bot import logs
from bot.local_slack import Visitor
from bot.local_slack.people import UserGroup
from bot.sync_file import reading_in
from bot.syncing import clients_of
from handlers import ids, uninstalling
from handlers.gathering import gather_all
from surveys.model.deliveries import Kind
from surveys.use_cases import delivering, installing, syncing
from tests.conftest import MONDAY
from tests.handlers.dispatching import words
from tests.two_workspaces import COUNCIL, HEALTH, STRANGERS, Partnership, partnership

SYNC = b"""source = "groups"
[units]
team-1 = "Partnership/Team 1"
team-2 = "Partnership/Team 2"
"""


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Partnership]:
    with partnership(tmp_path) as one:
        yield one


def arrived(person: Visitor) -> list[str]:
    return [words(one) for one in person.messages()]


def everyone(ours: Partnership) -> dict[str, Visitor]:
    return {
        "Anne": ours.visitor(COUNCIL, "U0ANNE"),
        "Anne in health": ours.visitor(HEALTH, "U0ANNEH"),
        "Bill": ours.visitor(COUNCIL, "U0BILL"),
        "Cara": ours.visitor(HEALTH, "U0CARA"),
        "another Bill": ours.visitor(HEALTH, "U0BILL"),
    }


def test_people_of_both_workspaces_are_asked_once_each_and_answer_where_they_are(
    ours: Partnership,
) -> None:
    assert "T0COUNCIL &amp; Co" in ours.install(COUNCIL).text
    assert ours.install(HEALTH).status_code == 200
    ours.bot.tick()
    ours.clock.move_to(MONDAY)
    ours.bot.keep_time()
    ours.bot.deliver()  # side by side, as when the bot runs
    people = everyone(ours)
    assert {name: len(arrived(one)) for name, one in people.items()} == {
        "Anne": 2, "Anne in health": 0, "Bill": 3, "Cara": 2, "another Bill": 0,
    }  # fmt: skip # Bill keeps the bot running, and is told how its week went
    for name in ("Anne", "Cara"):
        assert people[name].press(f"{ids.CHOOSE}_4") is not None
        assert words(people[name].submit({}).modal).startswith("Saved")
    with ours.bot.runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
        assert tx.ballots.count(opened.id) == 2
    home = people["Anne in health"].open_home()  # the same human, wherever they look
    assert "What is next for you" in words(home)
    stranger = people["another Bill"].open_home()
    assert "not on the staff list" in words(stranger)


def test_a_workspace_that_removes_the_app_waits_and_the_other_goes_on(ours: Partnership) -> None:
    ours.install(COUNCIL)
    ours.install(HEALTH)
    ours.bot.tick()
    ours.clock.pass_(minutes=5)
    ours.slacks[HEALTH].remove_app()
    people = everyone(ours)
    people["Bill"].until(lambda one: "removed from 1 workspace" in words(one.open_home()))
    assert installing.find(ours.bot.runtime, HEALTH) is None
    ours.clock.move_to(MONDAY)
    ours.bot.tick()
    assert [len(arrived(people[one])) for one in ("Anne", "Bill", "Cara")] == [2, 3, 1]
    assert any("app was removed from 1 workspace" in one for one in arrived(people["Bill"]))
    overview = delivering.overview(ours.bot.runtime)
    assert overview.removed == (HEALTH,)
    with ours.bot.runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
        assert len(tx.rounds.roster(opened.id)) == 2  # Cara can't be asked, and isn't
    ours.install(HEALTH)
    assert delivering.overview(ours.bot.runtime).removed == ()
    ours.bot.tick()
    assert len(arrived(people["Cara"])) == 1


def test_what_waits_for_a_workspace_arrives_when_it_has_the_app_again(ours: Partnership) -> None:
    ours.install(COUNCIL)
    ours.bot.tick()
    people = everyone(ours)
    assert [len(arrived(people[one])) for one in ("Anne", "Bill", "Cara")] == [1, 1, 0]
    assert delivering.overview(ours.bot.runtime).counts[Kind.WELCOME]["pending"] == 1
    ours.install(HEALTH)
    ours.bot.tick()
    assert len(arrived(people["Cara"])) == 1
    assert arrived(people["Anne in health"]) == []


def test_with_socket_mode_only_the_pages_of_the_installation_are_served(tmp_path: Path) -> None:
    with partnership(tmp_path, (COUNCIL,), sockets=True) as ours:
        assert ours.slacks[COUNCIL].connected.wait(10)
        assert ours.install(COUNCIL).status_code == 200
        ours.bot.tick()
        bill = ours.visitor(COUNCIL, "U0BILL")
        assert "next for you" in words(bill.open_home())
        assert ours.asked(COUNCIL) == "Nothing is here."  # however well it is signed
        ours.clock.pass_(minutes=1)
        ours.slacks[COUNCIL].remove_app(tokens_only=True)
        bill.until(lambda _one: not installing.installed(ours.bot.runtime)[0].is_installed)


def installed_with_groups(ours: Partnership) -> None:
    """Anne, Bill and Cara move as their groups say, and another Bill comes."""
    groups = {COUNCIL: ("team-1", ("U0ANNE", "U0BILL")), HEALTH: ("team-2", ("U0CARA", "U0BILL"))}
    for workspace, (handle, users) in groups.items():
        ours.install(workspace)
        group = UserGroup("S1", handle, handle, users)
        ours.slacks[workspace].workspace.groups = {group.id: group}
    ours.bot.tick()


def apply_what_slack_tells(ours: Partnership) -> None:
    config, runtime = ours.bot.config, ours.bot.runtime
    reading = reading_in(config)
    told = gather_all(clients_of(config, runtime), reading)
    syncing.apply_sync(runtime, syncing.plan_sync(runtime, told, reading))


def test_who_joined_and_moved_in_any_workspace_is_one_line_to_administrators(
    tmp_path: Path,
) -> None:
    (tmp_path / "sync.toml").write_bytes(SYNC)
    with partnership(tmp_path, sync_file=tmp_path / "sync.toml") as ours:
        installed_with_groups(ours)
        bill, night = ours.visitor(COUNCIL, "U0BILL"), MONDAY.replace(day=8, hour=2)
        ours.clock.move_to(night)  # three o'clock in London
        ours.slacks[HEALTH].fail("usergroups.list", error="missing_scope")
        ours.bot.tick()  # half of it is nothing: it is asked again in an hour
        ours.clock.pass_(minutes=61)
        ours.bot.tick()
        ours.clock.move_to(MONDAY.replace(day=8))
        ours.bot.tick()
        (line,) = (one for one in arrived(bill) if "changed in Slack" in one)
        assert "4 people changed in Slack, and not yet on the list." in line
        assert "1 joined, 1 moved, 2 changed otherwise, 1 part of the organisation changed." in line
        assert "Person" not in line
        apply_what_slack_tells(ours)
        ours.bot.tick()
        people = everyone(ours)
        assert "Hello" in arrived(people["another Bill"])[-1]
        assert arrived(people["Anne in health"]) == []
        for hours in (17, 7):
            ours.clock.pass_(hours=hours)
            ours.bot.tick()
        assert sum("changed in Slack" in one for one in arrived(bill)) == 1


def test_tokens_of_people_are_none_of_ours_and_a_fault_tells_nothing(
    ours: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours.install(COUNCIL)
    revoked = {
        "team_id": COUNCIL,
        "event_time": 2_000_000_000,
        "event": {"tokens": {"oauth": ["U"]}},
    }
    uninstalling.hear_revoked(revoked, ours.bot.runtime)
    assert installing.find(ours.bot.runtime, COUNCIL)
    stream = io.StringIO()
    handler = logs.handler_to(stream)
    logging.getLogger("staff_voice").addHandler(handler)
    broken = Mock(side_effect=RuntimeError("quagga"))
    monkeypatch.setattr("handlers.uninstalling.installing.removed", broken)
    ours.slacks[COUNCIL].remove_app()
    ours.visitor(COUNCIL, "U0BILL").until(lambda _one: "RuntimeError" in stream.getvalue())
    logging.getLogger("staff_voice").removeHandler(handler)
    assert "quagga" not in stream.getvalue()


def test_what_removes_the_app_does_not_reach_a_later_installation(ours: Partnership) -> None:
    ours.install(COUNCIL)
    before = installing.find(ours.bot.runtime, COUNCIL)
    assert before is not None
    stale = ours.clock() - timedelta(hours=1)  # Slack says again what it said an hour ago
    assert not installing.removed(ours.bot.runtime, COUNCIL, stale)
    assert installing.find(ours.bot.runtime, COUNCIL) == before
    assert installing.removed(ours.bot.runtime, COUNCIL, ours.clock())
    assert not installing.removed(ours.bot.runtime, COUNCIL, ours.clock())


def test_a_link_serves_once_in_one_browser_for_ten_minutes(ours: Partnership) -> None:
    with ours.browser() as browser, ours.browser() as another:
        back = ours.agreed(COUNCIL, browser)
        for who in (another.get(back), another.get(f"{ours.address}/slack/oauth_redirect")):
            assert who.status_code == 403
            assert "begun in another browser" in who.text
        assert browser.get(back).status_code == 200
        state = parse_qs(urlsplit(back).query)["state"][0]
        browser.cookies.set("staff-voice-install", state, domain="127.0.0.1")
        again = browser.get(ours.agreed(COUNCIL, another).partition("state=")[0] + f"state={state}")
        assert (again.status_code, "used already" in again.text) == (403, True)
        late = ours.agreed(HEALTH, browser)
        ours.clock.pass_(minutes=11)
        assert browser.get(late).status_code == 403
    assert installing.find(ours.bot.runtime, HEALTH) is None


def test_what_slack_says_instead_is_one_plain_sentence(ours: Partnership) -> None:
    said = {
        "error=access_denied": "cancelled",
        "error=<b>x": "(unexpected_answer)",
        "code=guessed": "(invalid_code)",
        "": "did not finish",
    }
    for brought, sentence in said.items():
        with ours.browser() as browser:
            address, _, query = ours.agreed(COUNCIL, browser).partition("?")
            state = parse_qs(query)["state"][0]
            page = browser.get(f"{address}?state={state}&{brought}")
        assert page.status_code == 403
        assert sentence in page.text
        assert '<html lang="en-GB">' in page.text
        assert "<b>x" not in page.text


def test_strangers_and_whole_organisations_are_refused_and_keep_no_token(tmp_path: Path) -> None:
    with partnership(tmp_path, (COUNCIL, STRANGERS)) as ours:
        for refused in ((), ("apps.uninstall",)):  # Slack may let no bot do that
            for method in refused:
                ours.slacks[STRANGERS].fail(method, error="is_bot")
            page = ours.install(STRANGERS)
            assert (page.status_code, "not on the list" in page.text) == (403, True)
            assert ours.token(STRANGERS) == ""  # Slack was asked to take it back
        ours.app.whole_organisation = True
        assert "one workspace at a time" in ours.install(COUNCIL).text
        assert installing.installed(ours.bot.runtime) == ()
        assert "not installed in this workspace" in ours.asked(STRANGERS)
        assert "not installed in this workspace" in ours.asked(COUNCIL)  # allowed, and not there
        ours.app.whole_organisation = False
        ours.install(COUNCIL)
        assert "not installed in this workspace" in ours.asked(STRANGERS)
        assert "not installed" not in ours.asked(COUNCIL)


def test_a_token_lies_nowhere_in_plain_text(tmp_path: Path) -> None:
    stream = io.StringIO()
    before = list(logging.getLogger().handlers), logging.getLogger().level
    logs.start("DEBUG", stream)
    try:
        with partnership(tmp_path) as ours:
            ours.install(COUNCIL)
            first = ours.token(COUNCIL)
            ours.bot.tick()
            ours.install(COUNCIL)  # again: replaced
            tokens = [first, ours.token(COUNCIL)]
            assert tokens[0] != tokens[1]
            assert len(installing.installed(ours.bot.runtime)) == 1
            (old,) = (tmp_path / "token-keys").iterdir()
            assert old.stat().st_mode & 0o777 == 0o600
            assert installing.rotate_key(ours.bot.runtime) == 1
            (new,) = (tmp_path / "token-keys").iterdir()
            assert new != old
            assert "next for you" in words(ours.visitor(COUNCIL, "U0BILL").open_home())
            written = b"".join(
                one.read_bytes() for one in (tmp_path / "data").rglob("*") if one.is_file()
            )
    finally:
        logging.getLogger().handlers[:], logging.getLogger().level = before[0], before[1]
    said = stream.getvalue()
    assert '"outcome": "installed"' in said
    for secret in (*tokens, "local-client-secret", "code", "U0INSTALLER"):
        assert secret.encode() not in written
        assert secret not in said
    assert all(json.loads(line) for line in said.splitlines())
