"""What HR does with actions, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

import handlers.acting
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.actions import ActionState
from surveys.runtime import Runtime
from tests.acting import change, publish, record, written
from tests.attacks.canaries import Act, Breaking, Deed
from tests.organisation import account

PROMISED = "quaggapromised"  # what is promised is shown to all, and yet in no log
LEADER = 1


def prepare(runtime: Runtime) -> None:
    """Publish something, and record more actions than fit on a page."""
    publish(runtime)
    for number in range(11):
        texts = written(what=f"the {PROMISED} plan {number}")
        told = record(runtime, account(LEADER), "Fostering", f"a{number:02}", texts=texts)
    change(runtime, account(LEADER), told, state=ActionState.DONE)


def _press(action_id: str, **more: Any) -> Deed:
    return lambda visitor: visitor.press(action_id, **more)


def _at(*ways: str) -> Deed:
    """Open Home, and press one thing after another."""

    def go(visitor: Visitor) -> None:
        visitor.open_home()
        for place, action_id in enumerate(ways):
            where = "home" if place == 0 else "modal"
            visitor.until(lambda one, it=action_id: it in str((one.home(), one.modal())))
            visitor.press(action_id, where=where)
        if ways:  # on a busy machine a view opens after a brisk visitor's patience has ended
            shown = SHOWS[ways[-1]]
            visitor.until(lambda one: shown in str(one.modal()))

    return go


def _choose_part(visitor: Visitor) -> Any:
    shown = visitor.modal() or {"blocks": []}
    (part,) = (one for one in shown["blocks"] if one.get("block_id") == ids.PART)
    option = part["element"]["option_groups"][0]["options"][0]
    return visitor.submit({ids.PART: option["value"]})


SHOWS = {
    ids.LEDGER: ids.ACTION,
    ids.ACTION: ids.CHANGE_ACTION,
    ids.RECORD: ids.SUBMIT_PART,
    ids.CHANGE_ACTION: ids.SUBMIT_ACTION,
}
ACTS: Mapping[str, Act] = {
    "open_ledger": Act(_press(ids.LEDGER, where="home"), _at()),
    "turn_ledger": Act(_press(f"{ids.LEDGER_PAGE}_on"), _at(ids.LEDGER)),
    "open_action": Act(_press(ids.ACTION), _at(ids.LEDGER)),
    "open_recording": Act(_press(ids.RECORD, where="home"), _at()),
    "submit_part": Act(_choose_part, _at(ids.RECORD)),
    "open_changing": Act(_press(ids.CHANGE_ACTION), _at(ids.LEDGER, ids.ACTION)),
    "ask_noticed": Act(_press(ids.ASK_NOTICED), _at(ids.LEDGER, ids.ACTION)),
    "submit_action": Act(
        lambda visitor: visitor.submit({"note": f"the {PROMISED} note"}),
        _at(ids.LEDGER, ids.ACTION, ids.CHANGE_ACTION),
    ),
}


@contextmanager
def broken_for_actions() -> Iterator[None]:
    """Everything that a listener of actions calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("acting", "recounting", "noticing", "views", "recording"):
            patch.setattr(handlers.acting, name, Breaking())
        yield
