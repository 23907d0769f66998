"""`staff-voice people show` and `people remove`: what is kept about somebody, and removing it."""

import json
import sys
from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.saying import runtime_of_settings, say
from surveys.model.holdings import Holdings
from surveys.model.milestones import COLUMN_OF
from surveys.use_cases import holding, retaining
from surveys.wording import _

Who = Annotated[str, typer.Argument(help="A Slack id such as U01AAAAAA, or an e-mail.")]


def register(people: typer.Typer) -> None:
    """Add the commands to those about people."""
    people.command("show")(show)
    people.command("remove")(remove)


def show(
    who: Who,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """Show everything kept under somebody's name, as for a request of theirs; never an answer."""
    told = as_facts(holding.held_about(runtime_of_settings(), who))
    if as_json:
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        return
    table = Table(_("What"), _("Kept"), show_lines=True)
    for name, value in told.items():
        table.add_row(name, escape(_in_words(value)))
    Console().print(table)
    say(
        _(
            "Whether they answered, and what, nobody can look up. While a round is open they"
            " themselves can show or withdraw an answer, from their Home tab. Whether they asked"
            " or voted in the forum nobody can look up: nothing kept links that to a name."
        )
    )


def remove(
    who: Who,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Remove without asking.")] = False,
) -> None:
    """Remove somebody who has left the list now, for good."""
    runtime = runtime_of_settings()
    found = retaining.leaver(runtime, who)
    person = found.person
    say(
        _(
            "{name} ({key}) will be removed for good: name, e-mail, accounts, facts, messages."
        ).format(name=person.name, key=person.key)
    )
    if found.is_asked_now:
        say(
            _(
                "A round that asked them is open. If they answered, that counts, and they can't"
                " change or withdraw it any more."
            )
        )
    if not yes and not typer.confirm(_("Remove them?")):
        say(_("Nothing was changed."))
        return
    retaining.remove_leaver(runtime, who)
    say(_("Done. Backups made before now still hold them."))


def as_facts(model: Holdings) -> dict[str, Any]:
    """Return what is kept, by plain names that stay the same from version to version."""
    person = model.person
    return {
        "name": person.name,
        "email": person.email,
        "key": person.key,
        "accounts": [
            {"workspace": one.workspace, "slack_id": one.slack_id, "closed": one in person.closed}
            for one in person.accounts
        ],
        "on_the_list": person.active,
        "left_on": _day(model.left_on),
        "unit": model.unit,
        "job_family": person.job_family,
        "contract": person.contract,
        "start_date": person.start_date.isoformat(),
        "working_pattern": person.working_pattern,
        "days": {COLUMN_OF[event]: _day(day) for event, day in person.dates},
        "manages": list(model.manages),
        "roles": sorted(person.roles),
        "own_hours": person.own_hours,
        "zone": person.zone,
        "reminders": person.reminders,
        "milestone_notes": person.milestone_notes,
        "milestones_told": model.told_of,
        "paused_until": _day(person.paused_until),
        "welcomed_at": person.welcomed_at.isoformat() if person.welcomed_at else None,
        "asked_in": _rounds(model),
        **_counts(model),
    }


def _counts(model: Holdings) -> dict[str, Any]:
    return {
        "messages": {
            str(kind): {str(state): n for state, n in counts.items()}
            for kind, counts in model.messages.items()
        },
        "leaving": _leaving(model),
        **_deeds(model),
    }


def _deeds(model: Holdings) -> dict[str, Any]:
    """What somebody did for others to see; most people have nothing there."""
    return {
        "actions": {"owned": model.owned, "recorded": model.recorded},
        "commentary": model.commented,
        "forum": {"questions_with_them": model.held, "answers_written": model.answered},
        "thank_yous": {"wrote_any": model.thanked, "was_sent_any": model.was_thanked},
    }


def _rounds(model: Holdings) -> list[dict[str, Any]]:
    return [
        {
            "survey": one.title or _("Weekly pulse"),
            "asked_on": one.asked_on.isoformat(),
            "closes_on": one.closes_on.isoformat(),
            "open": one.is_open,
        }
        for one in model.rounds
    ]


def _leaving(model: Holdings) -> dict[str, Any] | None:
    if model.leaving is None:
        return None
    return {
        "last_day": model.leaving.last_day.isoformat(),
        "reason": model.leaving.reason.number,
        "destination": model.leaving.destination.number,
    }


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _in_words(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_in_words(one) for one in value) or "-"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_in_words(one)}" for name, one in value.items()) or "-"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in (None, "") else "-"
