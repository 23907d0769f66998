"""What people do in the forum, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

import handlers.asking
import handlers.browsing
import handlers.returning
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.forum import Addressee, QuestionState
from surveys.runtime import Runtime
from surveys.use_cases import asking
from tests.attacks.canaries import Act, Breaking, Deed
from tests.organisation import account

ASKED = "quaggaasked"  # in a question that waits in the letterbox
OPENED = "quaggaopened"  # in questions that everybody reads
NAMED = "kayleigh"  # a name that is pointed out and taken out
LOOKED = "quaggalooked"  # in a question that its writer looks at and does not send
RECEIPTS: list[str] = []


def prepare(runtime: Runtime) -> None:
    """Open more questions than fit on a page, and keep a receipt to come back with."""
    asked = [
        asking.ask(runtime, account(n), f"form-{n}", f"Why {OPENED} {n}, the new laptops?",
                   "caseload", Addressee.HEADS, alone=True)
        for n in range(6, 18)
    ]  # fmt: skip
    assert asking.hand_over(runtime) == len(asked)
    RECEIPTS[:] = [one.receipt.text for one in asked]
    with runtime.store.begin() as tx:
        for one in tx.forum_questions.all():
            tx.forum_questions.change(replace(one, version=2, state=QuestionState.OPEN))


def _press(action_id: str, **more: Any) -> Deed:
    return lambda visitor: visitor.press(action_id, **more)


def _home(visitor: Visitor) -> None:
    visitor.open_home()
    visitor.until(lambda one: ids.ASK in str(one.home()))


def _at(action_id: str, callback_id: str) -> Deed:
    """Open Home, press something there, and wait for what it opens."""

    def go(visitor: Visitor) -> None:
        _home(visitor)
        visitor.press(action_id, where="home")
        _wait(visitor, callback_id)

    return go


def _wait(visitor: Visitor, callback_id: str) -> None:
    visitor.until(lambda one: (one.modal() or {}).get("callback_id") == callback_id)


def _board(visitor: Visitor) -> None:
    _at(ids.FORUM, ids.FORUM_BOARD)(visitor)


def _first(visitor: Visitor) -> Any:
    return visitor.press(ids.FORUM_QUESTION, block_id="question_0")


def _one(visitor: Visitor) -> None:
    _board(visitor)
    _first(visitor)
    _wait(visitor, ids.FORUM_ONE)


def _voted(visitor: Visitor) -> None:
    _one(visitor)
    if ids.UNVOTE not in str(visitor.modal()):
        visitor.press(ids.VOTE)
        visitor.until(lambda one: ids.UNVOTE in str(one.modal()))


def _unvoted(visitor: Visitor) -> None:
    _one(visitor)
    if ids.UNVOTE in str(visitor.modal()):
        visitor.press(ids.UNVOTE)
        visitor.until(lambda one: "forum_vote_back" not in str(one.modal()))


def _looking(visitor: Visitor) -> None:
    _at(ids.ASK, ids.SUBMIT_ASK)(visitor)
    visitor.submit({ids.ASKED: f"When come the new laptops, {LOOKED}?"})


def _sent(visitor: Visitor) -> None:
    _at(ids.ASK, ids.SUBMIT_ASK)(visitor)
    visitor.submit({ids.ASKED: f"A {ASKED} question"})
    visitor.submit()


def _named(visitor: Visitor) -> Any:
    visitor.submit({ids.ASKED: f"Ask {NAMED} of {LOOKED}"})
    return visitor.submit()


def _thread(visitor: Visitor) -> None:
    _at(ids.RECEIPT, ids.SUBMIT_RECEIPT)(visitor)
    visitor.submit({ids.RECEIPT_WORDS: RECEIPTS[0]})


def _write(visitor: Visitor) -> Any:
    named = [str(one.get("block_id")) for one in (visitor.modal() or {})["blocks"]]
    box = next(one for one in named if one.startswith(ids.AFTERWARDS))
    return visitor.submit({box: f"And {ASKED}?"})


ACTS: Mapping[str, Act] = {
    "open_asking": Act(_press(ids.ASK, where="home"), _home),
    "submit_asked": Act(_named, _at(ids.ASK, ids.SUBMIT_ASK)),
    "close_receipt": Act(lambda visitor: visitor.submit(), _sent),
    "vote_instead": Act(_press(ids.VOTE_INSTEAD, block_id="alike_0"), _looking),
    "open_forum": Act(_press(ids.FORUM, where="home"), _home),
    "turn_forum": Act(_press(f"{ids.FORUM_PAGE}_on"), _board),
    "seek": Act(lambda visitor: visitor.choose(ids.FORUM_TOPIC, "caseload"), _board),
    "open_question": Act(_first, _board),
    "vote": Act(_press(ids.VOTE), _unvoted),
    "unvote": Act(_press(ids.UNVOTE), _voted),
    "open_receipt": Act(_press(ids.RECEIPT, where="home"), _home),
    "submit_receipt": Act(
        lambda visitor: visitor.submit({ids.RECEIPT_WORDS: RECEIPTS[0]}),
        _at(ids.RECEIPT, ids.SUBMIT_RECEIPT),
    ),
    "submit_after": Act(_write, _thread),
}


@contextmanager
def broken_for_the_forum() -> Iterator[None]:
    """Everything that a listener of the forum calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for journey, names in {
            handlers.asking: ("composing", "voting", "views"),
            handlers.browsing: ("browsing", "voting", "views"),
            handlers.returning: ("returning", "views"),
        }.items():
            for name in names:
                patch.setattr(journey, name, Breaking())
        yield
