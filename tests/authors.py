"""Authors for tests of the use cases: who they are, and a first draft of theirs."""

from dataclasses import replace
from datetime import date, time

from surveys.model.authoring import Details, Kind, Place, Written
from surveys.model.people import Account
from surveys.model.policy import LONDON
from surveys.model.surveys import Calendar, Every, KeptSurvey
from surveys.runtime import Runtime
from surveys.use_cases import drafting
from tests.organisation import TEAMS, account, enrol

AUTHOR, OTHER = account(2), account(3)
NOBODY_SPECIAL = account(4)
DETAILS = Details("After the move", "Shows what the new office still lacks.", 3, 5, reminder=True)
SCALE = Written(Kind.SCALE, "My desk is fine.", "A fine desk", "tools", scale_id="agreement")
ONE = Written(Kind.ONE, "Where?", "Where they sit", choices=("Here", "There"))
TEXT = Written(Kind.TEXT, "What else?")
SOON = Calendar(Every.ONCE, date(2026, 9, 21), time(10), LONDON)


def enrol_authors(runtime: Runtime) -> None:
    """List everyone, two authors among them, and let their welcome arrive."""
    enrol(runtime, TEAMS, authors=(2, 3))


def place_of(kept: KeptSurvey) -> Place:
    return Place(kept.survey.id, kept.revision)


def draft(
    runtime: Runtime, *written: Written, calendar: Calendar | None = SOON, by: Account = AUTHOR
) -> KeptSurvey:
    """Keep a draft with some questions and a date."""
    kept = drafting.begin_blank(runtime, by, DETAILS)
    for one in written:
        kept = drafting.add_question(runtime, by, place_of(kept), one)
    if calendar is not None:
        kept = drafting.keep_calendar(runtime, by, place_of(kept), calendar)
    return kept


def renamed(title: str) -> Details:
    return replace(DETAILS, title=title)
