"""Words that would give somebody away, found before a comment is kept.

`mark` finds them and `masked` puts "[name]" in their place; `routes_for` says where a writer in
crisis, or one who tells of a child at risk or of wrongdoing, is shown to turn. All of it is
rules and word lists: nothing is downloaded, logged or kept. Of names and numbers, too much is
marked rather than too little.
"""

from collections.abc import Set

from surveys.model.support import Route
from surveys.model.words import Guarded, Kind, Mark
from surveys.rules.words.marking import mark
from surveys.rules.words.marks import alike, masked, put_back, said, taken_out
from surveys.rules.words.routes import routes_for

__all__ = [
    "Guarded",
    "Kind",
    "Mark",
    "Route",
    "guarded",
    "mark",
    "masked",
    "prepare",
    "put_back",
    "routes_for",
    "said",
    "taken_out",
]


def prepare() -> None:
    """Read the word lists now, so that no writer waits for them."""
    guarded("Ann rang twice, on 3 May.")  # a name, a number and a date: a list and rules of each
    routes_for("")


def guarded(text: str, accepted: Set[str] = frozenset()) -> Guarded | None:
    """Return what its author is asked about before a text is kept. None: nothing was found."""
    marks = mark(text, accepted)
    if not marks:
        return None
    before = [alike(text[: one.start]) for one in marks]
    places = tuple(place + others for place, others in enumerate(before))
    others = before[-1] + alike(text[marks[-1].end :])
    return Guarded(text, masked(text, marks), marks, places, others)
