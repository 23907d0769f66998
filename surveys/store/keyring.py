"""Keys: one small file each, outside the database and outside every backup."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

from surveys.errors import KeyFolderForeign, KeyFolderUnusable, KeysAway
from surveys.model.forum import KEY_PREFIX

_SUFFIX: Final = ".key"
_LONGEST: Final = 32  # bytes of a key; what is longer is somebody else's, whatever its name
_TAKEN: Final = 0o700 | stat.S_ISVTX
USED: Final = "used"  # a folder beside keys: see bot/once.py
_OF_THE_DISK: Final = "lost+found"  # in the topmost folder of a disk, and nobody's


class Keyring:
    """The folder of a setting. A key is made once, read while its round is open, then destroyed.

    Those of rounds go by the round's id, those of the forum by a name of their own. A folder that
    was taken bears a mark, the sticky bit: where that lacks, a disk is not mounted, say, and a key
    that is not found is away and not lost. So everything here may raise KeysAway.
    """

    def __init__(self, folder: Path, setting: str = "KEY_DIR") -> None:
        self.folder, self.setting = folder, setting

    @property
    def is_here(self) -> bool:
        """Say whether the folder bears the mark."""
        try:
            return bool(self.folder.stat().st_mode & stat.S_ISVTX)
        except OSError:
            return False

    @property
    def is_ours(self) -> bool:
        """Say whether it bears the mark, or holds keys of a version that made none."""
        try:
            return self.is_here or any(self.folder.glob(f"*{_SUFFIX}"))
        except OSError:
            return False

    def check_usable(self) -> None:
        """Check that the folder can be taken, and change nothing.

        Raises KeyFolderUnusable; and KeyFolderForeign, for a folder of somebody else's files.
        """
        try:
            self._check_usable()
        except (OSError, ValueError) as error:
            raise self._unusable(error) from None

    def take(self) -> None:
        """Make the folder for this machine's user alone, and mark it; again does no harm.

        Raises KeyFolderUnusable, KeyFolderForeign: then nothing was changed.
        """
        try:
            self._check_usable()
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_taken():
                self.folder.chmod(_TAKEN)  # a folder made by hand may be open to others, too
                self._sync_folder()
        except (OSError, ValueError) as error:
            raise self._unusable(error) from None

    def create(self, round_id: str, key: bytes) -> None:
        """Write a new key for this machine's user alone. Raises FileExistsError: never twice."""
        self._check()
        try:
            file = os.open(self._path(round_id), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            raise
        except OSError:
            raise KeysAway from None
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
        except OSError:
            raise KeysAway from None

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
        except OSError:
            raise KeysAway from None
        self._sync_folder()

    def round_ids(self) -> frozenset[str]:
        """Say which rounds have a key here."""
        return frozenset(one for one in self._names() if not one.startswith(KEY_PREFIX))

    def forum_names(self) -> frozenset[str]:
        """Say which keys of the forum are here, of cycles and of days."""
        return frozenset(one for one in self._names() if one.startswith(KEY_PREFIX))

    def _check_usable(self) -> None:
        check_writable(self.folder)
        if self.folder.exists() and not self._is_taken():
            with os.scandir(self.folder) as entries:
                if not all(map(_may_be_ours, entries)):
                    raise KeyFolderForeign(self.setting)

    def _is_taken(self) -> bool:
        return stat.S_IMODE(self.folder.stat().st_mode) == _TAKEN

    def _unusable(self, error: OSError | ValueError) -> KeyFolderUnusable:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return KeyFolderUnusable(f"{self.setting} ({reason})")

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


def check_writable(folder: Path) -> None:
    """Check that a folder can be written to, or made. Raises OSError."""
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _may_be_ours(entry: os.DirEntry[str]) -> bool:
    """Say whether a file is like a key of a version that marked no folder, or nobody's."""
    if entry.name in {USED, _OF_THE_DISK}:
        return True
    is_file = entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False)
    return is_file and entry.stat(follow_symlinks=False).st_size <= _LONGEST
