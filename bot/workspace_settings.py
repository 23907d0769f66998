"""Settings of several workspaces, each of which installs the app by itself."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr
from pydantic_settings import BaseSettings

from surveys.errors import SettingsWrong, TokenKeysInsideData
from surveys.wording import _

TOKEN_KEYS_AT_HOME: Final = Path.home() / ".local" / "state" / "staff-voice" / "token-keys"
HERE: Final = frozenset({"127.0.0.1", "localhost"})


def _public(url: str | None) -> str | None:
    """Return an address without its last slash; browsers bring a secret there, so by HTTPS."""
    if url is None:
        return None
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    if not parts.hostname or not is_safe or parts.query or parts.fragment:
        raise ValueError(_("it must be an address such as https://staff-voice.example.org"))
    return url.rstrip("/")


def _teams(text: str) -> str:
    """Return ids of workspaces parted by spaces."""
    teams = dict.fromkeys(text.replace(",", " ").split())
    if any(re.fullmatch(r"T[A-Z0-9]{2,30}", one) is None for one in teams):
        raise ValueError(_("they must be ids of workspaces such as T0123456789, parted by commas"))
    return " ".join(teams)


class OfWorkspaces(BaseSettings):
    """What is set where several workspaces install the app; else there is one token, and no id."""

    slack_bot_token: SecretStr | None = None
    slack_client_id: str | None = None  # None: one workspace, whose token is in the settings
    slack_client_secret: SecretStr | None = None
    allowed_workspaces: Annotated[str, AfterValidator(_teams)] = ""
    public_url: Annotated[str | None, AfterValidator(_public)] = None  # where browsers find us
    token_key_dir: Path = TOKEN_KEYS_AT_HOME

    @property
    def allowed(self) -> tuple[str, ...]:
        """Which workspaces may install the app; who is in several is written to in the first."""
        return tuple(self.allowed_workspaces.split())

    def needed_of_workspaces(self) -> dict[str, object]:
        """Return what a run in several workspaces needs; empty: it is one. Raises SettingsWrong."""
        if not self.slack_client_id:
            return {}
        if self.slack_bot_token:
            raise SettingsWrong(_("SLACK_BOT_TOKEN and SLACK_CLIENT_ID exclude each other"))
        return {
            "SLACK_CLIENT_SECRET": self.slack_client_secret,
            "ALLOWED_WORKSPACES": self.allowed_workspaces or None,
            "PUBLIC_URL": self.public_url,
        }


def check_token_keys_apart(config: OfWorkspaces, places: Iterable[Path]) -> None:
    """Check that the tokens' keys lie in a folder of their own. Raises TokenKeysInsideData.

    `places`: of the database, of backups, and KEY_DIR, whose strangers are destroyed at each start.
    """
    tokens = config.token_key_dir.expanduser().resolve()
    for place in places if config.slack_client_id else ():
        if tokens == place or place in tokens.parents or tokens in place.parents:
            raise TokenKeysInsideData
