"""What an author's forms offer."""

from dataclasses import replace

import pytest

from surveys.errors import NotAnAuthor, SurveyChangedMeanwhile, UnitUnknown
from surveys.model.authoring import Place
from surveys.model.surveys import WEEKLY_PULSE, Audience
from surveys.runtime import Runtime
from surveys.use_cases import authoring, choosing, drafting, enrolling, opening, overseeing
from tests.authors import (
    AUTHOR,
    NOBODY_SPECIAL,
    ONE,
    SCALE,
    SOON,
    TEXT,
    draft,
    enrol_authors,
    place_of,
    renamed,
)
from tests.conftest import with_policy
from tests.organisation import TEAMS, people_file

ID = "after-the-move"
PLACE = Place(ID, 1)


@pytest.fixture
def staffed(sqlite_runtime: Runtime) -> Runtime:
    enrol_authors(sqlite_runtime)
    return sqlite_runtime


def test_a_new_survey_begins_blank_or_from_any_ready_one_but_the_pulse(staffed: Runtime) -> None:
    ready = dict(choosing.beginning(staffed, AUTHOR).ready)
    assert ready["health-check"] == "Yearly health check"
    assert WEEKLY_PULSE not in ready
    assert len(ready) == 13


def test_a_question_is_offered_what_it_can_be_made_of(staffed: Runtime) -> None:
    draft(staffed, SCALE)
    offered, written = choosing.question_choices(staffed, AUTHOR, PLACE)
    assert written is None
    assert [one.id for one in offered.scales] == sorted(one.id for one in offered.scales)
    assert len(offered.drivers) == len(staffed.bank.drivers)
    assert not offered.was_asked
    _offered, written = choosing.question_choices(staffed, AUTHOR, PLACE, "a_fine_desk")
    assert written == SCALE


def test_a_question_that_was_asked_says_so(staffed: Runtime) -> None:
    kept = draft(staffed, SCALE, ONE)
    authoring.start(staffed, ID)
    opening.open_now(with_policy(staffed, welcome_working_days=0), ID)
    drafting.add_question(staffed, AUTHOR, place_of(kept), TEXT)
    for question, was_asked in (("where_they_sit", True), ("what_else", False)):
        offered, _written = choosing.question_choices(staffed, AUTHOR, PLACE, question)
        assert offered.was_asked is was_asked


def test_a_question_that_somebody_took_out_is_refused(staffed: Runtime) -> None:
    draft(staffed, SCALE)
    with pytest.raises(SurveyChangedMeanwhile):
        choosing.question_choices(staffed, AUTHOR, PLACE, "gone")


def test_the_bank_offers_what_is_not_asked_yet_by_driver(staffed: Runtime) -> None:
    kept = draft(staffed, calendar=None)
    everything = {
        one.id: driver.id
        for driver, questions in choosing.bank_choices(staffed, AUTHOR, PLACE)
        for one in questions
    }
    assert everything.keys() == {*staffed.bank.item_by_id, staffed.bank.comment.id}
    assert everything["kit_ready"] == "tools"
    drafting.add_from_bank(staffed, AUTHOR, place_of(kept), ["kit_ready", "comment"])
    left = [
        one.id
        for _driver, questions in choosing.bank_choices(staffed, AUTHOR, PLACE)
        for one in questions
    ]
    assert len(left) == len(everything) - 2


def test_an_audience_is_offered_parts_by_their_way_from_the_top(staffed: Runtime) -> None:
    draft(staffed, TEXT)
    offered = choosing.audience_choices(staffed, AUTHOR, PLACE)
    assert [words for _id, words in offered.units.found][:2] == ["Fostering", "Fostering/Team 4"]
    assert offered.job_families.found == (("social worker", "social worker"),)
    assert offered.units.chosen == ()
    assert not offered.units.is_searched
    assert offered.smallest == 20


def test_what_is_chosen_stays_on_offer_though_nobody_has_it(staffed: Runtime) -> None:
    kept = draft(staffed, TEXT)
    chosen = Audience(job_families=("trainee", "x" * 190))
    drafting.keep_audience(staffed, AUTHOR, place_of(kept), chosen)
    offered = choosing.audience_choices(staffed, AUTHOR, PLACE).job_families
    assert offered.chosen == (("trainee", "trainee"), ("x" * 150, "x" * 190))
    assert set(offered.chosen) < set(offered.found)


def test_a_chosen_part_has_its_name_though_it_is_not_on_offer(staffed: Runtime) -> None:
    with staffed.store.begin() as tx:
        units = {unit.name: unit.id for unit in tx.units.all()}
    kept = draft(staffed, TEXT)
    chosen = (units["Children's Services"], units["Team 5"])
    kept = drafting.keep_audience(staffed, AUTHOR, place_of(kept), Audience(units=chosen))
    merged = {**TEAMS, "Children's Services/Fostering/Team 4": 24}
    del merged["Children's Services/Fostering/Team 5"]
    enrolling.apply_people(staffed, people_file(merged, authors=(2,)))
    offered = choosing.audience_choices(staffed, AUTHOR, PLACE).units
    assert [words for _id, words in offered.chosen] == ["Children's Services", "Fostering/Team 5"]
    # What is chosen already is no reason to refuse another change; it is remarked on.
    kept = drafting.keep_details(staffed, AUTHOR, place_of(kept), renamed("Another"))
    assert kept.survey.audience.units == chosen
    (remark,) = overseeing.survey_page(staffed, AUTHOR, ID).remarks
    assert "'Children's Services/Fostering/Team 5' is no longer in use" in remark
    everyone = drafting.keep_audience(staffed, AUTHOR, place_of(kept), Audience())
    with pytest.raises(UnitUnknown):  # once given up it can't be chosen anew
        drafting.keep_audience(staffed, AUTHOR, place_of(everyone), Audience(units=chosen))


def test_more_than_a_list_takes_is_searched_for(runtime: Runtime) -> None:
    teams = {f"Children's Services/Service {n % 9}/Team {n}": 5 for n in range(120)}
    enrolling.apply_people(runtime, people_file(teams, authors=(2,)))
    kept = draft(runtime, TEXT)
    offered = choosing.audience_choices(runtime, AUTHOR, PLACE).units
    assert (offered.is_searched, offered.found) == (True, ())
    found = choosing.search(runtime, AUTHOR, "units", " team 11")
    assert len(found) == 11
    assert all("Team 11" in words for _id, words in found)
    assert len(choosing.search(runtime, AUTHOR, "units", "")) == 100
    assert choosing.search(runtime, AUTHOR, "job_families", "SOCIAL") == (("social worker",) * 2,)
    assert choosing.search(runtime, AUTHOR, "contracts", "nothing") == ()
    drafting.keep_audience(runtime, AUTHOR, place_of(kept), Audience(units=(found[0][0],)))
    assert choosing.audience_choices(runtime, AUTHOR, PLACE).units.chosen == (found[0],)


def test_a_calendar_begins_with_a_proposal_and_shows_what_is_chosen(staffed: Runtime) -> None:
    draft(staffed, TEXT, calendar=None)
    offered = choosing.calendar_choices(staffed, AUTHOR, PLACE)
    assert offered.calendar == SOON
    assert (offered.zones[0], offered.zone) == ("Europe/London", None)
    assert len(offered.zones) <= 100
    shown = choosing.calendar_choices(
        staffed, AUTHOR, PLACE, replace(SOON, starts=SOON.starts.replace(day=1))
    )
    assert shown.dates == ()
    with staffed.store.begin() as tx:
        assert tx.surveys.get(ID).survey.calendar is None  # nothing is kept by looking


def test_nobody_else_is_offered_anything(staffed: Runtime) -> None:
    draft(staffed, TEXT)
    for step in (
        lambda: choosing.beginning(staffed, NOBODY_SPECIAL),
        lambda: choosing.question_choices(staffed, NOBODY_SPECIAL, PLACE),
        lambda: choosing.bank_choices(staffed, NOBODY_SPECIAL, PLACE),
        lambda: choosing.audience_choices(staffed, NOBODY_SPECIAL, PLACE),
        lambda: choosing.search(staffed, NOBODY_SPECIAL, "units", "team"),
        lambda: choosing.calendar_choices(staffed, NOBODY_SPECIAL, PLACE),
    ):
        with pytest.raises(NotAnAuthor):
            step()
