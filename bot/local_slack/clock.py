"""The workspace's clock: message times that are unique and only ever increase."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock


class Clock:
    """Gives the time, and a new `ts` for each message."""

    def __init__(self, now: Callable[[], datetime] | None) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        self._last = 0
        self._lock = Lock()

    def now(self) -> datetime:
        """The time it is in the workspace, aware."""
        return self._now()

    def seconds(self) -> int:
        """The time it is in the workspace, in whole seconds since 1970."""
        return int(self._now().timestamp())

    def ts(self) -> str:
        """A new message time in Slack's form: seconds, a dot and six digits."""
        with self._lock:
            moment = self._now()
            micros = int(moment.timestamp()) * 1_000_000 + moment.microsecond
            self._last = max(micros, self._last + 1)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
