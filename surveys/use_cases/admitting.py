"""Admitting: who acts, and who may look after surveys or the forum."""

from typing import Final

from surveys.errors import ForChampionsAlone, NotAnAuthor, NotOnTheList
from surveys.model.people import Account, Person, Role
from surveys.rules.forum.duties import looks_after
from surveys.store.database import Published

AUTHORS: Final = frozenset({Role.HR, Role.ADMIN})


def reader(db: Published, caller: Account) -> Person:
    """Return who acts. Raises NotOnTheList."""
    person = db.people.find_by_account(caller.slack_id, caller.workspace)
    if person is None or not person.active:
        raise NotOnTheList
    return person


def is_author(person: Person) -> bool:
    """Say whether somebody looks after surveys."""
    return person.active and bool(AUTHORS & person.roles)


def admit_author(db: Published, caller: Account) -> Person:
    """Return the caller, who looks after surveys. Raises NotOnTheList, NotAnAuthor."""
    person = reader(db, caller)
    if not is_author(person):
        raise NotAnAuthor
    return person


def champion(db: Published, caller: Account) -> Person:
    """Return who acts for the forum. Raises NotOnTheList, ForChampionsAlone."""
    person = reader(db, caller)
    if not looks_after(person):
        raise ForChampionsAlone
    return person
