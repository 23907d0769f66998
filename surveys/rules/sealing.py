"""The sealed ballot box: one tag a person and round, one box of fixed size an answer.

A tag lets the same person change or withdraw their answer and tells nobody who they are
without the round's key. A box is ChaCha20-Poly1305 (RFC 8439) under a key derived with
HKDF-SHA256 (RFC 5869), padded so that its length says nothing about its content.

Inside lies a head, which is JSON of scores and picks by question, then each text in the order the
questions are asked, every one behind its length. The weekly pulse, with its items and one text, has
been written so from the first version on: boxes of a round that is open while Staff Voice is
upgraded stay readable, and their successors are as long as they are.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from surveys.model.questions import Answers, Choice, Item, Question

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
COMMENT_CHARACTERS: Final = 1000
_UTF8_BYTES_A_CHARACTER: Final = 4
_LENGTH_BYTES: Final = 2  # before the head, and before each text
_NOTHING_SAID: Final = 0xFFFF  # in place of a text's length
_LONGEST_SCORE: Final = -100  # no scale needs more than four characters


class BoxUnreadable(ValueError):
    """A box was not sealed with this key for this round and tag."""


def tag(key: bytes, person_id: str) -> bytes:
    """Return the 16 bytes under which one person's answer of one round lies."""
    return hmac.digest(key, b"tag|" + person_id.encode(), hashlib.sha256)[:TAG_BYTES]


def later_tag(key: bytes, person_id: str) -> bytes:
    """Return the 16 bytes under which one person's wish to be asked later lies.

    It is not the answer's tag: when the wish falls due its person is written to, and whoever saw
    that must not learn which sealed answer, if any, is theirs.
    """
    return hmac.digest(key, b"later|" + person_id.encode(), hashlib.sha256)[:TAG_BYTES]


@dataclass(frozen=True)
class Layout:
    """How every answer to the same questions lies in its box."""

    texts: tuple[str, ...]  # ids of the questions answered in words, in the order asked
    size: int  # bytes that the longest possible answer needs


def layout_of(questions: Iterable[Question]) -> Layout:
    """Return the layout of answers to these questions: all of one size, whatever is said."""
    head: dict[str, int | list[str]] = {}
    texts = []
    for question in questions:
        if isinstance(question, Item):
            head[question.id] = _LONGEST_SCORE
        elif isinstance(question, Choice):
            head[question.id] = [option.id for option in question.options]
        else:
            texts.append(question.id)
    body = len(texts) * (_LENGTH_BYTES + COMMENT_CHARACTERS * _UTF8_BYTES_A_CHARACTER)
    return Layout(tuple(texts), _LENGTH_BYTES + len(json.dumps(head).encode()) + body)


def seal(
    key: bytes, round_id: str, tag_: bytes, nonce: bytes, answers: Answers, layout: Layout
) -> bytes:
    """Seal answers into NONCE_BYTES + `layout.size` + 16 bytes. `nonce` is never used twice."""
    return seal_padded(key, round_id, tag_, nonce, _written(answers, layout), layout.size)


def unseal(key: bytes, round_id: str, tag_: bytes, box: bytes, layout: Layout) -> Answers:
    """Open one box. Raises BoxUnreadable."""
    return _read(unseal_padded(key, round_id, tag_, box), layout)


def seal_padded(
    key: bytes, place_id: str, tag_: bytes, nonce: bytes, content: bytes, size: int
) -> bytes:
    """Seal up to `size` bytes into NONCE_BYTES + `size` + 16. Raises ValueError if longer."""
    if len(content) > size:
        raise ValueError("a content is longer than its box")
    padded = content.ljust(size, b"\0")
    sealed = ChaCha20Poly1305(_box_key(key)).encrypt(nonce, padded, _bound_to(place_id, tag_))
    return nonce + sealed


def unseal_padded(key: bytes, place_id: str, tag_: bytes, box: bytes) -> bytes:
    """Open one box; its padding is still there. Raises BoxUnreadable."""
    nonce, sealed = box[:NONCE_BYTES], box[NONCE_BYTES:]
    try:
        return ChaCha20Poly1305(_box_key(key)).decrypt(nonce, sealed, _bound_to(place_id, tag_))
    except (InvalidTag, ValueError):
        raise BoxUnreadable from None


def _box_key(key: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"box").derive(key)


def _bound_to(round_id: str, tag_: bytes) -> bytes:
    return round_id.encode() + b"|" + tag_


def _written(answers: Answers, layout: Layout) -> bytes:
    head = json.dumps({**answers.scores, **answers.picks}).encode()
    texts = [_text(answers.comments.get(question)) for question in layout.texts]
    return b"".join((len(head).to_bytes(_LENGTH_BYTES), head, *texts))


def _text(said: str | None) -> bytes:
    if said is None:
        return _NOTHING_SAID.to_bytes(_LENGTH_BYTES)
    # A broken client can send a lone surrogate, which has no bytes of its own, and a zero
    # character, which PostgreSQL cannot keep: one such comment would hold up a whole closing.
    kept = said[:COMMENT_CHARACTERS].replace("\0", "").encode("utf-8", "replace")
    return len(kept).to_bytes(_LENGTH_BYTES) + kept


def _read(padded: bytes, layout: Layout) -> Answers:
    head, rest = _split(padded)
    said: dict[str, int | list[str]] = json.loads(head)
    comments = {}
    for question in layout.texts:
        if int.from_bytes(rest[:_LENGTH_BYTES]) == _NOTHING_SAID:
            rest = rest[_LENGTH_BYTES:]
        else:
            body, rest = _split(rest)
            comments[question] = body.decode()
    return Answers(
        scores={one: given for one, given in said.items() if isinstance(given, int)},
        picks={one: tuple(given) for one, given in said.items() if isinstance(given, list)},
        comments=comments,
    )


def _split(content: bytes) -> tuple[bytes, bytes]:
    """Return the part whose length comes first, and what follows it."""
    end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES])
    return content[_LENGTH_BYTES:end], content[end:]
