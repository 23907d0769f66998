"""`staff-voice events`: what is coming up, for scripts such as an intranet's page."""

import json
import sys
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.saying import runtime_of_settings, say
from handlers.views.events import begins, kind_in_words
from surveys.model.events import Coming, Sitting
from surveys.use_cases import supporting
from surveys.wording import _

events: Final = typer.Typer(
    help="Workshops, open safe spaces and groups. Nobody is listed.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(events, name="events")


@events.callback()
def _of_events() -> None:
    """Keep `list` a word of its own, as with every other group of commands."""


@events.command("list")
def list_events(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """List what is coming up, the first first."""
    told = supporting.every_event(runtime_of_settings())
    if as_json:
        rows = [_row(one) for one in told]
        sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return
    if not told:
        say(_("Nothing is planned just now."))
        return
    table = Table(_("Event"), _("Kind"), _("Next"), _("Where"))
    for one in told:
        off = f" ({_('cancelled')})" if one.event.is_cancelled else ""
        where = ", ".join(part for part in (one.event.where.place, one.event.where.link) if part)
        title = escape(one.event.title) + off
        table.add_row(title, kind_in_words(one.event.kind), begins(one), escape(where))
    Console().print(table)


def _row(one: Coming) -> dict[str, Any]:
    """One event, by plain names that stay the same from version to version."""
    event, until = one.event, one.event.when.until
    return {
        "id": event.id,
        "kind": str(event.kind),
        "title": event.title,
        "what": event.what,
        "host": event.host,
        "place": event.where.place,
        "link": event.where.link,
        "cancelled": event.is_cancelled,
        "repeats": str(event.when.repeat),
        "until": until.isoformat() if until else None,
        "zone": event.when.zone.key,
        "next": _sitting(one.next),
        "later": [_sitting(sitting) for sitting in one.later],
    }


def _sitting(one: Sitting) -> dict[str, str]:
    return {"starts": one.starts.isoformat(), "ends": one.ends.isoformat()}
