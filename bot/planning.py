"""`staff-voice survey preview`, `why` and `coverage`: what a survey would come to, and why."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.surveys_command import AsJson, SurveyId, runtime_of_settings, surveys
from handlers.views.authoring.words import full_day
from handlers.views.mrkdwn import day_and_time, short_day
from surveys.model.asking import Asked, Milestone, Reason
from surveys.model.deliveries import DeliveryState
from surveys.rules.feasibility import DepthOutlook
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
    for sentence in _told(found, runtime.policy.zone):
        _say(sentence)


def why(
    survey_id: SurveyId,
    person_key: Annotated[str, typer.Argument(help="The employer's key of one person.")],
) -> None:
    """Say whether the newest round of a survey asked somebody, and if not, why not then."""
    found = planning.why_not(runtime_of_settings(), survey_id, person_key)
    if isinstance(found, Asked):
        _say(_invited(found.invitation).format(day=full_day(found.on)))
    elif isinstance(found, Milestone):
        _say(_milestone(found).format(day=full_day(found.on)))
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


def _invited(state: DeliveryState | None) -> str:
    if state is None:
        return _(
            "They were on the list of the round of {day}; what became of their invitation is no"
            " longer kept."
        )
    if state is DeliveryState.SENT:
        return _("They were asked in the round of {day}.")
    if state is DeliveryState.FAILED:
        return _("They were to be asked in the round of {day}, but Slack refused their invitation.")
    if state is DeliveryState.CANCELLED:
        return _(
            "They were to be asked in the round of {day}, but their invitation was never sent: when"
            " its turn came they were away or had paused, or the round had closed."
        )
    return _("They are being asked in the round of {day}: their invitation is still to be sent.")


def _milestone(found: Milestone) -> str:
    if found.is_past:
        return _(
            "They passed the last milestone on {day}; the time in which this survey may ask about"
            " it is over."
        )
    return _("They may be asked when they reach a milestone, on {day}.")


def _told(found: Preview, zone: ZoneInfo) -> Iterator[str]:
    if found.dates:
        days = "; ".join(day_and_time(one.opens_at.astimezone(zone)) for one in found.dates)
        yield _("Next: {days}.").format(days=days)
    else:
        yield _("No date is to come.")
    yield _people(found)
    if found.left_out:
        yield _("Left out: {reasons}.").format(reasons=reasons_in_words(found))
    yield _("If {share}% of them answer, figures may be expected of:").format(
        share=round(100 * found.response)
    )
    for level in found.levels:
        yield _level(level)


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


def _level(level: DepthOutlook) -> str:
    name = {0: _("the organisation"), 1: _("services"), 2: _("teams")}.get(
        level.depth, _("parts {depth} steps down").format(depth=level.depth)
    )
    words = _("{name}: {weekly} of {of} after each round, {team} of {of} in a team release")
    return "  " + words.format(name=name, weekly=level.weekly, team=level.quarterly, of=level.of)


def _as_json(found: Preview) -> dict[str, Any]:
    return {
        "dates": [one.opens_at.isoformat() for one in found.dates],
        "asked": found.asked,
        "left_out": {str(reason): n for reason, n in found.left_out.items()},
        "response": round(found.response, 2),
        "levels": [
            {
                "depth": one.depth,
                "of": one.of,
                "weekly": one.weekly,
                "quarterly": one.quarterly,
            }
            for one in found.levels
        ],
    }


def _say(sentence: str) -> None:
    Console().print(sentence, markup=False, highlight=False, soft_wrap=True)
