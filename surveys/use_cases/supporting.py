"""Supporting: what is coming for everybody, read alike by each.

Reading keeps nothing and counts nothing: whoever looks, comes or stays away leaves no trace here.
"""

from datetime import timedelta
from typing import Final

from surveys.model.events import Coming, Programme, Shown
from surveys.model.people import Account, Person
from surveys.rules.events import coming, may_arrange, ordered, within_a_week
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.admitting import reader

PAGE_SIZE: Final = 8
MOST_AT_HOME: Final = 3
MOST_PROMPTED: Final = 3
_NIGHT: Final = timedelta(days=2)  # what began before midnight, in whichever zone, is not over


def programme(runtime: Runtime, caller: Account, page: int = 0) -> Programme:
    """Return a page of what is coming. Raises NotOnTheList."""
    with runtime.store.published() as db:
        person = reader(db, caller)
        return _page(runtime, db, person, page, PAGE_SIZE)


def every_event(runtime: Runtime) -> tuple[Coming, ...]:
    """Return all that is coming, the first first."""
    with runtime.store.published() as db:
        return tuple(ordered(_coming(runtime, db)))


def at_home(runtime: Runtime, db: Published, person: Person) -> Programme:
    """Return what the Home tab says of it."""
    return _page(runtime, db, person, 0, MOST_AT_HOME)


def one_event(runtime: Runtime, caller: Account, event_id: str) -> Shown:
    """Return one event whole. Raises NotOnTheList."""
    with runtime.store.published() as db:
        return shown(runtime, db, reader(db, caller), event_id)


def shown(runtime: Runtime, db: Published, person: Person, event_id: str) -> Shown:
    """Return one event as it stands."""
    history = db.events.history(event_id)
    told = coming(history, runtime.now()) if history else None
    return Shown(told, may_arrange(person))


def this_week(runtime: Runtime, db: Published) -> tuple[Coming, ...]:
    """Return the first few events of the next seven days, the same for every reader."""
    return tuple(within_a_week(_coming(runtime, db), runtime.now())[:MOST_PROMPTED])


def _page(runtime: Runtime, db: Published, person: Person, page: int, size: int) -> Programme:
    found = ordered(_coming(runtime, db))
    pages = max(1, -(-len(found) // size))
    page = min(max(page, 0), pages - 1)
    told = tuple(found[page * size : (page + 1) * size])
    return Programme(told, page, pages, len(found), may_arrange(person))


def _coming(runtime: Runtime, db: Published) -> list[Coming]:
    now = runtime.now()
    histories = db.events.since((now - _NIGHT).date())
    return [one for history in histories if (one := coming(history, now))]
