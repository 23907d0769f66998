"""`staff-voice survey check`: files before anything is kept of them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import config as settings
from bot import logs
from bot.app import runtime_to_look
from bot.previews import preview_in_words, sized
from bot.saying import remark, say
from bot.surveys_command import surveys
from surveys.bank.checking import survey_warnings
from surveys.bank.questions import load_bank
from surveys.bank.reading import BankWrong
from surveys.bank.surveys import read_draft
from surveys.errors import UnitUnknown
from surveys.model.policy import Policy
from surveys.model.questions import Bank
from surveys.rules.lifecycle import date_remarks
from surveys.runtime import Runtime
from surveys.use_cases.planning import foresee
from surveys.wording import _


def register() -> None:
    """Add the command to those of surveys."""
    surveys.command()(check)


def check(
    files: Annotated[list[Path], typer.Argument(readable=False, help="Survey files.")],
) -> None:
    """Say what is wrong with survey files, and whom they would ask; keep nothing.

    Whom they would ask needs the database with the list of people; the rest works without.
    """
    config, bank = settings.load(), load_bank()
    logs.start(config.log_level)
    runtime = runtime_to_look(config)
    wrong = [file for file in files if not _is_sound(file, bank, config.policy, runtime)]
    if runtime is None and len(wrong) < len(files):
        say(
            _(
                "Whom a survey would ask, and where results may be expected, is told where the"
                " database with the list of people is."
            )
        )
    if wrong:
        raise typer.Exit(1)


def _is_sound(file: Path, bank: Bank, policy: Policy, runtime: Runtime | None) -> bool:
    """Say what there is to say of a survey file, and whether it could be loaded."""
    before, now = f"{file}: ", datetime.now(UTC)
    try:
        survey, is_dated = read_draft(file, bank, policy, now.astimezone(policy.zone).date())
        if not (is_dated or survey.is_pooled):
            survey = replace(survey, calendar=None)  # no date is to be told of a stand-in
        found = foresee(runtime, survey) if runtime else None
    except BankWrong as refused:
        remark(refused.problems, before)
        return False
    except UnitUnknown as refused:
        remark((refused.sentence,), before)
        return False
    say(before + sized(survey))
    if found is not None:
        for line in preview_in_words(found, policy.zone):
            say(f"  {line}")
    dates = date_remarks(survey, now) if is_dated else (_undated(),)
    remark((*(survey_warnings(survey) if found is None else found.remarks), *dates), before)
    return True


def _undated() -> str:
    return _(
        "[calendar] has no first day yet: give it when you load the file, such as"
        " --starts 2027-01-11, or write it into 'starts'."
    )
