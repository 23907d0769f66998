"""Signed HTTP: events, interactions and commands POSTed to the bot's request URL."""

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx

from bot.local_slack.delivery import RETRIES, Json
from bot.local_slack.refusals import BotDidNotAnswerError

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature of a request body."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class SignedHttp:
    """One bot behind one address."""

    def __init__(self, request_url: str, signing_secret: str, ack_seconds: float) -> None:
        self._url = request_url
        self._secret = signing_secret
        self._client = httpx.AsyncClient(timeout=ack_seconds, trust_env=False, verify=False)  # noqa: S501 - plain HTTP on this machine: nothing to verify

    async def event(self, payload: Json) -> None:
        """Deliver an event, again when it was not answered with success in time."""
        body = json.dumps(payload).encode()
        for attempt, pause in enumerate((*RETRIES, 0.0)):
            more = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_error"}
            try:
                await self._post(body, "application/json", more if attempt else {})
            except BotDidNotAnswerError:
                await asyncio.sleep(pause)
            else:
                return

    async def interaction(self, payload: Json) -> Json:
        """Deliver an interaction once."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self._post(body, FORM, {})

    async def command(self, payload: Json) -> Json:
        """Deliver a slash command once."""
        return await self._post(urlencode(payload).encode(), FORM, {})

    async def close(self) -> None:
        """Close the connections to the bot."""
        await self._client.aclose()

    async def _post(self, body: bytes, content_type: str, more: dict[str, str]) -> Json:
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        try:
            response = await self._client.post(self._url, content=body, headers=headers | more)
        except httpx.HTTPError as error:
            raise BotDidNotAnswerError from error
        if not response.is_success:
            raise BotDidNotAnswerError
        return _answered(response)


def _answered(response: httpx.Response) -> Json:
    text = response.text.strip()
    if not text:
        return {}
    try:
        answered = json.loads(text)
    except ValueError:
        return {"text": text}
    return answered if isinstance(answered, dict) else {"text": str(answered)}
