"""The days of a survey: which may be kept, and from which none can be asked any more."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from surveys.bank.ready import ready_files
from surveys.errors import CalendarMissing, SurveyDatePassed, SurveyWrong
from surveys.model.policy import LONDON
from surveys.model.surveys import WEEKLY_PULSE, Calendar, Every, SurveyState
from surveys.runtime import Runtime
from surveys.use_cases import authoring, opening, overseeing, planning, starting
from tests.organisation import enrol
from tests.surveys.use_cases.running import keep
from tests.surveys.use_cases.test_authoring import ID, WHOLE, file_of


def test_the_pulses_own_file_keeps_the_calendar_it_has(
    sqlite_runtime: Runtime, tmp_path: Path
) -> None:
    starting.check(sqlite_runtime)
    before = authoring.show(sqlite_runtime, WEEKLY_PULSE).survey.calendar
    file = ready_files()[WEEKLY_PULSE]
    assert not authoring.load(sqlite_runtime, file).changed
    assert before is not None
    later = authoring.load(sqlite_runtime, file, date(2026, 11, 2)).kept.survey.calendar
    assert later == replace(before, starts=date(2026, 11, 2))


def test_a_first_day_needs_a_calendar_to_stand_in(sqlite_runtime: Runtime, tmp_path: Path) -> None:
    file = file_of(tmp_path, sqlite_runtime, replace(WHOLE, calendar=None))
    with pytest.raises(CalendarMissing):
        authoring.load(sqlite_runtime, file, date(2026, 10, 5))
    assert authoring.every_survey(sqlite_runtime) == ()


def test_a_first_day_out_of_reach_is_refused_in_words_for_files_and_for_forms(
    sqlite_runtime: Runtime,
) -> None:
    never = replace(WHOLE, calendar=Calendar(Every.ONCE, date.max, time(10), LONDON))
    with pytest.raises(SurveyWrong) as refused:
        keep(sqlite_runtime, never)
    (problem,) = refused.value.problems
    assert problem.field == "starts"
    assert problem.sentence.startswith("[calendar] needs a first day from 2000-01-01 to 2031-09-0")
    assert problem.beneath == "Please choose a first date within the next 5 years."


def test_a_survey_whose_only_day_has_passed_is_remarked_on_and_not_resumed(
    sqlite_runtime: Runtime,
) -> None:
    keep(sqlite_runtime, WHOLE)
    authoring.start(sqlite_runtime, ID)
    authoring.pause(sqlite_runtime, ID)
    sqlite_runtime.now.pass_(days=60)
    with pytest.raises(SurveyDatePassed):
        authoring.resume(sqlite_runtime, ID)
    saved = keep(sqlite_runtime, replace(WHOLE, id="another-move"))
    assert saved.remarks[0].startswith("The only day of this survey has passed")


@pytest.mark.parametrize("every", [Every.ONCE, Every.MONTHLY, Every.WEEKLY])
def test_a_day_out_of_reach_that_was_kept_before_stops_nothing_else(
    sqlite_runtime: Runtime, every: Every
) -> None:
    enrol(sqlite_runtime)
    starting.check(sqlite_runtime)
    never = replace(WHOLE, calendar=Calendar(every, date.max, time(10), LONDON))
    with sqlite_runtime.store.begin() as tx:
        tx.surveys.add(never, SurveyState.RUNNING)
        assert overseeing.page_of(sqlite_runtime, tx, tx.surveys.get(ID)).dates == ()
    assert planning.forecast(sqlite_runtime, ID).dates == ()
    assert planning.forecast(sqlite_runtime, WEEKLY_PULSE).dates
    sqlite_runtime.now.move_to(datetime(2026, 9, 7, 9, tzinfo=UTC))
    assert [one.survey for one in opening.open_due(sqlite_runtime)] == [WEEKLY_PULSE]
