"""The letterbox: what askers send lies sealed until a batch of it is handed to champions.

A box is ChaCha20-Poly1305 (RFC 8439) under a key derived with HKDF-SHA256 (RFC 5869) from that of
the cycle. All boxes are of one size, whatever was written and of whichever kind.
"""

import json
from datetime import date
from hashlib import sha256
from hmac import digest
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from surveys.model.forum import (
    LONGEST_QUESTION,
    Addressee,
    Letter,
    LetterKind,
    SealedLetter,
    Thread,
)

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
_HEAD_BYTES: Final = 400  # kind, topic, addressee, thread, key and date, with room to spare
_LENGTH_BYTES: Final = 2
BOX_BYTES: Final = 2 * _LENGTH_BYTES + _HEAD_BYTES + 4 * LONGEST_QUESTION


class LetterUnreadable(ValueError):
    """A letter was not sealed with this key, or is damaged."""


def letter_id(key: bytes, form_id: str) -> str:
    """Return the id under which the letter of one form lies: 32 hexadecimal digits."""
    return digest(key, b"forum letter|" + form_id.encode(), sha256)[:16].hex()


def seal_letter(key: bytes, id_: str, nonce: bytes, letter: Letter) -> SealedLetter:
    """Seal a letter. `nonce`: NONCE_BYTES random bytes, never used twice."""
    head = json.dumps(
        {
            "kind": str(letter.kind),
            "topic": letter.topic,
            "to": str(letter.addressee),
            "thread": letter.thread.id,
            "key": letter.thread.public_key.hex(),
            "latest": letter.latest.isoformat() if letter.latest else None,
        }
    ).encode()
    # A lone surrogate has no bytes of its own, and PostgreSQL keeps no zero character: one such
    # letter would hold up a whole batch.
    said = letter.text[:LONGEST_QUESTION].replace("\0", "").encode("utf-8", "replace")
    content = b"".join(len(one).to_bytes(_LENGTH_BYTES) + one for one in (head, said))
    sealed = _cipher(key).encrypt(nonce, content.ljust(BOX_BYTES, b"\0"), id_.encode())
    return SealedLetter(id_, nonce + sealed)


def open_letter(key: bytes, kept: SealedLetter) -> Letter:
    """Open a letter. Raises LetterUnreadable."""
    nonce, sealed = kept.box[:NONCE_BYTES], kept.box[NONCE_BYTES:]
    try:
        content = _cipher(key).decrypt(nonce, sealed, kept.id.encode())
        head, rest = _split(content)
        text, _padding = _split(rest)
        return _letter(json.loads(head), text.decode())
    except (InvalidTag, ValueError, KeyError):
        raise LetterUnreadable from None


def _letter(head: dict[str, str | None], text: str) -> Letter:
    latest = head["latest"]
    return Letter(
        kind=LetterKind(str(head["kind"])),
        text=text,
        thread=Thread(str(head["thread"]), bytes.fromhex(str(head["key"]))),
        latest=date.fromisoformat(latest) if latest else None,
        topic=str(head["topic"]),
        addressee=Addressee(str(head["to"])),
    )


def _split(content: bytes) -> tuple[bytes, bytes]:
    end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES])
    return content[_LENGTH_BYTES:end], content[end:]


def _cipher(key: bytes) -> ChaCha20Poly1305:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"forum letterbox")
    return ChaCha20Poly1305(derived.derive(key))
