"""The folder of keys: which are taken, and which are left as they are."""

import stat
from pathlib import Path

import pytest

from surveys.errors import KeyFolderForeign, KeyFolderUnusable, KeysAway
from surveys.store.keyring import USED, Keyring


def mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


@pytest.mark.parametrize("place", ["file", "file/keys", "file/deep/keys"])
def test_what_can_be_no_folder_is_refused_in_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"ours")
    keys = Keyring(tmp_path / place)
    for refused in (keys.check_usable, keys.take):
        with pytest.raises(KeyFolderUnusable) as told:
            refused()
        assert told.value.sentence.startswith("Keys can't be kept in KEY_DIR (Not a directory);")
    assert not keys.is_ours
    with pytest.raises(KeysAway):
        keys.find("a-round")
    assert (tmp_path / "file").read_bytes() == b"ours"


@pytest.mark.parametrize("name", ["notes.txt", "server.key", ".hidden"])
@pytest.mark.parametrize("was", [0o755, 0o700, 0o1777])
def test_a_folder_of_other_files_is_refused_and_stays_as_it_was(
    tmp_path: Path, name: str, was: int
) -> None:
    (tmp_path / name).write_bytes(bytes(33))
    (tmp_path / "a-round.key").write_bytes(bytes(32))
    tmp_path.chmod(was)
    keys = Keyring(tmp_path, "TOKEN_KEY_DIR")
    for refused in (keys.check_usable, keys.take):
        with pytest.raises(KeyFolderForeign) as told:
            refused()
        assert told.value.sentence.startswith("The folder in TOKEN_KEY_DIR holds other files")
    assert mode(tmp_path) == was


def test_a_folder_of_keys_alone_is_taken_though_it_bears_no_mark(tmp_path: Path) -> None:
    (tmp_path / "a-round.key").write_bytes(bytes(32))
    (tmp_path / "lost+found").mkdir()
    (tmp_path / USED).mkdir()
    tmp_path.chmod(0o700)
    Keyring(tmp_path).take()
    assert mode(tmp_path) == 0o1700


def test_looking_whether_a_folder_can_be_taken_makes_none(tmp_path: Path) -> None:
    Keyring(tmp_path / "new" / "keys").check_usable()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_was_taken_stays_ours_whatever_is_put_there(tmp_path: Path) -> None:
    keys = Keyring(tmp_path / "keys")
    keys.take()
    (keys.folder / "notes.txt").write_bytes(b"somebody's")
    keys.take()
    assert keys.is_here
