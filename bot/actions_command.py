"""`staff-voice actions`: what was promised after results, for scripts and for action plans."""

import json
import sys
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.pack.plans import Columns, Planned, plan
from bot.saying import runtime_of_settings, say
from handlers.views.acting import said_in_words, shown, state_in_words, who_in_words
from surveys.model.actions import Figure, Named, Said, Told
from surveys.use_cases import recounting
from surveys.wording import _

actions: Final = typer.Typer(
    help="What was promised after results: you said, we did.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(actions, name="actions")


@actions.command("list")
def list_actions(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """List every action, by part of the organisation and by its day."""
    told = recounting.every_action(runtime_of_settings())
    if as_json:
        rows = [_row(one) for one in told]
        sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return
    if not told:
        say(_("Nothing has been recorded yet."))
        return
    table = Table(_("Part"), _("What we will do"), _("State"), _("Due by"), _("Lead"))
    for one in told:
        late = f" ({_('overdue')})" if one.is_late else ""
        table.add_row(
            escape(one.part),
            escape(one.now.what),
            state_in_words(one.now.state) + late,
            one.now.due.isoformat(),
            escape(who_in_words(one.owner)),
        )
    Console().print(table)


@actions.command()
def export(
    columns: Annotated[Columns, typer.Option(help="Whose columns, in their order.")],
) -> None:
    """Write every action as CSV, in the columns of an action plan."""
    rows = (_planned(one) for one in recounting.every_action(runtime_of_settings()))
    sys.stdout.write(plan(columns, rows))


def _planned(one: Told) -> Planned:
    now = one.now
    return Planned(
        said=_said(one.said),
        what=now.what,
        outcome=now.outcome,
        measure=now.measure,
        due=now.due.isoformat(),
        lead=who_in_words(one.owner),
        progress=_progress(one),
        is_open=now.is_open,
    )


def _said(said: Said) -> str:
    if said.figure is None:
        return f"{said_in_words(said)} ({said.place})"
    return f"{said_in_words(said)}: {shown(said, said.figure)} ({said.place})"


def _progress(one: Told) -> str:
    """How far it has come, and everything that was said of it, oldest first."""
    state = state_in_words(one.now.state)
    notes = [step.note for step in one.steps if step.note]
    return "; ".join([state, *notes])


def _row(one: Told) -> dict[str, Any]:
    """One action, by plain names that stay the same from version to version."""
    now, said = one.now, one.said
    return {
        "id": one.action_id,
        "part": one.part,
        "said": {
            "survey": said.title,
            "question": said.label,
            "option": said.option,
            "place": said.place,
            "asked_in_forum": said.is_asked,
            "then": _figure(said.figure),
            "now": _figure(said.since),
        },
        "what": now.what,
        "outcome": now.outcome,
        "measure": now.measure,
        "due": now.due.isoformat(),
        "state": str(now.state),
        "overdue": one.is_late,
        "lead": _named(one.owner),
        "history": [
            {
                "on": step.on.isoformat(),
                "state": str(step.state),
                "note": step.note,
                "by": _named(step.by) if step.by else None,
            }
            for step in one.steps
        ],
    }


def _named(who: Named) -> dict[str, str | None]:
    return {"name": who.name, "post": str(who.post), "part": who.part}


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    bound = str(figure.bound) if figure.bound else None
    return {"value": figure.value, "bound": bound, "closed": figure.closed.isoformat()}
