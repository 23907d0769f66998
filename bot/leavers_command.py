"""`staff-voice leavers`: HR's list of leavers, the census's counts of it, and what was released."""

import csv
import json
import sys
from datetime import datetime
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.saying import runtime_of_settings, say
from surveys.model.leaving import CensusCounts, LeaverLine
from surveys.use_cases import listing_leavers, reading_exits, starting
from surveys.use_cases.census import census as census_of
from surveys.use_cases.listing_leavers import Facts
from surveys.wording import _

leavers: Final = typer.Typer(
    help="Leavers, as facts for the workforce census; and what leavers said, once released.",
    no_args_is_help=True,
)
COLUMNS: Final = ("census_year", "list", "code", "meaning", "leavers")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(leavers, name="leavers")


@leavers.command()
def record(
    who: Annotated[str, typer.Argument(help="A Slack id such as U01AAAAAA, or an e-mail.")],
    last_day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    reason: Annotated[int, typer.Option(help="A code of the census; 10: not yet collected.")] = 10,
    destination: Annotated[
        int, typer.Option(help="A code of the census; 9: not yet collected.")
    ] = 9,
) -> None:
    """Record a leaver; the bot offers them the conversation four weeks before the last day."""
    runtime = runtime_of_settings()
    starting.check(runtime)
    facts = Facts(last_day.date(), reason, destination)
    listing_leavers.record_named(runtime, who, facts)
    say(_("Recorded."))


@leavers.command("list")
def list_all(*, as_json: AsJson = False) -> None:
    """List leavers with their codes, and how the message went: never whether they answered."""
    lines = listing_leavers.listed_for_operator(runtime_of_settings())
    if as_json:
        _print_json([_facts(one) for one in lines])
        return
    table = Table(_("Name"), _("Last day"), _("Reason"), _("Destination"), _("Message"))
    for one in lines:
        told = _facts(one)
        reason, destination = told["reason"]["meaning"], told["destination"]["meaning"]
        cells = (one.name, told["last_day"], reason, destination, told["message"] or "-")
        table.add_row(*(escape(cell) for cell in cells))
    if table.rows:
        Console().print(table)
    else:
        say(_("Nobody is recorded."))


@leavers.command()
def census(
    year: Annotated[int, typer.Argument(help="The year in which the census year ends.")],
    *,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet.")] = False,
) -> None:
    """Count leavers from 1 October to 30 September by the census's codes."""
    if as_json and as_csv:
        raise typer.BadParameter(_("Choose --json or --csv."))
    rows = _rows(census_of(runtime_of_settings(), year))
    if as_json:
        _print_json(rows)
        return
    if as_csv:
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return
    table = Table(_("List"), _("Code"), _("Meaning"), _("Leavers"))
    for row in rows:
        table.add_row(row["list"], str(row["code"]), row["meaning"], str(row["leavers"]))
    Console().print(table)


@leavers.command()
def released(*, as_json: AsJson = False) -> None:
    """Print everything that was ever released of what leavers said."""
    rows = reading_exits.released(runtime_of_settings())
    if as_json:
        _print_json(rows)
        return
    table = Table(_("Release"), _("Until"), _("People"), _("Question"), _("What"), _("Share"))
    for row in rows:
        if row["shown"]:
            cells = (row[name] for name in ("release", "until", "people", "question", "words"))
            table.add_row(*cells, f"{round(100 * row['share'])}%")
    if table.rows:
        Console().print(table)
    else:
        say(_("Nothing has been released yet."))


def _rows(counts: CensusCounts) -> list[dict[str, Any]]:
    """Return the counts by names that stay the same from version to version."""
    return [
        {
            "census_year": counts.year,
            "list": name,
            "code": code.number,
            "meaning": _(code.words),
            "leavers": n,
        }
        for name, codes in (("reason", counts.reasons), ("destination", counts.destinations))
        for code, n in codes
    ]


def _facts(one: LeaverLine) -> dict[str, Any]:
    return {
        "name": one.name,
        "last_day": one.last_day.isoformat(),
        "reason": {"code": one.reason.number, "meaning": _(one.reason.words)},
        "destination": {"code": one.destination.number, "meaning": _(one.destination.words)},
        "message": None if one.message is None else str(one.message),
        "on_slack": one.is_on_slack,
    }


def _print_json(content: object) -> None:
    sys.stdout.write(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
