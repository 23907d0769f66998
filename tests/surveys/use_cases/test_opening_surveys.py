"""Opening surveys of every rhythm: whom they ask, whom they leave out, and when they do not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from surveys.errors import (
    NobodyToAsk,
    NoOpenRound,
    RoundAlreadyOpen,
    SurveyArchived,
    SurveyNotStarted,
    SurveyPausedAlready,
    SurveyUnknown,
)
from surveys.model.asking import Came, Reason
from surveys.model.deliveries import Missed
from surveys.model.surveys import WEEKLY_PULSE, Audience, Every, Tenure
from surveys.runtime import Runtime
from surveys.use_cases import authoring, closing, delivering, enrolling, opening, scheduling
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol
from tests.surveys.use_cases.running import (
    LONGER,
    asked,
    came,
    keep,
    keys_in,
    left_out,
    live,
    run,
    tick,
)

TEAMS = {"Children's Services/Fostering/Team 1": 3, "Children's Services/Duty/Team 2": 2}
FOSTERING, DUTY = {"E0001", "E0002", "E0003"}, {"E0004", "E0005"}
NEXT_MONDAY = MONDAY + timedelta(weeks=1)


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, TEAMS)
    return sqlite_runtime


def unit(runtime: Runtime, name: str) -> str:
    with runtime.store.begin() as tx:
        return next(one.id for one in tx.units.all() if one.name == name)


def test_a_longer_survey_takes_the_pulses_place_for_whom_it_asks(
    runtime: Runtime, clock: Clock
) -> None:
    wednesday = asked(Every.ONCE, date(2026, 9, 9))
    run(runtime, wednesday, audience=Audience(units=(unit(runtime, "Fostering"),)))
    pulse, longer, next_pulse, after = live(
        runtime, clock, NEXT_MONDAY + timedelta(weeks=1, hours=1)
    )
    assert (pulse.survey, keys_in(runtime, pulse)) == (WEEKLY_PULSE, DUTY)
    assert left_out(runtime, pulse) == {Reason.LONGER_COMING: 3}
    assert (longer.survey, keys_in(runtime, longer)) == (LONGER.id, FOSTERING)
    assert left_out(runtime, longer) == {Reason.NOT_IN_AUDIENCE: 2}
    assert keys_in(runtime, next_pulse) == DUTY  # Wednesday to Monday is less than a week
    assert left_out(runtime, next_pulse) == {Reason.ASKED_LATELY: 3}
    assert keys_in(runtime, after) == FOSTERING | DUTY


def test_two_surveys_due_at_the_same_moment_ask_nobody_twice(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.ONCE, MONDAY.date(), time(10)))
    (longer,) = live(runtime, clock, MONDAY)
    assert (longer.survey, keys_in(runtime, longer)) == (LONGER.id, FOSTERING | DUTY)
    assert came(runtime, WEEKLY_PULSE) == {MONDAY.date(): Came.NOBODY}


def test_a_round_keeps_how_many_it_left_out_and_why(runtime: Runtime, clock: Clock) -> None:
    enrolling.pause(runtime, account(1), date(2027, 1, 1))
    contract = asked(Every.ONCE, MONDAY.date())
    run(runtime, contract, audience=Audience(contracts=("Permanent",), tenure=Tenure(12, None)))
    (longer,) = live(runtime, clock, MONDAY)
    assert left_out(runtime, longer) == {Reason.AWAY: 1}
    enrolling.pause(runtime, account(1), None)
    assert left_out(runtime, longer) == {Reason.AWAY: 1}


def test_people_picked_by_what_they_are_sit_in_the_organisation_alone(
    runtime: Runtime, clock: Clock
) -> None:
    by_family = Audience(job_families=("social worker",))
    run(runtime, asked(Every.ONCE, MONDAY.date()), audience=by_family)
    (longer,) = live(runtime, clock, MONDAY)
    with runtime.store.begin() as tx:
        (node,) = tx.windows.tree(longer.window_id).nodes
        assert {seat.leaf_id for seat in tx.rounds.roster(longer.id)} == {node.id}
        assert node.parent_id is None


def test_every_round_of_a_longer_survey_has_a_tree_of_its_own(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.MONTHLY, MONDAY.date()))
    rounds = live(runtime, clock, MONDAY + timedelta(days=65))
    longer = [one for one in rounds if one.survey == LONGER.id]
    assert [one.number for one in longer] == [0, 1, 2]
    assert len({one.window_id for one in longer}) == 3
    assert {one.questions for one in longer} == {("helps",)}
    assert {(one.minutes, one.revision) for one in longer} == {(5, 1)}


def test_a_longer_survey_stays_open_for_as_many_working_days_as_its_author_chose(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.MONTHLY, date(2026, 12, 18)), open_working_days=10)
    rounds = live(runtime, clock, datetime(2026, 12, 19, tzinfo=UTC))
    (longer,) = [one for one in rounds if one.survey == LONGER.id]
    assert longer.closes_at == datetime(2027, 1, 5, 16, 0, tzinfo=UTC)


def test_a_fortnightly_survey_ends_when_its_next_round_begins(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.FORTNIGHTLY, date(2026, 12, 21)), minutes=1)
    rounds = live(runtime, clock, datetime(2027, 1, 4, 9, tzinfo=UTC), days=1)
    first, second = [one for one in rounds if one.survey == LONGER.id]
    assert first.closes_at == second.opens_at  # ten working days would end on the sixth


def test_a_round_waits_for_the_one_before_it_to_close_and_is_not_missed(
    runtime: Runtime, clock: Clock
) -> None:
    live(runtime, clock, MONDAY)
    clock.move_to(NEXT_MONDAY)
    assert opening.open_due(runtime) == ()  # closing went wrong at this tick, say
    assert came(runtime, WEEKLY_PULSE) == {MONDAY.date(): Came.ASKED}
    clock.pass_(minutes=1)
    (opened,) = tick(runtime)
    assert opened.opens_at == NEXT_MONDAY


def test_what_passes_while_a_survey_is_paused_is_neither_asked_nor_missed(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.MONTHLY, MONDAY.date()))
    live(runtime, clock, MONDAY)
    authoring.pause(runtime, LONGER.id)
    assert scheduling.agenda(runtime)[LONGER.id].next_at is None
    clock.move_to(MONDAY + timedelta(days=60))  # nothing ran meanwhile, to notice the pause
    authoring.resume(runtime, LONGER.id)
    assert LONGER.id not in {one.survey for one in tick(runtime)}
    live(runtime, clock, MONDAY + timedelta(days=92))
    asked_on = (date(2026, 9, 7), date(2026, 11, 9), date(2026, 12, 7))
    assert came(runtime, LONGER.id) == dict.fromkeys(asked_on, Came.ASKED)  # none in October


def test_an_open_round_of_a_paused_survey_runs_on(runtime: Runtime, clock: Clock) -> None:
    run(runtime, asked(Every.MONTHLY, MONDAY.date()))
    (longer,) = live(runtime, clock, MONDAY)
    authoring.pause(runtime, LONGER.id)
    clock.move_to(longer.closes_at)
    assert [one.id for one in closing.close_due(runtime)] == [longer.id]


def test_a_survey_in_the_archive_never_opens(runtime: Runtime, clock: Clock) -> None:
    run(runtime, asked(Every.MONTHLY, MONDAY.date()))
    authoring.archive(runtime, LONGER.id)
    rounds = live(runtime, clock, MONDAY + timedelta(days=60))
    assert LONGER.id not in {one.survey for one in rounds}
    with pytest.raises(SurveyArchived):
        opening.open_now(runtime, LONGER.id)


def test_a_new_calendar_counts_from_when_it_is_kept(runtime: Runtime, clock: Clock) -> None:
    survey = run(runtime, asked(Every.MONTHLY, MONDAY.date()))
    live(runtime, clock, MONDAY + timedelta(days=1))
    keep(runtime, replace(survey, calendar=asked(Every.MONTHLY, date(2026, 9, 1), time(9))))
    assert scheduling.agenda(runtime)[LONGER.id].next_at == datetime(2026, 10, 1, 8, tzinfo=UTC)
    clock.move_to(datetime(2026, 10, 1, 7, tzinfo=UTC))
    tick(runtime)
    clock.move_to(datetime(2026, 10, 1, 8, tzinfo=UTC))
    (longer,) = tick(runtime)
    assert (longer.revision, longer.local_date) == (2, date(2026, 10, 1))


def test_a_new_title_changes_no_date_not_even_one_that_is_due(
    runtime: Runtime, clock: Clock
) -> None:
    survey = run(runtime, asked(Every.ONCE, MONDAY.date()))
    clock.move_to(MONDAY)
    keep(runtime, replace(survey, title="How supervision goes"))
    (longer,) = [one for one in tick(runtime) if one.survey == LONGER.id]
    assert longer.revision == 2


def test_a_survey_started_a_second_before_its_only_date_is_asked(
    runtime: Runtime, clock: Clock
) -> None:
    clock.move_to(MONDAY - timedelta(hours=1, seconds=1))
    run(runtime, asked(Every.ONCE, MONDAY.date()))
    clock.pass_(seconds=9)  # the first tick comes after the date
    assert [one.survey for one in tick(runtime)] == [LONGER.id]
    assert scheduling.agenda(runtime)[LONGER.id].next_at is None
    clock.pass_(days=30)
    assert came(runtime, LONGER.id) == {MONDAY.date(): Came.ASKED}


def test_a_date_with_nobody_to_ask_is_kept_as_such(runtime: Runtime, clock: Clock) -> None:
    run(runtime, asked(Every.ONCE, MONDAY.date()), audience=Audience(contracts=("agency",)))
    live(runtime, clock, MONDAY)
    assert came(runtime, LONGER.id) == {MONDAY.date(): Came.NOBODY}
    assert scheduling.agenda(runtime)[LONGER.id].nobody == (MONDAY.date(),)


def test_dates_that_an_outage_missed_are_shown(runtime: Runtime, clock: Clock) -> None:
    tick(runtime)
    clock.move_to(MONDAY + timedelta(weeks=2, hours=1))
    tick(runtime)
    missed = (MONDAY.date(), NEXT_MONDAY.date())
    assert scheduling.agenda(runtime)[WEEKLY_PULSE].missed == missed
    assert delivering.overview(runtime).missed == (Missed(WEEKLY_PULSE, missed),)
    clock.pass_(days=40)
    assert delivering.overview(runtime).missed == ()


def test_by_hand_only_a_running_survey_opens_and_only_once(runtime: Runtime, clock: Clock) -> None:
    clock.move_to(MONDAY - timedelta(hours=2))
    with pytest.raises(SurveyUnknown):
        opening.open_now(runtime, "no-such")
    survey = replace(LONGER, calendar=asked(Every.YEARLY, date(2027, 1, 11)))
    keep(runtime, survey)
    with pytest.raises(SurveyNotStarted):
        opening.open_now(runtime, LONGER.id)
    authoring.start(runtime, LONGER.id)
    authoring.pause(runtime, LONGER.id)
    with pytest.raises(SurveyPausedAlready):
        opening.open_now(runtime, LONGER.id)
    authoring.resume(runtime, LONGER.id)
    opened = opening.open_now(runtime, LONGER.id)
    assert (opened.survey, opened.opens_at) == (LONGER.id, clock())
    with pytest.raises(RoundAlreadyOpen):
        opening.open_now(runtime, LONGER.id)


def test_whoever_was_just_asked_is_not_asked_by_hand_either(runtime: Runtime, clock: Clock) -> None:
    live(runtime, clock, MONDAY)
    closing.close_now(runtime)
    with pytest.raises(NobodyToAsk) as refused:
        opening.open_now(runtime)
    assert refused.value.sentence == "Nobody can be asked now: 5 asked another survey that week."


def test_a_round_of_one_day_opened_in_the_evening_closes_on_the_next(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.YEARLY, date(2027, 1, 11)), open_working_days=1)
    clock.move_to(MONDAY + timedelta(hours=9))
    opened = opening.open_now(runtime, LONGER.id)
    assert opened.closes_at == MONDAY + timedelta(days=1, hours=6)


def test_one_surveys_rounds_close_early_and_the_others_run_on(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.ONCE, date(2026, 9, 14)))
    with pytest.raises(SurveyUnknown):
        closing.close_now(runtime, "no-such")
    live(runtime, clock, NEXT_MONDAY + timedelta(weeks=1))
    (longer,) = closing.close_now(runtime, LONGER.id)
    assert longer.survey == LONGER.id
    with runtime.store.begin() as tx:
        assert [one.survey for one in tx.rounds.open()] == [WEEKLY_PULSE]
    with pytest.raises(NoOpenRound):
        closing.close_now(runtime, LONGER.id)


def test_people_are_asked_again_for_a_lost_round_and_it_counts_once(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.ONCE, MONDAY.date()))
    (longer,) = live(runtime, clock, MONDAY)
    runtime.store.keys.destroy(longer.id)
    clock.pass_(days=2)
    tick(runtime)
    with runtime.store.begin() as tx:
        (again,) = [one for one in tx.rounds.open() if one.survey == LONGER.id]
        asks = tx.asks.since(date(2026, 1, 1))
    assert again == replace(
        longer, id=again.id, opens_at=clock(), local_date=date(2026, 9, 9), repeats=True
    )
    assert keys_in(runtime, again) == keys_in(runtime, longer)
    assert {(one.survey, one.asked_on) for some in asks.values() for one in some} == {
        (LONGER.id, MONDAY.date())
    }
    assert len([one for some in asks.values() for one in some]) == 5
