"""The tables of a TOML text that somebody gives us: read within bounds, or refused."""

import tomllib
from collections.abc import Iterator
from typing import Any, Final

from surveys.wording import _

MOST_BYTES: Final = 200_000  # some twenty times the largest survey that fits
# Python's reader takes time by the square of a key's parts: "a.b.c" has three.
MOST_DOTS: Final = 500  # in one line
LONGEST_NUMBER: Final = 64  # bits, as TOML has it; longer ones can't even be written in a sentence


class TablesUnreadable(ValueError):
    """A file that can't be read as tables.

    `reason` is half a sentence; `is_grammar` says that it is text and breaks the rules of TOML.
    """

    def __init__(self, reason: str, *, is_grammar: bool = False) -> None:
        self.reason = reason
        self.is_grammar = is_grammar
        super().__init__(reason)


def tables_in(data: bytes) -> dict[str, Any]:
    """Return the top-level tables of a TOML text in UTF-8. Raises TablesUnreadable."""
    if len(data) > MOST_BYTES:
        raise TablesUnreadable(too_large())
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TablesUnreadable(_("it is not UTF-8 text")) from None
    if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
        says = _("it has more than {most} full stops in one line").format(most=MOST_DOTS)
        raise TablesUnreadable(says)
    tables = _parsed(text)
    if any(isinstance(one, int) and one.bit_length() > LONGEST_NUMBER for one in _values(tables)):
        raise TablesUnreadable(_("it has a number with too many digits"))
    return tables


def too_large() -> str:
    """Say that a file is larger than any that we read."""
    return _("it is larger than {most} kB").format(most=MOST_BYTES // 1000)


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TablesUnreadable(str(error), is_grammar=True) from None
    except RecursionError:
        raise TablesUnreadable(_("its lists or tables lie too deep in each other")) from None
    except ValueError:  # Python refuses to read numbers of thousands of digits
        raise TablesUnreadable(_("it has a number with too many digits")) from None


def _values(tables: dict[str, Any]) -> Iterator[Any]:
    waiting: list[Any] = [tables]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found
        else:
            yield found
