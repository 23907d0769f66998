"""Backups that the running bot makes by itself, into BACKUP_DIR."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.config import Config
from bot.keeping.files import backups_in, moment_of
from bot.keeping.making import Made, make
from bot.keeping.rotating import is_ours
from surveys.errors import BackupUnderWay
from surveys.runtime import Runtime
from surveys.store.copying import units_of

AFTER_A_FAULT: Final = timedelta(hours=1)  # a full disk does not empty itself in a minute


@dataclass
class Backups:
    """When the next backup is due."""

    config: Config
    runtime: Runtime
    not_before: datetime | None = field(default=None)  # None: no attempt has failed
    known: dict[Path, bool] = field(default_factory=dict)  # which are of this installation

    def make_due(self) -> Made | None:
        """Make a backup if the newest is too old. None: none is due, or another process makes it.

        Raises BackupRefused and its kinds; then the next attempt is an hour away.
        """
        now, folder = self.runtime.now(), self.config.backup_dir
        if folder is None or not self.config.backup_every_hours:
            return None
        if self.not_before is not None and now < self.not_before:
            return None
        found = [one for one in backups_in(folder.expanduser().resolve()) if self._is_ours(one)]
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

    def _is_ours(self, path: Path) -> bool:
        """Say whether a backup is of this installation: another's must not put ours off."""
        if path not in self.known:
            self.known[path] = is_ours(units_of(self.runtime.store.engine), path)
        return self.known[path]
