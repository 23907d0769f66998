"""The client with which Slack is called."""

from typing import Final

from slack_sdk import WebClient

from bot.config import Config
from bot.network import go_without_proxy, proxy_to, trust

SECONDS_TO_WAIT_FOR_SLACK: Final = 10


def slack_client(config: Config, token: str | None = None) -> WebClient:
    """Return a client that never posts twice by itself, with the token of the settings or this."""
    own = config.slack_bot_token
    proxy = proxy_of(config, config.slack_api_url)
    if proxy is None:
        go_without_proxy()
    return WebClient(
        token=token or (own.get_secret_value() if own else None),
        base_url=config.slack_api_url,
        timeout=SECONDS_TO_WAIT_FOR_SLACK,
        retry_handlers=[],  # the default one posts again after a dropped connection
        proxy=proxy,
        ssl=trust(config.ca_file) if config.ca_file else None,
    )


def proxy_of(config: Config, address: str) -> str | None:
    """Return the proxy of the settings on the way to an address. None: there is none."""
    own = config.https_proxy
    return proxy_to(address, own.get_secret_value() if own else None, config.no_proxy)
