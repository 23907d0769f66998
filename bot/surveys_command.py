"""`staff-voice survey`: surveys as files, for whoever would rather write them at a desk."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from babel.dates import format_date
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from bot import config as settings
from bot.agenda import agenda_as_json, agenda_in_words
from bot.previews import reach_in_words, sized
from bot.saying import remark, runtime_of_settings, say
from surveys.bank.questions import load_bank
from surveys.bank.ready import ready_files
from surveys.bank.surveys import read_draft
from surveys.errors import SurveyUnknown
from surveys.model.definitions import survey_as_json
from surveys.model.milestones import event_words
from surveys.model.surveys import Calendar, Every, KeptSurvey, Survey, SurveyState
from surveys.runtime import Runtime
from surveys.use_cases import authoring, scheduling, starting
from surveys.use_cases.previewing import before_start
from surveys.wording import _, locale

surveys: Final = typer.Typer(
    help="Surveys as files: check, keep, show, start and stop them.", no_args_is_help=True
)
SurveyId = Annotated[str, typer.Argument(help='Its id, such as "health-check".')]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(surveys, name="survey")


@surveys.command()
def load(
    survey: Annotated[str, typer.Argument(help="A survey file, or the id of a ready survey.")],
    starts: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The first day, in place of the file's."),
    ] = None,
) -> None:
    """Keep the survey of a file: as a draft, or as a change of the one with its id."""
    runtime = runtime_with_pulse()
    first = starts.date() if starts else None
    if survey in ready_files() and not Path(survey).is_file():
        saved = authoring.load_ready(runtime, survey, first)
    else:
        saved = authoring.load(runtime, Path(survey), first)
    say(_what_happened(saved))
    remark(saved.remarks)


@surveys.command("list")
def list_surveys(*, as_json: AsJson = False) -> None:
    """List every survey that is kept."""
    runtime = runtime_with_pulse()
    kept, agenda = authoring.every_survey(runtime), scheduling.agenda(runtime)
    if as_json:
        rows = [_row(one) | agenda_as_json(agenda[one.survey.id]) for one in kept]
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    whole = Column(_("Id"), no_wrap=True)  # to be copied
    headings = (_("Title"), _("State"), _("Asked"), _("Next"), _("Missed"), _("Revision"))
    table = Table(whole, *headings)
    for one in kept:
        table.add_row(
            one.survey.id,
            escape(one.survey.title),
            _named(one.state),
            _words_of(one.survey),
            *agenda_in_words(agenda[one.survey.id], runtime.policy.zone),
            str(one.revision),
        )
    Console().print(table)


@surveys.command()
def show(
    survey_id: SurveyId,
    *,
    as_toml: Annotated[
        bool, typer.Option("--toml", help="Print the survey as a file, to be changed and loaded.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show one survey with its questions."""
    if as_toml and as_json:
        raise typer.BadParameter(_("Choose --toml or --json."))
    runtime = runtime_with_pulse()
    if as_toml:
        sys.stdout.write(authoring.as_file(runtime, survey_id))
        return
    kept = authoring.show(runtime, survey_id)
    if as_json:
        sys.stdout.write(json.dumps(_whole(kept), indent=1, ensure_ascii=False) + "\n")
        return
    survey = kept.survey
    say(f"{survey.title} ({survey.id}): {_named(kept.state)}")
    say(survey.purpose)
    say(f"{_words_of(survey)}; {sized(survey)}")
    for place, question in enumerate(survey.questions, start=1):
        say(f"{place}. {question.text}")


@surveys.command()
def ready(
    survey_id: Annotated[str | None, typer.Argument(help="Print this one's file.")] = None,
) -> None:
    """List the surveys that come with Staff Voice, or print one's file to start from."""
    files = ready_files()
    if survey_id is None:
        table = Table(_("Id"), _("Title"), _("Questions"), _("Minutes"))
        policy, bank = settings.load().policy, load_bank()
        today = datetime.now(UTC).date()
        for name, file in files.items():
            one, _is_dated = read_draft(file, bank, policy, today)
            table.add_row(name, one.title, str(len(one.questions) or "-"), str(one.minutes))
        Console().print(table)
    elif survey_id in files:
        sys.stdout.write(files[survey_id].read_text(encoding="utf-8"))
    else:
        raise SurveyUnknown(survey_id)


@surveys.command()
def start(
    survey_id: SurveyId,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Start it though nobody would be asked.")
    ] = False,
) -> None:
    """Start a draft: from now on its calendar opens rounds. Say whom it would ask."""
    runtime = runtime_with_pulse()
    found = before_start(runtime, survey_id)
    if found.is_nobody and not yes:
        for line in reach_in_words(found):
            say(line)
        if not typer.confirm(_("Start it though nobody would be asked?")):
            say(_("Nothing was changed."))
            return
    kept = authoring.start(runtime, survey_id)
    say(f"{kept.survey.title} ({survey_id}): {_named(kept.state)}")
    if not found.is_nobody or yes:
        for line in reach_in_words(found):
            say(line)
    remark(found.page.remarks)


@surveys.command()
def pause(survey_id: SurveyId) -> None:
    """Open no more rounds for now; an open one runs on."""
    _step(authoring.pause, survey_id)


@surveys.command()
def resume(survey_id: SurveyId) -> None:
    """Let a paused survey go on."""
    _step(authoring.resume, survey_id)


@surveys.command()
def archive(
    survey_id: SurveyId,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Archive without asking.")] = False,
) -> None:
    """End a survey for good; its results stay."""
    runtime = runtime_with_pulse()
    authoring.show(runtime, survey_id)
    if yes or typer.confirm(_("An archived survey never runs again. Archive it?")):
        authoring.archive(runtime, survey_id)
        say(_("Done."))
    else:
        say(_("Nothing was changed."))


def _step(step: Callable[[Runtime, str], KeptSurvey], survey_id: str) -> None:
    kept = step(runtime_with_pulse(), survey_id)
    say(f"{kept.survey.title} ({survey_id}): {_named(kept.state)}")


def runtime_with_pulse() -> Runtime:
    """Return a runtime on the database of the settings, the weekly pulse in it."""
    runtime = runtime_of_settings()
    starting.begin_pulse(runtime)
    return runtime


def _what_happened(saved: authoring.Saved) -> str:
    kept = saved.kept
    if not saved.changed:
        return _("This survey is kept in these very words already; nothing was changed.")
    if kept.revision == 1:
        return _('Kept as a draft: {when}. "staff-voice survey start {id}" starts it.').format(
            when=_words_of(kept.survey), id=kept.survey.id
        )
    if kept.state is SurveyState.RUNNING:
        return _("Changed; it counts from the next round.")
    return _("Changed.")


def _words_of(survey: Survey) -> str:
    calendar = survey.calendar
    if calendar is None:
        return _("no first day yet")
    every = {
        Every.ONCE: _("once"),
        Every.WEEKLY: _("every week"),
        Every.FORTNIGHTLY: _("every two weeks"),
        Every.MONTHLY: _("every month"),
        Every.QUARTERLY: _("every three months"),
        Every.TWICE_YEARLY: _("twice a year"),
        Every.YEARLY: _("every year"),
        Every.MILESTONE: _milestone(calendar),
    }[calendar.every]
    return _("{every}, from {day} at {time}").format(
        every=every,
        day=format_date(calendar.starts, "d MMMM y", locale=locale()),
        time=f"{calendar.at:%H:%M}",
    )


def _milestone(calendar: Calendar) -> str:
    event = event_words(calendar.event)
    if calendar.months == (0,):
        return _("on {event}").format(event=event)
    return _("{months} months after {event}").format(
        months=", ".join(map(str, calendar.months)), event=event
    )


def _named(state: SurveyState) -> str:
    return {
        SurveyState.DRAFT: _("draft"),
        SurveyState.RUNNING: _("running"),
        SurveyState.PAUSED: _("paused"),
        SurveyState.ARCHIVED: _("archived"),
    }[state]


def _row(kept: KeptSurvey) -> dict[str, Any]:
    survey = kept.survey
    return {
        "id": survey.id,
        "title": survey.title,
        "state": str(kept.state),
        "revision": kept.revision,
        "every": str(survey.calendar.every) if survey.calendar else None,
        "starts": survey.calendar.starts.isoformat() if survey.calendar else None,
        "questions": len(survey.questions),
        "minutes": survey.minutes,
    }


def _whole(kept: KeptSurvey) -> dict[str, Any]:
    definition = json.loads(survey_as_json(kept.survey))
    return {"state": str(kept.state), "revision": kept.revision, **definition}
