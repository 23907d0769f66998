"""Beginning: the first administrator, whom only whoever installs can name."""

from dataclasses import replace

from surveys.model.people import Person, Role
from surveys.runtime import Runtime
from surveys.use_cases.holding import person_named


def count_people(runtime: Runtime) -> int:
    """Return how many people are on the list."""
    with runtime.store.begin() as tx:
        return sum(one.active for one in tx.people.all())


def administrators(runtime: Runtime) -> tuple[Person, ...]:
    """Return whoever is on the list and looks after the bot, by key."""
    with runtime.store.begin() as tx:
        return tuple(one for one in tx.people.with_role(Role.ADMIN) if one.active)


def make_administrator(runtime: Runtime, slack_id_or_email: str) -> Person:
    """Let somebody on the list look after the bot; again does no harm.

    Raises PersonNotFound, PersonNotSingle.
    """
    with runtime.store.begin() as tx:
        person = person_named(tx, slack_id_or_email)
        if Role.ADMIN not in person.roles:
            person = replace(person, roles=person.roles | {Role.ADMIN})
            tx.people.save(person)
        return person
