"""What changed for whom: it wakes the pages that are open and the presses that wait."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

END = ""


class Watch:
    """One watcher's list of what changed; `about` is "modal", "home", or "messages"."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._awake = asyncio.Event()

    def tell(self, about: str) -> None:
        """Note a change once, however often it happens before it is read."""
        if about not in self.seen:
            self.seen.append(about)
        self._awake.set()

    async def wait(self, seconds: float | None) -> list[str]:
        """What changed since last asked, waiting up to so many seconds for it."""
        try:
            await asyncio.wait_for(self._awake.wait(), seconds)
        except TimeoutError:
            return []
        self._awake.clear()
        changed, self.seen = self.seen, []
        return changed


class Live:
    """Watchers by person."""

    def __init__(self) -> None:
        self._watches: dict[str, set[Watch]] = defaultdict(set)

    @contextmanager
    def watching(self, person: str) -> Iterator[Watch]:
        """A watch over everything one person can see."""
        watch = Watch()
        self._watches[person].add(watch)
        try:
            yield watch
        finally:
            self._watches[person].discard(watch)

    def changed(self, person: str, about: str) -> None:
        """Tell everyone who watches as this person."""
        for watch in tuple(self._watches.get(person, ())):
            watch.tell(about)

    def everyone(self, about: str) -> None:
        """Tell every watcher there is."""
        for person in tuple(self._watches):
            self.changed(person, about)

    def end(self) -> None:
        """Let every watcher finish, because the workspace stops."""
        self.everyone(END)
