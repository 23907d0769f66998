"""Receipts: eight words that only an asker holds, and what can be derived from them.

From the words come the id of a thread and a pair of X25519 keys (RFC 7748), through HKDF-SHA256
(RFC 5869). We keep the id and the public key alone, so that a reply sealed to it is unreadable to
whoever holds the database, and to us. Each word is one of 7,776, which makes 103 bits in eight:
too many to be tried out, so no slow derivation is needed.

The words themselves follow from the cycle's key and the random id of the form that was handed in.
A form that arrives twice, or again after a crash, so gives the same receipt and keeps one letter.
"""

import hmac
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from surveys.model.forum import LONGEST_QUESTION, RECEIPT_WORDS, Thread

PUBLIC_BYTES: Final = 32
_THREAD_BYTES: Final = 16
_LENGTH_BYTES: Final = 2
_REPLY_BYTES: Final = _LENGTH_BYTES + LONGEST_QUESTION * 4  # of UTF-8


class ReplyUnreadable(ValueError):
    """A reply was not sealed to this receipt."""


@dataclass(frozen=True)
class Receipt:
    """The words of one asker."""

    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words as they are shown."""
        return " ".join(self.words)

    @property
    def thread(self) -> Thread:
        """What we keep of it."""
        public = self._private.public_key().public_bytes_raw()
        return Thread(_derived(self.text.encode(), b"forum thread", _THREAD_BYTES).hex(), public)

    def shared_with(self, public: X25519PublicKey) -> bytes:
        """Return the secret that whoever sealed a reply with this public key derived too."""
        return self._private.exchange(public)

    @property
    def _private(self) -> X25519PrivateKey:
        seed = _derived(self.text.encode(), b"forum reply key", PUBLIC_BYTES)
        return X25519PrivateKey.from_private_bytes(seed)


def receipt_for(key: bytes, form_id: str, words: Sequence[str]) -> Receipt:
    """Return the receipt of a form under a cycle's key: RECEIPT_WORDS of a list, evenly drawn.

    16 bytes a word leave a bias of less than one in 2**115.
    """
    drawn = _derived(key, b"forum receipt|" + form_id.encode(), 16 * RECEIPT_WORDS)
    places = (int.from_bytes(drawn[at : at + 16]) for at in range(0, len(drawn), 16))
    return Receipt(tuple(words[place % len(words)] for place in places))


def receipt_in(text: str) -> Receipt:
    """Read a receipt as somebody types it: case, spacing, line breaks and commas do not matter."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return Receipt(tuple("".join(c if c.isalpha() or c == "-" else " " for c in plain).split()))


def seal_reply(thread: Thread, secret: bytes, text: str) -> bytes:
    """Seal a reply to a thread. `secret`: 32 random bytes, used for this reply alone.

    The box is a fresh public key and ChaCha20-Poly1305 under a key that both derive, so it has one
    length whatever is said, and its nonce may be zero: no key is ever used twice.
    """
    fresh = X25519PrivateKey.from_private_bytes(secret)
    public = fresh.public_key().public_bytes_raw()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(thread.public_key))
    said = text[:LONGEST_QUESTION].replace("\0", "").encode("utf-8", "replace")
    padded = (len(said).to_bytes(_LENGTH_BYTES) + said).ljust(_REPLY_BYTES, b"\0")
    cipher = ChaCha20Poly1305(_reply_key(shared, public, thread.public_key))
    return public + cipher.encrypt(bytes(12), padded, thread.id.encode())


def open_reply(receipt: Receipt, box: bytes) -> str:
    """Read a reply with the receipt of its thread. Raises ReplyUnreadable."""
    thread, public = receipt.thread, box[:PUBLIC_BYTES]
    try:
        shared = receipt.shared_with(X25519PublicKey.from_public_bytes(public))
        cipher = ChaCha20Poly1305(_reply_key(shared, public, thread.public_key))
        padded = cipher.decrypt(bytes(12), box[PUBLIC_BYTES:], thread.id.encode())
    except (InvalidTag, ValueError):
        raise ReplyUnreadable from None
    return padded[_LENGTH_BYTES:][: int.from_bytes(padded[:_LENGTH_BYTES])].decode()


def same_thread(first: str, second: str) -> bool:
    """Compare two thread ids in a time that tells nothing."""
    return hmac.compare_digest(first, second)


def _reply_key(shared: bytes, fresh: bytes, public: bytes) -> bytes:
    return _derived(shared, b"forum reply|" + fresh + public, 32)


def _derived(secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret)
