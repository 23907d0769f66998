"""Admitting: who may look after surveys."""

from typing import Final

from surveys.errors import NotAnAuthor, NotOnTheList
from surveys.model.people import Account, Person, Role
from surveys.store.database import Published

AUTHORS: Final = frozenset({Role.HR, Role.ADMIN})


def is_author(person: Person) -> bool:
    """Say whether somebody looks after surveys."""
    return person.active and bool(AUTHORS & person.roles)


def admit_author(db: Published, caller: Account) -> Person:
    """Return the caller, who looks after surveys. Raises NotOnTheList, NotAnAuthor."""
    person = db.people.find_by_account(caller.slack_id, caller.workspace)
    if person is None or not person.active:
        raise NotOnTheList
    if not is_author(person):
        raise NotAnAuthor
    return person
