"""A file that can't be read is refused in one sentence by every command that is given one."""

import io
import sys
from pathlib import Path

import pytest

from bot import given_files
from bot.given_files import NotRead, content_of, text_of
from tests.bot.commanding import Command, refused

COMMANDS = {
    "people": ("people", "import", "{file}"),
    "tone": ("sentiment", "--file", "{file}"),
    "words": ("words", "--file", "{file}"),
    "own words": ("tone", "check", "{file}"),
    "sample": ("tone", "check", "words.toml", "--sample", "{file}"),
    "commentary": ("commentary", "set", "2024-Q3", "{file}", "--as", "psw"),
    "audit": ("audit", "--check", "{file}"),
    "restore": ("restore", "{file}", "--yes"),
    "answers": ("setup", "--yes", "--answers", "{file}"),
    "survey": ("survey", "load", "{file}"),
}


@pytest.mark.parametrize("given", COMMANDS)
@pytest.mark.parametrize("wrong", ["missing", "a folder", "too large"])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    command: Command, tmp_path: Path, given: str, wrong: str
) -> None:
    (tmp_path / "words.toml").write_text("names = []", encoding="utf-8")
    file = tmp_path / "given.csv"
    if wrong == "a folder":
        file.mkdir()
    elif wrong == "too large":
        with file.open("wb") as large:
            large.truncate(given_files.MOST_BYTES + 1)  # takes no room
    refused(command(*(one.format(file=file) for one in COMMANDS[given])))


def test_no_more_is_read_than_is_needed_to_know_that_it_is_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(given_files, "MOST_BYTES", 1000)
    with pytest.raises(NotRead) as endless:
        content_of(Path("/dev/zero"))
    assert endless.value.reason.startswith("it is larger than")


def test_what_is_typed_or_piped_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\ufeffÅsa".encode())))
    assert text_of(Path("-")) == "Åsa"


def test_what_is_not_text_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "given.txt"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotRead, match="not UTF-8 text"):
        text_of(file)
