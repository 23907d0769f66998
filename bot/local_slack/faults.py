"""Faults on demand, and Slack's own rate limits when they are switched on."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

WINDOW = 60.0
PER_MINUTE = {
    "chat.postMessage": 300,
    "chat.postEphemeral": 100,
    "chat.update": 50,
    "chat.delete": 50,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.info": 50,
    "conversations.members": 100,
    "conversations.list": 20,
    "users.info": 100,
    "users.list": 20,
    "users.profile.get": 100,
    "users.lookupByEmail": 50,
    "usergroups.list": 20,
    "usergroups.users.list": 20,
    "views.open": 100,
    "views.push": 100,
    "views.update": 100,
    "views.publish": 100,
    "files.getUploadURLExternal": 100,
    "files.completeUploadExternal": 100,
    "files.info": 100,
}
POST_BURST = 3


@dataclass(frozen=True)
class Fault:
    """One fault: the method it waits for ("*" is any) and what happens then.

    `status` is an HTTP status, `error` a Slack error code; `drop` cuts the connection before
    anything is done, `drop_after_accept` after the call was carried out; `delay` is in seconds.
    """

    method: str
    status: int | None = None
    error: str | None = None
    retry_after: int | None = None
    drop: bool = False
    drop_after_accept: bool = False
    delay: float = 0.0
    times: int = 1

    def as_json(self) -> dict[str, Any]:
        """The fault as the page's interface lists it."""
        return dict(self.__dict__)


@dataclass
class Faults:
    """Faults waiting for the call they spoil, first come first served."""

    waiting: list[Fault] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock, repr=False)

    def add(self, fault: Fault) -> None:
        """Put a fault at the end of the queue."""
        with self.lock:
            self.waiting.append(fault)

    def clear(self) -> None:
        """Forget every fault that has not happened yet."""
        with self.lock:
            self.waiting.clear()

    def take(self, method: str) -> Fault | None:
        """The next fault for this method, used up once."""
        if not self.waiting:
            return None
        with self.lock:
            for at, fault in enumerate(self.waiting):
                if fault.method in (method, "*"):
                    if fault.times > 1:
                        self.waiting[at] = replace(fault, times=fault.times - 1)
                    else:
                        del self.waiting[at]
                    return fault
        return None


class Limits:
    """Slack's published pace: per method a minute, and a message a second in each channel."""

    def __init__(self) -> None:
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def wait(self, method: str, channel: str | None) -> int:
        """Seconds this call must wait, 0 when it may go; a refused call is not counted."""
        now = time.monotonic()
        wanted = [(method, PER_MINUTE.get(method, 100), WINDOW)]
        if method == "chat.postMessage" and channel:
            wanted.append((f"{method} {channel}", POST_BURST, float(POST_BURST)))
        for key, most, window in wanted:
            calls = self._calls[key]
            while calls and calls[0] <= now - window:
                calls.popleft()
            if len(calls) >= most:
                return int(calls[0] + window - now) + 1
        for key, _, _ in wanted:
            self._calls[key].append(now)
        return 0
