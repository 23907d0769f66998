"""Surveys kept from files and values, changed, started, paused and archived."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from surveys.bank.kinds import scale_of_five
from surveys.bank.ready import ready_files
from surveys.bank.writing import survey_as_toml
from surveys.errors import (
    PulseStays,
    QuestionMeansElse,
    SurveyArchived,
    SurveyChangedMeanwhile,
    SurveyDatePassed,
    SurveyHasNoDate,
    SurveyIdTaken,
    SurveyUnknown,
    SurveyWrong,
    UnitUnknown,
)
from surveys.model.policy import LONDON
from surveys.model.questions import CommentPrompt, Item
from surveys.model.surveys import (
    WEEKLY_PULSE,
    Audience,
    Calendar,
    Every,
    KeptSurvey,
    Survey,
    SurveyState,
)
from surveys.runtime import Runtime
from surveys.use_cases import authoring, enrolling, opening, starting
from tests.conftest import with_policy
from tests.organisation import enrol
from tests.surveys.use_cases.running import keep

FOSTERING = "Children's Services/Fostering"
SURVEY = Survey(
    id="after-the-move",
    title="After the move",
    purpose="Shows what the new office still lacks.",
    questions=(CommentPrompt("missing", "What is missing?"),),
    required=frozenset(),
    minutes=1,
    audience=Audience(units=(FOSTERING,)),
    calendar=Calendar(Every.ONCE, date(2026, 10, 5), time(10), LONDON),
    open_working_days=5,
    reminder=False,
)
ID = SURVEY.id
WHOLE = replace(SURVEY, audience=Audience())
DRAFT, RUNNING = SurveyState.DRAFT, SurveyState.RUNNING


def file_of(folder: Path, runtime: Runtime, survey: Survey = SURVEY) -> Path:
    file = folder / f"{survey.id}.toml"
    file.write_text(survey_as_toml(survey, runtime.bank), encoding="utf-8")
    return file


def test_a_file_becomes_a_draft_and_comes_back_as_a_file(runtime: Runtime, tmp_path: Path) -> None:
    enrol(runtime)
    file = file_of(tmp_path, runtime)
    saved = authoring.load(runtime, file)
    assert (saved.kept.state, saved.kept.revision, saved.changed) == (DRAFT, 1, True)
    assert authoring.show(runtime, ID).survey == SURVEY
    assert authoring.as_file(runtime, ID) == file.read_text(encoding="utf-8")


def test_an_audience_is_kept_by_id_and_outlives_a_change_of_name(
    sqlite_runtime: Runtime, tmp_path: Path
) -> None:
    enrol(sqlite_runtime)
    authoring.load(sqlite_runtime, file_of(tmp_path, sqlite_runtime))
    enrolling.rename_unit(sqlite_runtime, FOSTERING, "Foster Care")
    shown = authoring.show(sqlite_runtime, ID).survey.audience
    assert shown.units == ("Children's Services/Foster Care",)
    with pytest.raises(UnitUnknown, match=FOSTERING):
        authoring.load(sqlite_runtime, file_of(tmp_path, sqlite_runtime))
    with pytest.raises(UnitUnknown, match="nowhere"):
        keep(sqlite_runtime, replace(SURVEY, audience=Audience(units=("nowhere",))))


def test_the_same_file_again_changes_nothing_and_another_is_a_new_revision(
    runtime: Runtime, tmp_path: Path
) -> None:
    enrol(runtime)
    for _again in range(2):
        saved = authoring.load(runtime, file_of(tmp_path, runtime))
    assert not saved.changed
    assert saved.kept.revision == 1
    changed = authoring.load(runtime, file_of(tmp_path, runtime, replace(SURVEY, minutes=2)))
    assert (changed.changed, changed.kept.revision, changed.kept.survey.minutes) == (True, 2, 2)


def test_a_running_survey_stays_running_with_its_change(sqlite_runtime: Runtime) -> None:
    keep(sqlite_runtime, WHOLE)
    authoring.start(sqlite_runtime, ID)
    kept = keep(sqlite_runtime, replace(WHOLE, minutes=2)).kept
    assert (kept.state, kept.revision) == (RUNNING, 2)
    with sqlite_runtime.store.begin() as tx:
        assert tx.surveys.definition(ID, 1) == WHOLE


def test_a_question_that_was_asked_keeps_its_choices(sqlite_runtime: Runtime) -> None:
    item = sqlite_runtime.bank.item_by_id["kit_ready"]
    scored: Item = replace(item, id="missing", label="What is missing")
    keep(sqlite_runtime, WHOLE)
    keep(sqlite_runtime, replace(WHOLE, questions=(scored,)))  # it is a draft still
    authoring.start(sqlite_runtime, ID)
    turned = replace(WHOLE, questions=(replace(scored, direction=-1),))
    keep(sqlite_runtime, turned)  # it runs, and yet nobody was asked
    enrol(sqlite_runtime)
    opening.open_now(with_policy(sqlite_runtime, welcome_working_days=0), ID)
    with pytest.raises(QuestionMeansElse, match="missing"):
        keep(sqlite_runtime, replace(WHOLE, questions=(scored,)))


def test_a_running_survey_needs_a_day_to_come(sqlite_runtime: Runtime) -> None:
    keep(sqlite_runtime, replace(WHOLE, calendar=None))
    with pytest.raises(SurveyHasNoDate):
        authoring.start(sqlite_runtime, ID)
    past = Calendar(Every.ONCE, date(2026, 9, 1), time(10), LONDON)
    keep(sqlite_runtime, replace(WHOLE, calendar=past))
    with pytest.raises(SurveyDatePassed):
        authoring.start(sqlite_runtime, ID)
    keep(sqlite_runtime, WHOLE)
    authoring.start(sqlite_runtime, ID)
    with pytest.raises(SurveyHasNoDate):
        keep(sqlite_runtime, replace(WHOLE, calendar=None))


def test_a_survey_lives_from_draft_to_archive(runtime: Runtime) -> None:
    keep(runtime, WHOLE)
    states = [
        step(runtime, ID).state
        for step in (authoring.start, authoring.pause, authoring.resume, authoring.archive)
    ]
    assert states == [RUNNING, SurveyState.PAUSED, RUNNING, SurveyState.ARCHIVED]
    with pytest.raises(SurveyArchived):
        authoring.resume(runtime, ID)
    with pytest.raises(SurveyArchived):
        keep(runtime, replace(WHOLE, minutes=2))
    with pytest.raises(SurveyArchived):
        keep(runtime, WHOLE)  # in these very words, and yet it will never run
    assert authoring.every_survey(runtime) == (KeptSurvey(WHOLE, SurveyState.ARCHIVED, 1),)


def test_two_authors_do_not_overwrite_each_other(sqlite_runtime: Runtime) -> None:
    keep(sqlite_runtime, WHOLE, 0)
    two, three = replace(WHOLE, minutes=2), replace(WHOLE, minutes=3)
    assert keep(sqlite_runtime, two, 1).kept.revision == 2
    with pytest.raises(SurveyChangedMeanwhile):
        keep(sqlite_runtime, three, 1)
    assert not keep(sqlite_runtime, two, 1).changed  # Slack sent it twice
    with pytest.raises(SurveyIdTaken, match=ID):
        keep(sqlite_runtime, three, 0)
    with pytest.raises(SurveyChangedMeanwhile):
        keep(sqlite_runtime, replace(WHOLE, id="never-kept"), 4)
    assert authoring.show(sqlite_runtime, ID).survey == two


def test_what_slack_wrote_is_checked_as_a_file_is(sqlite_runtime: Runtime) -> None:
    with pytest.raises(SurveyWrong) as refused:
        keep(sqlite_runtime, replace(WHOLE, minutes=0, title=""))
    assert "needs a text in 'title'. The survey needs 1 to 10 in" in refused.value.sentence
    assert refused.value.sentence.endswith("'minutes'.")
    assert authoring.every_survey(sqlite_runtime) == ()


def test_a_question_from_the_bank_is_kept_in_the_banks_present_words(
    sqlite_runtime: Runtime,
) -> None:
    item = sqlite_runtime.bank.item_by_id["kit_ready"]
    older = replace(WHOLE, questions=(replace(item, text="As it read a year ago."),))
    assert keep(sqlite_runtime, older).kept.survey.questions == (item,)
    turned = replace(WHOLE, questions=(replace(item, direction=-1),))
    with pytest.raises(SurveyWrong, match="has the id of a question in the bank"):
        keep(sqlite_runtime, turned)


def test_whoever_nobody_is_gets_a_remark(sqlite_runtime: Runtime) -> None:
    enrol(sqlite_runtime)
    families = ("social worker", " Social WORKER ", "wizard")
    audience = Audience(job_families=families, contracts=("lifelong",))
    saved = keep(sqlite_runtime, replace(WHOLE, audience=audience))
    assert saved.remarks == (
        "Nobody in the list of people has the job family 'wizard'.",
        "Nobody in the list of people has the contract 'lifelong'.",
    )


def test_a_survey_nobody_kept_is_unknown(sqlite_runtime: Runtime) -> None:
    for asked in (authoring.show, authoring.as_file, authoring.start):
        with pytest.raises(SurveyUnknown, match="nowhere"):
            asked(sqlite_runtime, "nowhere")


def test_every_ready_survey_can_be_kept_and_kept_again(sqlite_runtime: Runtime) -> None:
    for name in ready_files():
        assert authoring.load_ready(sqlite_runtime, name).changed
        sqlite_runtime.now.pass_(days=30)
        assert not authoring.load_ready(sqlite_runtime, name).changed
    with pytest.raises(SurveyUnknown):
        authoring.load_ready(sqlite_runtime, "nowhere")


def test_a_ready_survey_begins_on_an_opening_day_in_two_weeks_or_as_chosen(
    sqlite_runtime: Runtime,
) -> None:
    first = authoring.load_ready(sqlite_runtime, "health-check").kept.survey.calendar
    assert first is not None
    assert first.starts == date(2026, 9, 21)  # today is Thursday 3 September
    later = authoring.load_ready(sqlite_runtime, "health-check", date(2027, 1, 11))
    assert later.kept.survey.calendar == replace(first, starts=date(2027, 1, 11))


def test_the_weekly_pulse_runs_by_itself_on_the_settings_day(sqlite_runtime: Runtime) -> None:
    runtime = with_policy(sqlite_runtime, opening_weekday=2, opening_time=time(8, 30))
    starting.check(runtime)
    (kept,) = authoring.every_survey(runtime)
    assert (kept.survey.id, kept.state, kept.revision) == (WEEKLY_PULSE, RUNNING, 1)
    wednesday = Calendar(Every.WEEKLY, date(2026, 9, 9), time(8, 30), LONDON)
    assert kept.survey.calendar == wednesday


def test_a_pulse_that_somebody_changed_or_ended_is_left_alone(runtime: Runtime) -> None:
    starting.check(runtime)
    pulse = authoring.show(runtime, WEEKLY_PULSE).survey
    keep(runtime, replace(pulse, title="Monday question"))
    authoring.pause(runtime, WEEKLY_PULSE)
    starting.check(runtime)
    with pytest.raises(PulseStays):
        authoring.archive(runtime, WEEKLY_PULSE)
    (kept,) = authoring.every_survey(runtime)
    assert (kept.survey.title, kept.state) == ("Monday question", SurveyState.PAUSED)


def test_a_change_of_its_labels_needs_a_new_id_for_a_question_that_was_asked(
    sqlite_runtime: Runtime,
) -> None:
    item = replace(
        sqlite_runtime.bank.item_by_id["kit_ready"], id="missing", label="What is missing"
    )
    labels = ("None", "Little", "Some", "Much", "All")
    scored = replace(item, scale=scale_of_five("missing", labels))
    turned = replace(item, scale=scale_of_five("missing", labels[::-1]))
    enrol(sqlite_runtime)
    keep(sqlite_runtime, replace(WHOLE, questions=(scored,)))
    authoring.start(sqlite_runtime, ID)
    opening.open_now(with_policy(sqlite_runtime, welcome_working_days=0), ID)
    with pytest.raises(QuestionMeansElse, match="missing"):
        keep(sqlite_runtime, replace(WHOLE, questions=(turned,)))


def test_a_day_is_past_by_the_surveys_own_clock(sqlite_runtime: Runtime) -> None:
    keep(sqlite_runtime, WHOLE)
    clock = sqlite_runtime.now
    clock.move_to(datetime(2026, 10, 5, 9, 0, tzinfo=UTC))
    with pytest.raises(SurveyDatePassed):
        authoring.start(sqlite_runtime, ID)
