"""What Slack says of our tokens, of what the app may do, and of the time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.config import Config
from bot.doctor import hosts
from bot.manifest import scopes
from bot.slack_client import slack_client
from surveys.model.auditing import Finding, Judgement
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _, ngettext

MOST_SECONDS_APART: Final = 60
SECONDS_A_SIGNATURE_LASTS: Final = 300  # by Slack's own rule


def findings(config: Config, now: datetime) -> list[Finding]:
    """Ask Slack once with each token, where its hosts can be reached."""
    reached = hosts.findings(config, hosts.addresses(config))
    if not hosts.is_reached(reached, config.slack_api_url):
        names = ("slack-token", "slack-connection", "slack-scopes", "clock")
        return reached + [Finding(one, _unseen()) for one in names]
    client = slack_client(config)
    headers = dict[str, str]()
    try:
        answer = client.auth_test() if config.slack_bot_token else None
        headers = {name.lower(): value for name, value in answer.headers.items()} if answer else {}
        token = _token(answer.data if answer else None)
    except (SlackApiError, SlackClientError, OSError) as error:
        token = was_refused("SLACK_BOT_TOKEN", config, error)
    joined, place = connection(config, client)
    sync = config.sync_file is not None
    return [
        *reached,
        *beyond(config, reached, place),
        Finding("slack-token", token),
        Finding("slack-connection", joined),
        Finding("slack-scopes", scopes_granted(headers.get("x-oauth-scopes"), sync=sync)),
        Finding("clock", clock(headers.get("date"), now)),
    ]


def beyond(config: Config, reached: Sequence[Finding], place: str | None) -> list[Finding]:
    """Try the host on which Slack would have a socket opened, unless it was tried."""
    if place is None or any(one.check == f"host {hosts.host_of(place)}" for one in reached):
        return []
    return hosts.findings(config, (place,))


def _unseen() -> Judgement:
    return unclear(_("That can't be seen before Slack can be reached."), _("Mend that first."))


def _token(answer: Any) -> Judgement:
    if answer is None:
        return failed(_("SLACK_BOT_TOKEN is not set."), _("Set it: it begins with xoxb-."))
    return passed(_("Slack knows the bot in {team}.").format(team=answer.get("team", "?")))


def connection(config: Config, client: WebClient) -> tuple[Judgement, str | None]:
    """How Slack reaches us: a socket that the app token opens, or requests that Slack signs.

    With it the address of that socket. None: there is none.
    """
    if config.mode == "http":
        if config.slack_signing_secret is None:
            missing = failed(
                _("SLACK_SIGNING_SECRET is not set."),
                _("Copy it from the app's Basic Information, or set SLACK_APP_TOKEN instead."),
            )
            return missing, None
        return passed(_("Slack calls us, and signs what it sends; the secret is set.")), None
    if config.slack_app_token is None:
        missing = failed(
            _("SLACK_APP_TOKEN is not set."),
            _("Set it: it begins with xapp-. Without Socket Mode set SLACK_SIGNING_SECRET."),
        )
        return missing, None
    token = config.slack_app_token.get_secret_value()
    try:
        place = str(client.apps_connections_open(app_token=token)["url"])
    except (SlackApiError, SlackClientError, OSError) as error:
        return was_refused("SLACK_APP_TOKEN", config, error), None
    return passed(_("Slack opens a socket for the app token.")), place


def was_refused(name: str, config: Config, error: Exception) -> Judgement:
    """Say of a token, by its name, why Slack did not take it."""
    if isinstance(error, SlackApiError):
        code = str(error.response.get("error", "error"))
        return failed(
            _("Slack refuses {name} ({code}).").format(name=name, code=code),
            _("Copy the token anew from the app's page; install the app again if it was revoked."),
        )
    return failed(
        _("{host} can't be reached ({reason}).").format(
            host=urlsplit(config.slack_api_url).hostname, reason=type(error).__name__
        ),
        _("Let this machine reach that host over HTTPS, by its proxy if it has one."),
    )


def scopes_granted(granted: str | None, *, sync: bool = False) -> Judgement:
    """What the app was granted, beside what its manifest asks for; `sync`: with SYNC_FILE set."""
    asked = set(scopes(sync=sync))
    if granted is None:
        return unclear(_("Slack did not say what the app may do."), _("Mend the token first."))
    has = {one.strip() for one in granted.split(",")}
    if missing := sorted(asked - has):
        return failed(
            _("The app lacks {scopes}.").format(scopes=", ".join(missing)),
            _("Install the app again from the manifest: staff-voice manifest --sync.")
            if sync
            else _("Install the app again from the manifest: staff-voice manifest."),
        )
    if beyond := sorted(has - asked - {""}):
        return failed(
            _("The app may do more than it needs: {scopes}.").format(scopes=", ".join(beyond)),
            _("Take these scopes away on the app's page, and install it again."),
        )
    said = ngettext("The app has the {n} scope it needs.", "The app has the {n} scopes it needs and"
                    " no other.", len(asked))  # fmt: skip
    return passed(said.format(n=len(asked)))


def clock(theirs: str | None, now: datetime) -> Judgement:
    """How far our clock is from Slack's: a signature is good for five minutes."""
    if theirs is None:
        return unclear(_("Slack did not say what time it is."), _("Mend the token first."))
    apart = abs((parsedate_to_datetime(theirs).astimezone(UTC) - now).total_seconds())
    sentence = ngettext(
        "Our clock is {n} second from Slack's.", "Our clock is {n} seconds from Slack's.",
        round(apart),
    ).format(n=round(apart))  # fmt: skip
    keep = _("Let this machine keep its time by NTP.")
    if apart >= SECONDS_A_SIGNATURE_LASTS:
        return failed(sentence, keep)
    if apart > MOST_SECONDS_APART:
        return unclear(sentence, keep)  # nothing fails yet
    return passed(sentence)
