"""The way out: a proxy where the network has one, and authorities that this organisation trusts."""

import os
import ssl
import urllib.request
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings

from surveys.errors import SettingsWrong
from surveys.wording import _

_READ_BY_THE_LIBRARY: Final = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")


class OfNetwork(BaseSettings):
    """What is set where the network has a way out of its own."""

    https_proxy: SecretStr | None = None  # may hold a password; None: straight to Slack
    no_proxy: str = ""  # hosts to which the way is straight
    ca_file: Path | None = None  # authorities beside the machine's own; None: none

    @field_validator("https_proxy")
    @classmethod
    def _proxy(cls, given: SecretStr | None) -> SecretStr | None:
        return SecretStr(proxy_address(given.get_secret_value())) if given else None


def proxy_address(url: str) -> str:
    """Return a proxy's address as every library reads it. Raises ValueError."""
    whole = url if "://" in url else f"http://{url}"  # as many networks write theirs
    try:
        parts = urlsplit(whole)
        is_one = parts.scheme == "http" and parts.hostname and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        raise ValueError(_("it must be an address such as http://proxy.example.org:8080"))
    return whole


def proxy_to(address: str, proxy: str | None, no_proxy: str) -> str | None:
    """Return the proxy on the way to an address. None: there is none."""
    host = urlsplit(address).hostname or ""
    named: Any = urllib.request  # its reading of NO_PROXY is left out of the stubs
    if proxy is None or named.proxy_bypass_environment(host, {"no": no_proxy}):
        return None
    return proxy


def go_without_proxy() -> None:
    """Let no library find a proxy by itself: Slack's looks at the environment, not at NO_PROXY."""
    for name in _READ_BY_THE_LIBRARY:
        os.environ.pop(name, None)


@lru_cache(maxsize=4)
def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Return whom we trust over TLS: the machine's authorities, and those in a file.

    Raises SettingsWrong.
    """
    context = ssl.create_default_context()  # SSL_CERT_FILE and SSL_CERT_DIR are heeded here
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file.expanduser())
        except OSError:  # an SSLError too: a file that holds no certificate
            raise SettingsWrong(
                _("CA_FILE: there is no file of certificates (PEM) that can be read")
            ) from None
    return context
