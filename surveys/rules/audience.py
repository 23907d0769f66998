"""Who may be asked."""

from datetime import date

from surveys.model.people import Person
from surveys.model.policy import Policy
from surveys.rules.calendar import add_working_days


def may_be_asked(person: Person, on: date, policy: Policy) -> bool:
    """Say whether a round that opens on a date may ask this person."""
    if not person.active or person.welcomed_at is None:
        return False
    if person.paused_until is not None and person.paused_until > on:
        return False
    welcomed = person.welcomed_at.astimezone(policy.zone).date()
    return add_working_days(welcomed, policy.welcome_working_days) <= on
