"""What runs here and under which settings file: version, time zone, who may read `.env`."""

import platform
import stat
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bot.config import Config
from bot.settings_file import FILE
from surveys.model.auditing import Finding, Judgement
from surveys.rules.auditing.saying import failed, passed
from surveys.wording import _

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def findings(config: Config, now: datetime) -> list[Finding]:
    """Look at the program and its settings file."""
    return [*without_settings(), Finding("time-zone", _time_zone(config, now))]


def without_settings() -> list[Finding]:
    """Look at what can be looked at though no setting can be read."""
    return [Finding("version", _version()), Finding("env-file", env_file(FILE))]


def env_file(file: Path) -> Judgement:
    """Judge whether nobody but the bot's own user may read the settings, tokens among them."""
    try:
        mode = file.stat().st_mode
        if stat.S_ISREG(mode):
            file.open("rb").close()
    except FileNotFoundError:
        return passed(_("There is no .env here; every setting comes from the environment."))
    except OSError as error:
        return failed(
            _(".env can't be looked at ({error}).").format(error=type(error).__name__),
            _("Let .env and its folder belong to the bot's own user, or run this as that user."),
        )
    if stat.S_ISDIR(mode):
        return failed(
            _(".env is a folder, so no setting in it is read."),
            _("Remove it and put the file there; Docker makes a folder where it finds no file."),
        )
    if mode & OTHERS:
        return failed(
            _("Others on this machine may read or change .env, with its tokens."),
            _("Run chmod 600 .env; if somebody may have read it, make new tokens in Slack."),
        )
    return passed(_("Only the bot's own user may read .env."))


def _version() -> Judgement:
    said = _("This is Staff Voice {ours} on Python {python}.")
    return passed(said.format(ours=version("staff-voice"), python=platform.python_version()))


def _time_zone(config: Config, now: datetime) -> Judgement:
    clock = now.astimezone(config.policy.zone).strftime("%H:%M")
    said = _("In {zone}, by which rounds open and close, it is {clock}.")
    return passed(said.format(zone=config.time_zone, clock=clock))
