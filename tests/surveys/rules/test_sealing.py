"""Sealing: one size for every answer, readable with the right key, round and tag alone."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.questions import Answers
from surveys.rules import sealing

KEY = bytes(range(32))
QUESTIONS = ("how_are_you", "caseload_fits", "supervision_helps", "manager_listens")
SIZE = sealing.payload_size(QUESTIONS)
TAG = sealing.tag(KEY, "p1")
BOX_BYTES = sealing.NONCE_BYTES + SIZE + 16

scores = st.dictionaries(st.sampled_from(QUESTIONS), st.integers(-99, 999))
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
comments = st.none() | st.text(characters, max_size=sealing.COMMENT_CHARACTERS)


def sealed(answers: Answers, nonce: bytes | None = None) -> bytes:
    nonce = nonce or os.urandom(sealing.NONCE_BYTES)
    return sealing.seal(KEY, "r1", TAG, nonce, answers, SIZE)


@given(scores, comments)
def test_an_answer_comes_back_as_it_was_given(given_: dict[str, int], comment: str | None) -> None:
    answers = Answers(given_, comment)
    box = sealed(answers)
    assert len(box) == BOX_BYTES
    assert sealing.unseal(KEY, "r1", TAG, box) == answers


@pytest.mark.parametrize(
    "comment",
    [
        None,
        "",
        "x",
        "\U0001f469" * 1000,
        "\x01\x1b[31m\x7f\r\n\t" * 100,
        "\ud800" * 1000,
        "\udfff",
        "\0" * 1000,
        "é" * 5000,
        '"}' * 500,
    ],
    ids=["none", "empty", "one", "four bytes", "control", "surrogates", "surrogate", "zeros",
         "too long", "json"],
)  # fmt: skip
def test_every_box_has_the_same_size(comment: str | None) -> None:
    for given_ in ({}, dict.fromkeys(QUESTIONS, 5), dict.fromkeys(QUESTIONS, -99)):
        box = sealed(Answers(given_, comment))
        assert len(box) == BOX_BYTES
        assert sealing.unseal(KEY, "r1", TAG, box).scores == given_


def test_a_comment_as_long_as_allowed_comes_back_whole() -> None:
    longest = "\U0001f469" * sealing.COMMENT_CHARACTERS
    box = sealed(Answers(dict.fromkeys(QUESTIONS, 5), longest))
    assert sealing.unseal(KEY, "r1", TAG, box).comment == longest


def test_what_no_database_can_keep_is_left_out_of_a_comment() -> None:
    box = sealed(Answers({}, "a\0b\ud800c"))
    assert sealing.unseal(KEY, "r1", TAG, box).comment == "ab?c"


def test_the_right_box_in_any_other_place_is_unreadable() -> None:
    box = sealed(Answers({"how_are_you": 1}, None))
    other = bytes(32)
    for key, round_id, tag in (
        (other, "r1", TAG),
        (KEY, "r2", TAG),
        (KEY, "r1", sealing.tag(KEY, "p2")),
        (KEY, "", TAG),
    ):
        with pytest.raises(sealing.BoxUnreadable):
            sealing.unseal(key, round_id, tag, box)


@given(st.integers(0, BOX_BYTES - 1), st.integers(1, 255))
def test_a_box_with_one_byte_changed_is_unreadable(place: int, by: int) -> None:
    box = bytearray(sealed(Answers({"how_are_you": 1}, "said")))
    box[place] ^= by
    with pytest.raises(sealing.BoxUnreadable):
        sealing.unseal(KEY, "r1", TAG, bytes(box))


@given(st.binary(max_size=100))
def test_anything_else_is_unreadable(box: bytes) -> None:
    with pytest.raises(sealing.BoxUnreadable):
        sealing.unseal(KEY, "r1", TAG, box)


def test_the_same_answer_twice_looks_different() -> None:
    answers = Answers({"how_are_you": 1}, None)
    first, second = sealed(answers), sealed(answers)
    assert first[sealing.NONCE_BYTES :] != second[sealing.NONCE_BYTES :]


@given(st.text(characters, max_size=40), st.text(characters, max_size=40))
def test_a_tag_is_one_persons_in_one_round(one: str, other: str) -> None:
    assert len(sealing.tag(KEY, one)) == sealing.TAG_BYTES
    assert (sealing.tag(KEY, one) == sealing.tag(KEY, other)) == (one == other)
    assert sealing.tag(KEY, one) != sealing.tag(bytes(32), one)
