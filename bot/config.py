"""Settings, from the environment and from `.env`: read once, checked at once, never printed."""

import re
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot import settings_file
from bot.network import OfNetwork
from bot.secret_files import SecretsInFiles
from bot.workspace_settings import OfWorkspaces, check_token_keys_apart
from surveys.errors import KeysInsideData, SettingsWrong
from surveys.model.auditing import RefusedSettings
from surveys.model.keeping import LEAST, MOST, Keeping
from surveys.model.policy import LOWEST, Policy
from surveys.model.rounds import Thresholds
from surveys.rules.hours import parse_pattern
from surveys.store.database import sqlite_file
from surveys.wording import _

KEYS_AT_HOME: Final = Path.home() / ".local" / "state" / "staff-voice" / "keys"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(_("it is no time zone; try Europe/London")) from None
    return name


def _locale(name: str) -> str:
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        raise ValueError(_("it is no locale; try en_GB")) from None
    return name


def _hours(text: str) -> str:
    parse_pattern(text)
    return text


def _database(url: str) -> str:
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        raise ValueError(_("it is no database URL; try sqlite:///data/staff_voice.db")) from None
    if backend not in {"sqlite", "postgresql"}:
        raise ValueError(_("only sqlite and postgresql are known"))
    if str(make_url(url).database).startswith("file:"):
        raise ValueError(_("name the file itself, without file:"))
    return url


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError(_("it must start with https:// or http://"))
    return url if url.endswith("/") else f"{url}/"


def _dates(text: str) -> str:
    """Return dates parted by spaces."""
    days = text.replace(",", " ").split()
    try:
        return " ".join(sorted({date.fromisoformat(one).isoformat() for one in days}))
    except ValueError:
        raise ValueError(_("they must be dates such as 2027-03-11, parted by commas")) from None


def _channel(name: str | None) -> str | None:
    if name is not None and re.fullmatch(r"[CG][A-Z0-9]{2,30}", name) is None:
        raise ValueError(_("it must be the id of a channel, such as C0123456789"))
    return name


def _kept(usual: int, period: str) -> Any:
    return Field(default=usual, ge=getattr(LEAST, period), le=getattr(MOST, period))


class Config(OfWorkspaces, OfNetwork, SecretsInFiles):
    """Every setting. Names are the environment's, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # some editors begin a file with a mark
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_app_token: SecretStr | None = None  # Socket Mode
    slack_signing_secret: SecretStr | None = None  # HTTP mode
    slack_api_url: Annotated[str, AfterValidator(_web_address)] = "https://slack.com/api/"
    slack_mode: Literal["socket", "http"] | None = None  # None: what the tokens allow
    slack_posts_a_minute: int = Field(default=240, ge=0, le=100_000)  # 0: as fast as Slack allows
    acts_a_minute: int = Field(default=60, ge=30, le=1_000_000)  # of one person, for each process
    # It may hold a password, so it is in no repr.
    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = (
        "sqlite:///data/staff_voice.db"
    )
    key_dir: Path = KEYS_AT_HOME
    backup_dir: Path | None = None
    backup_every_hours: int = Field(default=24, ge=0, le=24 * 31)  # 0: only by hand
    backup_keep: int = Field(default=14, ge=1, le=1000)  # backups
    support_file: Path | None = None  # None: the list that comes with us
    snapshots_exclude_keys: Literal["yes", "no"] | None = None  # None: nobody has said
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=3000, ge=0, le=65535)
    health_host: str = "127.0.0.1"
    health_port: int = Field(default=9464, ge=0, le=65535)  # 0: no page
    socket_down_seconds: int = Field(default=120, ge=1, le=86_400)  # then the process gives up
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    locale: Annotated[str, AfterValidator(_locale)] = "en_GB"
    time_zone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    working_hours: Annotated[str, AfterValidator(_hours)] = "Mon-Fri 09:00-17:00"
    smallest_team: int = Field(default=LOWEST.team, ge=LOWEST.team)
    smallest_week: int = Field(default=LOWEST.week, ge=LOWEST.week)
    smallest_comments: int = Field(default=LOWEST.comments, ge=LOWEST.comments)
    welcome_working_days: int = Field(default=1, ge=0, le=20)
    days_between_asks: int = Field(default=7, ge=0, le=60)
    minutes_a_month: int = Field(default=10, ge=1, le=1000)  # of anybody's time, in thirty days
    opening_weekday: int = Field(default=0, ge=0, le=4)  # 0: Monday
    opening_time: time = time(10)
    closing_time: time = time(16)
    keep_rosters_months: int = _kept(Keeping.rosters_months, "rosters_months")
    keep_deliveries_days: int = _kept(Keeping.deliveries_days, "deliveries_days")
    keep_leavers_days: int = _kept(Keeping.leavers_days, "leavers_days")
    keep_comments_months: int = _kept(Keeping.comments_months, "comments_months")
    forum_meetings: Annotated[str, AfterValidator(_dates)] = ""  # empty: the usual four a year
    forum_channel: Annotated[str | None, AfterValidator(_channel)] = None  # None: Home alone
    sync_file: Path | None = None  # how people are read from Slack; None: by file alone
    local_words_file: Path | None = None  # the organisation's own words; None: none
    tick_seconds: float = Field(default=10, ge=0.1, le=60)

    @property
    def policy(self) -> Policy:
        """What the subject needs of the settings."""
        return Policy(
            thresholds=Thresholds(self.smallest_team, self.smallest_week, self.smallest_comments),
            zone=ZoneInfo(self.time_zone),
            hours=self.working_hours,
            welcome_working_days=self.welcome_working_days,
            opening_weekday=self.opening_weekday,
            opening_time=self.opening_time,
            closing_time=self.closing_time,
            ask_every_days=self.days_between_asks,
            most_minutes=self.minutes_a_month,
            keep=self.keep,
            meetings=tuple(date.fromisoformat(one) for one in self.forum_meetings.split()),
            forum_channel=self.forum_channel,
            keys_apart=self.snapshots_exclude_keys == "yes",
        )

    @property
    def keep(self) -> Keeping:
        """How long records are kept."""
        return Keeping(
            rosters_months=self.keep_rosters_months,
            deliveries_days=self.keep_deliveries_days,
            leavers_days=self.keep_leavers_days,
            comments_months=self.keep_comments_months,
        )

    @property
    def mode(self) -> Literal["socket", "http"]:
        """How Slack reaches us: Socket Mode, unless only the other way's secret is set."""
        is_http = self.slack_signing_secret and not self.slack_app_token
        return self.slack_mode or ("http" if is_http else "socket")

    def check_ready_for_slack(self) -> None:
        """Check what a run needs beyond what every command does. Raises SettingsWrong."""
        needed = self.needed_of_workspaces() or {"SLACK_BOT_TOKEN": self.slack_bot_token}
        if self.mode == "socket":
            needed["SLACK_APP_TOKEN"] = self.slack_app_token
        else:
            needed["SLACK_SIGNING_SECRET"] = self.slack_signing_secret
        missing = [name for name, value in needed.items() if value is None]
        if missing:
            raise SettingsWrong(
                "; ".join(_("{name} is not set").format(name=one) for one in missing)
            )


def load(**given: Any) -> Config:
    """Read every setting; `given` comes first. Raises SettingsWrong and others."""
    config = read(**given)
    check_keys_apart(config)
    return config


def check_keys_apart(config: Config) -> None:
    """Check that no key lies where a copy would take the database along.

    Raises KeysInsideData, TokenKeysInsideData.
    """
    keys = config.key_dir.expanduser().resolve()
    if any(keys == place or place in keys.parents for place in places_beside_keys(config).values()):
        raise KeysInsideData
    check_token_keys_apart(config, (*places_beside_keys(config).values(), keys))


def read(**given: Any) -> Config:
    """Read every setting, wherever the keys lie. Raises SettingsWrong."""
    try:
        return _read(given)
    except ValidationError as error:
        raise _wrong(error) from None


def _read(given: dict[str, Any]) -> Config:
    if file := given.get("_env_file", settings_file.FILE):
        settings_file.check(Path(file))
    return Config(**given)


def _wrong(error: ValidationError) -> SettingsWrong:
    return SettingsWrong("; ".join(_problem(one) for one in error.errors()))


class _Looser(Config):
    """The settings without those that were refused, and whatever else .env may hold."""

    model_config = SettingsConfigDict(extra="ignore")


def read_to_look(**given: Any) -> tuple[Config, RefusedSettings | None]:
    """Read for whoever only looks: refused settings count as not set. None: nothing is refused.

    Raises SettingsWrong where it can't be told which database to look at.
    """
    try:
        return _read(given), None
    except ValidationError as error:
        wrong = _wrong(error)
        names = frozenset(str(one["loc"][0]).lower() for one in error.errors() if one["loc"])
        if not names or "database_url" in names:
            raise wrong from None
        usual = {
            name: Config.model_fields[name].default for name in names & Config.model_fields.keys()
        }
        return _Looser(**{**given, **usual}), RefusedSettings(wrong.sentence, names)


def places_beside_keys(config: Config) -> dict[str, Path]:
    """Return the folders in which no key may lie, by the setting that names them."""
    places = {}
    if file := sqlite_file(config.database_url):
        places["DATABASE_URL"] = file.resolve().parent
    if config.backup_dir:
        places["BACKUP_DIR"] = config.backup_dir.expanduser().resolve()
    return places


def _problem(error: ErrorDetails) -> str:
    name = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        close = get_close_matches(name.lower(), Config.model_fields, n=1)
        words = _("{name} in .env is not a setting").format(name=name.upper())
        guess = _(" (did you mean {close}?)").format(close=close[0].upper()) if close else ""
        return words + guess
    return f"{name.upper()}: {_reason(error)}"


def _reason(error: ErrorDetails) -> str:
    """Say what is wrong with a value, never the value itself."""
    bounds = error.get("ctx", {})
    reasons = {
        "greater_than_equal": _("it must be {ge} or more"),
        "less_than_equal": _("it must be {le} or less"),
        "int_parsing": _("it must be a whole number"),
        "float_parsing": _("it must be a number"),
        "literal_error": _("it must be {expected}"),
        "time_parsing": _("it must be a time such as 10:00"),
    }
    said = reasons.get(error["type"], error["msg"].removeprefix("Value error, "))
    return said.format(**bounds) if error["type"] in reasons else said
