"""Settings: read once, checked at once, never printed."""

from pathlib import Path
from typing import Any

import pytest

from bot import config as settings
from bot.config import Config
from surveys.errors import KeysInsideData, SettingsWrong
from surveys.model.keeping import LEAST, MOST, USUAL

SECRETS = {
    "slack_bot_token": "xoxb-very-secret",
    "slack_app_token": "xapp-very-secret",
    "slack_signing_secret": "very-secret",
}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine counts, and `.env` is the test's own."""
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def problems(**given: Any) -> str:
    with pytest.raises(SettingsWrong) as refused:
        settings.load(**given)
    return refused.value.sentence


def test_with_nothing_set_everything_has_a_value() -> None:
    config = settings.load()
    assert config.database_url == "sqlite:///data/staff_voice.db"
    assert config.slack_api_url == "https://slack.com/api/"
    assert config.policy.thresholds.week == 20


def test_the_environment_is_read_and_empty_values_count_as_unset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TIME_ZONE", "Europe/Dublin")
    monkeypatch.setenv("HTTP_PORT", "")
    config = settings.load()
    assert (config.time_zone, config.http_port) == ("Europe/Dublin", 3000)


def test_a_file_of_settings_is_read_and_the_environment_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("TIME_ZONE=Europe/Dublin\nHTTP_PORT=3001\n", encoding="utf-8")
    monkeypatch.setenv("HTTP_PORT", "3002")
    config = settings.load()
    assert (config.time_zone, config.http_port) == ("Europe/Dublin", 3002)


def test_every_problem_is_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIME_ZONE", "Mars/Olympus")
    monkeypatch.setenv("DATABASE_URL", "mysql://host/db")
    monkeypatch.setenv("SLACK_API_URL", "slack.com/api")
    monkeypatch.setenv("WORKING_HOURS", "always")
    monkeypatch.setenv("SMALLEST_WEEK", "3")
    monkeypatch.setenv("HTTP_PORT", "70000")
    said = problems()
    assert said.startswith("These settings need attention: ")
    for name in ("TIME_ZONE", "DATABASE_URL", "SLACK_API_URL", "WORKING_HOURS", "SMALLEST_WEEK"):
        assert f"{name}: " in said
    assert "HTTP_PORT: " in said
    assert said.endswith(".")
    assert "pydantic" not in said


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("time_zone", "London", "it is no time zone; try Europe/London"),
        ("time_zone", "../../etc/passwd", "it is no time zone"),
        ("database_url", "nonsense", "it is no database URL; try sqlite:///data/staff_voice.db"),
        ("database_url", "oracle://x", "only sqlite and postgresql are known"),
        ("slack_api_url", "ftp://slack.com", "it must start with https:// or http://"),
        ("working_hours", "9 to 5", "'9 to 5' is not like 'Mon-Fri 09:00-17:00'"),
    ],
)
def test_a_problem_says_what_to_write_instead(name: str, value: str, wanted: str) -> None:
    assert f"{name.upper()}: {wanted}" in problems(**{name: value})


@pytest.mark.parametrize(
    ("name", "least"), [("smallest_team", 5), ("smallest_week", 20), ("smallest_comments", 10)]
)
def test_a_smallest_group_can_be_raised_and_never_lowered(name: str, least: int) -> None:
    assert getattr(settings.load(**{name: least + 1}), name) == least + 1
    assert f"{name.upper()}: " in problems(**{name: least - 1})


@pytest.mark.parametrize("period", vars(USUAL))
def test_records_are_kept_within_bounds_and_no_longer(period: str) -> None:
    name, least, most = f"keep_{period}", getattr(LEAST, period), getattr(MOST, period)
    for allowed in (least, most):
        assert getattr(settings.load(**{name: allowed}).policy.keep, period) == allowed
    assert f"{name.upper()}: it must be {least} or more" in problems(**{name: least - 1})
    assert f"{name.upper()}: it must be {most} or less" in problems(**{name: most + 1})
    assert settings.load().policy.keep == USUAL


def test_an_unknown_setting_in_the_file_is_named_with_a_guess() -> None:
    Path(".env").write_text("SMALEST_WEEK=30\nTOTALLY_OTHER_THING=1\n", encoding="utf-8")
    said = problems()
    assert "SMALEST_WEEK in .env is not a setting (did you mean SMALLEST_WEEK?)" in said
    assert "TOTALLY_OTHER_THING in .env is not a setting" in said


def test_a_file_of_settings_that_is_no_text_is_said_to_be_so() -> None:
    Path(".env").write_bytes(b"SLACK_BOT_TOKEN=\xff\xfe\x00")
    assert ".env is not a text file in UTF-8" in problems()


def test_a_line_that_sets_nothing_is_refused_by_its_number_and_never_by_what_it_holds() -> None:
    Path(".env").write_text(
        "LOCALE=en_GB\n\nSMALLEST_TEAM: 10\n# a remark\nSNAPSHOTS_EXCLUDE_KEYS yes\n"
        'SLACK_BOT_TOKEN="xoxb-very-secret\nSLACK_APP_TOKEN\nHTTP_PORT=\n',
        encoding="utf-8",
    )
    said = problems()
    assert said == (
        "These settings need attention: .env: lines 3, 5, 6, 7 are not of the form NAME=value."
    )
    with pytest.raises(SettingsWrong):
        settings.read_to_look()  # nobody can tell which database was meant


def test_quotes_remarks_and_empty_lines_are_fine() -> None:
    text = "\n# why\nexport LOCALE='cy_GB' # Welsh\r\n\r\n"
    text += 'FORUM_MEETINGS="2027-03-11,\n2027-06-10"\n'
    Path(".env").write_bytes(text.partition("# why\n")[2].encode("utf-8-sig"))
    assert settings.read().locale == "cy_GB"
    Path(".env").write_bytes(text.encode())
    assert settings.read().forum_meetings == "2027-03-11 2027-06-10"
    Path(".env").write_text(f"{text}\n\nLOG_LEVEL\n", encoding="utf-8")
    assert "line 9 is not of the form NAME=value" in problems()


def test_a_file_of_settings_that_cannot_be_read_or_is_a_folder_is_named_as_what_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").mkdir()
    assert ".env is a folder, as Docker makes one" in problems()
    Path(".env").rmdir()
    Path(".env").write_text("LOCALE=cy_GB\n", encoding="utf-8")

    def forbidden(*_anything: Any) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", forbidden)
    assert problems() == (
        "These settings need attention: .env can't be read (Permission denied); let it belong to"
        " the user that runs Staff Voice, or run this as that user."
    )


def test_secrets_are_in_no_printed_form_of_settings() -> None:
    config = settings.load(**SECRETS)
    for printed in (repr(config), str(config), f"{config}", config.model_dump_json()):
        assert "very-secret" not in printed


def test_secrets_are_in_no_complaint() -> None:
    said = problems(**SECRETS, time_zone="Mars", http_port="xoxb-very-secret")
    assert "very-secret" not in said
    Path(".env").write_text("SLACK_BOT_TOKENS=xoxb-very-secret\n", encoding="utf-8")
    said = problems()
    assert "SLACK_BOT_TOKENS in .env is not a setting (did you mean SLACK_BOT_TOKEN?)" in said
    assert "very-secret" not in said


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("http://127.0.0.1:80/api", "http://127.0.0.1:80/api/"),
        ("https://slack.com/api/", "https://slack.com/api/"),
    ],
)
def test_the_address_of_slack_ends_in_a_slash(given: str, wanted: str) -> None:
    assert settings.load(slack_api_url=given).slack_api_url == wanted


@pytest.mark.parametrize("keys", ["data", "data/keys", "data/a/b", "data/../data/keys"])
def test_keys_inside_the_folder_of_the_database_are_refused(tmp_path: Path, keys: str) -> None:
    url = f"sqlite:///{tmp_path}/data/staff_voice.db"
    with pytest.raises(KeysInsideData):
        settings.load(database_url=url, key_dir=tmp_path / keys)


def test_a_link_into_the_folder_of_the_database_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "elsewhere").symlink_to(tmp_path / "data")
    url = f"sqlite:///{tmp_path}/data/staff_voice.db"
    with pytest.raises(KeysInsideData):
        settings.load(database_url=url, key_dir=tmp_path / "elsewhere" / "keys")


def test_keys_inside_the_folder_of_backups_are_refused(tmp_path: Path) -> None:
    for url in ("postgresql://u:p@127.0.0.1/db", f"sqlite:///{tmp_path}/data/x.db"):
        with pytest.raises(KeysInsideData):
            settings.load(
                database_url=url, backup_dir=tmp_path / "b", key_dir=tmp_path / "b" / "keys"
            )


@pytest.mark.parametrize("keys", ["keys", "data-keys", "database"])
def test_keys_beside_the_folder_of_the_database_are_fine(tmp_path: Path, keys: str) -> None:
    url = f"sqlite:///{tmp_path}/data/staff_voice.db"
    assert settings.load(database_url=url, key_dir=tmp_path / keys).key_dir == tmp_path / keys


def test_the_mode_follows_from_the_tokens_unless_it_is_said() -> None:
    assert settings.load().mode == "socket"
    assert settings.load(slack_app_token="xapp-1", slack_signing_secret="s").mode == "socket"
    assert settings.load(slack_signing_secret="s").mode == "http"
    assert settings.load(slack_app_token="xapp-1", slack_mode="http").mode == "http"


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ({"slack_mode": "http"}, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
        ({"slack_app_token": "xapp-1"}, ["SLACK_BOT_TOKEN"]),
    ],
)
def test_what_slack_needs_is_asked_for_all_at_once(given: Any, missing: list[str]) -> None:
    with pytest.raises(SettingsWrong) as refused:
        settings.load(**given).check_ready_for_slack()
    assert [name for name in missing if f"{name} is not set" in refused.value.sentence] == missing


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings.load().http_port = 1


def test_secrets_are_read_from_files_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "slack_bot_token").write_text("xoxb-in-a-file\n", encoding="utf-8")
    (tmp_path / "DATABASE_URL").write_text("postgresql://bot:word@db/staff", encoding="utf-8")
    (tmp_path / "slack_app_token").write_text("xapp-in-a-file", encoding="utf-8")
    (tmp_path / "locale").write_text("cy_GB", encoding="utf-8")  # no secret
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-set")
    config = settings.load()
    assert config.slack_bot_token
    assert config.slack_bot_token.get_secret_value() == "xoxb-in-a-file"
    assert config.slack_app_token
    assert config.slack_app_token.get_secret_value() == "xapp-in-a-file"
    assert (config.database_url, config.locale) == ("postgresql://bot:word@db/staff", "en_GB")
    assert "xoxb" not in repr(config)


@pytest.mark.parametrize("given", ["nowhere", "unreadable"])
def test_a_folder_of_secrets_that_cannot_be_read_is_a_problem(given: str, tmp_path: Path) -> None:
    (tmp_path / "unreadable" / "slack_bot_token").mkdir(parents=True)
    assert "SECRETS_DIR" in problems(secrets_dir=tmp_path / given)
