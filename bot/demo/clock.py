"""The demo's clock: set forward while weeks play, then running like any other."""

import time
from datetime import datetime, timedelta


class DemoClock:
    """Stands at a moment until it is set to another, or left to run."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._running_since: float | None = None

    def __call__(self) -> datetime:
        """Return the demo's moment, aware."""
        if self._running_since is None:
            return self._at
        return self._at + timedelta(seconds=time.monotonic() - self._running_since)

    def set(self, at: datetime) -> None:
        """Stand at a moment."""
        self._at, self._running_since = at, None

    def run(self) -> None:
        """Go on from here in real time."""
        self._at, self._running_since = self(), time.monotonic()
