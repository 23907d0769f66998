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

from bot.audit.reading_files import search
from bot.audit.searching import copies_of_keys
from surveys.model.auditing import Search

KEY = os.urandom(32)


def in_a_zip(key: bytes, name: str = "keys/one.key") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, key)
    return buffer.getvalue()


def in_a_packed_tar_in_a_zip(key: bytes) -> bytes:
    return in_a_zip(in_a_packed_tar(key))


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
    "an archive in a zip": in_a_packed_tar_in_a_zip,
    "a zip in a packed zip": lambda key: gzip.compress(in_a_zip(in_a_zip(b"x" + key))),
    "digits apart": lambda key: key.hex(" ", 2).encode(),
    "digits in lines": lambda key: b"\n".join((key.hex()[:30].encode(), key.hex()[30:].encode())),
    "base64 in lines": lambda key: base64.encodebytes(b"x" * 40 + key),
}
LIKE_A_KEY: dict[str, tuple[str, bytes]] = {
    "the name of a key": ("kept.key", b"anything"),
    "the name of a round's key": ("round-1.key.old", b"anything"),
    "the length of a key": ("kept", os.urandom(31) + b"\xff"),
    "in an archive": ("kept.zip", in_a_zip(b"anything")),
    "packed": ("kept.gz", gzip.compress(b"\xff" + os.urandom(31))),
}
UNLIKE_A_KEY: dict[str, tuple[str, bytes]] = {
    "a checksum": ("sum", b"0123456789abcdef0123456789abcdef"),
    "words": ("words", "Ein Schlüssel, thirty-two bytes".encode()),
    "nothing": ("empty", bytes(32)),
    "chance of another length": ("salt", os.urandom(33)),
    "the name of another round's file": ("round-1", b"anything"),
}


def found(folder: Path) -> tuple[int, int]:
    copies, unread, _alike = search(asked([KEY], folder))
    return copies, unread


def asked(keys: list[bytes], folder: Path) -> dict[str, object]:
    return {
        "keys": [key.hex() for key in keys],
        "key_bytes": len(KEY),
        "rounds": ["round-1"],
        "folders": [str(folder)],
        "own": str(folder / "own"),
    }


@pytest.mark.parametrize("how", WRITINGS)
def test_a_key_is_found_however_it_is_written_and_no_other_is(tmp_path: Path, how: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "kept").write_bytes(WRITINGS[how](KEY))
    assert found(tmp_path) == (1, 0)
    (tmp_path / "deep" / "kept").write_bytes(WRITINGS[how](os.urandom(32)))
    assert found(tmp_path) == (0, 0)


@pytest.mark.parametrize("what", LIKE_A_KEY | UNLIKE_A_KEY)
def test_the_key_of_a_round_that_is_over_is_known_by_its_look(tmp_path: Path, what: str) -> None:
    name, content = (LIKE_A_KEY | UNLIKE_A_KEY)[what]
    (tmp_path / name).write_bytes(content)
    assert search(asked([], tmp_path)) == (0, 0, int(what in LIKE_A_KEY))


def test_links_are_followed_once_and_never_to_what_holds_the_place(tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    for one in (place, elsewhere):
        one.mkdir()
    (elsewhere / "copy").write_bytes(KEY)
    (elsewhere / "again").symlink_to(elsewhere)
    (place / "link").symlink_to(elsewhere)
    (place / "loop").symlink_to(place)
    (place / "gone").symlink_to(tmp_path / "nowhere")
    assert found(place) == (1, 0)
    (place / "up").symlink_to(tmp_path.parent)
    assert found(place) == (1, 1)


def test_archives_in_archives_without_end_are_no_pass(tmp_path: Path) -> None:
    content = in_a_zip(b"anything")
    for _time in range(10):
        content = in_a_zip(content, "more.zip")
    (tmp_path / "deep.zip").write_bytes(content)
    assert found(tmp_path) == (0, 1)


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


def test_a_process_of_its_own_says_the_same_wherever_it_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/json.py").write_text("raise SystemExit('a module of that folder')")
    monkeypatch.chdir(tmp_path / "elsewhere")
    (tmp_path / "copy").write_bytes(KEY)
    (tmp_path / "round-1.key").touch()
    places = {"BACKUP_DIR": tmp_path}
    own = tmp_path / "own"
    found = copies_of_keys([KEY], ["round-1"], places, own)
    assert found == Search(1, ("BACKUP_DIR",), 1, 0, 1)
    assert copies_of_keys([], ["round-1"], {}, own) == Search(0, (), 0, 0)
