"""Bot tokens at rest: sealed with ChaCha20-Poly1305 (RFC 8439) for one workspace and one key.

The workspace and the name of the key are bound into the box: moved to another row it does not open.
"""

import hashlib
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
STATE_BYTES: Final = 32


class TokenUnreadable(ValueError):
    """A token was not sealed with this key for this workspace."""


def seal_token(key: bytes, key_name: str, workspace: str, nonce: bytes, token: str) -> bytes:
    """Seal a token; the nonce, 12 random bytes used once, leads the box."""
    box = ChaCha20Poly1305(key).encrypt(nonce, token.encode(), _bound(key_name, workspace))
    return nonce + box


def open_token(key: bytes, key_name: str, workspace: str, box: bytes) -> str:
    """Return the token in a box. Raises TokenUnreadable."""
    nonce, sealed = box[:NONCE_BYTES], box[NONCE_BYTES:]
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, _bound(key_name, workspace)).decode()
    except (InvalidTag, ValueError):
        raise TokenUnreadable from None


def digest_of(state: str) -> bytes:
    """Return what is kept of the random text that a browser carries: 32 bytes of SHA-256."""
    return hashlib.sha256(b"state|" + state.encode()).digest()


def _bound(key_name: str, workspace: str) -> bytes:
    return f"{key_name}|{workspace}".encode()
