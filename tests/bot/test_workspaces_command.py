"""`staff-voice workspaces`, and what doctor, audit and manifest say with several of them."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot import config as settings
from bot.audit.tokens import tokens_of
from surveys.errors import SettingsWrong, TokenKeysInsideData
from surveys.model.auditing import Facts
from surveys.rules.auditing.tokens import sealed
from tests.bot.commanding import Command, refused
from tests.two_workspaces import COUNCIL, HEALTH, Partnership, partnership

ADDRESS = "https://voice.example.org"
GIVEN: dict[str, Any] = {
    "slack_client_id": "1.2",
    "slack_client_secret": "very-secret",
    "slack_signing_secret": "secret",
    "allowed_workspaces": "T0A1,T0B2",
    "public_url": ADDRESS,
}


def as_environment(ours: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    config = ours.bot.config
    for name in (*GIVEN, "slack_api_url", "token_key_dir", "slack_mode"):
        value = getattr(config, name)
        text = value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
        monkeypatch.setenv(name.upper(), text)


def judged(command: Command, what: str) -> dict[str, tuple[str, str]]:
    done = command(what, "--json")
    rows = json.loads(done.out)
    rows = rows["checks"] if what == "audit" else rows
    assert "xoxb" not in done.out + done.err
    return {one["check"]: (one["result"], one["evidence"]) for one in rows}


def test_workspaces_are_listed_checked_sealed_anew_and_removed(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with partnership(tmp_path) as ours:
        as_environment(ours, monkeypatch)
        ours.install(COUNCIL)
        rows = json.loads(command("workspaces", "list", "--json").out)
        assert {one["workspace"]: one["state"] for one in rows} == {
            COUNCIL: "installed", HEALTH: "not_installed",
        }  # fmt: skip
        assert "installed" in command("workspaces", "list").out
        found = judged(command, "doctor")
        assert found[f"workspace {COUNCIL}"] == ("pass", f"Slack knows the bot in {COUNCIL} & Co.")
        assert found[f"workspace {HEALTH}"][0] == "fail"
        assert [found[one][0] for one in ("install", "slack-connection")] == ["pass"] * 2
        (tmp_path / "data" / "leaked").write_text(f"it is {ours.token(COUNCIL)}", encoding="utf-8")
        ours.bot.runtime.store.settle()  # else the audit waits for the bot to do so
        audit = judged(command, "audit")
        assert audit["tokens-sealed"][0] == "pass"
        assert [audit[f"key-copies-in-{one}"][0] for one in ("files", "tables")] == ["fail", "pass"]
        (tmp_path / "data" / "leaked").unlink()
        assert "1 token is sealed" in command("workspaces", "rotate-key").out
        ours.bot.tick()  # the running bot goes on with the new key
        assert len(ours.visitor(COUNCIL, "U0BILL").messages()) == 1
        _lose_the_key(ours, command, tmp_path)
        ours.install(COUNCIL)
        done = command("workspaces", "remove", COUNCIL)
        assert "Slack was not told" not in done.out
        assert ours.token(COUNCIL) == ""
        assert "no installed workspace" in refused(command("workspaces", "remove", COUNCIL))


def _lose_the_key(ours: Partnership, command: Command, folder: Path) -> None:
    def audited() -> str:
        found = SimpleNamespace(tokens=tokens_of(ours.bot.config)[0])
        return sealed(cast("Facts", found)).evidence

    (key,) = (folder / "token-keys").iterdir()
    key.chmod(0o644)
    assert "may look into" in audited()
    key.unlink()
    assert "does not open" in audited()
    assert "does not open" in judged(command, "doctor")[f"workspace {COUNCIL}"][1]
    assert "install the app again" in refused(command("workspaces", "rotate-key"))


def test_settings_of_several_workspaces_are_checked(tmp_path: Path) -> None:
    def load(**more: Any) -> settings.Config:
        places = {"key_dir": tmp_path / "keys", "token_key_dir": tmp_path / "tokens"}
        return settings.load(**{**GIVEN, **places, **more}, _env_file=None)

    load().check_ready_for_slack()
    assert load().allowed == ("T0A1", "T0B2")
    assert "very-secret" not in repr(load())
    for wrong in (
        {"allowed_workspaces": "acme"},
        {"public_url": "http://voice.example.org"},  # a browser would bring a secret in the open
        {"public_url": "voice"},
        {"public_url": f"{ADDRESS}?x=1"},
    ):
        with pytest.raises(SettingsWrong):
            load(**wrong)
    for missing in ("slack_client_secret", "allowed_workspaces", "public_url"):
        with pytest.raises(SettingsWrong, match=missing.upper()):
            load(
                **{missing: "" if missing == "allowed_workspaces" else None}
            ).check_ready_for_slack()
    with pytest.raises(SettingsWrong, match="exclude"):
        load(slack_bot_token="xoxb-1").check_ready_for_slack()
    data = f"sqlite:///{tmp_path}/data/voice.db"
    for place in ("data", "data/tokens", "keys", "keys/tokens", "."):
        with pytest.raises(TokenKeysInsideData):
            load(database_url=data, token_key_dir=tmp_path / place)


def test_the_manifest_of_several_needs_our_address(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "PUBLIC_URL is not set" in refused(command("manifest", "--oauth"))
    monkeypatch.setenv("PUBLIC_URL", ADDRESS)
    printed = json.loads(command("manifest", "--oauth", "--http").out)
    assert printed["settings"]["interactivity"]["request_url"] == f"{ADDRESS}/slack/events"
