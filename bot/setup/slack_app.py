"""The app in Slack: its manifest, with each right and the reason for it, and its tokens."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import config as settings
from bot.config import Config
from bot.doctor import hosts
from bot.doctor.slack import scopes_granted, was_refused
from bot.manifest import manifest, scopes
from bot.scopes import SOCKETS, reasons
from bot.setup.desk import Desk
from bot.slack_client import slack_client
from surveys.errors import EnvFileUnreadable, SetupStopped, TokenDiffers, TokenWrong
from surveys.model.auditing import Judgement, Verdict
from surveys.wording import _

MANIFEST: Final = Path("staff-voice-manifest.json")
BOT, APP, SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
_FAULTS: Final = (SlackApiError, SlackClientError, OSError)
Check = Callable[[str], str]


def show_manifest(desk: Desk) -> None:
    """Print the manifest and write it to a file, with every right's reason and every click."""
    talk, reached = desk.talk, _reached()
    if reached.verdict is not Verdict.PASS:
        raise SetupStopped(_detail(reached))
    tokens = (BOT, SECRET if desk.http else APP)
    if all(desk.is_settled(one) or talk.has(one) for one in tokens):
        talk.done("manifest", "kept", _("The app's tokens are set, so it is in Slack already."))
        return
    if desk.http:
        desk.ask_setting(
            "PUBLIC_URL", _("The address at which Slack reaches this machine (https://…)"), None
        )
    text = manifest(settings.read().public_url, sockets=not desk.http)
    try:
        MANIFEST.write_text(text, "utf-8")
    except OSError as error:
        raise EnvFileUnreadable(f"{MANIFEST}: {error.strerror}") from None
    if not talk.is_script:
        _tell(desk, text)
    written = _("The manifest is in {file}, to be pasted.").format(file=MANIFEST)
    desk.done("manifest", written)


def _tell(desk: Desk, text: str) -> None:
    talk = desk.talk
    talk.tell(text)
    talk.tell(_("This is what the app may do, and why:"))
    why = reasons()
    for scope in scopes():
        talk.tell(f"  {scope}: {why[scope]}")
    if not desk.http:
        talk.tell(
            f"  {SOCKETS}: "
            + _("of the app token: to connect outwards, so that this machine needs no address.")
        )
    for line in _clicks(http=desk.http):
        talk.tell(line)


def _clicks(*, http: bool) -> list[str]:
    steps = [
        _("1. Open https://api.slack.com/apps, and press Create New App, From a manifest."),
        _("2. Choose your workspace, take JSON, paste the manifest, press Next and Create."),
        _("3. Press Install to Workspace and Allow. Under OAuth & Permissions is the bot token."),
    ]
    secret = _("4. Under Basic Information, App Credentials, is the signing secret.")
    app = _(
        "4. Under Basic Information, App-Level Tokens, press Generate Token and Scopes, add"
        " connections:write, press Generate: that is the app token."
    )
    return [*steps, secret if http else app]


def take_tokens(desk: Desk) -> None:
    """Take the tokens, ask Slack about each, and keep those that it takes."""
    team = _taken(desk, BOT, _("Bot token, xoxb-… (nothing shows as you paste it)"), _bot_token)
    if desk.http:
        _taken(desk, SECRET, _("Signing secret (nothing shows as you paste it)"), _secret)
    else:
        _taken(desk, APP, _("App token, xapp-… (nothing shows as you paste it)"), _app_token)
    desk.talk.done("tokens", "done", _("Slack knows the bot in {team}.").format(team=team))


def _taken(desk: Desk, name: str, question: str, check: Check) -> str:
    """Return what Slack says of the token that is kept in the end."""
    known = _known(name)
    if known and desk.is_settled(name):
        try:
            told = check(known)
        except TokenWrong as wrong:
            if desk.talk.is_script:
                raise
            desk.talk.tell(wrong.sentence)
        else:
            desk.talk.tell(_("{name} is set, and stays.").format(name=name))
            return told
    told = ""

    def read(said: str) -> str:
        nonlocal told
        told = check(said)
        return said

    said = desk.talk.ask(name, question, read, default=known, hidden=True)
    if known and said != known:
        instead = _("There is another {name} already. Put this one in its place?")
        if not desk.replace and not desk.talk.agree(
            f"REPLACE_{name}", instead.format(name=name), default=False
        ):
            raise TokenDiffers(name)
    desk.keep(name, said)
    return told


def _known(name: str) -> str | None:
    found: SecretStr | None = getattr(settings.read(), name.lower())
    return found.get_secret_value() if found else None


def _bot_token(said: str) -> str:
    """Ask Slack whose token it is, and hold its rights against the manifest's."""
    if said.startswith("xapp-"):
        raise TokenWrong(_("that is an app token; the bot token begins with xoxb-"))
    if said.startswith(("xoxp-", "xoxe")):
        raise TokenWrong(_("that is somebody's own token; the bot token begins with xoxb-"))
    if not re.fullmatch(r"xoxb-[\w-]+", said, re.ASCII):
        raise TokenWrong(_("the bot token begins with xoxb- and has no spaces"))
    config = _with(slack_bot_token=SecretStr(said))
    try:
        answer = slack_client(config).auth_test()
    except _FAULTS as error:
        raise TokenWrong(_detail(was_refused(BOT, config, error))) from None
    headers = {name.lower(): str(value) for name, value in answer.headers.items()}
    granted = scopes_granted(headers.get("x-oauth-scopes"))
    if granted.verdict is Verdict.FAIL:
        raise TokenWrong(_detail(granted))
    return str(answer["team"])


def _app_token(said: str) -> str:
    if said.startswith("xoxb-"):
        raise TokenWrong(_("that is the bot token; the app token begins with xapp-"))
    if not re.fullmatch(r"xapp-[\w-]+", said, re.ASCII):
        raise TokenWrong(_("the app token begins with xapp- and has no spaces"))
    config = settings.read()
    try:
        place = slack_client(config).apps_connections_open(app_token=said)["url"]
    except _FAULTS as error:
        raise TokenWrong(_detail(was_refused(APP, config, error))) from None
    reached = hosts.reached(config, str(place))
    if reached.verdict is not Verdict.PASS:
        raise TokenWrong(_detail(reached))
    return ""


def _secret(said: str) -> str:
    if said.startswith(("xoxb-", "xapp-")):
        raise TokenWrong(_("that is a token; the signing secret is 32 letters and digits"))
    if not re.fullmatch(r"[0-9a-f]{32}", said):
        raise TokenWrong(_("the signing secret is 32 letters and digits"))
    return ""


def _with(**given: object) -> Config:
    return settings.read(**given)


def _reached() -> Judgement:
    config = settings.read()
    return hosts.reached(config, config.slack_api_url)


def _detail(judgement: Judgement) -> str:
    return f"{judgement.evidence} {judgement.remedy}".rstrip(".")
