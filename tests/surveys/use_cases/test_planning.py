"""Planning: what a survey would come to, why somebody was not asked, what was long not asked."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from surveys.errors import PersonUnknown, SurveyUnknown
from surveys.model.asking import Asked, Milestone, Reason
from surveys.model.deliveries import DeliveryState
from surveys.model.previews import Level, Promise, Result
from surveys.model.surveys import WEEKLY_PULSE, Audience, Every
from surveys.runtime import Runtime
from surveys.use_cases import closing, delivering, enrolling, planning
from tests.conftest import FRIDAY, MONDAY, Clock
from tests.organisation import (
    TEAMS,
    account,
    answer,
    enrol,
    open_round,
    people_file,
    send_everything,
)
from tests.surveys.use_cases.running import LONGER, asked, keep, keys_in, live, run


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime)
    return sqlite_runtime


def draft(runtime: Runtime, **changes: object) -> None:
    calendar = asked(Every.QUARTERLY, MONDAY.date())
    keep(runtime, replace(LONGER, **{"calendar": calendar, **changes}))


def test_a_draft_says_when_it_comes_whom_it_asks_and_what_may_be_shown(runtime: Runtime) -> None:
    enrolling.pause(runtime, account(1), date(2027, 1, 1))
    draft(runtime)
    found = planning.forecast(runtime, LONGER.id)
    assert [one.local_date for one in found.dates] == [
        date(2026, 9, 7),
        date(2026, 12, 7),
        date(2027, 3, 8),  # the seventh is a Sunday
    ]
    assert (found.asked, found.left_out) == (48, {Reason.AWAY: 1})
    assert found.response == 0.6
    (words,) = found.promises
    assert words == Promise(
        Result.WORDS,
        (Level(0, 1, 1, 0), Level(1, 2, 0, 0)),  # fourteen of twenty-four answer in each service
    )


def test_a_picked_audience_has_one_figure_at_most(runtime: Runtime) -> None:
    draft(runtime, audience=Audience(job_families=("social worker",)))
    (found,) = planning.forecast(runtime, LONGER.id).promises
    assert found.levels == (Level(0, 1, 1, 0),)
    draft(runtime, audience=Audience(contracts=("agency",)))
    (found,) = planning.forecast(runtime, LONGER.id).promises
    assert found.levels == ()


def test_what_was_asked_before_counts_on_the_day_a_survey_comes(
    runtime: Runtime, clock: Clock
) -> None:
    open_round(runtime, clock)
    draft(runtime, calendar=asked(Every.ONCE, date(2026, 9, 10)))
    assert planning.forecast(runtime, LONGER.id).left_out == {Reason.ASKED_LATELY: 49}
    draft(runtime, calendar=asked(Every.ONCE, date(2026, 9, 14)))
    assert planning.forecast(runtime, LONGER.id).asked == 49


def test_what_the_last_release_told_of_answering_is_expected_again(
    runtime: Runtime, clock: Clock
) -> None:
    opened = open_round(runtime, clock)
    for number in range(1, 45):
        answer(runtime, number, opened, 3)
    clock.move_to(FRIDAY)
    closing.close_due(runtime)
    assert planning.forecast(runtime, WEEKLY_PULSE).response == pytest.approx(0.9, abs=0.03)


def test_nothing_is_changed_by_looking(runtime: Runtime) -> None:
    draft(runtime)
    with runtime.store.begin() as tx:
        before = (tx.rounds.open(), tx.schedules.all(), tx.surveys.all())
    planning.forecast(runtime, LONGER.id)
    with runtime.store.begin() as tx:
        assert (tx.rounds.open(), tx.schedules.all(), tx.surveys.all()) == before
    with pytest.raises(SurveyUnknown):
        planning.forecast(runtime, "no-such")


def test_one_sentence_says_why_somebody_was_not_asked(runtime: Runtime, clock: Clock) -> None:
    def why(key: str) -> object:
        return planning.why_not(runtime, LONGER.id, key)

    run(runtime, asked(Every.ONCE, MONDAY.date()), audience=Audience(contracts=("permanent",)))
    assert why("E0001") is Reason.NOT_WELCOMED  # this very day
    clock.pass_(days=1)
    assert why("E0001") is None  # it will be asked
    enrolling.pause(runtime, account(2), date(2027, 1, 1))
    live(runtime, clock, MONDAY)
    clock.pass_(days=1)
    newcomers = {**TEAMS, "Children's Services/Fostering/Team 6": 1}
    enrolling.apply_people(runtime, people_file(newcomers))
    assert why("E0050") is Reason.NOT_WELCOMED
    send_everything(runtime)
    clock.pass_(days=3)
    assert why("E0001") == Asked(MONDAY.date(), DeliveryState.SENT)
    assert why("E0002") is Reason.AWAY
    assert why("E0050") is Reason.JOINED_LATER
    with pytest.raises(PersonUnknown):
        why("E9999")


def test_why_tells_of_the_day_the_round_opened_and_not_of_today(
    runtime: Runtime, clock: Clock
) -> None:
    here = replace(LONGER.audience, units=(unit(runtime, "Team 1"),))
    run(runtime, asked(Every.ONCE, date(2026, 9, 4)), audience=here)
    live(runtime, clock, MONDAY)
    later = asked(Every.ONCE, date(2026, 9, 16))
    run(runtime, later, id="supervision-again", audience=here)
    live(runtime, clock, FRIDAY - timedelta(hours=1))  # a week after Friday: they could be asked
    assert planning.why_not(runtime, WEEKLY_PULSE, "E0002") is Reason.ASKED_LATELY
    live(runtime, clock, MONDAY + timedelta(days=10))
    assert planning.why_not(runtime, WEEKLY_PULSE, "E0002") is Reason.LONGER_COMING


def test_why_tells_of_a_date_on_which_nobody_could_be_asked(runtime: Runtime, clock: Clock) -> None:
    open_round(runtime, clock)
    run(runtime, asked(Every.ONCE, date(2026, 9, 9)))
    live(runtime, clock, MONDAY + timedelta(days=30), days=1)
    assert planning.why_not(runtime, LONGER.id, "E0002") is Reason.ASKED_LATELY


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.CANCELLED])
def test_why_says_what_became_of_an_invitation(
    runtime: Runtime, clock: Clock, state: DeliveryState
) -> None:
    opened = open_round(runtime, clock)
    assert why_of_pulse(runtime, "E0002") == Asked(MONDAY.date(), DeliveryState.PENDING)
    for one in delivering.claim(runtime, "test"):
        if state is DeliveryState.FAILED:
            delivering.failed(runtime, one, "test", "user_not_found")
        else:
            delivering.cancelled(runtime, one, "test")
    told = [why_of_pulse(runtime, key) for key in sorted(keys_in(runtime, opened))]
    assert told.count(Asked(MONDAY.date(), state)) == delivering.BATCH
    clock.move_to(FRIDAY)
    closing.close_due(runtime)
    told = [why_of_pulse(runtime, key) for key in sorted(keys_in(runtime, opened))]
    assert Asked(MONDAY.date(), DeliveryState.PENDING) not in told  # nothing is sent any more


def test_why_tells_of_the_milestone_somebody_reaches_or_has_passed(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.MILESTONE, date(2026, 9, 1), time(9), 3, 80))
    found = planning.why_not(runtime, LONGER.id, "E0002")  # started on 6 January 2020
    assert found == Milestone(date(2026, 9, 7), is_past=False)
    live(runtime, clock, MONDAY + timedelta(hours=1))
    assert planning.why_not(runtime, LONGER.id, "E0002") == Asked(
        MONDAY.date(), DeliveryState.PENDING
    )
    run(runtime, asked(Every.MILESTONE, date(2026, 9, 1), time(9), 3), id="settling-in")
    passed = planning.why_not(runtime, "settling-in", "E0002")
    assert passed == Milestone(date(2020, 4, 6), is_past=True)


def why_of_pulse(runtime: Runtime, key: str) -> object:
    return planning.why_not(runtime, WEEKLY_PULSE, key)


def unit(runtime: Runtime, name: str) -> str:
    with runtime.store.begin() as tx:
        return next(one.id for one in tx.units.all() if one.name == name)


def test_coverage_counts_every_surveys_rounds(runtime: Runtime, clock: Clock) -> None:
    assert {one.last for one in planning.covered(runtime)} == {None}
    item = runtime.bank.items[0]
    run(runtime, asked(Every.ONCE, MONDAY.date()), questions=(replace(item, id="own_words"),))
    live(runtime, clock, MONDAY + timedelta(days=14))
    found = {one.driver_id: one for one in planning.covered(runtime)}
    assert found[item.driver_id].last is not None
    assert found[item.driver_id].rounds >= 1
    headline = found[runtime.bank.headline.driver_id]
    assert (headline.last, headline.rounds) == (date(2026, 9, 21), 2)  # the 7th was the survey's
