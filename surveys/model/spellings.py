"""How a key may be written down, so that a copy of it is found wherever it went."""

import base64


def spellings(key: bytes) -> frozenset[bytes]:
    """Return how a key may stand in a file: plain, hexadecimal, or base64 in any place of a text.

    Of base64 the letters at either end depend on what stands beside the key and are left out.
    """
    found = {key, key.hex().encode(), key.hex().upper().encode()}
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + key)
        first = -(-shift * 8 // 6)
        last = (shift + len(key)) * 8 // 6
        plain = whole[first:last]
        found |= {plain, plain.translate(bytes.maketrans(b"+/", b"-_"))}
    return frozenset(found)
