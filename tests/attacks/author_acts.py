"""What an author does, one act for each of their listeners, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from bot.local_slack import Visitor
from handlers import ids
from handlers.authoring import asking, drafting, steering
from surveys.runtime import Runtime
from tests.asking import open_survey, survey
from tests.attacks.canaries import Act, Breaking, Deed
from tests.authoring import BLANK, DETAILS, SURVEY, Author
from tests.authors import SOON, TEXT, draft
from tests.organisation import account

WRITTEN = "quaggawritten"  # what an author writes is published to all, and yet in no log
AUTHOR, ASKED = 25, "E0049"
RUNNING = "open-now"
NEW = {**DETAILS, ids.TITLE: f"After {WRITTEN}"}
TRIAL = f"{ids.TRIAL}_{ids.OPEN_FORM}"


def prepare(runtime: Runtime) -> str:
    """Keep a draft, and a survey with an open round; return the round's id."""
    draft(runtime, TEXT, calendar=SOON, by=account(AUTHOR))
    return open_survey(runtime, survey(RUNNING), only=frozenset({ASKED})).id


def _press(action_id: str, **more: Any) -> Deed:
    return lambda visitor: visitor.press(action_id, **more)


def _submit(**values: Any) -> Deed:
    return lambda visitor: visitor.submit(values)


def _at_home(visitor: Visitor) -> None:
    visitor.open_home()


def _at(survey_id: str, *ways: tuple[str, str]) -> Deed:
    """Open a survey, and go on from there."""

    def go(visitor: Visitor) -> None:
        author = Author(visitor)
        author.manage(survey_id)
        for action_id, shows in ways:
            author.press(action_id, shows)

    return go


def _choosing(visitor: Visitor) -> None:
    visitor.open_home()
    Author(visitor).press(ids.NEW_SURVEY, ids.SUBMIT_NEW, where="home")


def _writing(visitor: Visitor) -> None:
    _choosing(visitor)
    Author(visitor).submit({ids.BEGIN_FROM: BLANK}, ids.SUBMIT_DETAILS)


def _asked_what_kind(visitor: Visitor) -> None:
    EDITING(visitor)
    author = Author(visitor)
    author.press(ids.ADD_QUESTION, ids.SUBMIT_KIND)


def _asking(visitor: Visitor) -> None:
    _asked_what_kind(visitor)
    Author(visitor).submit({ids.KIND: "text"}, ids.SUBMIT_QUESTION)


def _removing(visitor: Visitor) -> None:
    EDITING(visitor)
    value = "remove:what_else"
    Author(visitor).press(ids.QUESTION, ids.SUBMIT_REMOVAL, value=value, block_id="question_0")


EDITING = _at(SURVEY, (ids.EDITOR, "Questions"))
LOOKING = _at(SURVEY)
ACTS: Mapping[str, Act] = {
    "turn_page": Act(_press(f"{ids.SURVEYS_PAGE}_on", where="home"), _at_home),
    "open_survey": Act(_press(ids.MANAGE, where="home", value=SURVEY), _at_home),
    "show_overview": Act(_press(ids.OVERVIEW), EDITING),
    "show_editor": Act(_press(ids.EDITOR), LOOKING),
    "show_preview": Act(_press(ids.PREVIEW), LOOKING),
    "show_coverage": Act(_press(ids.COVERAGE), LOOKING),
    "open_trial_form": Act(
        _press(ids.TRIAL_FORM), _at(SURVEY, (ids.PREVIEW, "What could be shown"))
    ),
    "send_to_me": Act(_press(ids.SEND_TO_ME), LOOKING),
    "open_trial": Act(_press(TRIAL, where="message")),
    "open_trial_later": Act(_press(ids.TRIAL_LATER, where="message")),
    "open_new_survey": Act(_press(ids.NEW_SURVEY, where="home"), _at_home),
    "submit_new_survey": Act(_submit(**{ids.BEGIN_FROM: "supervision"}), _choosing),
    "submit_details": Act(_submit(**NEW), _writing),
    "open_details": Act(_press(ids.DETAILS), EDITING),
    "open_audience": Act(_press(ids.AUDIENCE), EDITING),
    "submit_audience": Act(
        _submit(**{ids.TENURE_FROM: "3"}),
        _at(SURVEY, (ids.EDITOR, "Questions"), (ids.AUDIENCE, ids.SUBMIT_AUDIENCE)),
    ),
    "open_calendar": Act(_press(ids.CALENDAR), EDITING),
    "show_dates": Act(
        _press(ids.DATES, value="2026-09-22", block_id=ids.STARTS),
        _at(SURVEY, (ids.EDITOR, "Questions"), (ids.CALENDAR, ids.SUBMIT_CALENDAR)),
    ),
    "submit_calendar": Act(
        _submit(**{ids.STARTS: "2026-09-22"}),
        _at(SURVEY, (ids.EDITOR, "Questions"), (ids.CALENDAR, ids.SUBMIT_CALENDAR)),
    ),
    "open_adding": Act(_press(ids.ADD_QUESTION), EDITING),
    "submit_kind": Act(_submit(**{ids.KIND: "text"}), _asked_what_kind),
    "submit_question": Act(_submit(text=f"What of {WRITTEN}?"), _asking),
    "open_bank": Act(_press(ids.ADD_FROM_BANK), EDITING),
    "submit_bank": Act(
        _submit(**{ids.FROM_BANK: ["kit_ready"]}),
        _at(SURVEY, (ids.EDITOR, "Questions"), (ids.ADD_FROM_BANK, ids.SUBMIT_BANK)),
    ),
    "do_with_question": Act(
        _press(ids.QUESTION, value="edit:what_else", block_id="question_0"), EDITING
    ),
    "submit_removal": Act(_submit(), _removing),
    "open_start": Act(_press(ids.START), LOOKING),
    "submit_start": Act(_submit(), _at(SURVEY, (ids.START, ids.SUBMIT_START))),
    "close_early": Act(_press(ids.CLOSE_EARLY), _at(RUNNING)),
    "pause_survey": Act(_press(ids.PAUSE_SURVEY), _at(RUNNING)),
    "resume_survey": Act(_press(ids.RESUME_SURVEY), _at(RUNNING)),
    "archive_survey": Act(_press(ids.ARCHIVE), _at(RUNNING)),
}  # fmt: skip


@contextmanager
def broken_for_authors() -> Iterator[None]:
    """Everything that an author's listener calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for journey, names in {
            asking: ("choosing", "drafting", "filled", "showing"),
            drafting: ("choosing", "drafting", "filled", "overseeing", "showing"),
            steering: ("overseeing", "previewing", "steering", "showing", "trial_later"),
        }.items():
            for name in names:
                patch.setattr(journey, name, Breaking())
        yield
