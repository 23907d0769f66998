"""How often figures of teams may come: once a quarter for any question, whichever survey asks it.

Two team releases of the same question close together could be subtracted: whoever joined, left or
changed team between them would stand alone in the difference. Within one survey the windows keep
releases apart; this keeps different surveys apart that share a question. A question that is held
back is hidden everywhere in that release: what stays says nothing of it.

Whether a question is held back follows from dates and from which cells were shown, and so from
counts of people alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

DAYS_APART: Final = 91  # 13 weeks: the pulse asks a question again on the 91st day
OWN_DAYS_APART: Final = 84  # quarters of a calendar, moved off holidays, can be this near


@dataclass(frozen=True)
class Shown:
    """A question of which a team release showed something, and when its rounds opened."""

    survey: str
    question_id: str
    days: tuple[date, ...]  # local dates of the rounds that asked it


def held_back(
    survey: str, asked: Mapping[str, Sequence[date]], shown: Iterable[Shown], *, has_windows: bool
) -> frozenset[str]:
    """Return those questions of a team release that must not be shown in it.

    `asked` has the local dates of the rounds that asked each question; `shown` what was published
    before. `has_windows`: the survey pools rounds in windows, which keep its own releases apart.
    """
    return frozenset(
        one.question_id
        for one in shown
        if one.question_id in asked
        and not (has_windows and one.survey == survey)
        and _near(
            asked[one.question_id],
            one.days,
            OWN_DAYS_APART if one.survey == survey else DAYS_APART,
        )
    )


def _near(days: Iterable[date], others: Sequence[date], apart: int) -> bool:
    return any(abs((day - other).days) < apart for day in days for other in others)
