"""The sealed ballot box: one tag a person and round, one box of fixed size an answer.

A tag lets the same person change or withdraw their answer and tells nobody who they are
without the round's key. A box is ChaCha20-Poly1305 (RFC 8439) under a key derived with
HKDF-SHA256 (RFC 5869), padded so that its length says nothing about its content.
"""

import hashlib
import hmac
import json
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from surveys.model.questions import Answers

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
COMMENT_CHARACTERS: Final = 1000
_UTF8_BYTES_A_CHARACTER: Final = 4
_HEADER_BYTES: Final = 2  # the length of the scores, before them
_COMMENT_LENGTH_BYTES: Final = 2  # 0xFFFF: no comment
_NO_COMMENT: Final = 0xFFFF


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


def payload_size(question_ids: tuple[str, ...]) -> int:
    """Return the bytes that the longest possible answer to these questions needs."""
    scores = json.dumps(dict.fromkeys(question_ids, -100))
    comment = COMMENT_CHARACTERS * _UTF8_BYTES_A_CHARACTER
    return _HEADER_BYTES + len(scores.encode()) + _COMMENT_LENGTH_BYTES + comment


def seal(
    key: bytes, round_id: str, tag_: bytes, nonce: bytes, answers: Answers, size: int
) -> bytes:
    """Seal answers into a box of NONCE_BYTES + `size` + 16 bytes. `nonce` is never used twice."""
    padded = _written(answers).ljust(size, b"\0")
    sealed = ChaCha20Poly1305(_box_key(key)).encrypt(nonce, padded, _bound_to(round_id, tag_))
    return nonce + sealed


def unseal(key: bytes, round_id: str, tag_: bytes, box: bytes) -> Answers:
    """Open one box. Raises BoxUnreadable."""
    nonce, sealed = box[:NONCE_BYTES], box[NONCE_BYTES:]
    try:
        padded = ChaCha20Poly1305(_box_key(key)).decrypt(nonce, sealed, _bound_to(round_id, tag_))
    except (InvalidTag, ValueError):
        raise BoxUnreadable from None
    return _read(padded)


def _box_key(key: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"box").derive(key)


def _bound_to(round_id: str, tag_: bytes) -> bytes:
    return round_id.encode() + b"|" + tag_


def _written(answers: Answers) -> bytes:
    scores = json.dumps(answers.scores).encode()
    if answers.comment is None:
        length, comment = _NO_COMMENT, b""
    else:
        # A broken client can send a lone surrogate, which has no bytes of its own, and a zero
        # character, which PostgreSQL cannot keep: one such comment would hold up a whole closing.
        kept = answers.comment[:COMMENT_CHARACTERS].replace("\0", "")
        comment = kept.encode("utf-8", "replace")
        length = len(comment)
    return b"".join(
        (
            len(scores).to_bytes(_HEADER_BYTES),
            scores,
            length.to_bytes(_COMMENT_LENGTH_BYTES),
            comment,
        )
    )


def _read(padded: bytes) -> Answers:
    split = _HEADER_BYTES + int.from_bytes(padded[:_HEADER_BYTES])
    scores = json.loads(padded[_HEADER_BYTES:split])
    body = split + _COMMENT_LENGTH_BYTES
    length = int.from_bytes(padded[split:body])
    comment = None if length == _NO_COMMENT else padded[body : body + length].decode()
    return Answers(scores=scores, comment=comment)
