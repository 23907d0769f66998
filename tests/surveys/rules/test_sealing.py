"""Sealing: one size for every answer, readable with the right key, round and tag alone."""

import json
import os
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.questions import Answers, Choice, CommentPrompt, Option, Style
from surveys.rules import sealing
from tests.organisation import pulse_answers
from tests.surveys.rules.organisations import ITEM

KEY = bytes(range(32))
QUESTIONS = ("how_are_you", "caseload_fits", "supervision_helps", "manager_listens")
ITEMS = tuple(replace(ITEM, id=one) for one in QUESTIONS)
DAYS = Choice(
    "days",
    "Which days?",
    "office days",
    Style.SEVERAL,
    tuple(Option(f"day{n}", f"Day {n}") for n in range(10)),
)
WHY = CommentPrompt("why", "Why?")
LAYOUT = sealing.layout_of((*ITEMS, CommentPrompt("comment", "Anything to add?")))
LONG = sealing.layout_of((*ITEMS, DAYS, WHY, CommentPrompt("comment", "Anything to add?")))
TAG = sealing.tag(KEY, "p1")
BOX_BYTES = sealing.NONCE_BYTES + LAYOUT.size + 16

scores = st.dictionaries(st.sampled_from(QUESTIONS), st.integers(-99, 999))
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(characters, max_size=sealing.COMMENT_CHARACTERS)
comments = st.none() | texts


def sealed(answers: Answers, layout: sealing.Layout = LAYOUT) -> bytes:
    return sealing.seal(KEY, "r1", TAG, os.urandom(sealing.NONCE_BYTES), answers, layout)


def unsealed(box: bytes, layout: sealing.Layout = LAYOUT) -> Answers:
    return sealing.unseal(KEY, "r1", TAG, box, layout)


@given(scores, comments)
def test_an_answer_comes_back_as_it_was_given(given_: dict[str, int], comment: str | None) -> None:
    answers = pulse_answers(given_, comment)
    box = sealed(answers)
    assert len(box) == BOX_BYTES
    assert unsealed(box) == answers


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
        box = sealed(pulse_answers(given_, comment))
        assert len(box) == BOX_BYTES
        assert unsealed(box).scores == given_


def test_a_comment_as_long_as_allowed_comes_back_whole() -> None:
    longest = "\U0001f469" * sealing.COMMENT_CHARACTERS
    box = sealed(pulse_answers(dict.fromkeys(QUESTIONS, 5), longest))
    assert unsealed(box).comments == {"comment": longest}


def test_what_no_database_can_keep_is_left_out_of_a_comment() -> None:
    box = sealed(pulse_answers({}, "a\0b\ud800c"))
    assert unsealed(box).comments == {"comment": "ab?c"}


def test_the_right_box_in_any_other_place_is_unreadable() -> None:
    box = sealed(Answers({"how_are_you": 1}))
    other = bytes(32)
    for key, round_id, tag in (
        (other, "r1", TAG),
        (KEY, "r2", TAG),
        (KEY, "r1", sealing.tag(KEY, "p2")),
        (KEY, "", TAG),
    ):
        with pytest.raises(sealing.BoxUnreadable):
            sealing.unseal(key, round_id, tag, box, LAYOUT)


@given(st.integers(0, BOX_BYTES - 1), st.integers(1, 255))
def test_a_box_with_one_byte_changed_is_unreadable(place: int, by: int) -> None:
    box = bytearray(sealed(pulse_answers({"how_are_you": 1}, "said")))
    box[place] ^= by
    with pytest.raises(sealing.BoxUnreadable):
        unsealed(bytes(box))


@given(st.binary(max_size=100))
def test_anything_else_is_unreadable(box: bytes) -> None:
    with pytest.raises(sealing.BoxUnreadable):
        unsealed(box)


def test_the_same_answer_twice_looks_different() -> None:
    answers = Answers({"how_are_you": 1})
    first, second = sealed(answers), sealed(answers)
    assert first[sealing.NONCE_BYTES :] != second[sealing.NONCE_BYTES :]


@given(st.text(characters, max_size=40), st.text(characters, max_size=40))
def test_a_tag_is_one_persons_in_one_round(one: str, other: str) -> None:
    assert len(sealing.tag(KEY, one)) == sealing.TAG_BYTES
    assert (sealing.tag(KEY, one) == sealing.tag(KEY, other)) == (one == other)
    assert sealing.tag(KEY, one) != sealing.tag(bytes(32), one)


@given(scores, st.sets(st.sampled_from(DAYS.options)), st.dictionaries(
    st.sampled_from(["why", "comment"]), texts))  # fmt: skip
def test_answers_of_every_kind_come_back_and_fill_a_box_of_one_size(
    given_: dict[str, int], ticked: set[Option], said: dict[str, str]
) -> None:
    days = tuple(one.id for one in DAYS.options if one in ticked)
    answers = Answers(given_, {"days": days} if days else {}, said)
    box = sealed(answers, LONG)
    assert len(box) == sealing.NONCE_BYTES + LONG.size + 16
    assert unsealed(box, LONG) == answers


def test_the_fullest_answer_of_every_kind_fits() -> None:
    longest = "\U0001f469" * sealing.COMMENT_CHARACTERS
    answers = Answers(
        dict.fromkeys(QUESTIONS, -100),
        {"days": tuple(one.id for one in DAYS.options)},
        {"why": longest, "comment": longest},
    )
    box = sealed(answers, LONG)
    assert len(box) == sealing.NONCE_BYTES + LONG.size + 16
    assert unsealed(box, LONG) == answers


@pytest.mark.parametrize("said", [None, "", "It is fine \U0001f469."])
def test_a_box_of_the_first_version_is_read_and_its_successor_is_as_long(said: str | None) -> None:
    """That version wrote scores behind their length, then one comment behind its own."""
    head = json.dumps({"how_are_you": 4, "manager_listens": 1}).encode()
    body = b"" if said is None else said.encode()
    length = 0xFFFF if said is None else len(body)
    size = 2 + len(json.dumps(dict.fromkeys(QUESTIONS, -100))) + 2 + 4000
    content = len(head).to_bytes(2) + head + length.to_bytes(2) + body
    nonce = bytes(12)
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"box").derive(KEY)
    cipher = ChaCha20Poly1305(derived)
    box = nonce + cipher.encrypt(nonce, content.ljust(size, b"\0"), b"r1|" + TAG)
    assert unsealed(box) == pulse_answers({"how_are_you": 4, "manager_listens": 1}, said)
    assert len(sealed(pulse_answers({}, said))) == len(box)


def test_a_layout_speaks_of_the_questions_alone() -> None:
    assert LONG.texts == ("why", "comment")
    assert sealing.layout_of(ITEMS).size < LAYOUT.size < LONG.size
