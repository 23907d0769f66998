"""What somebody does to thank colleagues, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

import handlers.thanking
from bot.local_slack import Visitor
from handlers import ids
from handlers.views.thanking import words_block
from surveys.model.deliveries import Kind
from surveys.model.thanks import ThanksEntered, ThanksSheet
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.use_cases import delivering, thanking
from tests.attacks.canaries import Act, Breaking, Deed
from tests.organisation import account

THANKED = "quaggathanked"  # in words that those who are thanked read, and yet in no log
COLLEAGUE = 3


def prepare(runtime: Runtime, writer: int) -> None:
    """Thank somebody twice, and a third time in a channel that does not take it."""
    for form, channel in (("a1", None), ("a2", None), ("z", "C0GENERAL")):
        entered = ThanksEntered(
            ThanksSheet(form),
            (account(COLLEAGUE),),
            text=Rewritten(f"so {THANKED}", 0),
            channel=channel,
            shared=True,
        )
        assert thanking.hand_in(runtime, account(writer), entered).sent
    while claimed := delivering.claim(runtime, "acts"):
        for one in claimed:
            if one.kind is Kind.THANKS_POST:
                delivering.failed(runtime, one, "acts", "not_in_channel")
            else:
                delivering.sent(runtime, one, "acts", "D1", "1.0")


def _press(action_id: str, **more: Any) -> Deed:
    return lambda visitor: visitor.press(action_id, **more)


def _home(visitor: Visitor) -> None:
    visitor.open_home()
    visitor.until(lambda one: ids.SAY_THANKS in str(one.home()))


def _at(action_id: str, shown: str) -> Deed:
    """Open Home, press something there, and wait for what it opens."""

    def go(visitor: Visitor) -> None:
        _home(visitor)
        visitor.press(action_id, where="home")
        visitor.until(lambda one: shown in str(one.modal()))

    return go


def _send(visitor: Visitor) -> Any:
    return visitor.submit({words_block(0): f"how {THANKED}", ids.THANKED: [f"U{COLLEAGUE:04}"]})


_GIVEN = _at(ids.THANKS_GIVEN, ids.WITHDRAW_THANKS)
ACTS: Mapping[str, Act] = {
    "open_thanks": Act(_press(ids.SAY_THANKS, where="home"), _home),
    "submit_thanks": Act(_send, _at(ids.SAY_THANKS, ids.SUBMIT_THANKS)),
    "open_given": Act(_press(ids.THANKS_GIVEN, where="home"), _home),
    "open_thanks_again": Act(_press(ids.THANKS_AGAIN), _GIVEN),
    "leave_out": Act(_press(ids.LEAVE_OUT), _GIVEN),
    "withdraw_thanks": Act(_press(ids.WITHDRAW_THANKS), _GIVEN),
}


@contextmanager
def broken_for_thanks() -> Iterator[None]:
    """Everything that a listener of thanks calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("thanking", "taking_back", "views"):
            patch.setattr(handlers.thanking, name, Breaking())
        yield
