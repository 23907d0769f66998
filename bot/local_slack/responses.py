"""Response URLs: five uses within thirty minutes of real time."""

import time
from dataclasses import dataclass
from secrets import token_hex

USES = 5
SECONDS = 30 * 60


@dataclass
class ResponseUrl:
    """Where a response URL leads: the person, their conversation and the message pressed."""

    person: str
    channel: str
    message_ts: str | None
    expires: float
    uses: int = 0


class ResponseUrls:
    """Every response URL given."""

    def __init__(self) -> None:
        self._given: dict[str, ResponseUrl] = {}

    def give(self, person: str, channel: str, message_ts: str | None) -> str:
        """The last part of a new response URL."""
        ticket = token_hex(16)
        expires = time.monotonic() + SECONDS
        self._given[ticket] = ResponseUrl(person, channel, message_ts, expires)
        return ticket

    def use(self, ticket: str) -> ResponseUrl | str:
        """What the URL leads to, or Slack's word for why it leads nowhere any more."""
        found = self._given.get(ticket)
        if found is None or time.monotonic() > found.expires:
            return "expired_url"
        if found.uses >= USES:
            return "used_url"
        found.uses += 1
        return found
