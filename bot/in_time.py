"""An answer in time: asked for at most once a turn, and never waited for long."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Generic, TypeVar

Answer = TypeVar("Answer")
PATIENCE: Final = 2.0  # seconds; what looks at our pages waits ten, as a rule


class InTime(Generic[Answer]):
    """The answer to a question that may take too long, as a locked database does."""

    def __init__(
        self,
        ask: Callable[[], Answer],
        turn: Callable[[], int],
        patience: float = PATIENCE,
    ) -> None:
        """Take what to ask, and what gives another number when it is to be asked anew."""
        self._ask, self._turn, self._patience = ask, turn, patience
        self._lock = threading.Lock()
        self._asking: threading.Event | None = None
        self._answered: tuple[int, Answer] | None = None

    def __call__(self) -> Answer | None:
        """Return this turn's answer. None: there is none in time."""
        turn = self._turn()
        with self._lock:
            if self._answered and self._answered[0] == turn:
                return self._answered[1]
            asking = self._asking or self._begin(turn)
        asking.wait(self._patience)
        with self._lock:
            found = self._answered
        return found[1] if found and found[0] == turn else None

    def _begin(self, turn: int) -> threading.Event:
        self._asking = done = threading.Event()

        def work() -> None:
            answered = None
            with suppress(Exception):  # that there is no answer is what is told
                answered = (turn, self._ask())
            with self._lock:
                self._answered, self._asking = answered, None
            done.set()

        # A daemon: one that hangs must not keep the process from ending.
        threading.Thread(target=work, name="in-time", daemon=True).start()
        return done
