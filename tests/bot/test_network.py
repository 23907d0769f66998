"""The way out of a council's network: a proxy, an authority of its own, hosts that it blocks."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr

from bot import config as settings
from bot.app import build_bot
from bot.config import Config
from bot.doctor import hosts, slack
from bot.local_slack import LocalSlack, Member, Visitor
from bot.network import proxy_address, proxy_to
from bot.serving import Serving
from bot.slack_client import slack_client
from surveys.errors import SettingsWrong, SocketBlocked
from surveys.model.auditing import Verdict
from tests.bot.proxying import AUTHORITY, Authority, Proxy
from tests.conftest import THURSDAY
from tests.databases import sqlite_in

API = "https://localhost/api/"
PLACE = "localhost:443"  # where nobody listens: the way is by the proxy, or there is none


@pytest.fixture
def inside() -> Iterator[LocalSlack]:
    """Slack, on the other side of the proxy."""
    slack = LocalSlack([Member("U001", "Asha Patel")], told_address="https://localhost")
    slack.start()
    yield slack
    slack.stop()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "localhost")


@pytest.fixture
def proxy(inside: LocalSlack, authority: Authority) -> Iterator[Proxy]:
    port = urlsplit(inside.address).port or 0
    one = Proxy(authority, {PLACE: port}, password="bot:se:cret")
    yield one
    one.stop()


def config(proxy: Proxy, authority: Authority | None, **more: object) -> Config:
    given: dict[str, object] = {
        "https_proxy": SecretStr(f"http://bot:se%3Acret@{proxy.address}"),
        "ca_file": authority.ca_file if authority else None,
        "slack_api_url": API,
        "slack_bot_token": SecretStr("xoxb-local"),
        "slack_app_token": SecretStr("xapp-local"),
    }
    return Config(_env_file=None, **(given | more))


def test_the_bot_lives_behind_a_proxy_and_a_private_authority(
    inside: LocalSlack, proxy: Proxy, authority: Authority, tmp_path: Path
) -> None:
    ours = config(
        proxy, authority, database_url=sqlite_in(tmp_path), key_dir=tmp_path / "keys" / "here"
    )
    serving = Serving(build_bot(ours), ticking=False)
    try:
        assert inside.connected.wait(5)
        assert Visitor(inside.address, "U001").open_home() is not None
    finally:
        inside.stop()
        serving.stop()
    assert set(proxy.asked) == {PLACE}


def test_a_bot_whose_socket_is_blocked_says_so_and_does_not_start(
    proxy: Proxy, inside: LocalSlack, authority: Authority, tmp_path: Path
) -> None:
    inside._sockets.address = "https://wss.example.org"
    ours = config(
        proxy, authority, database_url=sqlite_in(tmp_path), key_dir=tmp_path / "keys" / "here"
    )
    bot = build_bot(ours)
    with pytest.raises(SocketBlocked, match=r"wss.example.org can't be reached: .*\(403\)"):
        Serving(bot, ticking=False)
    bot.close()


def test_doctor_finds_its_way_by_the_proxy(
    inside: LocalSlack, proxy: Proxy, authority: Authority
) -> None:
    found = slack.findings(config(proxy, authority), THURSDAY)
    verdicts = {one.check: one.judgement.verdict for one in found if one.check != "clock"}
    assert set(verdicts.values()) == {Verdict.PASS}
    assert "host localhost" in verdicts


def test_doctor_names_the_host_that_is_blocked_and_by_what(
    proxy: Proxy, authority: Authority
) -> None:
    proxy.places |= {"wss.example.org:443": proxy.places[PLACE]}
    ours = config(proxy, authority)
    found = hosts.findings(ours, (API, "https://files.example.org", "wss://wss.example.org/link"))
    said = {one.check: one.judgement for one in found}
    assert said["host localhost"].verdict is Verdict.PASS
    blocked = said["host files.example.org"]
    assert blocked.evidence == "files.example.org can't be reached: the proxy refuses it (403)."
    assert "files.example.org, port 443" in blocked.remedy
    # A certificate for another host is as little to be trusted.
    assert f'by "{AUTHORITY}"' in said["host wss.example.org"].evidence
    without = config(proxy, authority, https_proxy=SecretStr(proxy.address))
    assert "(407)" in hosts.reached(without, API).evidence
    assert "cret" not in str(hosts.reached(ours, "https://files.example.org"))


def test_an_authority_that_is_not_trusted_is_named(proxy: Proxy) -> None:
    found = hosts.reached(config(proxy, None), API)
    assert f'certificate is by "{AUTHORITY}" and not trusted here' in found.evidence
    assert "CA_FILE" in found.remedy
    told = slack.findings(config(proxy, None), THURSDAY)
    assert [one.check for one in told if one.judgement.verdict is Verdict.FAIL] == [
        "host localhost"
    ]


def test_a_proxy_that_is_not_there_is_told_from_a_host_that_is_not(
    proxy: Proxy, authority: Authority
) -> None:
    proxy.stop()
    assert (
        "the proxy can't be connected to" in hosts.reached(config(proxy, authority), API).evidence
    )
    straight = config(proxy, authority, no_proxy="localhost")
    assert "localhost can't be reached: the connection" in hosts.reached(straight, API).evidence


def test_what_no_proxy_names_is_reached_straight(
    inside: LocalSlack, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.address}")
    monkeypatch.setenv("NO_PROXY", ".example.org, 127.0.0.1")
    ours = settings.read(_env_file=None, slack_api_url=inside.api_url)
    # Slack's library would find the proxy in the environment, and go by it.
    assert slack_client(ours, "xoxb-local").auth_test()["ok"]
    assert proxy.asked == []
    assert "HTTPS_PROXY" not in os.environ
    assert proxy_to("https://slack.com/api/", "http://p", "example.org") == "http://p"
    assert proxy_to("https://wss-primary.slack.com", "http://p", "localhost,.slack.com") is None


def test_an_address_that_is_no_proxy_and_a_file_that_is_no_authority_are_refused(
    tmp_path: Path,
) -> None:
    assert proxy_address("proxy.example.org:8080") == "http://proxy.example.org:8080"
    for wrong in ("https://proxy.example.org", "socks5://proxy", "http://", "http://proxy:port"):
        with pytest.raises(SettingsWrong, match="HTTPS_PROXY: it must be an address"):
            settings.read(_env_file=None, https_proxy=wrong)
    (tmp_path / "no.pem").write_text("no certificate", "utf-8")
    for file in ("no.pem", "none.pem"):
        with pytest.raises(SettingsWrong, match="CA_FILE"):
            slack_client(Config(_env_file=None, ca_file=tmp_path / file))
