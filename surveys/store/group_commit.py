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


class _Waiting:
    """A wish, and what its thread is told: the result, or that it leads the next group."""

    def __init__(self, wish: Any) -> None:
        self.wish = wish
        self.leads: Future[bool] = Future()
        self.result: Any = None


class GroupCommit:
    """Hands wishes over in groups, one group at a time, each wish in exactly one group."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._is_led = False

    def add(self, wish: Any, carry_out: CarryOut) -> Any:
        """Return the result of a wish once it is committed, or raise it if it is an exception.

        `carry_out`, the same for every wish, commits a whole group and returns a result for each
        wish in it, in their order; what it raises, everyone in the group hears of.
        """
        mine = _Waiting(wish)
        with self._guard:
            self._waiting.append(mine)
            is_alone, self._is_led = not self._is_led, True
        if is_alone:
            self._lead(carry_out)
        elif mine.leads.result():
            time.sleep(SECONDS_TO_GATHER)
            self._lead(carry_out)
        if isinstance(mine.result, BaseException):
            raise mine.result
        return mine.result

    def _lead(self, carry_out: CarryOut) -> None:
        """Carry out the group that waits, one's own wish in it; then the next to have come leads.

        Nobody leads twice: under a steady stream the first would never be answered.
        """
        with self._guard:
            group, self._waiting = self._waiting, []
        try:
            results = carry_out([one.wish for one in group])
            for one, result in zip(group, results, strict=True):
                one.result = result
        except BaseException as error:  # whatever it is, nobody may be left waiting
            for one in group:
                one.result = error
        with self._guard:
            self._is_led = bool(self._waiting)
            following = self._waiting[:1]
        for one in following:
            one.leads.set_result(True)
        for one in group:
            if not one.leads.done():
                one.leads.set_result(False)
