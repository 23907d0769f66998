"""Thanking: who may be thanked at once, and what the monthly round-up tells."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from surveys.model.people import Person
from surveys.model.thanks import RoundUp
from surveys.model.words import Kind, Mark
from surveys.rules.calendar import working_day_from
from surveys.rules.words import mark, masked

MOST_A_DAY: Final = 10  # thank-yous of one person
MOST_MESSAGES: Final = 30  # people who get one each, and people who can be chosen
FEWEST: Final = 5  # thank-yous of a month; of fewer no number is told
TO_SAY_NO: Final = timedelta(days=7)  # that words wait before a round-up may tell them


def month_to_tell(today: date) -> date | None:
    """Return the first day of the month to be told of. None: its working day has not come.

    The month before is told from the first working day of this one on.
    """
    first = today.replace(day=1)
    return month_before(first) if today >= working_day_from(first) else None


def month_before(first: date) -> date:
    """Return the first day of the month before the one that begins on a day."""
    return (first - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    """Return the first day of the month after the one that begins on a day."""
    return (first + timedelta(days=31)).replace(day=1)


def tellable(said: int) -> int | None:
    """Return a count as it may be told. None: too few."""
    return said if said >= FEWEST else None


def says_something(told: RoundUp) -> bool:
    """Say whether there is anything to read: no leader needs to hear of an empty month."""
    return told.said is not None or bool(told.words)


def members(
    people: Iterable[Person], parents: Mapping[str, str | None], unit_id: str
) -> list[Person]:
    """Return whoever sits in a part or below it and can be written to."""
    return [one for one in people if can_be_thanked(one) and is_within(parents, one, unit_id)]


def is_within(parents: Mapping[str, str | None], person: Person, unit_id: str) -> bool:
    """Say whether somebody sits in a part or below it."""
    here: str | None = person.unit_id
    while here is not None and here != unit_id:
        here = parents.get(here)
    return here is not None


def can_be_thanked(person: Person) -> bool:
    """Say whether a message can reach somebody on the list; a pause is nobody's business."""
    return person.active and bool(person.accounts) and person.is_on_slack


def own_names(people: Collection[Person]) -> frozenset[str]:
    """Return by which names people may be called in words that are to them."""
    whole = {one.name for one in people}
    parts = {part for name in whole for part in re.split(r"[\s-]+", name)}
    return frozenset(whole | {part for part in parts if len(part) > 1 and part.isalpha()})


def without_names(text: str, names: Iterable[str]) -> str:
    """Return words as the round-up says them: whatever could tell who is meant is masked.

    `names` are those of whoever thanks and is thanked, and of their team; names that are also words
    of the language are masked with them. So is what their writer said names nobody.
    """
    wanted = sorted({one for one in names if one.strip()}, key=len, reverse=True)
    either = "|".join(re.escape(one) for one in wanted)
    found = re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE) if wanted else ()
    own = [Mark(one.start(), one.end(), Kind.NAME) for one in found]
    return masked(text, [*mark(text), *own])
