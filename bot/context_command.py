"""`staff-voice context`: what HR knows of a quarter, entered for packs to print beside results."""

import json
import sys
from datetime import datetime
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.saying import runtime_of_settings
from handlers.views.noting import marker_in_words, measure_in_words
from surveys.model.context import Event, Measure
from surveys.use_cases import noting
from surveys.wording import _

context: Final = typer.Typer(
    help="Turnover, permanent staff, vacancies, caseload; days to mark on trends.",
    no_args_is_help=True,
)
Part = Annotated[str, typer.Argument(help='Such as "Children\'s Services/Early Help".')]
Value = Annotated[float | None, typer.Option(help="To one decimal.")]


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(context, name="context")


@context.command("set")
def set_figures(
    quarter: Annotated[str, typer.Argument(help="Such as 2026-Q3.")],
    part: Part,
    turnover: Value = None,
    permanent: Value = None,
    vacancies: Value = None,
    caseload: Value = None,
    clear: Annotated[
        list[Measure] | None, typer.Option(help="Take a figure away; may be repeated.")
    ] = None,
) -> None:
    """Enter figures of a quarter for the organisation or a service; never for a team."""
    given = {
        Measure.TURNOVER: turnover,
        Measure.PERMANENT: permanent,
        Measure.VACANCIES: vacancies,
        Measure.CASELOAD: caseload,
    }
    values = {measure: value for measure, value in given.items() if value is not None}
    taken = dict.fromkeys(clear or ())
    if (not values and not taken) or values.keys() & taken.keys():
        raise typer.BadParameter(_("Give a figure, or one to clear."))
    noting.note(runtime_of_settings(), quarter, part, {**values, **taken})
    _say(_("Saved."))


@context.command()
def mark(
    on: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    event: Event,
    part: Part,
    label: Annotated[str, typer.Option(help="A few words that name nobody.")] = "",
) -> None:
    """Mark a day to see on trends: a restructure, a new leader, an inspection."""
    noting.mark_day(runtime_of_settings(), on.date(), event, part, label)
    _say(_("Saved."))


@context.command()
def unmark(
    on: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])], event: Event, part: Part
) -> None:
    """Take such a mark away."""
    noting.unmark_day(runtime_of_settings(), on.date(), event, part)
    _say(_("Saved."))


@context.command("list")
def list_all(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """List everything entered."""
    noted = noting.noted(runtime_of_settings())
    if as_json:
        sys.stdout.write(json.dumps(as_facts(noted), indent=1, ensure_ascii=False) + "\n")
        return
    table = Table(_("When"), _("Part"), _("What"), _("Figure"))
    for path, one in noted.figures:
        words = measure_in_words(one.measure)
        table.add_row(one.quarter.name, escape(path), words, f"{one.value:g}")
    for path, day in noted.markers:
        table.add_row(day.on.isoformat(), escape(path), escape(marker_in_words(day)), "")
    if table.rows:
        Console().print(table)
    else:
        _say(_("Nothing has been entered yet."))


def as_facts(noted: noting.Noted) -> dict[str, list[dict[str, Any]]]:
    """Return everything entered, by names that stay the same from version to version."""
    return {
        "figures": [
            {
                "quarter": one.quarter.name,
                "part": path,
                "measure": str(one.measure),
                "value": one.value,
            }
            for path, one in noted.figures
        ],
        "markers": [
            {"on": one.on.isoformat(), "event": str(one.event), "part": path, "label": one.label}
            for path, one in noted.markers
        ],
    }


def _say(sentence: str) -> None:
    Console().print(sentence, markup=False, highlight=False, soft_wrap=True)
