"""Reporting: each reader's own part, the nearest that can be shown, and the same for everyone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.bank.comments import of_comments
from surveys.bank.conversations import conversations
from surveys.model.figures import Verdict
from surveys.model.messages import Digest, ResultLine
from surveys.model.people import Person
from surveys.model.releases import Tier
from surveys.model.surveys import WEEKLY_PULSE, Every, SurveyState
from surveys.runtime import Runtime
from surveys.use_cases import closing, enrolling, opening, reporting
from surveys.use_cases.home import home
from tests.conftest import MONDAY, Clock
from tests.organisation import account, answer, close_round, enrol, open_round, people_file

TEAMS = {
    "Children's Services/Assessment/Team 1": 12,
    "Children's Services/Assessment/Team 2": 12,
    "Children's Services/Fostering/Team 3": 12,
    "Children's Services/Fostering/Team 4": 12,
}
SERVICES = {
    "Children's Services",
    "Children's Services/Assessment",
    "Children's Services/Fostering",
}


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, TEAMS)
    return sqlite_runtime


def live_a_week(runtime: Runtime, clock: Clock, week: int = 0, score: int | None = None) -> None:
    """Open a round, let everyone answer, close it."""
    clock.move_to(MONDAY + timedelta(weeks=week))
    opened = opening.open_now(runtime)
    for number in range(1, 49):
        answer(runtime, number, opened, score or 2 + number % 3)
    clock.move_to(opened.closes_at)
    closing.close_due(runtime)
    closing.finish(runtime)


def person(runtime: Runtime, number: int) -> Person:
    with runtime.store.begin() as tx:
        found = tx.people.find_by_account(f"U{number:04}", "T0LOCAL")
    assert found is not None
    return found


def digest_for(runtime: Runtime, number: int) -> Digest:
    with runtime.store.published() as db:
        release = db.releases.latest("weekly-pulse", Tier.WEEKLY)
    assert release is not None
    return reporting.digest(runtime, person(runtime, number).id, release.id)


def test_a_team_manager_reads_the_service_named_as_such(runtime: Runtime, clock: Clock) -> None:
    live_a_week(runtime, clock)
    (part,) = digest_for(runtime, 13).parts
    (section,) = part.sections
    assert (part.unit_name, part.is_team, section.name) == ("Team 2", True, "Assessment")
    assert len(section.lines) == 4
    assert section.rate == "over 90%"
    assert section.n_band == "20-49"


def test_a_leader_reads_the_organisation_first(runtime: Runtime, clock: Clock) -> None:
    live_a_week(runtime, clock)
    parts = digest_for(runtime, 1).parts
    assert [part.unit_name for part in parts] == ["Children's Services", "Team 1"]


def test_staff_read_the_same_figures_in_their_home(runtime: Runtime, clock: Clock) -> None:
    live_a_week(runtime, clock)
    read = home(runtime, account(14))
    assert read is not None
    assert read.weekly == digest_for(runtime, 13)
    assert read.quarterly is None
    assert read == home(runtime, account(15))


def test_two_weeks_in_a_row_say_what_changed_and_since_when(runtime: Runtime, clock: Clock) -> None:
    live_a_week(runtime, clock, 0, 2)
    live_a_week(runtime, clock, 1, 3)
    (section,) = digest_for(runtime, 13).parts[0].sections
    headline, *others = section.lines
    assert headline.changed.compared.last.on == date(2026, 9, 7)
    assert (headline.verdict, headline.turned) == (Verdict.HIGHER, 1)
    assert (headline.interval.low, headline.interval.high) == (2.7, 3.3)
    scores = [line for line in others if isinstance(line, ResultLine)]
    assert [line.changed for line in scores] == [None] * 3  # not asked the week before
    assert digest_for(runtime, 13).conversation == conversations()["wellbeing"].better


def test_what_changed_is_the_same_in_digests_and_in_results(runtime: Runtime, clock: Clock) -> None:
    for week, score in enumerate((2, 2, 3)):
        live_a_week(runtime, clock, week, score)
    rows = [row for row in reporting.results(runtime) if row["question"] == "how_are_you"]
    whole = [row for row in rows if row["node"] == "Children's Services"]
    assert [row["change"] for row in whole] == [None, "no detectable change", "higher"]
    assert [row["change_from"] for row in whole] == [None, 2.0, 2.0]
    assert [row["change_since"] for row in whole] == [None, "2026-09-07", "2026-09-07"]
    (headline, *_others) = digest_for(runtime, 1).parts[0].sections[0].lines
    assert str(headline.verdict) == whole[-1]["change"]
    assert (headline.interval.low, headline.interval.high) == (
        whole[-1]["interval_low"],
        whole[-1]["interval_high"],
    )
    hidden = [row for row in rows if not row["shown"]]
    assert {(row["interval_low"], row["change"]) for row in hidden} == {(None, None)}


def test_what_is_not_shown_is_nowhere(runtime: Runtime, clock: Clock) -> None:
    opened = open_round(runtime, clock)
    for number in range(1, 20):  # nineteen people: one too few
        answer(runtime, number, opened, 3, "Too much paper.")
    close_round(runtime, clock)
    assert all(not part.sections for part in digest_for(runtime, 1).parts)
    assert digest_for(runtime, 1).conversation is None
    for row in reporting.results(runtime):
        assert not row["shown"]
        assert (row["value"], row["bound"], row["n_band"]) == (None, None, None)


def test_results_hold_every_part_and_question_in_the_order_of_the_tree(
    runtime: Runtime, clock: Clock
) -> None:
    assert reporting.results(runtime) == []
    live_a_week(runtime, clock)
    rows = reporting.results(runtime)
    questions = 4 + sum(len(one.measures) for one in of_comments())
    assert len(rows) == questions * len({row["node"] for row in rows})
    assert {row["node"] for row in rows if row["shown"]} == SERVICES
    assert list(rows[0]) == [
        "release", "tier", "opened", "closed", "question", "driver", "node", "shown", "value",
        "bound", "n_band", "survey", "kind", "option", "interval_low", "interval_high", "change",
        "change_from", "change_since", "schema",
    ]  # fmt: skip
    scores = [row for row in rows if row["kind"] == "score"]
    assert len(scores) == 4 * len({row["node"] for row in rows})
    assert {(row["survey"], row["option"]) for row in scores} == {("weekly-pulse", None)}
    assert rows[0]["node"] == "Children's Services"
    assert rows[0]["release"] == "weekly-pulse/1/weekly"


def test_a_part_renamed_since_keeps_its_name_until_the_window_ends(
    runtime: Runtime, clock: Clock
) -> None:
    live_a_week(runtime, clock)
    enrolling.rename_unit(runtime, "Children's Services/Assessment", "Front Door")
    (part,) = digest_for(runtime, 13).parts
    assert part.sections[0].name == "Assessment"


def test_a_manager_of_a_team_made_since_reads_its_service(runtime: Runtime, clock: Clock) -> None:
    live_a_week(runtime, clock)
    grown = TEAMS | {"Children's Services/Fostering/Team 5": 2}
    enrolling.apply_people(runtime, people_file(grown))
    (part,) = digest_for(runtime, 49).parts
    assert part.unit_name == "Fostering"
    assert part.sections[0].name == "Fostering"


def test_whoever_manages_nothing_has_an_empty_digest(runtime: Runtime, clock: Clock) -> None:
    live_a_week(runtime, clock)
    assert digest_for(runtime, 2).parts == ()


def test_the_quarter_shows_teams_from_every_round_and_names_its_next(
    runtime: Runtime, clock: Clock
) -> None:
    dates = set()
    for week in range(13):
        live_a_week(runtime, clock, week)
        dates.add(digest_for(runtime, 13).next_team_release)
    assert dates == {date(2026, 12, 4), date(2027, 3, 5)}
    read = home(runtime, account(14))
    assert read is not None
    assert read.quarterly is not None
    assert read.quarterly.opened == date(2026, 9, 7)
    names = {section.name for part in read.quarterly.parts for section in part.sections}
    assert "Team 2" in names
    quarterly = [row for row in reporting.results(runtime) if row["tier"] == "quarterly"]
    assert {row["node"].rpartition("/")[2] for row in quarterly if row["shown"]} >= {
        "Team 1", "Team 2", "Team 3", "Team 4",
    }  # fmt: skip


def test_the_next_team_results_come_by_the_calendar_that_the_pulse_has_now(
    runtime: Runtime, clock: Clock
) -> None:
    live_a_week(runtime, clock)
    with runtime.store.begin() as tx:
        kept = tx.surveys.get(WEEKLY_PULSE)
        assert kept.survey.calendar is not None
        every_other = replace(kept.survey.calendar, every=Every.FORTNIGHTLY)
        assert tx.surveys.revise(replace(kept.survey, calendar=every_other), kept.revision)
    assert digest_for(runtime, 13).next_team_release == date(2027, 2, 26)
    with runtime.store.begin() as tx:
        assert tx.surveys.set_state(WEEKLY_PULSE, SurveyState.RUNNING, SurveyState.PAUSED)
    assert digest_for(runtime, 13).next_team_release is None
