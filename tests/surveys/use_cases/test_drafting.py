"""An author makes and changes a survey step by step, beside others who do so too."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from surveys.errors import (
    NotAnAuthor,
    NotOnTheList,
    SurveyArchived,
    SurveyChangedMeanwhile,
    SurveyDatePassed,
    SurveyUnknown,
    SurveyWrong,
    UnitUnknown,
)
from surveys.model.authoring import Place
from surveys.model.people import Account
from surveys.model.surveys import WEEKLY_PULSE, Audience, Every, SurveyState, Tenure
from surveys.runtime import Runtime
from surveys.use_cases import authoring, drafting, starting
from tests.authors import (
    AUTHOR,
    DETAILS,
    NOBODY_SPECIAL,
    ONE,
    OTHER,
    SCALE,
    SOON,
    TEXT,
    draft,
    enrol_authors,
    place_of,
    renamed,
)

ID = "after-the-move"


@pytest.fixture
def staffed(sqlite_runtime: Runtime) -> Runtime:
    enrol_authors(sqlite_runtime)
    return sqlite_runtime


def ids(kept: object) -> list[str]:
    return [one.id for one in kept.survey.questions]


def test_every_step_is_kept_as_a_revision(runtime: Runtime) -> None:
    enrol_authors(runtime)
    kept = draft(runtime, SCALE, TEXT)
    assert (kept.survey.id, kept.state, kept.revision) == (ID, SurveyState.DRAFT, 4)
    with runtime.store.begin() as tx:
        assert [len(tx.surveys.definition(ID, one).questions) for one in (1, 2, 3)] == [0, 1, 2]
        assert tx.surveys.get(ID) == kept


def test_a_step_that_comes_twice_is_kept_once(staffed: Runtime) -> None:
    first = drafting.begin_blank(staffed, AUTHOR, DETAILS)
    assert drafting.begin_blank(staffed, AUTHOR, DETAILS) == first
    steps: list[Callable[[Place], object]] = [
        lambda place: drafting.add_question(staffed, AUTHOR, place, ONE),
        lambda place: drafting.add_from_bank(staffed, AUTHOR, place, ["kit_ready"]),
        lambda place: drafting.move_question(staffed, AUTHOR, place, "kit_ready", -1),
        lambda place: drafting.keep_audience(staffed, AUTHOR, place, Audience(contracts=("a",))),
        lambda place: drafting.keep_calendar(staffed, AUTHOR, place, SOON),
        lambda place: drafting.keep_details(staffed, AUTHOR, place, renamed("Another")),
        lambda place: drafting.remove_question(staffed, AUTHOR, place, "kit_ready"),
    ]
    for number, step in enumerate(steps, start=1):
        place = Place(ID, number)
        assert step(place) == step(place)
    assert authoring.show(staffed, ID).revision == len(steps) + 1


def test_the_same_title_again_makes_a_survey_of_its_own(staffed: Runtime) -> None:
    draft(staffed, TEXT)
    again = drafting.begin_blank(staffed, OTHER, replace(DETAILS, minutes=4))
    assert again.survey.id == f"{ID}-2"
    assert drafting.begin_blank(staffed, AUTHOR, DETAILS).survey.id == f"{ID}-3"


@pytest.mark.parametrize(
    ("title", "survey_id"),
    [
        ("Été 2026: <b>!", "ete-2026-b"),
        ("何か", "survey"),
        ("x" * 75, "x" * 40),
        ("2026", "n-2026"),
    ],
)
def test_any_title_makes_an_id(staffed: Runtime, title: str, survey_id: str) -> None:
    kept = drafting.begin_blank(staffed, AUTHOR, renamed(title))
    assert (kept.survey.id, kept.survey.title) == (survey_id, title)


def test_two_authors_never_overwrite_each_other_in_silence(runtime: Runtime) -> None:
    enrol_authors(runtime)
    seen = place_of(draft(runtime, TEXT))
    drafting.keep_details(runtime, AUTHOR, seen, renamed("Mine"))
    for step in (
        lambda: drafting.keep_details(runtime, OTHER, seen, renamed("Theirs")),
        lambda: drafting.add_question(runtime, OTHER, seen, ONE),
        lambda: drafting.remove_question(runtime, OTHER, seen, "what_else"),
        lambda: drafting.keep_details(runtime, OTHER, Place(ID, 99), DETAILS),
    ):
        with pytest.raises(SurveyChangedMeanwhile):
            step()
    assert authoring.show(runtime, ID).survey.title == "Mine"


@pytest.mark.parametrize(
    ("caller", "refusal"),
    [(NOBODY_SPECIAL, NotAnAuthor), (Account("T0LOCAL", "U9999"), NotOnTheList)],
)
def test_nobody_else_changes_anything(
    staffed: Runtime, caller: Account, refusal: type[Exception]
) -> None:
    place = place_of(draft(staffed, TEXT))
    steps: list[Callable[[], object]] = [
        lambda: drafting.begin_blank(staffed, caller, DETAILS),
        lambda: drafting.begin_ready(staffed, caller, "health-check"),
        lambda: drafting.keep_details(staffed, caller, place, renamed("x")),
        lambda: drafting.keep_audience(staffed, caller, place, Audience()),
        lambda: drafting.keep_calendar(staffed, caller, place, SOON),
        lambda: drafting.add_question(staffed, caller, place, ONE),
        lambda: drafting.add_from_bank(staffed, caller, place, ["kit_ready"]),
        lambda: drafting.change_question(staffed, caller, place, "what_else", ONE),
        lambda: drafting.move_question(staffed, caller, place, "what_else", 1),
        lambda: drafting.remove_question(staffed, caller, place, "what_else"),
    ]
    for step in steps:
        with pytest.raises(refusal):
            step()
    assert [one.revision for one in authoring.every_survey(staffed)] == [place.revision]


def test_a_ready_survey_becomes_a_draft_with_a_proposed_date(staffed: Runtime) -> None:
    kept = drafting.begin_ready(staffed, AUTHOR, "health-check")
    assert kept.state is SurveyState.DRAFT
    assert kept.survey.calendar is not None
    assert (kept.survey.calendar.every, kept.survey.calendar.starts) == (
        Every.YEARLY,
        date(2026, 9, 21),
    )
    assert drafting.begin_ready(staffed, AUTHOR, "health-check") == kept
    drafting.remove_question(staffed, AUTHOR, place_of(kept), "one_change")
    second = drafting.begin_ready(staffed, AUTHOR, "health-check")
    assert second.survey.id == "health-check-2"


@pytest.mark.parametrize("name", [WEEKLY_PULSE, "../../etc/passwd", ""])
def test_what_is_no_ready_survey_begins_nothing(staffed: Runtime, name: str) -> None:
    with pytest.raises(SurveyUnknown):
        drafting.begin_ready(staffed, AUTHOR, name)


def test_an_audience_that_a_list_cut_short_is_kept_in_full(staffed: Runtime) -> None:
    with staffed.store.begin() as tx:
        person = tx.people.all()[0]
        tx.people.save(replace(person, job_family="x" * 190))
    place = place_of(draft(staffed, TEXT))
    chosen = Audience(job_families=("x" * 150, "nobody's"), tenure=Tenure(3, None))
    kept = drafting.keep_audience(staffed, AUTHOR, place, chosen)
    assert kept.survey.audience.job_families == ("x" * 190, "nobody's")


@pytest.mark.parametrize(
    ("audience", "field"),
    [(Audience(tenure=Tenure(12, 3)), "tenure_months"), (Audience(tenure=Tenure(-1, None)),
      "tenure_months"), (Audience(contracts=("a", "a")), "contracts")],
)  # fmt: skip
def test_an_audience_that_makes_no_sense_is_refused_in_its_field(
    staffed: Runtime, audience: Audience, field: str
) -> None:
    place = place_of(draft(staffed, TEXT))
    with pytest.raises(SurveyWrong) as refused:
        drafting.keep_audience(staffed, AUTHOR, place, audience)
    assert [one.field for one in refused.value.problems] == [field]


def test_a_part_that_is_not_there_any_more_is_refused(staffed: Runtime) -> None:
    place = place_of(draft(staffed, TEXT))
    with pytest.raises(UnitUnknown):
        drafting.keep_audience(staffed, AUTHOR, place, Audience(units=("nowhere",)))


def test_a_date_that_has_passed_is_refused_for_a_draft_too(staffed: Runtime) -> None:
    place = place_of(draft(staffed, TEXT))
    with pytest.raises(SurveyDatePassed):
        drafting.keep_calendar(staffed, AUTHOR, place, replace(SOON, starts=date(2026, 9, 1)))


def test_nothing_changes_in_the_archive(staffed: Runtime) -> None:
    place = place_of(draft(staffed, TEXT))
    authoring.archive(staffed, ID)
    with pytest.raises(SurveyArchived):
        drafting.keep_details(staffed, AUTHOR, place, renamed("Once more"))


def test_the_weekly_pulse_keeps_what_makes_it_the_pulse(staffed: Runtime) -> None:
    starting.begin_pulse(staffed)
    place = Place(WEEKLY_PULSE, 1)
    for step in (
        lambda: drafting.add_question(staffed, AUTHOR, place, TEXT),
        lambda: drafting.keep_audience(staffed, AUTHOR, place, Audience(contracts=("a",))),
        lambda: drafting.keep_calendar(staffed, AUTHOR, place, SOON),
    ):
        with pytest.raises(SurveyWrong):
            step()
