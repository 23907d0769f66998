"""What everybody is meant to read, everybody can: plain words and short sentences."""

import pytest

from tests.reading import groups, index, longest, sentences

# GOV.UK writes for a reading age of 9, in sentences of 25 words at most. A grade is 5 years less.
NINE, ELEVEN = 4, 6
MOST_WORDS = 25


def test_all_of_it_together_can_be_read_at_nine() -> None:
    assert index(one for group in groups().values() for one in group) <= NINE


def test_each_part_can_be_read_at_eleven_in_short_sentences() -> None:
    for name, group in groups().items():
        assert len(group) > 20, name  # it is looked at indeed
        assert index(group) <= ELEVEN, f"{name}: python -m tests.reading tells the worst"
        assert longest(group, MOST_WORDS) == [], name


def test_the_index_is_that_of_its_authors() -> None:
    """A sentence of nine words and 37 letters: 4.71 x 37/9 + 0.5 x 9 - 21.43."""
    assert index(["The quick brown fox jumped over the lazy dogs."]) == pytest.approx(
        2.43, abs=0.01
    )
    hard = "Notwithstanding organisational considerations, proportionality necessitates review."
    assert index([hard]) > 20


def test_a_text_is_parted_into_its_sentences() -> None:
    said = "*One is short here.* Is the second, with {n}, a question?\n• A third stands on a line"
    assert sentences(said) == [
        "One is short here.",
        "Is the second, with 20, a question?",
        "A third stands on a line",
    ]
