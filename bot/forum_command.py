"""`staff-voice forum`: what is asked, how it goes, and the papers of its meetings."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.pack.writing import write_all
from bot.saying import runtime_of_settings, say
from handlers.views.mrkdwn import day_and_year
from surveys.errors import MeetingUnknown, PackNotWritten, PaperNotWritten
from surveys.model.openness import PublicQuestion
from surveys.rules.quarters import quarter_named
from surveys.use_cases import convoking, meeting, openness, starting
from surveys.wording import _

forum: Final = typer.Typer(
    help="The Champions Forum: its questions, and the papers of its meetings.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Out = Annotated[Path, typer.Option(help="The document to write, such as agenda.docx.")]


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(forum, name="forum")


@forum.command("list")
def list_questions(*, as_json: AsJson = False) -> None:
    """List every question with what everybody may know of it, the oldest first."""
    found = openness.public_questions(runtime_of_settings())
    if as_json:
        rows = [_row(one) for one in found]
        sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return
    if not found:
        say(_("Nobody has asked anything yet."))
        return
    table = Table(_("Question"), _("State"), _("Votes"), _("Days old"))
    for one in found:
        text = escape(one.text or _("not shown"))
        table.add_row(text, str(one.state), one.votes or str(one.earlier_votes), str(one.age))
    Console().print(table)


@forum.command()
def stats(
    quarter: Annotated[str, typer.Option(help="Such as 2026-Q3: July to September 2026.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Say how a quarter of the forum went, and what waits now."""
    asked = quarter_named(quarter)
    told, carried, now = openness.statistics(runtime_of_settings(), asked)
    facts: dict[str, Any] = {
        "quarter": asked.name,
        "asked": told.asked,
        "answered": told.answered,
        "median_days_to_answer": told.median_days,
        "hidden": {str(reason): n for reason, n in told.hidden.items()},
        "still_open": told.still_open,
        "carried_over": carried,
        "open_now": now.open,
        "oldest_open_days": now.oldest,
        "answers_overdue_now": now.overdue,
        "screening_overdue_now": now.unscreened,
    }
    if as_json:
        sys.stdout.write(json.dumps(facts, indent=1) + "\n")
        return
    table = Table(_("What"), _("How many"))
    for name, value in facts.items():
        told_as = (
            ", ".join(f"{one}: {n}" for one, n in value.items()) if name == "hidden" else value
        )
        table.add_row(name, "-" if told_as in (None, "") else str(told_as))
    Console().print(table)


@forum.command()
def agenda(out: Out) -> None:
    """Write the agenda of the next meeting; how many voted stands in bands."""
    from bot.forum_papers import agenda_document  # slow to import, and no other command needs it

    found = convoking.agenda(runtime_of_settings(), None)
    if not found.lines:
        raise MeetingUnknown
    _write(out, agenda_document(found))


@forum.command()
def minutes(
    out: Out,
    held: Annotated[
        str | None, typer.Option("--meeting", help="Its day, such as 2026-12-10; else the last.")
    ] = None,
) -> None:
    """Write the minutes of a meeting, once they are published."""
    from bot.forum_papers import minutes_document

    on = _day(held) if held else None
    runtime = runtime_of_settings()
    found = convoking.minutes(runtime, None, convoking.meeting_of(runtime, on))
    _write(out, minutes_document(found))


@forum.command("meeting")
def move(
    day: Annotated[str, typer.Argument(help="The new day, such as 2027-03-11.")],
) -> None:
    """Move the next meeting to another working day."""
    on = _day(day)
    runtime = runtime_of_settings()
    starting.check(runtime)
    was = meeting.move_meeting(runtime, None, on)
    words = _("The meeting of {was} is moved to {on}.")
    say(words.replace("{was}", day_and_year(was)).replace("{on}", day_and_year(on)))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(_("Write a day like 2027-03-11.")) from None


def _write(out: Path, content: bytes) -> None:
    try:
        (file,) = write_all({out.name: content}, out.parent)
    except PackNotWritten as refusal:
        raise PaperNotWritten(refusal.detail) from None
    sys.stdout.write(f"{file}\n")


def _row(one: PublicQuestion) -> dict[str, Any]:
    """One question, by plain names that stay the same from version to version."""
    return {
        "id": one.id,
        "state": str(one.state),
        "topic": one.topic,
        "question": one.text,
        "votes": one.votes,
        "earlier_votes": one.earlier_votes,
        "days_old": one.age,
        "held_by": str(one.held_by) if one.held_by else None,
        "due": one.due.isoformat() if one.due else None,
        "answered_on": one.answered_on.isoformat() if one.answered_on else None,
        "hidden_for": str(one.hidden_for) if one.hidden_for else None,
    }
