"""Secrets are given in the environment or in files: never as an argument, and never said again."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot import config as settings
from bot.cli import app
from bot.config import Config
from tests.bot.commanding import Command
from tests.bot.conftest import COMMANDS_OF

PASSWORD = "quaggapassword"
URL = f"postgresql://bot:{PASSWORD}@127.0.0.1:9/staff_voice"
SECRET = re.compile(r"token|secret|password|passphrase|credential|url|dsn|(?<!person_)key")


def parameters(command: Any, way: str = "") -> Iterator[tuple[str, Any]]:
    for one in command.params:
        yield way, one
    for name, child in getattr(command, "commands", {}).items():
        yield from parameters(child, f"{way} {name}".strip())


def test_no_command_takes_a_secret_as_an_argument_where_a_list_of_processes_shows_it() -> None:
    found = list(parameters(COMMANDS_OF(app)))
    assert len(found) > 80
    values = [(way, one.name) for way, one in found if not getattr(one, "is_flag", False)]
    assert [(way, name) for way, name in values if SECRET.search(name or "")] == []


@pytest.mark.parametrize(
    "arguments", ["doctor", "people list", "run", "audit", "backup", "migrate"]
)
def test_a_database_that_does_not_answer_is_told_without_its_password(
    command: Command, monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", URL)
    monkeypatch.setenv("SLACK_BOT_TOKEN", f"xoxb-{PASSWORD}")
    done = command(*arguments.split())
    assert done.code != 0
    assert PASSWORD not in done.out + done.err


def test_no_repr_of_the_settings_holds_a_password() -> None:
    config = settings.load(database_url=URL, slack_bot_token=f"xoxb-{PASSWORD}", _env_file=None)
    assert config.database_url.endswith("/staff_voice")
    assert PASSWORD not in f"{config!r} {config}"


def test_a_setting_that_is_wrong_is_named_without_its_value() -> None:
    with pytest.raises(Exception, match="DATABASE_URL") as refused:
        settings.load(database_url=f"nonsense://{PASSWORD}", _env_file=None)
    assert PASSWORD not in f"{refused.value!r} {refused.value}"


def test_every_setting_that_is_a_secret_is_kept_as_one() -> None:
    for name, field in Config.model_fields.items():
        if re.search(r"token$|secret$", name):
            assert "SecretStr" in str(field.annotation), name
