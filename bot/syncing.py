"""`staff-voice people sync`: the list of people from Slack, with the difference read first."""

import json
import sys
from typing import Annotated

import typer
from slack_sdk import WebClient

from bot import config as settings
from bot import logs
from bot.app import build_runtime
from bot.plan_table import show_plan
from bot.saying import say
from bot.slack_client import slack_client
from bot.sync_file import reading_in
from bot.workspaces import Workspaces
from handlers.gathering import gather_all
from surveys.errors import NowhereInstalled, SettingsWrong
from surveys.model.syncing import LeftOut
from surveys.runtime import Runtime
from surveys.use_cases import syncing
from surveys.wording import _


def register(people: typer.Typer) -> None:
    """Add the command."""

    @people.command("sync")
    def sync(
        *,
        yes: Annotated[bool, typer.Option("--yes", help="Apply without asking.")] = False,
        allow_many: Annotated[
            bool, typer.Option("--allow-many", help="Though a fifth of all would leave.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
    ) -> None:
        """Show what Slack's groups or profiles would change of the list, and apply it."""
        _sync(yes=yes, allow_many=allow_many, as_json=as_json)


def _sync(*, yes: bool, allow_many: bool, as_json: bool) -> None:
    config = settings.load()
    logs.start(config.log_level)
    reading = reading_in(config)
    runtime = build_runtime(config)
    told = gather_all(clients_of(config, runtime), reading)
    synced = syncing.plan_sync(runtime, told, reading, allow_many=allow_many)
    left_out = {str(why): synced.left_out.get(why, 0) for why in LeftOut}
    if as_json:
        if yes:
            syncing.apply_sync(runtime, synced)
        changes = [
            {"kind": one.kind, "what": one.what, "detail": one.detail}
            for one in synced.plan.changes
        ]
        found = {"changes": changes, "left_out": left_out, "applied": yes}
        sys.stdout.write(json.dumps(found, indent=1) + "\n")
        return
    say(_("Left out: {counts}.").format(counts=", ".join(f"{w} {n}" for w, n in left_out.items())))
    show_plan(synced.plan)
    if synced.plan.is_empty:
        return
    if yes or typer.confirm(_("Apply these changes?")):
        syncing.apply_sync(runtime, synced)
        say(_("Done."))
    else:
        say(_("Nothing was changed."))


def clients_of(config: settings.Config, runtime: Runtime) -> tuple[WebClient, ...]:
    """Return a client of every workspace in which the app is installed.

    Raises SettingsWrong, NowhereInstalled.
    """
    if config.slack_client_id is not None:
        clients = tuple(one.client for one in Workspaces(runtime, config).reached())
        if not clients:
            raise NowhereInstalled
        return clients
    if config.slack_bot_token is None:
        raise SettingsWrong(_("{name} is not set").format(name="SLACK_BOT_TOKEN"))
    return (slack_client(config),)
