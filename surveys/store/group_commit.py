"""Group commit: what many threads want kept at the same moment is kept in one transaction.

A transaction costs the same few statements and one wait for the disk, however much it keeps. So
whoever comes while one is under way joins the next; and while many come, the next waits a moment
for more of them (PostgreSQL's commit_delay does the same for commits).
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Final

SECONDS_TO_GATHER: Final = 0.002  # a hundredth of what a person notices

CarryOut = Callable[[Sequence[Any]], Sequence[Any]]


class GroupCommit:
    """Hands wishes over in groups, one group at a time, each wish in exactly one group."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: list[tuple[Any, Future[Any]]] = []
        self._is_led = False

    def add(self, wish: Any, carry_out: CarryOut) -> Any:
        """Return the result of a wish once it is committed, or raise it if it is an exception.

        `carry_out`, the same for every wish, commits a whole group and returns a result for each
        wish in it, in their order; what it raises, everyone in the group hears of.
        """
        future: Future[Any] = Future()
        with self._guard:
            self._waiting.append((wish, future))
            leads, self._is_led = not self._is_led, True
        if leads:
            self._lead(carry_out)
        result = future.result()
        if isinstance(result, Exception):
            raise result
        return result

    def _lead(self, carry_out: CarryOut) -> None:
        """Carry out group after group until nobody waits: then the next to come leads."""
        is_busy = False
        while group := self._next_group(is_busy=is_busy):
            is_busy = len(group) > 1
            try:
                results = carry_out([wish for wish, _future in group])
                told = list(zip(group, results, strict=True))
            except BaseException as error:  # whatever it is, nobody may be left waiting
                for _wish, future in group:
                    future.set_exception(error)
            else:
                for (_wish, future), result in told:
                    future.set_result(result)

    def _next_group(self, *, is_busy: bool) -> list[tuple[Any, Future[Any]]]:
        if is_busy:
            time.sleep(SECONDS_TO_GATHER)
        with self._guard:
            group, self._waiting = self._waiting, []
            self._is_led = bool(group)
        return group
