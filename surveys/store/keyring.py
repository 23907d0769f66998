"""Keys: one small file each, outside the database and outside every backup."""

import os
import stat
from pathlib import Path
from typing import Final

from surveys.errors import KeysAway
from surveys.model.forum import KEY_PREFIX

_SUFFIX: Final = ".key"
_TAKEN: Final = 0o700 | stat.S_ISVTX


class Keyring:
    """The folder KEY_DIR. A key is made once, read while its round is open, then destroyed.

    Those of rounds go by the round's id, those of the forum by a name of their own. A folder that
    was taken bears a mark, the sticky bit: where that lacks, a disk is not mounted, say, and a key
    that is not found is away and not lost. So everything here may raise KeysAway.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def is_here(self) -> bool:
        """Say whether the folder bears the mark."""
        try:
            return bool(self.folder.stat().st_mode & stat.S_ISVTX)
        except FileNotFoundError:
            return False

    @property
    def is_ours(self) -> bool:
        """Say whether it bears the mark, or holds keys of a version that made none."""
        return self.is_here or any(self.folder.glob(f"*{_SUFFIX}"))

    def take(self) -> None:
        """Make the folder for this machine's user alone, and mark it; again does no harm."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if stat.S_IMODE(self.folder.stat().st_mode) != _TAKEN:
            self.folder.chmod(_TAKEN)  # a folder made by hand may be open to others, too
            self._sync_folder()

    def create(self, round_id: str, key: bytes) -> None:
        """Write a new key for this machine's user alone. Raises FileExistsError: never twice."""
        self._check()
        file = os.open(self._path(round_id), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            os.write(file, key)
            os.fsync(file)
        finally:
            os.close(file)
        self._sync_folder()

    def find(self, round_id: str) -> bytes | None:
        """Read a key. None: it was destroyed, or is missing."""
        try:
            return self._path(round_id).read_bytes()
        except FileNotFoundError:
            self._check()
            return None

    def destroy(self, round_id: str) -> None:
        """Overwrite and remove a key; once gone, again does nothing."""
        path = self._path(round_id)
        try:
            with path.open("r+b") as file:
                file.write(b"\0" * path.stat().st_size)
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        except FileNotFoundError:
            self._check()
            return
        self._sync_folder()

    def round_ids(self) -> frozenset[str]:
        """Say which rounds have a key here."""
        return frozenset(one for one in self._names() if not one.startswith(KEY_PREFIX))

    def forum_names(self) -> frozenset[str]:
        """Say which keys of the forum are here, of cycles and of days."""
        return frozenset(one for one in self._names() if one.startswith(KEY_PREFIX))

    def _check(self) -> None:
        if not self.is_here:
            raise KeysAway

    def _names(self) -> frozenset[str]:
        self._check()
        return frozenset(path.stem for path in self.folder.glob(f"*{_SUFFIX}"))

    def _path(self, round_id: str) -> Path:
        return self.folder / f"{round_id}{_SUFFIX}"

    def _sync_folder(self) -> None:
        # Without this a crash of the machine could bring the old listing back.
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
