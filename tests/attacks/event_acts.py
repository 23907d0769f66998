"""What people do with events, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

import handlers.supporting
from bot.local_slack import Visitor
from handlers import ids
from surveys.runtime import Runtime
from tests.attacks.canaries import Act, Breaking, Deed
from tests.organisation import account
from tests.supporting import arrange, texts

PLANNED = "quaggaplanned"  # what is planned is shown to all, and yet in no log
MANY = 10  # more than fit on a page


def prepare(runtime: Runtime, organiser: int) -> None:
    """Plan more than fits on a page."""
    day = runtime.now().date() + timedelta(days=3)
    for number in range(MANY):
        said = texts(what=f"the {PLANNED} hour")
        until = day + timedelta(weeks=8)
        arrange(
            runtime, account(organiser), f"e{number:02}", texts=said, starts_on=day, until=until
        )


def _at(*ways: str) -> Deed:
    """Open Home, and press one thing after another."""

    def go(visitor: Visitor) -> None:
        visitor.open_home()
        for place, action_id in enumerate(ways):
            visitor.until(lambda one, it=action_id: f'"{it}"' in _shown(one))
            visitor.press(action_id, where="modal" if place else "home")
        if ways:
            visitor.until(lambda one: SHOWS[ways[-1]] in str(one.modal()))

    return go


def _shown(visitor: Visitor) -> str:
    return str((visitor.home(), visitor.modal())).replace("'", '"')


def _press(action_id: str, where: str = "modal") -> Deed:
    return lambda visitor: visitor.press(action_id, where=where)


def _submit(visitor: Visitor) -> Any:
    return visitor.submit({ids.PLACE: f"the {PLANNED} room"})


SHOWS = {
    ids.EVENTS: ids.ONE_EVENT,
    ids.ONE_EVENT: ids.EVENTS,
    ids.CHANGE_EVENT: ids.SUBMIT_EVENT,
    ids.CANCEL_EVENT: ids.RESTORE_EVENT,
}
ACTS: Mapping[str, Act] = {
    "open_events": Act(_press(ids.EVENTS, "home"), _at()),
    "turn_events": Act(_press(f"{ids.EVENTS_PAGE}_on"), _at(ids.EVENTS)),
    "open_event": Act(_press(ids.ONE_EVENT, "home"), _at()),
    "open_adding": Act(_press(ids.ADD_EVENT, "home"), _at()),
    "open_rearranging": Act(_press(ids.CHANGE_EVENT), _at(ids.ONE_EVENT)),
    "submit_event": Act(_submit, _at(ids.ONE_EVENT, ids.CHANGE_EVENT)),
    "cancel_event": Act(_press(ids.CANCEL_EVENT), _at(ids.ONE_EVENT)),
    "restore_event": Act(_press(ids.RESTORE_EVENT), _at(ids.ONE_EVENT)),
}


@contextmanager
def broken_for_events() -> Iterator[None]:
    """Everything that a listener of events calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("supporting", "arranging", "views", "forms"):
            patch.setattr(handlers.supporting, name, Breaking())
        yield
