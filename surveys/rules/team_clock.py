"""How often figures of teams may come: once a quarter for any question, whichever survey asks it.

Two team releases of the same question close together could be subtracted: whoever joined, left or
changed team between them would stand alone in the difference. Within one survey the windows keep
releases apart; this keeps different surveys apart that share a question. A question that is held
back is hidden everywhere in that release: what stays says nothing of it.

Whether a question is held back follows from dates and from which cells were shown, and so from
counts of people alone.

After a return to a backup nobody can look up what was published since it was made. So any question
may have been shown of any team on any day until then, and the clock of each runs from that day. A
weekly figure beside such a release of teams must not narrow anybody either. It rests on k_week + k
people for so long, k being the team threshold: take a group of figures, old and new, that weighs
the same all over, and let fewer than k people have but one of their two ends in it. Then it holds
no old atom alone, as each has k people; and of a new atom's k_week + k people all but k - 1 are in
its old ones, more than k_week. With k_week on its side in both rounds it is exempt (see
`history`), and as small as any that the unknown release could make.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from surveys.model.rounds import Thresholds

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


def is_near_a_restore(day: date, restored_on: date | None) -> bool:
    """Say whether figures of a day stand too near to what may have been published and is lost.

    `restored_on`: the UTC date of the last return to a backup. None: there was none.
    """
    if restored_on is None:
        return False
    return (day - restored_on).days <= DAYS_APART  # one more: a local date may be a day ahead


def week_beside_a_restore(thresholds: Thresholds) -> int:
    """Return how many people stand behind each weekly figure near a restore."""
    return thresholds.week + thresholds.team


def _near(days: Iterable[date], others: Sequence[date], apart: int) -> bool:
    return any(abs((day - other).days) < apart for day in days for other in others)
