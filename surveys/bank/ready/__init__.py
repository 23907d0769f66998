"""Surveys that come with Staff Voice, ready to be loaded as they are or after a change."""

from datetime import date
from pathlib import Path
from typing import Final

from surveys.bank.surveys import read_survey
from surveys.model.policy import Policy
from surveys.model.questions import Bank
from surveys.model.surveys import Survey

READY: Final = Path(__file__).parent


def ready_files() -> dict[str, Path]:
    """Return the ready surveys' files, by the survey's id."""
    return {file.stem: file for file in sorted(READY.glob("*.toml"))}


def ready_survey(survey_id: str, bank: Bank, policy: Policy, starts: date) -> Survey:
    """Return a ready survey with its first day, which no ready file can know. Raises KeyError."""
    return read_survey(ready_files()[survey_id], bank, policy, starts)
