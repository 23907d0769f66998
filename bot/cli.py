"""The command line, `staff-voice`: exits 0 when fine, 1 with a refusal, 2 on wrong usage."""

import json
import logging
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from bot import (
    actions_command,
    administering,
    checking_surveys,
    commentary_command,
    context_command,
    events_command,
    forum_command,
    holding,
    leavers_command,
    logs,
    planning,
    promise,
    reading_tone,
    reading_words,
    report_command,
    surveys_command,
    syncing,
    trying_words,
    workspaces_command,
)
from bot import config as settings
from bot.app import build_bot
from bot.audit import command as auditing
from bot.delivering import deliveries_as_json, show_deliveries
from bot.demo.command import demo
from bot.doctor import command as doctoring
from bot.given_files import NotRead, content_of
from bot.health import seeing
from bot.keeping import command as keeping
from bot.manifest import manifest as app_manifest
from bot.plan_table import show_plan
from bot.results_table import show_results
from bot.saying import runtime_of_settings, say
from bot.schema import migrate as migrate_schema
from bot.serving import serve_until_stopped
from bot.setup import command as setting_up
from handlers.errors import record_fault
from handlers.views.mrkdwn import day_and_time
from handlers.views.notices import fault
from surveys.errors import PeopleFileUnreadable, Refusal, SettingsWrong
from surveys.model.surveys import WEEKLY_PULSE
from surveys.store.database import open_database
from surveys.use_cases import closing, delivering, enrolling, opening, reporting, starting
from surveys.wording import _, ngettext

_log: Final = logging.getLogger(logs.OURS)

app: Final = typer.Typer(
    name="staff-voice",
    help="Hear social workers safely: pulse surveys in Slack that identify nobody.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
people: Final = typer.Typer(
    help="The list of people and the tree they sit in.", no_args_is_help=True
)
rounds: Final = typer.Typer(help="Open or close a round by hand.", no_args_is_help=True)
app.add_typer(people, name="people")
app.add_typer(rounds, name="round")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
app.command()(demo)
actions_command.register(app)
events_command.register(app)
reading_tone.register(app)
reading_words.register(app)
surveys_command.register(app)
trying_words.register(app)
checking_surveys.register()
planning.register()
holding.register(people)
administering.register(app, people)
syncing.register(people)
promise.register(app)
auditing.register(app)
doctoring.register(app)
setting_up.register(app)
report_command.register(app)
context_command.register(app)
leavers_command.register(app)
commentary_command.register(app)
forum_command.register(app)
keeping.register(app)
workspaces_command.register(app)


def main() -> None:
    """Run one command; turn every refusal into its sentence."""
    try:
        app()
    except Refusal as refusal:
        _give_up(refusal.sentence)
    except Exception as error:  # its message could hold what people wrote: only its kind is told
        _give_up(fault(record_fault(error, "command")))


@app.command()
def run() -> None:
    """Connect to Slack and run until stopped."""
    config = settings.load()
    # Until it is connected, a refusal is one sentence and nothing beside it.
    logs.start(config.log_level, ours_only=True)
    serve_until_stopped(
        build_bot(config, seen=seeing(config)), lambda: logs.start(config.log_level)
    )


@app.command()
def manifest(
    *,
    oauth: Annotated[
        bool, typer.Option("--oauth", help="For several workspaces; needs PUBLIC_URL.")
    ] = False,
    http: Annotated[
        bool, typer.Option("--http", help="Slack calls PUBLIC_URL, instead of Socket Mode.")
    ] = False,
    sync: Annotated[
        bool, typer.Option("--sync", help="With what `people sync` may read besides.")
    ] = False,
) -> None:
    """Print the Slack app's manifest: paste it when you create the app."""
    address = settings.read().public_url if oauth or http else None
    if (oauth or http) and address is None:
        raise SettingsWrong(_("PUBLIC_URL is not set"))
    sys.stdout.write(app_manifest(address, several=oauth, sockets=not http, sync=sync))


@app.command()
def migrate() -> None:
    """Bring the database to this version."""
    config = settings.load()
    logs.start(config.log_level)
    engine = open_database(config.database_url)
    migrate_schema(engine)
    engine.dispose()
    _log.info("migrated")
    say(_("The database is up to date."))


@app.command()
def results(*, as_json: AsJson = False) -> None:
    """Print everything that was ever published."""
    runtime = runtime_of_settings()
    rows = reporting.results(runtime)
    if as_json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    show_results(rows, runtime.policy.zone)


@app.command()
def deliveries(*, as_json: AsJson = False) -> None:
    """Print how delivering goes, in counts: never who was asked, and never who answered."""
    runtime = runtime_of_settings()
    overview = delivering.overview(runtime)
    if as_json:
        sys.stdout.write(json.dumps(deliveries_as_json(overview), indent=1) + "\n")
        return
    show_deliveries(overview, runtime.policy.zone)


@people.command("import")
def import_people(
    file: Annotated[
        Path, typer.Argument(readable=False, help="A CSV file; its columns are in the README.")
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Apply without asking.")] = False,
    without_admin: Annotated[
        bool, typer.Option("--without-admin", help="Though no administrator would be left.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show what a list of people would change, and apply it."""
    try:
        content = content_of(file)
    except NotRead as error:
        raise PeopleFileUnreadable(error.reason) from None
    runtime = runtime_of_settings(begins=True)
    plan = enrolling.plan_people(runtime, content)
    if as_json:
        if yes:
            enrolling.apply_people(runtime, content, without_admin=without_admin)
        changes = [
            {"kind": one.kind, "what": one.what, "detail": one.detail} for one in plan.changes
        ]
        sys.stdout.write(json.dumps({"changes": changes, "applied": yes}, indent=1) + "\n")
        return
    show_plan(plan)
    if plan.is_empty:
        return
    ask = _("Apply these changes?")
    if plan.takes_last_administrator:
        ask = _("Apply these changes all the same?")
    if yes or typer.confirm(ask):
        enrolling.apply_people(runtime, content, without_admin=without_admin or not yes)
        say(_("Done."))
    else:
        say(_("Nothing was changed."))


@people.command("rename")
def rename(
    path: Annotated[str, typer.Argument(help='Such as "Children\'s Services/Early Help".')],
    name: Annotated[str, typer.Argument(help="The new name of that part.")],
) -> None:
    """Rename a part of the organisation; its results stay its own."""
    enrolling.rename_unit(runtime_of_settings(), path, name)
    say(_("Done. Results show the new name from the next window of rounds."))


@people.command("hours")
def hours(
    path: Annotated[str, typer.Argument(help='Such as "Children\'s Services/Night Duty".')],
    pattern: Annotated[
        str | None, typer.Argument(help='Such as "Sun-Thu 20:00-08:00"; "-" takes them away.')
    ] = None,
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Take them away.")] = False,
) -> None:
    """Say when the people of a part of the organisation work, unless they say so themselves."""
    if (pattern is None) is not clear:
        raise typer.BadParameter(_("Give the hours, or --clear."))
    kept = None if clear or pattern == "-" else pattern
    enrolling.keep_unit_hours(runtime_of_settings(), path, kept)
    say(_("Done. What is sent from now on keeps to it."))


@rounds.command("open")
def open_round(
    survey: Annotated[str, typer.Argument(help="The id of a running survey.")] = WEEKLY_PULSE,
) -> None:
    """Open a round of a survey now, for everyone who may be asked."""
    runtime = runtime_of_settings()
    starting.check(runtime)
    opened = opening.open_now(runtime, survey)
    say(
        _("Opened. It closes on {when}.").format(
            when=day_and_time(opened.closes_at.astimezone(runtime.policy.zone))
        )
    )


@rounds.command("close")
def close_round(
    survey: Annotated[str | None, typer.Argument(help="Only the rounds of this survey.")] = None,
) -> None:
    """Close open rounds now, publish them, and destroy their keys."""
    runtime = runtime_of_settings()
    starting.check(runtime)
    count = len(closing.close_now(runtime, survey))
    closing.finish(runtime)
    say(
        ngettext("Closed {n} round.", "Closed {n} rounds.", count).format(n=count)
        + " "
        + _("The bot sends the digests.")
    )


@rounds.command("void")
def void_round() -> None:
    """Give up open rounds whose keys are lost, and ask people again."""
    runtime = runtime_of_settings()
    count = len(closing.void_now(runtime))
    closing.finish(runtime)
    say(
        ngettext(
            "Gave up {n} round, and asks people again.",
            "Gave up {n} rounds, and asks people again.",
            count,
        ).format(n=count)
    )


def _give_up(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(1)
