"""Writing from right to left, kept apart from what stands around it."""

import unicodedata
from typing import Final

from surveys.model.writing import straightened

_OPENS, _ENDS = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def isolated(text: str) -> str:
    """Put each line that holds letters written from right to left apart from what is around it."""
    return "\n".join(_apart(line) for line in straightened(text).split("\n"))


def _apart(line: str) -> str:
    turns = any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in line)
    return f"{_OPENS}{line}{_ENDS}" if turns else line
