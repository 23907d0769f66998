"""Where a writer is shown to turn: help in a crisis, the safeguarding routes, whistleblowing.

Phrases stand in routes.toml. What they find is shown to the writer and forgotten: whoever calls
this neither stores, counts nor sends it.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from surveys.model.support import Route
from surveys.rules.phrases import line_of, pattern
from surveys.rules.words.plain import plain

ROUTES_FILE: Final = Path(__file__).with_name("routes.toml")
DENIALS: Final = frozenset({"no", "not", "never", "without", "any", "zero"})


def routes_for(text: str) -> frozenset[Route]:
    """Return where the writer of a text is shown to turn; nowhere, for most.

    Idioms ("dying for a coffee") and the nouns of the job ("risk", "neglect") show nothing, and
    neither does what is denied ("no fraud"); but where a life may be at stake, help is shown
    all the same.
    """
    line = line_of(plain(text).text)
    return frozenset(route for route in Route if _is_said(line, route))


def _is_said(line: str, route: Route) -> bool:
    finds, hides = _patterns()[route]
    hidden = [one.span() for one in hides.finditer(line)]
    for one in finds.finditer(line):
        if any(start <= one.start() and one.end() <= end for start, end in hidden):
            continue
        before = line[: one.start()].split(" ")
        if route is Route.CRISIS or not DENIALS & set(before[-2:]):
            return True
    return False


@cache
def _patterns() -> dict[Route, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each route, what finds its phrases and what hides them."""
    kept = tomllib.loads(ROUTES_FILE.read_text(encoding="utf-8"))
    groups = kept["groups"]
    return {
        route: (
            pattern(kept[route.value]["phrases"], groups),
            pattern(kept[route.value]["hidden"], groups),
        )
        for route in Route
    }
