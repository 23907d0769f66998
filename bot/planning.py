"""`staff-voice survey preview`, `why` and `coverage`: what a survey would come to, and why."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.surveys_command import AsJson, SurveyId, runtime_of_settings, surveys
from handlers.views.mrkdwn import day, day_and_time, short_day
from surveys.model.asking import Reason
from surveys.model.previews import Level, Promise, Result
from surveys.use_cases import planning
from surveys.use_cases.planning import Preview
from surveys.wording import _, ngettext


def register() -> None:
    """Add the commands to those of surveys."""
    surveys.command()(preview)
    surveys.command()(why)
    surveys.command("coverage")(show_coverage)


def preview(survey_id: SurveyId, as_json: AsJson = False) -> None:  # noqa: FBT002 - a flag
    """Show when a survey comes next, whom it would ask, and where results may be expected."""
    runtime = runtime_of_settings()
    found = planning.preview(runtime, survey_id)
    if as_json:
        sys.stdout.write(json.dumps(_as_json(found), indent=1) + "\n")
        return
    for sentence in preview_in_words(found, runtime.policy.zone):
        _say(sentence)


def why(
    survey_id: SurveyId,
    person_key: Annotated[str, typer.Argument(help="The employer's key of one person.")],
) -> None:
    """Say whether the newest round of a survey asked somebody, and if not, why not."""
    found = planning.why_not(runtime_of_settings(), survey_id, person_key)
    if isinstance(found, date):
        _say(_("They were asked in the round of {day}.").format(day=day(found)))
    else:
        _say(found.sentence if found else _("They may be asked in the next round."))


def show_coverage(as_json: AsJson = False) -> None:  # noqa: FBT002 - a flag
    """Show when each driver was last asked about, in any survey."""
    runtime = runtime_of_settings()
    found = planning.covered(runtime)
    if as_json:
        rows = [
            {
                "driver": one.driver_id,
                "last": one.last.isoformat() if one.last else None,
                "rounds": one.rounds,
            }
            for one in found
        ]
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    names = {driver.id: driver.name for driver in runtime.bank.drivers}
    table = Table(_("Driver"), _("Last asked about"), _("Rounds"))
    for one in found:
        last = short_day(one.last) if one.last else _("never")
        table.add_row(_(names[one.driver_id]), last, str(one.rounds))
    Console().print(table)


def preview_in_words(found: Preview, zone: ZoneInfo) -> Iterator[str]:
    """Yield what a survey would come to, a line each."""
    if found.dates:
        days = "; ".join(day_and_time(one.opens_at.astimezone(zone)) for one in found.dates)
        yield _("Next: {days}.").format(days=days)
    else:
        yield _("No date is to come.")
    yield from reach_in_words(found)
    if found.promises:
        yield _("If {share}% of them answer, this may be expected:").format(
            share=round(100 * found.response)
        )
    for promise in found.promises:
        yield from _promised(promise)


def reach_in_words(found: Preview) -> Iterator[str]:
    """Yield how many people it would ask, and how many not for which reason."""
    yield _people(found)
    if found.left_out:
        yield _("Left out: {reasons}.").format(reasons=reasons_in_words(found))


def _people(found: Preview) -> str:
    if found.is_pooled:
        words = ngettext(
            "{n} person would be asked when they reach a milestone.",
            "{n} people would be asked when they reach a milestone.",
            found.asked,
        )
    else:
        words = ngettext(
            "As things are now it would ask {n} person.",
            "As things are now it would ask {n} people.",
            found.asked,
        )
    return words.format(n=found.asked)


def reasons_in_words(found: Preview) -> str:
    """Return how many people are left out, for each reason."""
    return ", ".join(f"{found.left_out[one]} {one.label}" for one in Reason if found.left_out[one])


def _promised(promise: Promise) -> Iterator[str]:
    name = {
        Result.SCORES: _("scores"),
        Result.SHARES: _("choices, never below a service"),
        Result.WORDS: _("comments, checked first, never below a service"),
    }[promise.result]
    if not promise.levels:
        yield "  " + _("{what}: nothing").format(what=name)
        return
    yield "  " + _("{what}:").format(what=name)
    for level in promise.levels:
        yield "    " + _level(level, has_teams=promise.result is Result.SCORES)


def _level(level: Level, *, has_teams: bool) -> str:
    name = {0: _("the organisation"), 1: _("services"), 2: _("teams")}.get(
        level.depth, _("parts {depth} steps down").format(depth=level.depth)
    )
    words = (
        _("{name}: {weekly} of {of} after each round, {team} of {of} in a team release")
        if has_teams
        else _("{name}: {weekly} of {of} after each round")
    )
    return words.format(name=name, weekly=level.weekly, team=level.quarterly, of=level.of)


def _as_json(found: Preview) -> dict[str, Any]:
    return {
        "dates": [one.opens_at.isoformat() for one in found.dates],
        "asked": found.asked,
        "left_out": {str(reason): n for reason, n in found.left_out.items()},
        "response": round(found.response, 2),
        "promises": {
            str(promise.result): [asdict(level) for level in promise.levels]
            for promise in found.promises
        },
    }


def _say(sentence: str) -> None:
    Console().print(sentence, markup=False, highlight=False, soft_wrap=True)
