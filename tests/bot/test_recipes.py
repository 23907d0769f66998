"""The recipes to run under: no root, nothing to write but two folders, and time enough to stop."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import Config
from bot.serving import HTTP_PATH, MOST_BYTES
from bot.stopping import SECONDS_TO_STOP

HOUSE = Path(__file__).parents[2]
RECIPES = HOUSE / "docs" / "running"
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
        assert bot["volumes"] == ["keys:/keys", "token-keys:/token-keys"]
        assert int(bot["stop_grace_period"].removesuffix("s")) > SECONDS_TO_STOP
        assert set(bot["secrets"]) == SECRETS <= set(compose["secrets"])
        assert {one.lower() for one in bot["environment"]} <= Config.model_fields.keys()
        assert not {one.lower() for one in bot["environment"]} & SECRETS
    open_ports = {name for name, one in compose["services"].items() if "ports" in one}
    assert open_ports == {"proxy"}


def unit() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in (RECIPES / "staff-voice.service").read_text("utf-8").splitlines():
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
    assert found["ReadWritePaths"] == ["/var/lib/staff-voice-keys -/var/lib/staff-voice-token-keys"]
    loaded = {one.partition(":")[0] for one in found["LoadCredential"]}
    assert loaded <= SECRETS
    assert "SECRETS_DIR=%d" in found["Environment"][0]
    assert "TOKEN" not in "".join(found["Environment"])


def test_the_proxy_lets_through_what_slack_sends_and_tries_the_next_bot() -> None:
    text = (RECIPES / "nginx.conf").read_text("utf-8")
    (prefix,) = re.findall(r"location (/\w+/) \{", text)
    assert HTTP_PATH.startswith(prefix)
    assert "client_max_body_size 1m;" in text
    assert 250_000 < MOST_BYTES <= 1024 * 1024
    assert "proxy_next_upstream error timeout non_idempotent;" in text
    assert "access_log off;" in text
