"""The recipes to run under: no root, nothing to write but two folders, and time enough to stop."""

import re
import subprocess
import tomllib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import Config, check_keys_apart, read
from bot.serving import HTTP_PATH, MOST_BYTES
from bot.stopping import SECONDS_TO_STOP
from surveys.store.database import sqlite_file

HOUSE = Path(__file__).parents[2]
RECIPES = HOUSE / "docs" / "running"
SETTINGS = "/etc/staff-voice"
BACKUPS = "/var/backups/staff-voice"
VOLUMES = ["keys:/keys", "token-keys:/token-keys", f"{BACKUPS}:{BACKUPS}"]
SECRETS = {"slack_bot_token", "slack_app_token", "slack_signing_secret", "database_url"}


def instructions() -> dict[str, list[str]]:
    """The last stage of the container's recipe, by instruction."""
    text = (RECIPES / "Containerfile").read_text("utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    found: dict[str, list[str]] = defaultdict(list)
    for line in text.split("FROM ")[-1].splitlines()[1:]:
        name, _blank, rest = line.strip().partition(" ")
        found[name].append(" ".join(rest.split()))
    return found


def test_the_container_has_no_root_and_folders_apart_and_says_how_it_is() -> None:
    last = instructions()
    assert last["USER"] == ["10001:10001"]
    assert last["VOLUME"] == ['["/data", "/keys", "/token-keys"]']
    assert last["STOPSIGNAL"] == ["SIGTERM"]
    assert "/readyz" in last["HEALTHCHECK"][0]
    assert (last["ENTRYPOINT"], last["CMD"]) == (['["staff-voice"]'], ['["run"]'])
    given = set(re.findall(r"([A-Z_]+)=", last["ENV"][0]))
    assert not {one.upper() for one in SECRETS - {"database_url"}} & given
    assert "sqlite:////data/" in last["ENV"][0]
    assert " KEY_DIR=/keys TOKEN_KEY_DIR=/token-keys " in last["ENV"][0]


def test_the_container_is_built_from_what_the_project_consists_of_and_a_named_base() -> None:
    text = (RECIPES / "Containerfile").read_text("utf-8")
    bases = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", bases[0])
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    packages = project["tool"]["setuptools"]["packages"]["find"]["include"]
    copied = set(re.findall(r"^COPY (\w+) \1$", text, re.MULTILINE))
    assert copied == {one.rstrip("*") for one in packages}
    let_in = set(re.findall(r"^!(\S+)", (RECIPES / "Containerfile.dockerignore").read_text("utf-8"),
                            re.MULTILINE))  # fmt: skip
    assert let_in == copied | {"pyproject.toml", "README.md", "LICENSE"}


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((RECIPES / "compose.yaml").read_text("utf-8"))


def test_bots_under_compose_can_write_nowhere_else_and_have_time_to_stop(compose: Any) -> None:
    bots = [compose["services"][name] for name in ("bot-a", "bot-b")]
    for bot in bots:
        assert bot["read_only"]
        assert bot["cap_drop"] == ["ALL"]
        assert bot["volumes"] == [*VOLUMES, f"{SETTINGS}:{SETTINGS}:ro"]
        assert int(bot["stop_grace_period"].removesuffix("s")) > SECONDS_TO_STOP
        assert set(bot["secrets"]) == SECRETS <= set(compose["secrets"])
        assert bot["environment"] == {"SECRETS_DIR": "/run/secrets"}  # it would come before .env
    by_hand = compose["services"]["staff-voice"]  # setting up writes the settings
    assert by_hand["volumes"] == [*VOLUMES, f"{SETTINGS}:{SETTINGS}"]
    assert (by_hand["profiles"], by_hand["restart"]) == (["by-hand"], "no")
    open_ports = {name for name, one in compose["services"].items() if "ports" in one}
    assert open_ports == {"proxy"}


def unit_text() -> str:
    return (RECIPES / "staff-voice.service").read_text("utf-8")


def unit() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in unit_text().splitlines():
        if "=" in line and not line.startswith("#"):
            name, _equals, value = line.partition("=")
            found[name].append(value)
    return found


def test_the_unit_shuts_the_bot_in_and_gives_it_time_to_stop() -> None:
    found = unit()
    assert int(found["TimeoutStopSec"][0]) > SECONDS_TO_STOP
    assert found["ProtectSystem"] == ["strict"]
    assert found["NoNewPrivileges"] == found["MemoryDenyWriteExecute"] == ["yes"]
    assert found["LimitCORE"] == ["0"]
    assert found["User"] not in ([], ["root"])
    assert found["StateDirectory"] == ["staff-voice"]
    assert "TOKEN" not in "".join(found["Environment"])


def begins_with(name: str, monkeypatch: pytest.MonkeyPatch) -> Config:
    """The settings that a way to run begins with."""
    for setting in Config.model_fields:
        monkeypatch.delenv(setting.upper(), raising=False)
    config = read(_env_file=RECIPES / name)
    assert (config.backup_dir, config.support_file) == (
        Path(BACKUPS),
        Path(SETTINGS, "support.toml"),
    )
    check_keys_apart(config)
    return config


def test_the_unit_may_write_where_its_settings_say_and_read_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, config = unit(), begins_with("systemd.env", monkeypatch)
    may_write = {one.removeprefix("-") for line in found["ReadWritePaths"] for one in line.split()}
    assert may_write == {str(config.key_dir), "/var/lib/staff-voice-token-keys", BACKUPS}
    assert sqlite_file(config.database_url) == Path(
        "/var/lib", found["StateDirectory"][0], "staff_voice.db"
    )
    assert found["WorkingDirectory"] == [SETTINGS]
    by_hand = (RECIPES / "systemd.sh").read_text("utf-8")
    (program,) = re.findall(r"^ExecStart=(\S+) run$", unit_text(), re.MULTILINE)
    assert f'cd {SETTINGS} && exec runuser -u {found["User"][0]} -- {program} "$@"' in by_hand


@pytest.mark.parametrize("way", [["run"], ["people", "import", "a b.csv"]])
def test_a_container_has_its_folders_whatever_it_does(
    way: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins_with("container.env", monkeypatch)
    engine = tmp_path / "engine"
    engine.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    engine.chmod(0o700)
    done = subprocess.run(
        ["sh", RECIPES / "container.sh", *way],
        env={"ENGINE": str(engine)}, stdin=subprocess.DEVNULL, capture_output=True, check=True,
        text=True,
    )  # fmt: skip
    given = done.stdout.splitlines()
    assert given[-1 - len(way) :] == ["staff-voice", *way]
    shared = {two for one, two in pairwise(given) if one == "--volume"}
    folders = {one.partition(":")[2] for one in shared}
    assert folders == {"/data", "/keys", "/token-keys", BACKUPS, SETTINGS}
    assert {"--read-only", "--cap-drop"} <= {*given}
    assert ("--detach" in given) is ("--rm" not in given) is (way == ["run"])
    assert instructions()["WORKDIR"] == [SETTINGS]


def test_the_proxy_lets_through_what_slack_sends_and_tries_the_next_bot() -> None:
    text = (RECIPES / "nginx.conf").read_text("utf-8")
    (prefix,) = re.findall(r"location (/\w+/) \{", text)
    assert HTTP_PATH.startswith(prefix)
    assert "client_max_body_size 1m;" in text
    assert 250_000 < MOST_BYTES <= 1024 * 1024
    assert "proxy_next_upstream error timeout non_idempotent;" in text
    assert "access_log off;" in text
