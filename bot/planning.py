"""`staff-voice survey preview`, `why` and `coverage`: what a survey would come to, and why."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.previews import preview_as_json, preview_in_words
from bot.saying import remark, say
from bot.surveys_command import AsJson, SurveyId, runtime_with_pulse, surveys
from handlers.views.authoring.words import full_day
from handlers.views.mrkdwn import short_day
from surveys.model.asking import Asked, Milestone
from surveys.model.deliveries import DeliveryState
from surveys.use_cases import planning
from surveys.wording import _


def register() -> None:
    """Add the commands to those of surveys."""
    surveys.command()(preview)
    surveys.command()(why)
    surveys.command("coverage")(show_coverage)


def preview(survey_id: SurveyId, *, as_json: AsJson = False) -> None:
    """Show when a survey comes next, whom it would ask, and where results may be expected."""
    runtime = runtime_with_pulse()
    found = planning.forecast(runtime, survey_id)
    if as_json:
        sys.stdout.write(json.dumps(preview_as_json(found), indent=1) + "\n")
        return
    for sentence in preview_in_words(found, runtime.policy.zone):
        say(sentence)
    remark(found.remarks)


def why(
    survey_id: SurveyId,
    person_key: Annotated[str, typer.Argument(help="The employer's key of one person.")],
) -> None:
    """Say whether the newest round of a survey asked somebody, and if not, why not then."""
    found = planning.why_not(runtime_with_pulse(), survey_id, person_key)
    if isinstance(found, Asked):
        say(_invited(found.invitation).format(day=full_day(found.on)))
    elif isinstance(found, Milestone):
        say(_milestone(found).format(day=full_day(found.on)))
    else:
        say(found.sentence if found else _("They may be asked in the next round."))


def show_coverage(*, as_json: AsJson = False) -> None:
    """Show when each driver was last asked about, in any survey."""
    runtime = runtime_with_pulse()
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
