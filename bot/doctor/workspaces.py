"""Several workspaces: whether each has the app, and what Slack says of the token of each."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import runtime_to_look
from bot.config import Config
from bot.doctor import hosts
from bot.doctor.slack import beyond, clock, connection, scopes_granted, was_refused
from bot.manifest import INSTALL_PATH
from bot.slack_client import slack_client
from surveys.errors import Refusal
from surveys.model.auditing import Finding, Judgement, Verdict
from surveys.model.workspaces import Workspace
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.runtime import Runtime
from surveys.use_cases import installing
from surveys.wording import _


def findings(config: Config, now: datetime) -> list[Finding]:
    """Ask Slack once with the token of each workspace."""
    try:
        config.check_ready_for_slack()
        ready = passed(_("Workspaces can install the app at PUBLIC_URL."))
    except Refusal as refusal:
        ready = failed(refusal.sentence, _("Set it, as the README tells."))
    try:
        runtime = runtime_to_look(config)
    except Refusal:
        runtime = None
    reached = hosts.findings(config, hosts.addresses(config))
    joined, place = connection(config, slack_client(config))
    found = [Finding("install", ready), *reached, *beyond(config, reached, place)]
    found.append(Finding("slack-connection", joined))
    headers: dict[str, str] = {}
    found += _each(config, runtime, headers) if runtime else [Finding("workspaces", _unseen())]
    return [*found, Finding("clock", clock(headers.get("date"), now))]


def _each(config: Config, runtime: Runtime, headers: dict[str, str]) -> list[Finding]:
    """Judge each workspace; what Slack's last answer came with is left in `headers`."""
    try:
        known = {one.id: one for one in installing.installed(runtime)}
        return [
            Finding(f"workspace {one}", _judged(config, runtime, one, known.get(one), headers))
            for one in dict.fromkeys((*config.allowed, *known))
        ]
    finally:
        runtime.store.close()


def _judged(
    config: Config,
    runtime: Runtime,
    workspace_id: str,
    known: Workspace | None,
    headers: dict[str, str],
) -> Judgement:
    install = _("Open {address} in a browser, as an administrator of that workspace.").format(
        address=f"{config.public_url or 'PUBLIC_URL'}{INSTALL_PATH}"
    )
    if known is None:
        return failed(_("The app is not installed there yet."), install)
    if workspace_id not in config.allowed:
        return failed(
            _("The app is installed there, and ALLOWED_WORKSPACES does not name it."),
            _("Add it there, or run staff-voice workspaces remove."),
        )
    if not known.is_installed:
        return failed(_("Somebody removed the app there; what goes there waits."), install)
    token = installing.token_of(runtime, known)
    if token is None:
        return failed(
            _("Its token does not open: the key is not in TOKEN_KEY_DIR."),
            _("Put the key back, or install the app again there."),
        )
    try:
        answer = slack_client(config, token).auth_test()
    except (SlackApiError, SlackClientError, OSError) as error:
        refused = was_refused(workspace_id, config, error)
        return failed(refused.evidence, install) if _is_code(error) else refused
    headers |= _lower(answer.headers)
    granted = scopes_granted(headers.get("x-oauth-scopes"), sync=config.sync_file is not None)
    return (
        granted
        if granted.verdict is not Verdict.PASS
        else passed(_("Slack knows the bot in {team}.").format(team=known.name))
    )


def _is_code(error: Exception) -> bool:
    return isinstance(error, SlackApiError)


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in headers.items()}


def _unseen() -> Judgement:
    return unclear(
        _("That can't be seen before the rest is in order."), _("Mend what is wrong first.")
    )
