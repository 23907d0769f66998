"""Backups: how old the newest thing in BACKUP_DIR is. What is in it nobody reads here."""

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.config import Config
from surveys.model.auditing import Judgement
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _

OLDEST: Final = timedelta(days=8)  # one a week, with a day to spare


def newest(config: Config) -> datetime | None:
    """Return when the newest file or folder in BACKUP_DIR was changed; UTC.

    None: the setting names none, nothing is in it, or it can't be read.
    """
    if config.backup_dir is None:
        return None
    try:
        times = [one.stat().st_mtime for one in config.backup_dir.expanduser().iterdir()]
    except OSError:
        return None
    return datetime.fromtimestamp(max(times), UTC) if times else None


def judged(config: Config, now: datetime) -> Judgement:
    """Judge whether a backup was made within eight days of a moment."""
    back_up = _("See why nothing backs the database up, and start it again.")
    if config.backup_dir is None:
        return passed(_("BACKUP_DIR is not set, so nobody looks for backups here."))
    found = newest(config)
    if found is None:
        if not config.backup_dir.expanduser().is_dir():
            return unclear(
                _("BACKUP_DIR is no folder that we may look into."),
                _("Let the bot's user list that folder, or check your backups another way."),
            )
        return failed(_("There is no backup in BACKUP_DIR."), back_up)
    day = found.astimezone(config.policy.zone).date().isoformat()
    if found < now - OLDEST:
        return failed(_("The newest backup is of {day}.").format(day=day), back_up)
    return passed(_("The newest backup is of {day}.").format(day=day))
