"""How what people do reaches the bot: the part Socket Mode and signed HTTP have in common."""

import asyncio
from collections.abc import Coroutine
from itertools import count
from typing import Any, Protocol

from bot.local_slack.people import APP_ID, BOT_USER

Json = dict[str, Any]
RETRIES = (0.2, 2.0, 10.0)


class Delivery(Protocol):
    """A way to the bot."""

    async def event(self, payload: Json) -> None:
        """Deliver an event, again when it was not acknowledged."""

    async def interaction(self, payload: Json) -> Json:
        """Deliver an interaction once; gives what the bot acknowledged it with."""

    async def command(self, payload: Json) -> Json:
        """Deliver a slash command once; gives what the bot acknowledged it with."""

    async def close(self) -> None:
        """Let go of every connection."""


class Errands:
    """Tasks nobody waits for, ended together when the workspace stops."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def run(self, errand: Coroutine[Any, Any, Any]) -> None:
        """Start a task and keep hold of it until it is done."""
        task = asyncio.ensure_future(errand)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Cancel what still runs."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class EventIds:
    """Wraps an event in the callback Slack sends, with an id of its own."""

    def __init__(self, team_id: str) -> None:
        self._team_id = team_id
        self._numbers = count(1)

    def callback(self, event: Json, seconds: int) -> Json:
        """The whole payload for one event."""
        authorization = {
            "enterprise_id": None,
            "team_id": self._team_id,
            "user_id": BOT_USER,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "local",
            "team_id": self._team_id,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{next(self._numbers):08d}",
            "event_time": seconds,
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
        }
