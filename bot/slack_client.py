"""The client with which Slack is called."""

from typing import Final

from slack_sdk import WebClient

from bot.config import Config

SECONDS_TO_WAIT_FOR_SLACK: Final = 10


def slack_client(config: Config, token: str | None = None) -> WebClient:
    """Return a client that never posts twice by itself, with the token of the settings or this."""
    own = config.slack_bot_token
    return WebClient(
        token=token or (own.get_secret_value() if own else None),
        base_url=config.slack_api_url,
        timeout=SECONDS_TO_WAIT_FOR_SLACK,
        retry_handlers=[],  # the default one posts again after a dropped connection
    )
