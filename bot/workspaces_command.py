"""`staff-voice workspaces`: where the app is installed, taking it out, and the tokens' key."""

import json
import sys
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot import config as settings
from bot import logs
from bot.config import Config
from bot.installing import uninstall
from bot.saying import runtime_there, say
from bot.slack_client import slack_client
from handlers.views.mrkdwn import short_day
from surveys.model.workspaces import Workspace
from surveys.runtime import Runtime
from surveys.use_cases import installing
from surveys.wording import _, ngettext

workspaces: Final = typer.Typer(
    help="Workspaces that install the app by themselves.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(workspaces, name="workspaces")


@workspaces.command("list")
def list_them(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """Print every workspace that may install the app or has it."""
    config, runtime = _opened()
    known = {one.id: one for one in installing.installed(runtime)}
    ids = [*config.allowed, *(one for one in known if one not in config.allowed)]
    rows = [_row(one, known.get(one), config) for one in ids]
    if as_json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    table = Table(_("Workspace"), _("Name"), _("State"), _("Since"))
    for row in rows:
        one = known.get(str(row["workspace"]))
        day = short_day(one.installed_at.astimezone(runtime.policy.zone).date()) if one else ""
        name = escape(one.name) if one else ""
        table.add_row(str(row["workspace"]), name, _states()[str(row["state"])], day)
    Console().print(table)


@workspaces.command("remove")
def remove(
    workspace: Annotated[str, typer.Argument(help="Its id, such as T0123456789.")],
) -> None:
    """Take the app out of a workspace: its token is destroyed, and nothing is sent there."""
    config, runtime = _opened()
    found = installing.find(runtime, workspace)
    token = installing.token_of(runtime, found) if found else None
    # Ours first: whatever Slack says, nothing is sent there any more.
    installing.forget(runtime, workspace)
    say(_("Removed. Its token is destroyed."))
    if token is None or not uninstall(slack_client(config, token), config):
        say(_("Slack was not told, or did not agree: remove the app in that workspace as well."))


@workspaces.command("rotate-key")
def rotate_key() -> None:
    """Seal every token under a new key, and destroy the one before."""
    _config, runtime = _opened()
    count = installing.rotate_key(runtime)
    say(
        ngettext(
            "{n} token is sealed under a new key; the old key is destroyed.",
            "{n} tokens are sealed under a new key; the old key is destroyed.",
            count,
        ).format(n=count)
    )


def _opened() -> tuple[Config, Runtime]:
    config = settings.load()
    logs.start(config.log_level, ours_only=True)
    return config, runtime_there(config)


def _row(workspace_id: str, known: Workspace | None, config: Config) -> dict[str, object]:
    state = "not_installed"
    if known:
        state = "installed" if known.is_installed else "removed_there"
        if workspace_id not in config.allowed:
            state = "not_allowed"
    return {
        "workspace": workspace_id,
        "name": known.name if known else None,
        "state": state,
        "since": known.installed_at.date().isoformat() if known else None,
        "scopes": list(known.scopes) if known else [],
    }


def _states() -> dict[str, str]:
    return {
        "installed": _("installed"),
        "removed_there": _("removed by the workspace; what goes there waits"),
        "not_allowed": _("not in ALLOWED_WORKSPACES, so left alone"),
        "not_installed": _("not installed yet"),
    }
