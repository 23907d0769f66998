"""A copy of a key is found however it is written, and nothing else is taken for one."""

import base64
import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.audit.searching import _search, copies_of_keys
from surveys.model.auditing import Search

KEY = os.urandom(32)


def in_a_zip(key: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("keys/one.key", key)
    return buffer.getvalue()


def in_a_packed_tar(key: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:xz") as archive:
        member = tarfile.TarInfo("one.key")
        member.size = len(key)
        archive.addfile(member, io.BytesIO(key))
    return buffer.getvalue()


WRITINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda key: key,
    "hexadecimal": lambda key: key.hex().encode(),
    "capitals": lambda key: b"key=" + key.hex().upper().encode(),
    "base64": base64.b64encode,
    "base64 for addresses": base64.urlsafe_b64encode,
    "base64 after a letter": lambda key: base64.b64encode(b"x" + key + b"yz"),
    "base64 after two": lambda key: base64.b64encode(b"xx" + key + b"y"),
    "across two reads": lambda key: bytes((1 << 20) - 7) + key + bytes(1 << 20),
    "packed": lambda key: gzip.compress(key * 2),
    "a packed archive": in_a_packed_tar,
    "a zip": in_a_zip,
}


def found(folder: Path) -> tuple[int, int]:
    asked = {"keys": [KEY.hex()], "folders": [str(folder)], "own": str(folder / "own")}
    return _search(asked)


@pytest.mark.parametrize("how", WRITINGS)
def test_a_key_is_found_however_it_is_written_and_no_other_is(tmp_path: Path, how: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "kept").write_bytes(WRITINGS[how](KEY))
    assert found(tmp_path) == (1, 0)
    (tmp_path / "deep" / "kept").write_bytes(WRITINGS[how](os.urandom(32)))
    assert found(tmp_path) == (0, 0)


def test_the_folder_of_keys_itself_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "one.key").write_bytes(KEY)
    assert found(tmp_path) == (0, 0)


@pytest.mark.parametrize("begins", [b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0", b"PK\x03\x04"])
def test_an_archive_that_cannot_be_unpacked_is_no_pass(tmp_path: Path, begins: bytes) -> None:
    (tmp_path / "broken").write_bytes(begins + os.urandom(500))
    assert found(tmp_path) == (0, 1)


def test_what_cannot_be_read_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").write_bytes(b"content")

    def refused(_self: Path, _mode: str) -> object:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refused)
    assert found(tmp_path) == (0, 1)


def test_a_process_of_its_own_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(KEY)
    places = {"BACKUP_DIR": tmp_path}
    assert copies_of_keys([KEY], places, tmp_path / "own") == Search(1, ("BACKUP_DIR",), 1, 0)
    assert copies_of_keys([], places, tmp_path / "own") == Search(0, ("BACKUP_DIR",), 0, 0)
