"""What leaders and HR do with packs, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

import handlers.commenting
import handlers.noting
import handlers.packing
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.context import Event
from surveys.model.people import Role
from surveys.runtime import Runtime
from surveys.use_cases import noting
from tests.acting import publish
from tests.attacks.canaries import Act, Breaking, Deed
from tests.packing import give

COMMENTED = "quaggacommented"  # what is said of a quarter is printed, and yet in no log
WEEKS_BEFORE = -10  # so that the quarter is over


def prepare(runtime: Runtime, number: int) -> None:
    """Publish something in a quarter that is over, and give somebody all there is to do."""
    publish(runtime, WEEKS_BEFORE)
    give(runtime, number, Role.HR, Role.PSW)
    noting.mark_day(runtime, runtime.now().date(), Event.OTHER, "Children's Services")


def _home(visitor: Visitor) -> None:
    visitor.open_home()


def _press(action_id: str, where: str = "home") -> Deed:
    return lambda visitor: visitor.press(action_id, where=where)


def _submit(**values: str) -> Deed:
    return lambda visitor: visitor.submit(values)


def _at(button: str, shows: str, *next_shows: str) -> Deed:
    """Open Home, press a button, and hand in one form after another as it stands."""

    def go(visitor: Visitor) -> None:
        visitor.open_home()
        visitor.press(button, where="home")
        visitor.until(lambda one: shows in str(one.modal()))
        for form in next_shows:
            visitor.submit({})
            visitor.until(lambda one, form=form: form in str(one.modal()))

    return go


def _marking(visitor: Visitor) -> None:
    _at(ids.DAYS, ids.MARK_DAY)(visitor)
    visitor.press(ids.MARK_DAY, where="modal")
    visitor.until(lambda one: ids.SUBMIT_DAY in str(one.modal()))


ACTS: Mapping[str, Act] = {
    "open_packing": Act(_press(ids.PACK), _home),
    "submit_pack": Act(_submit(), _at(ids.PACK, ids.SUBMIT_PACK)),
    "open_quarter": Act(_press(ids.COMMENT_ON), _home),
    "submit_quarter": Act(_submit(), _at(ids.COMMENT_ON, ids.SUBMIT_QUARTER)),
    "submit_commentary": Act(
        _submit(commentary=f"the {COMMENTED} of it"),
        _at(ids.COMMENT_ON, ids.SUBMIT_QUARTER, ids.SUBMIT_COMMENTARY),
    ),
    "open_figures": Act(_press(ids.FIGURES), _home),
    "submit_place": Act(_submit(), _at(ids.FIGURES, ids.SUBMIT_PLACE)),
    "submit_figures": Act(
        _submit(turnover="14.5"), _at(ids.FIGURES, ids.SUBMIT_PLACE, ids.SUBMIT_FIGURES)
    ),
    "open_days": Act(_press(ids.DAYS), _home),
    "open_marking": Act(_press(ids.MARK_DAY, "modal"), _at(ids.DAYS, ids.MARK_DAY)),
    "submit_day": Act(_submit(event="inspection"), _marking),
    "unmark_day": Act(_press(ids.UNMARK_DAY, "modal"), _at(ids.DAYS, ids.UNMARK_DAY)),
}


@contextmanager
def broken_for_packs() -> Iterator[None]:
    """Everything that a listener of packs calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (handlers.packing, "ordering"),
            (handlers.commenting, "commenting"),
            (handlers.noting, "entering"),
        ):
            patch.setattr(module, name, Breaking())
            patch.setattr(module, "views", Breaking())
        yield
