"""The command line beside a running bot: how delivering goes, and who may run."""

import json
from pathlib import Path

import pytest

from bot.alone import claim_database
from bot.local_slack import LocalSlack
from surveys.store.database import open_database
from tests.bot.commanding import Command, refused


def test_deliveries_are_shown_in_counts_and_name_nobody(
    command: Command, people: Path, tmp_path: Path
) -> None:
    command("people", "import", people, "--yes")
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE people SET welcomed_at = '2026-01-05 09:00:00'")
        connection.exec_driver_sql("UPDATE deliveries SET state = 'failed', error = 'is_archived'")
    assert command("round", "open").code == 0
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE deliveries SET state = 'sent' WHERE kind = 'invitation' AND id ="
            " (SELECT min(id) FROM deliveries WHERE kind = 'invitation')"
        )
        connection.exec_driver_sql(
            "INSERT INTO paces VALUES ('T0LOCAL', '', 4e15, 'token_revoked')"
        )
    engine.dispose()
    said = command("deliveries").out
    assert "Open round of weekly-pulse: 1 of 3 invitations sent." in said
    assert "3 messages were not sent, or not yet: is_archived." in said
    assert "Slack refused our token (token_revoked): nothing is sent until" in said
    assert "Person" not in said
    found = json.loads(command("deliveries", "--json").out)
    assert found["counts"]["welcome"]["failed"] == 3
    assert found["errors"] == {"is_archived": 3}
    assert found["progress"] == [{"survey": "weekly-pulse", "sent": 1, "of": 3}]
    assert [one["error"] for one in found["waiting"]] == ["token_revoked"]


@pytest.mark.usefixtures("begun")
def test_a_second_run_on_one_sqlite_file_is_refused_and_commands_are_not(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack = LocalSlack()
    slack.start()
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-local")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-local")
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    running = claim_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    assert "Another bot runs on this SQLite database" in refused(command("run"))
    assert command("deliveries").code == 0
    running.give_up()
    slack.stop()
