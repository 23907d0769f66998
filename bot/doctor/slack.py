"""What Slack says of our tokens, of what the app may do, and of the time."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.config import Config
from bot.manifest import scopes
from bot.slack_client import slack_client
from surveys.model.auditing import Finding, Judgement
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _, ngettext

MOST_SECONDS_APART: Final = 60  # Slack's own limit for a signature is five minutes


def findings(config: Config, now: datetime) -> list[Finding]:
    """Ask Slack once with each token."""
    client = slack_client(config)
    headers = dict[str, str]()
    try:
        answer = client.auth_test() if config.slack_bot_token else None
        headers = {name.lower(): value for name, value in answer.headers.items()} if answer else {}
        token = _token(answer.data if answer else None)
    except (SlackApiError, SlackClientError, OSError) as error:
        token = was_refused("SLACK_BOT_TOKEN", config, error)
    return [
        Finding("slack-token", token),
        Finding("slack-connection", connection(config, client)),
        Finding("slack-scopes", scopes_granted(headers.get("x-oauth-scopes"))),
        Finding("clock", clock(headers.get("date"), now)),
    ]


def _token(answer: Any) -> Judgement:
    if answer is None:
        return failed(_("SLACK_BOT_TOKEN is not set."), _("Set it: it begins with xoxb-."))
    return passed(_("Slack knows the bot in {team}.").format(team=answer.get("team", "?")))


def connection(config: Config, client: WebClient) -> Judgement:
    """How Slack reaches us: a socket that the app token opens, or requests that Slack signs."""
    if config.mode == "http":
        if config.slack_signing_secret is None:
            return failed(
                _("SLACK_SIGNING_SECRET is not set."),
                _("Copy it from the app's Basic Information, or set SLACK_APP_TOKEN instead."),
            )
        return passed(_("Slack calls us, and signs what it sends; the secret is set."))
    if config.slack_app_token is None:
        return failed(_("SLACK_APP_TOKEN is not set."), _("Set it: it begins with xapp-."))
    try:
        client.apps_connections_open(app_token=config.slack_app_token.get_secret_value())
    except (SlackApiError, SlackClientError, OSError) as error:
        return was_refused("SLACK_APP_TOKEN", config, error)
    return passed(_("Slack opens a socket for the app token."))


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


def scopes_granted(granted: str | None) -> Judgement:
    """What the app was granted, beside what its manifest asks for."""
    asked = set(scopes())
    if granted is None:
        return unclear(_("Slack did not say what the app may do."), _("Mend the token first."))
    has = {one.strip() for one in granted.split(",")}
    if missing := sorted(asked - has):
        return failed(
            _("The app lacks {scopes}.").format(scopes=", ".join(missing)),
            _("Install the app again from the manifest: staff-voice manifest."),
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
    if apart > MOST_SECONDS_APART:
        return failed(sentence, _("Let this machine keep its time by NTP."))
    return passed(sentence)
