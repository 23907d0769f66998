"""The hosts that the bot must reach: which is blocked, by what, and what to do about it."""

import http.client
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from cryptography import x509
from cryptography.x509.oid import NameOID

from bot.config import Config
from bot.network import trust
from bot.slack_client import proxy_of
from surveys.errors import Refusal, SlackNotReached, SlackRefused
from surveys.model.auditing import Finding, Judgement, Verdict
from surveys.rules.auditing.saying import failed, passed
from surveys.wording import _

SECONDS: Final = 5  # for each step; every host is asked at the same time
SLACK: Final = "slack.com"
# Beside the API's own: where sockets are opened, and where files are sent up.
ALSO_SLACKS: Final = ("https://wss-primary.slack.com", "https://files.slack.com")
_PORTS: Final = {"https": 443, "wss": 443, "http": 80, "ws": 80}
_MOST_BYTES: Final = 65_536  # of a proxy's answer


@dataclass(frozen=True)
class Blocked(Exception):
    """A host that can't be reached."""

    reason: str
    remedy: str


def addresses(config: Config) -> tuple[str, ...]:
    """Return one address on each host that is known without asking Slack."""
    is_slack = urlsplit(config.slack_api_url).hostname == SLACK
    return (config.slack_api_url, *(ALSO_SLACKS if is_slack else ()))


def findings(config: Config, places: Iterable[str]) -> list[Finding]:
    """Try every host at the same time; of two addresses on one host and port only the first."""
    unique = {(host_of(one), _port(one)): one for one in reversed(list(places))}
    chosen = list(reversed(unique.values()))
    if not chosen:
        return []
    with ThreadPoolExecutor(len(chosen), thread_name_prefix="host") as pool:
        judged = pool.map(lambda one: reached(config, one), chosen)
        return [
            Finding(f"host {host_of(one)}", judgement)
            for one, judgement in zip(chosen, judged, strict=True)
        ]


def is_reached(found: Iterable[Finding], address: str) -> bool:
    """Say whether the host of an address was reached, among what was found."""
    name = f"host {host_of(address)}"
    return any(one.check == name and one.judgement.verdict is Verdict.PASS for one in found)


def host_of(address: str) -> str:
    """Return the host of an address."""
    return urlsplit(address).hostname or address


def reached(config: Config, address: str) -> Judgement:
    """Judge whether the host of an address can be reached, through the proxy if there is one."""
    host = host_of(address)
    try:
        proxy = proxy_of(config, address)
        with _tunnel(proxy, address) if proxy else _connected(host, _port(address)) as wire:
            if urlsplit(address).scheme in ("https", "wss"):
                _greet(config, wire, host, proxy, address)
    except Blocked as blocked:
        said = _("{host} can't be reached: {reason}.").format(host=host, reason=blocked.reason)
        return failed(said, blocked.remedy)
    return passed(_("{host} can be reached.").format(host=host))


def no_answer(config: Config, error: Exception) -> Refusal:
    """Return why a call to Slack's API was not answered, as far as a look at its host tells."""
    found = reached(config, config.slack_api_url)
    if found.verdict is Verdict.FAIL:
        return SlackNotReached(f"{found.evidence} {found.remedy}".rstrip("."))
    return SlackRefused(type(error).__name__)


def _connected(host: str, port: int, *, is_proxy: bool = False) -> socket.socket:
    look = (
        _("See that HTTPS_PROXY names the proxy rightly, or ask whoever runs the network.")
        if is_proxy
        else _(
            "Let this machine reach {host}, port {port}; or set HTTPS_PROXY, if the way out is by"
            " a proxy."
        ).format(host=host, port=port)
    )
    try:
        return socket.create_connection((host, port), SECONDS)
    except socket.gaierror:
        reason = (
            _("the proxy's name is not known") if is_proxy else _("its name is not known (DNS)")
        )
    except TimeoutError:
        reason = _("the proxy does not answer") if is_proxy else _("it does not answer")
    except OSError as error:
        words = (
            _("the proxy can't be connected to ({error})")
            if is_proxy
            else _("the connection fails ({error})")
        )
        reason = words.format(error=type(error).__name__)
    raise Blocked(reason, look)


def _tunnel(proxy: str, address: str) -> socket.socket:
    """Return a connection through a proxy, as far as the proxy lets it."""
    parts, host, port = urlsplit(proxy), host_of(address), _port(address)
    wire = _connected(parts.hostname or "", parts.port or 80, is_proxy=True)
    if urlsplit(address).scheme not in ("https", "wss"):
        return wire  # it is asked for pages, not for a way through
    asked = f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n"
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        asked += f"Proxy-Authorization: Basic {b64encode(pair.encode()).decode()}\r\n"
    try:
        wire.sendall(f"{asked}\r\n".encode())
        status = _status(wire)
    except (OSError, ValueError):
        wire.close()
        raise Blocked(
            _("the proxy gives no answer that can be read"),
            _("See that HTTPS_PROXY names an HTTP proxy."),
        ) from None
    if status == http.client.OK:
        return wire
    wire.close()
    raise _refused_by_proxy(status, host, port)


def _status(wire: socket.socket) -> int:
    told = b""
    while b"\r\n\r\n" not in told:
        more = wire.recv(1024)
        if not more or len(told) > _MOST_BYTES:
            raise ValueError
        told += more
    return int(told.split(maxsplit=2)[1])


def _refused_by_proxy(status: int, host: str, port: int) -> Blocked:
    if status == http.client.PROXY_AUTHENTICATION_REQUIRED:
        return Blocked(
            _("the proxy wants a name and a password (407)"),
            _("Put them into HTTPS_PROXY: http://name:password@proxy.example.org:8080."),
        )
    return Blocked(
        _("the proxy refuses it ({status})").format(status=status),
        _("Have the proxy let this machine through to {host}, port {port}.").format(
            host=host, port=port
        ),
    )


def _greet(config: Config, wire: socket.socket, host: str, proxy: str | None, address: str) -> None:
    try:
        trust(config.ca_file).wrap_socket(wire, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        issuer = _issuer(host, proxy, address)
        raise Blocked(
            _('its certificate is by "{issuer}" and not trusted here ({why})').format(
                issuer=issuer, why=error.verify_message.rstrip(".")
            ),
            _(
                "If that is your own network's authority, set CA_FILE to a file with its"
                " certificate (PEM); if not, somebody listens in: tell whoever runs the network."
            ),
        ) from None
    except OSError as error:
        raise Blocked(
            _("the encrypted connection fails ({error})").format(error=type(error).__name__),
            _("See whether something between this machine and {host} breaks TLS.").format(
                host=host
            ),
        ) from None


def _issuer(host: str, proxy: str | None, address: str) -> str:
    """Read who signed the certificate that is shown to us; nothing is sent to them."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            _tunnel(proxy, address) if proxy else _connected(host, _port(address)) as wire,
            context.wrap_socket(wire, server_hostname=host) as shown,
        ):
            der = shown.getpeercert(binary_form=True) or b""
        names = x509.load_der_x509_certificate(der).issuer
        found = [
            one for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
            for one in names.get_attributes_for_oid(kind)
        ]  # fmt: skip
        return str(found[0].value) if found else "?"
    except (OSError, ValueError, Blocked):
        return "?"


def _port(address: str) -> int:
    parts = urlsplit(address)
    return parts.port or _PORTS[parts.scheme]
