"""What champions do at the forum's desk, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

import handlers.chairing
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.chairing import Deed as Done
from surveys.model.people import Role
from surveys.runtime import Runtime
from surveys.use_cases import asking, chairing, screening
from tests.attacks.canaries import Act, Breaking, Deed
from tests.chairing import ask
from tests.organisation import account

WAITING = "quaggawaiting"  # in questions that wait to be screened, and in those that are open
TO_ASKER = "quaggatoasker"  # in words for an asker
NAMED = "kayleigh"  # a name that is pointed out and taken out
OPENED = range(6, 18)  # more than fit on a page


def prepare(runtime: Runtime) -> None:
    """Make everybody a champion who leads as well, with questions that wait and that are open."""
    with runtime.store.begin() as tx:
        for one in tx.people.all():
            tx.people.save(replace(one, roles=frozenset({Role.CHAMPION, Role.LEADER})))
    for number in range(4, 19):
        ask(runtime, f"n{number} why {WAITING} so few laptops?", number)
    asking.hand_over(runtime)
    with runtime.store.begin() as tx:
        found = tx.forum_questions.all()
    for one in found[: len(OPENED)]:
        seen = chairing.one_case(runtime, account(2), one.id).seen
        screening.publish(runtime, account(2), seen)


def _press(action_id: str, **more: Any) -> Deed:
    return lambda visitor: visitor.press(action_id, **more)


def _home(visitor: Visitor) -> None:
    visitor.open_home()
    visitor.until(lambda one: ids.SCREEN in str(one.home()))


def _screening(visitor: Visitor) -> None:
    _home(visitor)
    visitor.press(ids.SCREEN, where="home")
    _wait(visitor, ids.SCREEN_LATER)


def _list(visitor: Visitor) -> None:
    _home(visitor)
    visitor.press(ids.PILE, where="home")
    _wait(visitor, ids.PICK_PILE)


def _open_ones(visitor: Visitor) -> None:
    _list(visitor)
    visitor.choose(ids.PICK_PILE, "open")
    _wait(visitor, f"{ids.PILE_PAGE}_on")


def _form(deed: Done, block_id: str) -> Deed:
    """Come to a question and press what asks for more."""

    def go(visitor: Visitor) -> None:
        if deed is Done.ASSIGN:
            _open_ones(visitor)
            visitor.press(ids.CASE, block_id="case_0")
            _wait(visitor, f"{ids.DEED}_{deed}")
        else:
            _screening(visitor)
        visitor.press(f"{ids.DEED}_{deed}")
        _wait(visitor, block_id)

    return go


def _wait(visitor: Visitor, said: str) -> None:
    visitor.until(lambda one: f"'{said}'" in str(one.modal()))


def _written(visitor: Visitor) -> Any:
    visitor.submit({"words": f"{NAMED} will tell you, {TO_ASKER}"})
    return visitor.submit()


def _first_of(block_id: str) -> Deed:
    def go(visitor: Visitor) -> Any:
        shown = visitor.modal() or {"blocks": []}
        one = next(each for each in shown["blocks"] if each.get("block_id") == block_id)
        return visitor.submit({block_id: one["element"]["options"][0]["value"]})

    return go


ACTS: Mapping[str, Act] = {
    "open_screening": Act(_press(ids.SCREEN, where="home"), _home),
    "leave_for_later": Act(_press(ids.SCREEN_LATER), _screening),
    "open_pile": Act(_press(ids.PILE, where="home"), _home),
    "turn_pile": Act(_press(f"{ids.PILE_PAGE}_on"), _open_ones),
    "open_case": Act(_press(ids.CASE, block_id="case_0"), _open_ones),
    "do_deed": Act(_press(f"{ids.DEED}_{Done.PUBLISH}"), _screening),
    "submit_written": Act(_written, _form(Done.REPLY, "words")),
    "submit_assign": Act(
        _first_of(ids.CHAIR_LEADER),
        _form(Done.ASSIGN, ids.CHAIR_LEADER),
    ),
    "submit_merge": Act(_first_of(ids.CHAIR_TARGET), _form(Done.MERGE, ids.CHAIR_TARGET)),
}


@contextmanager
def broken_at_the_desk() -> Iterator[None]:
    """Everything that a listener of the desk calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("announcing", "assigning", "chairing", "penning", "forms", "lists", "views"):
            patch.setattr(handlers.chairing, name, Breaking())
        patch.setattr(handlers.chairing, "_AT_ONCE", dict.fromkeys(Done, Breaking()))
        yield
