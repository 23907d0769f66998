"""Backups: how old the newest in BACKUP_DIR is, whether there is room for more, where they lie."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.audit.files import database_file
from bot.config import Config
from bot.keeping.files import backups_in, moment_of
from bot.keeping.making import place_of
from surveys.errors import BackupRefused
from surveys.model.auditing import Judgement
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _

OLDEST: Final = timedelta(days=8)  # one a week, with a day to spare, where the bot makes none
LATE: Final = 2  # times BACKUP_EVERY_HOURS
MEGABYTE: Final = 1_000_000


def newest(config: Config) -> datetime | None:
    """Return when the newest backup of ours was made, or of somebody else's was changed; UTC.

    None: the setting names no folder, nothing is in it, or it can't be read.
    """
    if config.backup_dir is None:
        return None
    folder = config.backup_dir.expanduser()
    try:
        if found := backups_in(folder):
            return moment_of(found[-1])
        theirs = [one for one in folder.iterdir() if not one.name.startswith(".")]
        times = [one.stat().st_mtime for one in theirs]
    except OSError:
        return None
    return datetime.fromtimestamp(max(times), UTC) if times else None


def judged(config: Config, now: datetime) -> Judgement:
    """Judge whether the newest backup is new enough at a moment."""
    back_up = _("See why nothing backs the database up, and start it again.")
    if config.backup_dir is None:
        return unclear(
            _("BACKUP_DIR is not set, so nobody looks for backups here."),
            _("Set BACKUP_DIR to a folder on another disk or machine."),
        )
    found = newest(config)
    if found is None:
        if not config.backup_dir.expanduser().is_dir():
            return unclear(
                _("BACKUP_DIR is no folder that we may look into."),
                _("Let the bot's user list that folder, or check your backups another way."),
            )
        return failed(_("There is no backup in BACKUP_DIR."), back_up)
    day = found.astimezone(config.policy.zone).date().isoformat()
    if found < now - _oldest(config):
        return failed(_("The newest backup is of {day}.").format(day=day), back_up)
    return passed(_("The newest backup is of {day}.").format(day=day))


def well_placed(config: Config) -> Judgement:
    """Judge whether there is room for more, and whether one fault can take database and backups."""
    if config.backup_dir is None:
        return unclear(
            _("BACKUP_DIR is not set, so the bot makes no backups."),
            _("Set BACKUP_DIR to a folder on another disk or machine."),
        )
    folder = config.backup_dir.expanduser()
    try:
        place_of(config, None)
        room = shutil.disk_usage(folder).free
        needed = max((2 * one.stat().st_size for one in backups_in(folder)[-1:]), default=0)
        is_beside = _is_on_the_same_disk(config, folder)
    except OSError:
        return unclear(
            _("BACKUP_DIR is no folder that we may look into."),
            _("Let the bot's user list that folder, or check your backups another way."),
        )
    except BackupRefused as refusal:
        return failed(refusal.sentence, _("Set BACKUP_DIR to a folder apart from KEY_DIR."))
    if room < needed:
        return failed(
            _("There is no room in BACKUP_DIR for two backups more."),
            _("Make room there, or lower BACKUP_KEEP."),
        )
    if is_beside:
        return unclear(
            _("BACKUP_DIR is on the same disk as the database: one fault can take both."),
            _("Set BACKUP_DIR to another disk or machine, or copy the backups to one every day."),
        )
    return passed(_("There is room in BACKUP_DIR: {n} MB.").format(n=room // MEGABYTE))


def _oldest(config: Config) -> timedelta:
    """Return how old the newest may be: as the bot makes them, where it does."""
    is_ours = config.backup_dir is not None and backups_in(config.backup_dir.expanduser())
    hours = config.backup_every_hours
    return timedelta(hours=hours * LATE) if is_ours and hours else OLDEST


def _is_on_the_same_disk(config: Config, folder: Path) -> bool:
    file = database_file(config)
    return file is not None and file.exists() and file.stat().st_dev == folder.stat().st_dev
