"""What HR and a leaver do, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

import handlers.leavers
import handlers.leaving
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.leaving import ExitCell, ExitRelease
from surveys.runtime import Runtime
from surveys.use_cases import listing_leavers
from surveys.use_cases.listing_leavers import Facts
from tests.attacks.canaries import Act, Breaking, Deed
from tests.organisation import account

LEFT = "quaggaleft"  # in what a leaver writes
LEAVER = 20
LAST_DAY = "2026-10-30"


def prepare(runtime: Runtime) -> None:
    """Record somebody, and release something."""
    today = runtime.now().date()
    facts = Facts(today + timedelta(days=20))
    listing_leavers.record_named(runtime, account(LEAVER).slack_id, facts)
    cells = (ExitCell("reasons", "pay", 0.4),)
    with runtime.store.begin() as tx:
        tx.exits.add(ExitRelease("e1", 1, date(2026, 6, 30), 10, cells), ())


def _press(action_id: str, **more: Any) -> Deed:
    return lambda visitor: visitor.press(action_id, **more)


def _see(action_id: str) -> Deed:
    """Open Home, and wait until it shows something."""

    def go(visitor: Visitor) -> None:
        visitor.open_home()
        visitor.until(lambda one: action_id in str(one.home()))

    return go


def _submit(**values: Any) -> Deed:
    return lambda visitor: visitor.submit(values)


def _at(*ways: str) -> Deed:
    """Open Home, and press one thing after another."""

    def go(visitor: Visitor) -> None:
        visitor.open_home()
        for place, action_id in enumerate(ways):
            where = "home" if place == 0 else "modal"
            visitor.until(lambda one, it=action_id: it in str((one.home(), one.modal())))
            visitor.press(action_id, where=where)
        shown = SHOWS[ways[-1]]  # on a busy machine a view opens late
        visitor.until(lambda one: any(it in str(one.modal()) for it in shown))

    return go


def _at_step_three(visitor: Visitor) -> None:
    _at(ids.LEAVING)(visitor)
    if ids.LEAVING_ON in str(visitor.modal()):
        visitor.press(ids.LEAVING_ON)
    for _more in range(8):
        shown = str(visitor.until(lambda one: "Step " in str(one.modal()) and one.modal()))
        if "Step 3" in shown:
            return
        if "Step 1" in shown or "Step 2" in shown:
            visitor.submit({})
        else:
            visitor.press(ids.LEAVING_BACK)
            visitor.until(lambda one, before=shown: str(one.modal()) != before)


def _write(visitor: Visitor) -> Any:
    blocks = (visitor.modal() or {})["blocks"]
    (box,) = (one["block_id"] for one in blocks if one.get("block_id", "").startswith("exit_"))
    return visitor.submit({box: f"{LEFT} said in words"})


SHOWS = {
    ids.LEAVING: (ids.SUBMIT_LAST_DAY, ids.SUBMIT_LEAVING, ids.LEAVING_ON),
    ids.LEAVERS: (ids.RECORD_LEAVER,),
    ids.LEAVER: (ids.CHANGE_LEAVER,),
    ids.RECORD_LEAVER: (ids.SUBMIT_LEAVER,),
    ids.TAKE_DOWN: (ids.SUBMIT_AGREED,),
}
ACTS: Mapping[str, Act] = {
    "open_leaving": Act(_press(ids.LEAVING, where="home"), _see(ids.LEAVING)),
    "submit_last_day": Act(_submit(**{ids.LAST_DAY: LAST_DAY}), _at(ids.LEAVING)),
    "submit_step": Act(_write, _at_step_three),
    "go_on": Act(_press(ids.LEAVING_ON), _at(ids.LEAVING)),
    "go_back": Act(_press(ids.LEAVING_BACK), _at_step_three),
    "withdraw_leaving": Act(_press(ids.LEAVING_WITHDRAW), _at(ids.LEAVING)),
    "open_exits": Act(_press(ids.EXITS, where="home"), _see(ids.EXITS)),
    "open_leavers": Act(_press(ids.LEAVERS, where="home"), _see(ids.LEAVERS)),
    "open_leaver": Act(_press(ids.LEAVER), _at(ids.LEAVERS)),
    "open_record": Act(_press(ids.RECORD_LEAVER), _at(ids.LEAVERS)),
    "submit_leaver": Act(
        _submit(**{ids.WHO: "U0021", ids.LAST_DAY: LAST_DAY}), _at(ids.LEAVERS, ids.RECORD_LEAVER)
    ),
    "open_change": Act(_press(ids.CHANGE_LEAVER), _at(ids.LEAVERS, ids.LEAVER)),
    "open_agreement": Act(_press(ids.TAKE_DOWN), _at(ids.LEAVERS, ids.LEAVER)),
    "submit_agreement": Act(
        _submit(**{ids.AGREED: [ids.AGREED]}), _at(ids.LEAVERS, ids.LEAVER, ids.TAKE_DOWN)
    ),
    "rescind": Act(_press(ids.RESCIND), _at(ids.LEAVERS, ids.LEAVER)),
}


@contextmanager
def broken_for_leaving() -> Iterator[None]:
    """Everything that a listener of leaving calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for module, names in {
            handlers.leaving: (
                "leaving", "listing_leavers", "reading_exits", "views", "parting", "exits",
            ),
            handlers.leavers: ("leaving", "listing_leavers", "views", "conversation"),
        }.items():  # fmt: skip
            for name in names:
                patch.setattr(module, name, Breaking())
        yield
