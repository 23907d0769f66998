"""Writing that turns nothing around it."""

import unicodedata
from typing import Final

# What would turn the writing around it, or end the isolation in which it is shown.
_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def straightened(text: str) -> str:
    """Leave out the unseen characters that turn the writing around them."""
    return "".join(one for one in text if unicodedata.bidirectional(one) not in _TURNING)
