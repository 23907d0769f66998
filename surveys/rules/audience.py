"""Who is asked: whom a survey is for, and who of them may be asked today.

Nobody joins a round later: its roster is frozen when it opens, and a pool's grows only by those
who reach its milestone. So whoever comes after the opening is left out without a rule of its own.
"""

from collections.abc import Iterable
from datetime import date

from surveys.model.asking import Reason
from surveys.model.people import Person
from surveys.model.policy import Policy
from surveys.model.surveys import Audience, Tenure
from surveys.model.tree import Unit
from surveys.rules.calendar import add_working_days
from surveys.wording import _


def left_out(
    person: Person, audience: Audience, places: frozenset[str], on: date, policy: Policy
) -> Reason | None:
    """Say why a round that opens on a date leaves a person out. None: they may be asked.

    `places` is `places_of` the audience. Burden is another rule's matter. Whoever has left the
    organisation is in no audience.
    """
    if not person.active or not _is_in(person, audience, places, on):
        return Reason.NOT_IN_AUDIENCE
    if person.welcomed_at is None:
        return Reason.NOT_WELCOMED
    welcomed = person.welcomed_at.astimezone(policy.zone).date()
    if add_working_days(welcomed, policy.welcome_working_days) > on:
        return Reason.NOT_WELCOMED
    if person.paused_until is not None and person.paused_until > on:
        return Reason.AWAY
    if person.is_away(on) or not person.is_on_slack:
        return Reason.AWAY
    return None


def places_of(audience: Audience, units: Iterable[Unit]) -> frozenset[str]:
    """Return the ids of all units whose people an audience can hold.

    `units` are all there ever were: a unit out of use may still be the place of somebody. A chosen
    unit that is not among them holds nobody.
    """
    parents = {unit.id: unit.parent_id for unit in units}
    if not audience.units:
        return frozenset(parents)
    chosen = set(audience.units)
    return frozenset(one for one in parents if chosen & set(_upwards(one, parents)))


def fits_nobody(
    audience: Audience, people: Iterable[Person], places: frozenset[str], on: date
) -> bool:
    """Say whether nobody at work here fits an audience on a date; `places` is `places_of` it."""
    return not any(one.active and _is_in(one, audience, places, on) for one in people)


def nobody_has(audience: Audience, people: Iterable[Person]) -> list[str]:
    """Return a sentence for each job family and contract that nobody at work here has."""
    active = [one for one in people if one.active]
    families = {folded(one.job_family) for one in active}
    contracts = {folded(one.contract) for one in active}
    return [
        *(
            _("Nobody in the list of people has the job family '{one}'.").format(one=one)
            for one in audience.job_families
            if folded(one) not in families
        ),
        *(
            _("Nobody in the list of people has the contract '{one}'.").format(one=one)
            for one in audience.contracts
            if folded(one) not in contracts
        ),
    ]


def months_between(start: date, on: date) -> int:
    """Return the whole months from one day to another, negative where it comes first."""
    return (on.year - start.year) * 12 + on.month - start.month - (on.day < start.day)


def folded(fact: str) -> str:
    """Return a job family or a contract as it is compared.

    Files come from people: "Social Worker" and "social worker" are one job family.
    """
    return fact.strip().casefold()


def _is_in(person: Person, audience: Audience, places: frozenset[str], on: date) -> bool:
    return (
        person.unit_id in places
        and _is_among(person.job_family, audience.job_families)
        and _is_among(person.contract, audience.contracts)
        and _is_within(person.start_date, audience.tenure, on)
    )


def _is_among(fact: str, chosen: Iterable[str]) -> bool:
    wanted = {folded(one) for one in chosen}
    return not wanted or folded(fact) in wanted


def _is_within(start: date, tenure: Tenure | None, on: date) -> bool:
    if tenure is None:
        return True
    months = months_between(start, on)
    return tenure.least <= months and (tenure.most is None or months < tenure.most)


def _upwards(unit_id: str, parents: dict[str, str | None]) -> list[str]:
    found: list[str] = []
    current: str | None = unit_id
    while current is not None and current not in found:
        found.append(current)
        current = parents.get(current)
    return found
