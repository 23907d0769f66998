"""Backups that the running bot makes by itself, into BACKUP_DIR."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.config import Config
from bot.keeping.files import backups_in, moment_of
from bot.keeping.making import Made, make
from surveys.errors import BackupUnderWay
from surveys.runtime import Runtime

AFTER_A_FAULT: Final = timedelta(hours=1)  # a full disk does not empty itself in a minute


@dataclass
class Backups:
    """When the next backup is due."""

    config: Config
    runtime: Runtime
    not_before: datetime | None = field(default=None)  # None: no attempt has failed

    def make_due(self) -> Made | None:
        """Make a backup if the newest is too old. None: none is due, or another process makes it.

        Raises BackupRefused and its kinds; then the next attempt is an hour away.
        """
        now, folder = self.runtime.now(), self.config.backup_dir
        if folder is None or not self.config.backup_every_hours:
            return None
        if self.not_before is not None and now < self.not_before:
            return None
        found = backups_in(folder.expanduser().resolve())
        newest = moment_of(found[-1]) if found else None
        every = timedelta(hours=self.config.backup_every_hours)
        if newest is not None and now - newest < every:
            return None
        self.not_before = now + AFTER_A_FAULT
        try:
            made = make(self.config, self.runtime.store.engine, self.runtime.now)
        except BackupUnderWay:
            made = None
        self.not_before = None
        return made
