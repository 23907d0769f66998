"""What comments are about, measured on invented comments."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.rows import INVENTED_FILE
from surveys.rules.sentiment import Kind
from surveys.rules.themes import OTHER, names, phrases_of, spelled, themes


def found(text: str) -> set[str]:
    return {theme.id for theme in themes(text)}


def test_there_are_sixteen_themes_and_other() -> None:
    assert len(set(names())) == 16
    assert OTHER not in names()


def invented() -> Iterator[tuple[set[str], str]]:
    for file in (INVENTED_FILE, Path(__file__).with_name("theme_comments.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["themes"]:
                    yield set(row["themes"].split(";")), row["text"]


def test_the_themes_of_invented_comments_are_found() -> None:
    right = wrong = 0
    for meant, text in invented():
        read = found(text)
        right += len(meant & read)
        wrong += len(meant ^ read)
    assert 2 * right / (2 * right + wrong) >= 0.9


def test_a_weak_word_is_a_theme_only_where_nothing_stronger_is_said() -> None:
    assert found("It was about the children") == {"children"}
    assert found("My laptop froze beside the children") == {"tools"}


def test_two_weak_words_of_one_theme_stand_beside_a_stronger() -> None:
    assert found("My laptop froze beside the children at their placement") == {"tools", "children"}
    assert found("My laptop froze beside the children, yes, the children") == {"tools"}


def test_a_group_in_a_phrase_stands_for_each_of_its_words() -> None:
    assert {"typing _ on sunday", "wrote _ in bed"} <= phrases_of("caseload")
    assert found("I wrote it in bed") == {"caseload"}
    assert not [phrase for name in names() for phrase in phrases_of(name) if "<" in phrase]


def test_each_theme_has_the_tone_of_its_own_clause() -> None:
    tones = {theme.id: theme.kind for theme in themes("great team but the IT is hopeless")}
    assert tones == {"team": Kind.POSITIVE, "tools": Kind.NEGATIVE}


def test_a_theme_names_the_words_that_matched() -> None:
    (theme,) = themes("My one-to-ones keep being moved")
    assert (theme.id, theme.phrases) == ("supervision", ("one to ones",))


def test_a_longer_phrase_hides_a_shorter_one_inside_it() -> None:
    assert found("The head of service is new") == {"leadership"}
    assert found("School runs are easy now") == {"flexibility"}


def test_what_fits_no_theme_is_other() -> None:
    (theme,) = themes("Hello")
    assert (theme.id, theme.phrases) == (OTHER, ())


def test_the_pronoun_it_is_no_computer() -> None:
    assert "tools" not in found("It is what it is")
    assert "tools" in found("IT never answers")
    assert "tools" not in found("IT IS WHAT IT IS")


@given(st.text(max_size=300))
def test_any_text_has_at_least_one_theme_and_tones_within_bounds(text: str) -> None:
    read = themes(text)
    assert read
    assert all(-1.0 <= theme.polarity <= 1.0 for theme in read)


@pytest.mark.parametrize("piece", ["x", "my ", "team, ", "lone ", "# ", "\u202e😡 ", "nothing "])
def test_long_texts_are_read_to_their_end(piece: str) -> None:
    assert themes((piece * 10_000)[:10_000])


def test_every_phrase_is_spelled_as_comments_are_read() -> None:
    phrases = [phrase for name in names() for phrase in phrases_of(name)]
    assert [phrase for phrase in phrases if phrase != spelled(phrase)] == []
