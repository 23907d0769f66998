"""Which checked comments are shown: three at once at least, a few at most, in no telling order."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from surveys.model.releases import ReleasedComment

FEWEST: Final = 3  # at one place, to one question; fewer wait until others are permitted
MOST: Final = 5


def shown_comments(
    permitted: Iterable[ReleasedComment], places: Sequence[str]
) -> tuple[ReleasedComment, ...]:
    """Return what is shown of the permitted comments at some places, in the order of the places.

    Ids are random: the first few by id are a few chosen by chance, the same for every reader, and
    their order says nothing of when or by whom they were written.
    """

    def where(one: ReleasedComment) -> tuple[int, str]:
        return places.index(one.node_id), one.question_id

    there = sorted(
        (one for one in permitted if one.node_id in places),
        key=lambda one: (*where(one), one.id),
    )
    groups = [list(own) for _where, own in groupby(there, key=where)]
    return tuple(one for own in groups if len(own) >= FEWEST for one in own[:MOST])
