"""`staff-voice people role` and `staff-voice trail`: roles by hand, and what was done."""

import json
import sys
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.saying import runtime_of_settings, say
from handlers.views.roles import role_name
from handlers.views.trail import what, who
from surveys.model.people import Role
from surveys.model.roles import Outcome
from surveys.use_cases import appointing, trailing
from surveys.wording import _

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def register(app: typer.Typer, people: typer.Typer) -> None:
    """Add the commands."""
    people.command("role")(role)
    app.command("trail")(trail)


def role(
    person: Annotated[
        str | None, typer.Argument(help="A Slack id or an e-mail; none: who has which role.")
    ] = None,
    give: Annotated[Role | None, typer.Option("--give", help="A role to give.")] = None,
    take: Annotated[Role | None, typer.Option("--take", help="A role to take away.")] = None,
) -> None:
    """Give somebody a role or take it away, alone; it counts as the second in Slack too."""
    runtime = runtime_of_settings()
    if person is None and give is None and take is None:
        for held, names in appointing.holders(runtime).items():
            say(f"{role_name(held)}: {', '.join(names) or _('nobody')}")
        return
    chosen = give or take
    if person is None or chosen is None or (give and take):
        raise typer.BadParameter(_("Name a person, and one role to --give or to --take."))
    outcome = appointing.by_command(runtime, person, chosen, gives=give is not None)
    say(_("So it was already.") if outcome is Outcome.ALREADY else _("Done."))


def trail(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, such as 2026-09-01.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Print what administrators, HR and champions did; never what anybody answered or asked."""
    acts = trailing.since(runtime_of_settings(), since.date() if since else None)
    if as_json:
        told = [
            {
                "position": one.position,
                "at": one.at.date().isoformat() if one.by_day else one.at.isoformat(),
                "by": one.actor if one.by == "person" else one.by,
                "kind": str(one.kind),
                "subject": dict(one.subject),
            }
            for one in acts
        ]
        sys.stdout.write(json.dumps({"acts": told}, indent=1, ensure_ascii=False) + "\n")
        return
    table = Table(_("When"), _("Who"), _("What"))
    for one in acts:
        at = f"{one.at:%Y-%m-%d}" if one.by_day else f"{one.at:%Y-%m-%d %H:%M}"
        table.add_row(at, escape(who(one)), escape(what(one)))
    Console().print(table)
