"""Backups: whether the newest is new enough, there is room for the next, and where they lie."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.audit.files import database_file
from bot.config import Config
from bot.keeping.files import backups_in, moment_of
from bot.keeping.making import place_of
from surveys.errors import BackupRefused
from surveys.model.auditing import Finding, Judgement
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _, ngettext

MOST_LATE: Final = 2  # times BACKUP_EVERY_HOURS
BY_HAND: Final = timedelta(days=7)  # where the bot makes none by itself
MEGABYTE: Final = 1_000_000


def findings(config: Config, now: datetime) -> list[Finding]:
    """Look at BACKUP_DIR, changing nothing."""
    if config.backup_dir is None:
        unset = unclear(
            _("BACKUP_DIR is not set, so the bot makes no backups."),
            _("Set BACKUP_DIR to a folder on another disk or machine."),
        )
        return [Finding("backups", unset), Finding("backups-place", unset)]
    folder = config.backup_dir.expanduser().resolve()
    found = backups_in(folder)
    return [
        Finding("backups", _newest(config, found[-1] if found else None, now)),
        Finding("backups-place", _place(config, folder, found[-1] if found else None)),
    ]


def _newest(config: Config, newest: Path | None, now: datetime) -> Judgement:
    remedy = _("Run staff-voice backup, and look for errors in the bot's log.")
    made_at = moment_of(newest) if newest else None
    if made_at is None:
        return failed(_("There is no backup in BACKUP_DIR."), remedy)
    hours = config.backup_every_hours
    longest = timedelta(hours=hours * MOST_LATE) if hours else BY_HAND
    age = int((now - made_at).total_seconds() // 3600)
    said = ngettext(
        "The newest backup is {n} hour old.", "The newest backup is {n} hours old.", age
    ).format(n=age)
    return failed(said, remedy) if now - made_at > longest else passed(said)


def _place(config: Config, folder: Path, newest: Path | None) -> Judgement:
    try:
        place_of(config, None)
        room = shutil.disk_usage(folder).free
        is_beside = _is_on_the_same_disk(config, folder)
    except OSError:
        return failed(
            _("BACKUP_DIR is not there, or can't be looked into."),
            _("Make the folder, for the bot's own user alone: chmod 700."),
        )
    except BackupRefused as refusal:
        return failed(refusal.sentence, _("Set BACKUP_DIR to a folder apart from KEY_DIR."))
    needed = 2 * newest.stat().st_size if newest else 0
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


def _is_on_the_same_disk(config: Config, folder: Path) -> bool:
    file = database_file(config)
    return file is not None and file.exists() and file.stat().st_dev == folder.stat().st_dev
