"""`staff-voice doctor`: one line a check, a remedy where something is wrong, exit 1 if any is."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Config
from bot.doctor import backups, forum, machine, slack
from bot.doctor.command import OF_SETTINGS
from bot.keeping.files import name_at
from bot.local_slack import LocalSlack
from bot.manifest import scopes
from surveys.model.auditing import Verdict
from surveys.model.deliveries import DeliveryState, Health
from tests.bot.audit.installation import list_of_help
from tests.bot.commanding import Command
from tests.bot.conftest import TEAM
from tests.databases import sqlite_in
from tests.organisation import people_file

CHECKS = ["settings", "version", "env-file", *OF_SETTINGS]


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSlack]:
    one = LocalSlack()
    one.start()
    monkeypatch.setenv("SLACK_API_URL", one.api_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-local")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-local")
    yield one
    one.stop()


@pytest.fixture
def ready(
    command: Command,
    people: Path,
    workspace: LocalSlack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> LocalSlack:
    """A new installation in order."""
    file = list_of_help(tmp_path, datetime.now(UTC).date())
    monkeypatch.setenv("SUPPORT_FILE", str(file))
    people.write_bytes(people_file(TEAM, others={2: "admin"}))
    command("people", "import", people, "--yes")
    return workspace


def wrong(command: Command) -> dict[str, str]:
    """The checks that fail, with what there is to do about each."""
    done = command("doctor", "--json")
    rows = json.loads(done.out)
    assert [row["check"].partition(" ")[0] for row in rows] == CHECKS
    assert all(row["evidence"].endswith(".") for row in rows)
    assert all((row["remedy"] == "") == (row["result"] == "pass") for row in rows)
    found = {row["check"]: row["remedy"] for row in rows if row["result"] == "fail"}
    assert done.code == (1 if found else 0)
    return found


def change(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "data" / "staff_voice.db") as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.usefixtures("ready")
def test_an_installation_in_order_is_fine_and_says_so(command: Command) -> None:
    assert wrong(command) == {}
    done = command("doctor")
    assert (done.code, done.err) == (0, "")
    assert done.out.count("fine") == len(CHECKS) - 2  # of backups it cannot tell
    assert "xoxb" not in done.out


def test_a_machine_with_nothing_on_it_is_told_what_comes_first(
    command: Command, workspace: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workspace.address
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    monkeypatch.delenv("SLACK_APP_TOKEN")
    assert wrong(command) == {
        "slack-token": "Set it: it begins with xoxb-.",
        "slack-connection": (
            "Set it: it begins with xapp-. Without Socket Mode set SLACK_SIGNING_SECRET."
        ),
        "database": (
            "Run this in the folder that holds .env; a new one begins with staff-voice setup."
        ),
    }


@pytest.mark.usefixtures("ready")
def test_a_settings_file_that_others_may_read_is_noticed(command: Command, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TIME_ZONE=Europe/London\n", "utf-8")
    file.chmod(0o640)
    assert wrong(command) == {
        "env-file": "Run chmod 600 .env; if somebody may have read it, make new tokens in Slack."
    }
    file.chmod(0o600)
    assert wrong(command) == {}


@pytest.mark.usefixtures("ready")
def test_settings_that_the_bot_refuses_are_one_wrong_line_among_the_others(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALLEST_TEAM", "3")
    assert wrong(command).keys() == {"settings"}


@pytest.mark.usefixtures("ready")
def test_a_file_of_authorities_and_keys_beside_data_are_one_wrong_line_among_the_others(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CA_FILE", str(tmp_path / "nowhere.pem"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "data" / "keys"))
    assert wrong(command).keys() == {"settings"}
    assert "CA_FILE: there is no file of certificates" in command("doctor").out


@pytest.mark.usefixtures("ready")
def test_what_slack_refuses_is_named_with_its_reason(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-other")
    assert wrong(command).keys() == {"slack-token", "slack-connection"}
    assert "Slack refuses SLACK_BOT_TOKEN (invalid_auth)." in command("doctor").out


def test_a_host_that_cannot_be_reached_is_named(
    command: Command, ready: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_API_URL", ready.api_url.replace("127.0.0.1", "localhost"))
    ready.stop()
    assert wrong(command).keys() == {"host localhost"}
    assert "localhost can't be reached: the connection fails" in command("doctor").out


@pytest.mark.parametrize(
    ("granted", "sentence"),
    [
        (
            ("chat:write", "commands"),
            "The app lacks files:read, files:write, im:history, im:write, users:read.",
        ),
        (
            (*scopes(), "admin"),
            "The app may do more than it needs: admin.",
        ),
    ],
)
def test_what_the_app_may_do_is_held_against_its_manifest(
    command: Command, ready: LocalSlack, granted: tuple[str, ...], sentence: str
) -> None:
    ready.grant(*granted)
    assert wrong(command).keys() == {"slack-scopes"}
    assert sentence in command("doctor").out


@pytest.mark.parametrize(
    ("minutes", "verdict"), [(0, Verdict.PASS), (2, Verdict.CANNOT_TELL), (5, Verdict.FAIL)]
)
def test_a_clock_that_is_not_slacks_is_noticed(minutes: int, verdict: Verdict) -> None:
    theirs = "Mon, 07 Sep 2026 09:00:00 GMT"
    ours = datetime(2026, 9, 7, 9, tzinfo=UTC) - timedelta(minutes=minutes)
    assert slack.clock(theirs, ours).verdict is verdict


@pytest.mark.usefixtures("ready")
def test_a_key_that_others_may_read_is_noticed_in_a_folder_that_is_private(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "keys").mkdir(mode=0o700, exist_ok=True)
    key = tmp_path / "keys" / "some-round.key"
    key.write_bytes(bytes(32))
    key.chmod(0o644)
    assert wrong(command).keys() == {"keys"}


@pytest.mark.usefixtures("ready")
def test_what_others_may_look_into_or_is_full_or_stale_is_noticed(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keys").mkdir(mode=0o755, exist_ok=True)
    (tmp_path / "keys").chmod(0o755)
    monkeypatch.setattr(machine, "LEAST_ROOM", 10**12)
    list_of_help(tmp_path, date(2020, 1, 1))
    assert wrong(command).keys() == {"keys", "disk", "help-list"}


def test_backups_that_are_missing_or_old_are_noticed_and_so_is_a_place_beside_the_database(
    tmp_path: Path,
) -> None:
    config = Config(_env_file=None, backup_dir=tmp_path / "b", database_url=sqlite_in(tmp_path))
    (tmp_path / "b").mkdir()
    made_at = datetime(2026, 9, 7, 9, tzinfo=UTC)

    def verdict(hours: float) -> Verdict:
        return backups.judged(config, made_at + timedelta(hours=hours)).verdict

    assert verdict(0) is Verdict.FAIL
    (tmp_path / "b" / name_at(made_at)).write_bytes(b"")
    assert (verdict(48), verdict(48.1)) == (Verdict.PASS, Verdict.FAIL)
    assert backups.newest(config) == made_at
    assert backups.well_placed(config).verdict is Verdict.CANNOT_TELL
    config = config.model_copy(update={"key_dir": tmp_path / "b" / "keys"})
    assert backups.well_placed(config).verdict is Verdict.FAIL


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("setting", "checks"),
    [
        ("SUPPORT_FILE", {"help-list"}),
        ("LOCAL_WORDS_FILE", {"local-words"}),
        ("SYNC_FILE", {"sync-file", "slack-scopes"}),  # the app may not read people either
    ],
)
def test_a_file_that_cannot_be_read_is_one_wrong_line_among_the_others(
    command: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    checks: set[str],
) -> None:
    (tmp_path / "mine.toml").write_text("no = [", "utf-8")
    monkeypatch.setenv(setting, str(tmp_path / "mine.toml"))
    assert wrong(command).keys() == checks


@pytest.mark.usefixtures("ready")
def test_what_should_have_happened_by_itself_and_did_not_is_noticed(
    command: Command, tmp_path: Path
) -> None:
    change(tmp_path, "UPDATE deliveries SET due_at = '2026-01-05 09:00:00.000000'")
    change(
        tmp_path,
        "INSERT INTO schedules (survey, next_run_at, revision)"
        " VALUES ('health-check', '2026-01-05 09:00:00.000000', 1)",
    )
    assert wrong(command).keys() == {"messages", "schedule"}
    assert "These should have been asked: health-check." in command("doctor").out
    change(tmp_path, "DELETE FROM roles WHERE role = 'admin'")
    assert "people role SLACK-ID --give admin" in command("doctor", "--json").out
    change(tmp_path, "UPDATE people SET active = 0")
    assert wrong(command)["people"] == "Run staff-voice people import."


@pytest.mark.usefixtures("ready")
def test_a_forum_that_nobody_looks_after_is_noticed(command: Command, tmp_path: Path) -> None:
    change(
        tmp_path,
        "INSERT INTO forum_cycles (id, number, meeting_on, state, scrubbed)"
        " VALUES ('c', 1, '2999-12-10', 'open', 0)",
    )
    change(tmp_path, "DELETE FROM roles WHERE role IN ('champion', 'psw')")
    assert wrong(command).keys() == {"forum"}
    assert "nobody is on the list to look after it" in command("doctor", "--json").out


@pytest.mark.parametrize(
    ("channel", "last", "verdict"),
    [
        (None, None, Verdict.PASS),
        ("C0123456789", None, Verdict.CANNOT_TELL),
        ("C0123456789", (DeliveryState.SENT, None), Verdict.PASS),
        ("C0123456789", (DeliveryState.FAILED, "not_in_channel"), Verdict.FAIL),
    ],
)
def test_a_channel_that_takes_nothing_is_noticed(
    channel: str | None, last: tuple[DeliveryState, str | None] | None, verdict: Verdict
) -> None:
    config = Config(_env_file=None, forum_channel=channel)
    found = Health(1, 1, (), 0, 0, champions=1, in_channel=last)
    assert forum._channel(config, found).verdict is verdict
    late = Health(1, 1, (), 0, 0, forum_in_use=True, champions=1, minutes_late=True)
    assert forum._looked_after(late).verdict is Verdict.FAIL
