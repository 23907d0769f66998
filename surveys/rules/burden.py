"""Burden: how often one person may be asked, and for how long, across every survey.

Whoever is asked now is checked against everything asked before, so in any span of days the last
ask was checked against all the others: the caps hold however the calendars fall.

Days are the real ones, on which people are asked. There is one exception: from a date of a survey
that closed offices moved, to a later date of the same survey, the days count that its calendar
names. So Monday's round moved to Tuesday by a holiday does not cost anybody next Monday's.

The weekly pulse gives way to what is planned: a longer survey in the days to come takes its place,
and if the longer survey would not fit into the month beside it, the pulse is left out beforehand.
"""

from collections.abc import Iterable

from surveys.model.asking import Ask, Reason
from surveys.model.policy import Policy


def too_much(
    ask: Ask, past: Iterable[Ask], policy: Policy, longer: Iterable[Ask] = ()
) -> Reason | None:
    """Say why an ask would be too much for one person. None: they may be asked.

    `past` is what they were asked before, in any order; a round asked again after its answers were
    lost is not among it. `longer` is what the ask gives way to: the longer surveys still to come
    to this person, none where the ask is a longer survey itself.
    """
    asked = [*past, ask]
    if any(abs(_days(one, ask)) < policy.ask_every_days for one in asked[:-1]):
        return Reason.ASKED_LATELY
    if any(_is_over(one, asked, policy) for one in asked if _days(ask, one) >= 0):
        return Reason.MINUTES_REACHED
    coming = list(longer)
    if any(abs(_days(ask, one)) < policy.ask_every_days for one in coming):
        return Reason.LONGER_COMING
    planned = [*asked[:-1], *coming]
    fitting = [one for one in (*coming, ask) if not _is_over(one, planned, policy)]
    if any(_is_over(one, [*planned, ask], policy) for one in fitting):
        return Reason.LONGER_COMING
    return None


def horizon_days(policy: Policy) -> int:
    """Return how many days of asks, back and ahead, `too_much` needs to know of."""
    return max(policy.ask_every_days, policy.minutes_over_days)


def _days(one: Ask, other: Ask) -> int:
    """Return the days from one ask to another; negative where the other came first."""
    if other.asked_on < one.asked_on:
        return -_days(other, one)
    if one.survey == other.survey and one.named and other.named and one.named != one.asked_on:
        return (other.named - one.named).days
    return (other.asked_on - one.asked_on).days


def _is_over(last: Ask, asks: Iterable[Ask], policy: Policy) -> bool:
    """Say whether the asks of the days up to this one take more minutes than they may."""
    span = policy.minutes_over_days
    return sum(one.minutes for one in asks if 0 <= _days(one, last) < span) > policy.most_minutes
