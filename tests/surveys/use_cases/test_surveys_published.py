"""Rounds of any survey: what is published of them, where, and how often of teams."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from surveys.model.messages import Digest, ResultLine, ShareLine
from surveys.model.releases import Tier
from surveys.model.rounds import Round
from surveys.model.surveys import Audience, Survey
from surveys.rules.clipping import project_one
from surveys.runtime import Runtime
from surveys.store.tables import comments
from surveys.use_cases import answering, closing, opening, reporting
from surveys.use_cases.home import home
from tests.asking import (
    BANK,
    EQUIPPED,
    EVERY_KIND,
    FRIEND,
    HELPS,
    PLACE,
    WHY,
    answers_of,
    open_survey,
    survey,
)
from tests.conftest import MONDAY, Clock
from tests.organisation import account, answer, enrol

TEAMS = {
    "Children's Services/Assessment/Team 1": 12,
    "Children's Services/Assessment/Team 2": 12,
    "Children's Services/Fostering/Team 3": 12,
    "Children's Services/Fostering/Team 4": 12,
}
EVERYBODY = range(1, 49)
ORGANISATION, ASSESSMENT, FOSTERING = "Children's Services", "Assessment", "Fostering"
Row = dict[str, Any]


@pytest.fixture
def runtime(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    enrol(sqlite_runtime, TEAMS)
    clock.move_to(MONDAY)
    return sqlite_runtime


def live(runtime: Runtime, clock: Clock, asked: Survey, people: range = EVERYBODY) -> Round:
    """Open a round, let people answer everything, close it."""
    opened = open_survey(runtime, asked)
    for number in people:
        answering.submit(runtime, account(number), opened.id, answers_of(number, asked.questions))
    clock.move_to(opened.closes_at)
    assert closing.close_due(runtime)
    assert closing.finish(runtime)
    return opened


def unit_id(runtime: Runtime, name: str) -> str:
    with runtime.store.begin() as tx:
        return next(one.id for one in tx.units.all() if one.name == name)


def shown(rows: list[Row], question: str, tier: str = "weekly") -> dict[str, float]:
    return {
        row["node"].rpartition("/")[2]: row["value"]
        for row in rows
        if row["question"] == question and row["tier"] == tier and row["shown"]
    }


def test_every_kind_is_published_and_nothing_of_the_box_is_left(
    runtime: Runtime, clock: Clock
) -> None:
    live(runtime, clock, survey())
    rows = reporting.results(runtime)
    assert set(shown(rows, BANK.items[0].id)) == {ORGANISATION, ASSESSMENT, FOSTERING}
    for question in (PLACE, EQUIPPED, HELPS):
        for measure in question.measures:
            assert set(shown(rows, measure)) == {ORGANISATION, ASSESSMENT, FOSTERING}
    assert shown(rows, "place:office") == {ORGANISATION: 0.3, ASSESSMENT: 0.3, FOSTERING: 0.3}
    assert shown(rows, "why") == {}
    one = next(row for row in rows if row["question"] == "place:home")
    assert (one["survey"], one["kind"], one["option"]) == ("health-check", "share", "home")
    assert one["driver"] is None
    with runtime.store.begin() as tx:
        assert tx.rounds.open() == ()


def test_shares_come_from_the_services_clipped_counts(runtime: Runtime, clock: Clock) -> None:
    """Everyone in Assessment picks one option: one person an option is kept for the others."""
    opened = open_survey(runtime, survey(questions=(PLACE,)))
    for number in EVERYBODY:
        picked = answers_of(0 if number <= 24 else number, (PLACE,))
        answering.submit(runtime, account(number), opened.id, picked)
    clock.move_to(opened.closes_at)
    closing.close_due(runtime)
    rows = reporting.results(runtime)
    kept = project_one([24, 0, 0])
    assert shown(rows, "place:office")[ASSESSMENT] == round(kept[0] / 24, 1)
    assert shown(rows, "place:home")[ASSESSMENT] == 0.0
    bounds = {row["bound"] for row in rows if row["question"] == "place:home" and row["shown"]}
    assert bounds == {"le", None}


def test_teams_are_released_apart_with_their_scores_alone(runtime: Runtime, clock: Clock) -> None:
    live(runtime, clock, survey())
    rows = reporting.results(runtime)
    of_teams = [row for row in rows if row["tier"] == "quarterly"]
    assert {row["release"] for row in of_teams} == {"health-check/1/quarterly"}
    assert {row["question"] for row in of_teams} == {BANK.items[0].id, FRIEND.id}
    assert {"Team 1", "Team 2", "Team 3", "Team 4"} <= set(shown(rows, FRIEND.id, "quarterly"))


def test_a_question_that_another_survey_showed_of_teams_is_held_back(
    runtime: Runtime, clock: Clock
) -> None:
    shared = BANK.items[0]
    live(runtime, clock, survey())
    live(runtime, clock, survey("other", (shared, FRIEND_TOO)))
    rows = [row for row in reporting.results(runtime) if row["survey"] == "other"]
    assert set(shown(rows, shared.id)) == {ORGANISATION, ASSESSMENT, FOSTERING}
    assert shown(rows, shared.id, "quarterly") == {}
    assert "Team 1" in shown(rows, FRIEND_TOO.id, "quarterly")
    live(runtime, clock, survey("third", (shared,)))
    assert {row["tier"] for row in reporting.results(runtime) if row["survey"] == "third"} == {
        "weekly"
    }
    clock.pass_(days=91)
    live(runtime, clock, survey("fourth", (shared,)))
    rows = [row for row in reporting.results(runtime) if row["survey"] == "fourth"]
    assert "Team 1" in shown(rows, shared.id, "quarterly")


def test_the_quarter_of_the_pulse_hides_what_another_survey_showed_of_teams(
    runtime: Runtime, clock: Clock
) -> None:
    first = opening.open_now(runtime)
    shared = next(one for one in BANK.items if one.id == first.questions[1])
    for week in range(13):
        opened = first if week == 0 else opening.open_now(runtime)
        for number in EVERYBODY:
            answer(runtime, number, opened, 2 + number % 3)
        if week == 3:
            live(runtime, clock, survey("check", (shared,)))
        clock.move_to(max(opened.closes_at, clock()))
        closing.close_due(runtime)
        clock.move_to(MONDAY + timedelta(weeks=week + 1, hours=1))
    rows = [row for row in reporting.results(runtime) if row["survey"] == "weekly-pulse"]
    assert "Team 1" in shown(rows, "how_are_you", "quarterly")
    assert shown(rows, shared.id, "quarterly") == {}
    assert set(shown(rows, shared.id)) == {ORGANISATION, ASSESSMENT, FOSTERING}


def test_people_asked_for_what_they_are_have_one_figure_and_no_teams(
    runtime: Runtime, clock: Clock
) -> None:
    live(runtime, clock, survey(audience=Audience(contracts=("permanent",))))
    rows = reporting.results(runtime)
    assert {row["tier"] for row in rows} == {"weekly"}
    assert {row["node"] for row in rows if row["shown"]} == {ORGANISATION}
    assert len({row["node"] for row in rows}) > 1  # each part has its row, hidden


def test_a_survey_of_some_parts_shows_nothing_above_them(runtime: Runtime, clock: Clock) -> None:
    asked = survey(audience=Audience(units=(unit_id(runtime, FOSTERING),)))
    keys = frozenset(f"E{number:04}" for number in range(25, 49))
    opened = open_survey(runtime, asked, only=keys)
    for number in range(25, 49):
        answering.submit(runtime, account(number), opened.id, answers_of(number))
    clock.move_to(opened.closes_at)
    closing.close_due(runtime)
    rows = reporting.results(runtime)
    places = {row["node"].rpartition("/")[2] for row in rows if row["shown"]}
    assert places == {FOSTERING, "Team 3", "Team 4"}
    for measure in PLACE.measures:
        assert set(shown(rows, measure)) == {FOSTERING}


def test_comments_keep_their_question_and_nothing_else(runtime: Runtime, clock: Clock) -> None:
    live(runtime, clock, survey())
    with runtime.store.engine.connect() as connection:
        rows = connection.execute(select(comments)).all()
    assert {row.question_id for row in rows} == {WHY.id, "comment"}
    for question in (WHY.id, "comment"):
        said = {row.body for row in rows if row.question_id == question}
        assert said == {f"{question} of {number}" for number in EVERYBODY}
    assert [row.id for row in rows] == sorted(row.id for row in rows)


def test_a_survey_of_texts_alone_is_published_by_tone_and_themes(
    runtime: Runtime, clock: Clock
) -> None:
    live(runtime, clock, survey(questions=(WHY,)))
    rows = reporting.results(runtime)
    assert {row["question"].partition(":")[0] for row in rows} == {"comment_tone", "comment_themes"}
    with runtime.store.engine.connect() as connection:
        assert len(connection.execute(select(comments)).all()) == 48
    with runtime.store.published() as db:
        (release,) = db.releases.all()
    assert {one.rate for one in release.turnout} == {"over 90%"}


def digest_for(runtime: Runtime, number: int, tier: Tier) -> Digest:
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(f"U{number:04}", "T0LOCAL")
        release = tx.releases.latest("health-check", tier)
    assert person is not None
    assert release is not None
    return reporting.digest(runtime, person.id, release.id)


def test_managers_read_shares_in_the_order_of_options(runtime: Runtime, clock: Clock) -> None:
    live(runtime, clock, survey())
    told = digest_for(runtime, 13, Tier.WEEKLY)
    assert told.about is not None
    assert told.about.title == survey().title
    assert told.next_team_release is None
    section, comments = told.parts[0].sections
    assert section.name == ASSESSMENT
    assert comments.name == ORGANISATION
    assert section.rate == "over 90%"
    lines = {
        one.item.id if isinstance(one, ResultLine) else one.choice.id: one for one in section.lines
    }
    assert list(lines) == [one.id for one in EVERY_KIND if one not in (WHY, BANK.comment)]
    place = lines["place"]
    assert isinstance(place, ShareLine)
    assert [one.option.id for one in place.shares] == ["office", "home", "visits"]
    assert place.before_date is None


def test_shares_and_scores_compare_with_the_same_surveys_last_round_alone(
    runtime: Runtime, clock: Clock
) -> None:
    live(runtime, clock, survey())
    live(runtime, clock, survey("other", (PLACE, BANK.items[0])))
    live(runtime, clock, survey())
    section, _comments = digest_for(runtime, 13, Tier.WEEKLY).parts[0].sections
    since = {
        one.changed.compared.last.on if isinstance(one, ResultLine) else one.before_date
        for one in section.lines
    }
    assert since == {date(2026, 9, 7)}
    (place, *_rest) = section.lines
    assert isinstance(place, ShareLine)
    assert [one.before for one in place.shares] == [one.value for one in place.shares]


def test_staff_open_the_newest_results_of_each_survey_from_home(
    runtime: Runtime, clock: Clock
) -> None:
    live(runtime, clock, survey())
    live(runtime, clock, survey("other", (FRIEND_TOO,)))
    found = home(runtime, account(14))
    assert found is not None
    assert [one.survey for one in found.others] == ["other", "health-check"]
    assert found.weekly is None
    weekly, teams = reporting.results_for_staff(runtime, account(14), "health-check")
    assert (weekly.tier, teams.tier) == (Tier.WEEKLY, Tier.QUARTERLY)
    assert weekly == digest_for(runtime, 13, Tier.WEEKLY)
    assert [one.name for one in teams.parts[0].sections] == ["Team 2"]
    assert reporting.results_for_staff(runtime, account(14), "no-such-survey") == ()


FRIEND_TOO = type(FRIEND)(
    "friend_too", FRIEND.driver_id, FRIEND.scale, "And a sister?", 1, "", "Recommend to family"
)
