"""The word lists: wide, plain, and each with a word on how it was made."""

import subprocess
import sys
from pathlib import Path

import pytest

from surveys.rules.words import lists as module
from surveys.rules.words.lists import ListWrong, lists

HERE = module.HERE
FILES = [*sorted((HERE / "first_names").glob("*.txt")), *sorted(HERE.glob("*.txt"))]


@pytest.mark.parametrize("file", [*FILES, *HERE.glob("*.toml")], ids=lambda file: str(file.name))
def test_each_list_opens_with_how_it_was_made(file: Path) -> None:
    opening = " ".join(file.read_text(encoding="utf-8").splitlines()[:5])
    assert "Compiled by hand for this project" in opening


def test_first_names_of_every_community_are_known() -> None:
    known = lists()
    assert len(known.names) > 12_000
    for name in (
        "kayleigh", "darren", "rhiannon", "ruaridh", "niamh", "priya", "gurpreet", "aisha",
        "mohammed", "oluwaseun", "ngozi", "kwame", "tendai", "abdirahman", "yonas", "shanice",
        "agnieszka",
        "ionut", "svetlana", "besnik", "xiaoling", "thuy", "elif", "rivka", "mehmet", "thiago",
    ):  # fmt: skip
        assert name in known.surely, name


def test_names_that_are_words_are_told_from_names_that_are_not() -> None:
    known = lists()
    assert {"will", "may", "faith", "summer"} <= known.doubtful
    assert not known.doubtful & known.surely
    assert not known.names & known.around["dropped"]


def test_a_slip_and_an_ending_still_make_a_word() -> None:
    known = lists()
    assert known.is_word("undervaluing")
    assert known.is_word("organisation")
    assert not known.is_word("kayleigh")
    assert known.is_nearly_word("supervison")
    assert known.is_nearly_word("safegaurding")
    assert not known.is_nearly_word("okonkwo")


def test_an_entry_that_could_never_match_is_refused() -> None:
    with pytest.raises(ListWrong, match="names has entries that could never match: Zoë, -x"):
        module._entries("ann Zo\u00eb -x", "names")


def test_loading_the_lists_does_not_import_textblob() -> None:
    script = (
        "import sys; from surveys.rules.words import mark; mark('Sarah');"
        "sys.exit('textblob' in sys.modules or 'phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
