"""Pools: people are asked as they reach a milestone, and their answers wait for each other."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from surveys.errors import MilestoneMeansElse, SurveyAsksAtMilestones
from surveys.model.asking import Came, Reason
from surveys.model.deliveries import Kind
from surveys.model.milestones import Event
from surveys.model.questions import Answers
from surveys.model.releases import Release
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, Every
from surveys.runtime import Runtime
from surveys.use_cases import answering, authoring, closing, delivering, enrolling, opening
from tests.conftest import Clock
from tests.organisation import account, people_file, send_everything
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

BEGIN = datetime(2026, 9, 3, 9, tzinfo=UTC)  # a Thursday
DAILY = asked(Every.MILESTONE, date(2026, 9, 1), time(9), 3, 6)
QUARTER = datetime(2026, 10, 1, 15, tzinfo=UTC)  # Thursday at 16:00 in London
TEAM = "Children's Services/Team 1"


def started(*starts: date, **days: str) -> bytes:
    """A people file of one team whose members started on these days; `days` are everybody's."""
    rows = list(csv.DictReader(io.StringIO(people_file({TEAM: len(starts)}).decode())))
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0], *days])
    writer.writeheader()
    for row, start in zip(rows, starts, strict=True):
        writer.writerow({**row, "start_date": start.isoformat(), **days})
    return text.getvalue().encode()


def staffed(runtime: Runtime, clock: Clock, *starts: date) -> Runtime:
    """People with these starts, welcomed, and a survey that asks at 3 and 6 months alone."""
    clock.move_to(BEGIN)
    enrolling.apply_people(runtime, started(*starts))
    send_everything(runtime)
    opening.open_due(runtime)
    authoring.pause(runtime, WEEKLY_PULSE)
    run(runtime, DAILY, minutes=2)
    return runtime


def pools(runtime: Runtime) -> dict[int | None, Round]:
    with runtime.store.begin() as tx:
        return {one.milestone: one for one in tx.rounds.open()}


def answer_all(runtime: Runtime, pool: Round, most: int = 99) -> None:
    for key in sorted(keys_in(runtime, pool))[:most]:
        answers = Answers(comments={"helps": "Time to think."})
        answering.submit(runtime, account(int(key[1:])), pool.id, answers)


def released(runtime: Runtime) -> list[Release]:
    with runtime.store.published() as db:
        return list(db.releases.all())


def test_each_person_is_asked_on_the_day_they_reach_a_milestone(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    starts = (date(2026, 6, 8), date(2026, 6, 12), date(2026, 3, 8), date(2020, 1, 6))
    runtime = staffed(sqlite_runtime, clock, *starts)
    seen: dict[date, dict[int | None, set[str]]] = {}
    for day in (7, 8, 11, 12, 14):
        live(runtime, clock, datetime(2026, 9, day, 12, tzinfo=UTC))
        found = pools(runtime).items()
        seen[date(2026, 9, day)] = {months: keys_in(runtime, pool) for months, pool in found}
    assert list(seen.values()) == [
        {},
        {3: {"E0001"}, 6: {"E0003"}},
        {3: {"E0001"}, 6: {"E0003"}},
        {3: {"E0001"}, 6: {"E0003"}},
        {3: {"E0001", "E0002"}, 6: {"E0003"}},  # the twelfth is a Saturday
    ]
    pool = pools(runtime)[3]
    with runtime.store.begin() as tx:
        (last,) = tx.asks.since(date(2026, 9, 14)).values()
        assert sum(tx.deliveries.counts(Kind.INVITATION).values()) == 3
        assert sum(tx.deliveries.counts(Kind.REMINDER).values()) == 0  # though the survey has one
        assert len(tx.windows.tree(pool.window_id).nodes) == 1
    assert [(one.survey, one.asked_on) for one in last] == [(LONGER.id, date(2026, 9, 14))]


def test_after_an_outage_whoever_reached_a_milestone_lately_is_asked_and_older_days_are_missed(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    starts = (date(2026, 6, 8), date(2026, 6, 9), date(2026, 6, 22))
    runtime = staffed(sqlite_runtime, clock, *starts)
    live(runtime, clock, datetime(2026, 9, 7, 12, tzinfo=UTC))
    clock.move_to(datetime(2026, 9, 23, 12, tzinfo=UTC))
    (pool,) = tick(runtime)
    assert keys_in(runtime, pool) == {"E0002", "E0003"}  # ten working days ago, and yesterday
    missed = {day for day, one in came(runtime, LONGER.id).items() if one is Came.MISSED}
    assert missed == {date(2026, 9, 8)}
    assert tick(runtime) == ()
    assert keys_in(runtime, pool) == {"E0002", "E0003"}


def test_whoever_was_asked_something_else_that_week_is_asked_a_week_later(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, date(2026, 6, 8))
    clock.pass_(days=1)
    authoring.pause(runtime, LONGER.id)
    authoring.resume(runtime, WEEKLY_PULSE)
    opening.open_now(runtime)  # on Friday the fourth
    closing.close_now(runtime)
    authoring.pause(runtime, WEEKLY_PULSE)
    authoring.resume(runtime, LONGER.id)
    live(runtime, clock, datetime(2026, 9, 10, 12, tzinfo=UTC))
    assert pools(runtime) == {}
    assert came(runtime, LONGER.id) == {}  # a quiet day came to nothing, and nothing is amiss
    live(runtime, clock, datetime(2026, 9, 11, 12, tzinfo=UTC))
    assert keys_in(runtime, pools(runtime)[3]) == {"E0001"}


def test_the_pulse_gives_way_to_a_milestone_of_that_week(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, date(2026, 6, 13), date(2026, 6, 14))
    authoring.resume(runtime, WEEKLY_PULSE)
    (pulse,) = live(runtime, clock, datetime(2026, 9, 7, 12, tzinfo=UTC))
    assert keys_in(runtime, pulse) == {"E0001", "E0002"}  # both reach it on Monday the 14th
    (pool,) = live(runtime, clock, datetime(2026, 9, 14, 12, tzinfo=UTC))
    assert keys_in(runtime, pool) == {"E0001", "E0002"}
    assert came(runtime, WEEKLY_PULSE)[date(2026, 9, 14)] is Came.NOBODY


def test_with_too_few_answers_a_pool_waits_for_the_next_quarter(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, *[date(2026, 3, 8)] * 25)
    live(runtime, clock, datetime(2026, 9, 8, 12, tzinfo=UTC))
    pool = pools(runtime)[6]
    assert pool.closes_at == QUARTER
    answer_all(runtime, pool, most=19)
    live(runtime, clock, QUARTER + timedelta(minutes=1), days=1)
    waiting = pools(runtime)[6]
    assert waiting == replace(pool, closes_at=datetime(2027, 1, 4, 16, tzinfo=UTC))
    assert released(runtime) == []
    answering.withdraw(runtime, account(1), pool.id)  # still sealed, and still their own
    answer_all(runtime, pool, most=20)
    live(runtime, clock, waiting.closes_at, days=7)
    assert pools(runtime) == {}
    assert [one.round_number for one in released(runtime)] == [0]
    assert runtime.store.keys.round_ids() == frozenset()


def test_whoever_reaches_a_milestone_just_before_a_check_waits_for_the_next_pool(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, *[date(2026, 6, 8)] * 22, date(2026, 6, 21))
    live(runtime, clock, datetime(2026, 9, 8, 12, tzinfo=UTC))
    first = pools(runtime)[3]
    answer_all(runtime, first)
    live(runtime, clock, QUARTER - timedelta(hours=1), days=1)
    assert len(keys_in(runtime, first)) == 22  # the last has fewer than ten working days
    live(runtime, clock, QUARTER + timedelta(days=2), days=1)
    second = pools(runtime)[3]
    assert keys_in(runtime, second) == {"E0023"}
    assert second.closes_at == datetime(2027, 1, 4, 16, tzinfo=UTC)
    assert second.number == 1


def test_a_pool_of_no_more_people_than_a_release_needs_waits_though_each_has_answered(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, *[date(2026, 6, 8)] * 21)
    live(runtime, clock, datetime(2026, 9, 8, 12, tzinfo=UTC))
    answer_all(runtime, pools(runtime)[3])
    live(runtime, clock, QUARTER + timedelta(minutes=1), days=1)
    assert released(runtime) == []
    assert pools(runtime)[3].closes_at == datetime(2027, 1, 4, 16, tzinfo=UTC)


def test_nobody_learns_by_trying_whether_a_pool_has_answers_enough(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, date(2026, 6, 8))
    live(runtime, clock, datetime(2026, 9, 8, 12, tzinfo=UTC))
    for attempt in (closing.close_now, opening.open_now):
        with pytest.raises(SurveyAsksAtMilestones):
            attempt(runtime, LONGER.id)
    assert len(pools(runtime)) == 1


def test_a_pool_of_a_survey_in_the_archive_ends_at_its_next_check(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, date(2026, 6, 8))
    live(runtime, clock, datetime(2026, 9, 8, 12, tzinfo=UTC))
    answer_all(runtime, pools(runtime)[3])
    authoring.archive(runtime, LONGER.id)
    live(runtime, clock, QUARTER, days=1)
    assert pools(runtime) == {}
    assert not any(cell.shown for one in released(runtime) for cell in one.cells)


@pytest.mark.parametrize(("people", "is_shown"), [(21, False), (22, True)])
def test_the_end_of_a_survey_shows_nothing_of_a_pool_that_would_have_waited(
    sqlite_runtime: Runtime, clock: Clock, people: int, is_shown: bool
) -> None:
    runtime = staffed(sqlite_runtime, clock, *[date(2026, 6, 8)] * people)
    live(runtime, clock, datetime(2026, 9, 8, 12, tzinfo=UTC))
    answer_all(runtime, pools(runtime)[3], most=20)
    authoring.archive(runtime, LONGER.id)
    live(runtime, clock, QUARTER, days=1)
    (release,) = released(runtime)
    assert bool([cell for cell in release.cells if cell.shown]) is is_shown


def test_a_pool_whose_key_is_lost_asks_the_same_people_again(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, date(2026, 6, 8), date(2026, 6, 14))
    live(runtime, clock, datetime(2026, 9, 14, 12, tzinfo=UTC))
    pool = pools(runtime)[3]
    runtime.store.keys.destroy(pool.id)
    clock.move_to(QUARTER + timedelta(days=9))  # found out late, after a check date
    tick(runtime)
    again = pools(runtime)[3]
    assert (again.number, again.repeats, again.milestone) == (pool.number, True, 3)
    assert again.closes_at == datetime(2027, 1, 4, 16, tzinfo=UTC)
    assert keys_in(runtime, again) == {"E0001", "E0002"}
    clock.pass_(days=1)
    assert tick(runtime) == ()
    assert keys_in(runtime, again) == {"E0001", "E0002"}


def test_who_can_be_asked_no_more_is_counted_once_with_the_reason(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, date(2026, 6, 8), date(2026, 6, 8))
    enrolling.pause(runtime, account(2), date(2027, 6, 1))
    live(runtime, clock, datetime(2026, 9, 21, 12, tzinfo=UTC))
    pool = pools(runtime)[3]
    assert keys_in(runtime, pool) == {"E0001"}
    assert left_out(runtime, pool) == {}  # the second could still be asked
    live(runtime, clock, datetime(2026, 9, 30, 12, tzinfo=UTC))
    assert left_out(runtime, pool) == {Reason.AWAY: 1}


def test_months_count_from_the_event_and_whoever_has_none_is_not_asked(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, *[date(2020, 1, 6)] * 26)
    from_abroad = replace(DAILY, event=Event.ABROAD, months=(0, 3))
    run(runtime, from_abroad, id="settling", minutes=2)
    live(runtime, clock, datetime(2026, 9, 7, 12, tzinfo=UTC))
    assert pools(runtime) == {}
    enrolling.apply_people(
        runtime, started(*[date(2020, 1, 6)] * 26, from_abroad_since="2026-06-08")
    )
    live(runtime, clock, datetime(2026, 9, 8, 12, tzinfo=UTC))
    pool = pools(runtime)[3]
    assert len(keys_in(runtime, pool)) == 26
    with pytest.raises(MilestoneMeansElse):
        keep(runtime, replace(LONGER, id="settling", minutes=2, calendar=DAILY))
    answer_all(runtime, pool)
    live(runtime, clock, QUARTER + timedelta(minutes=1), days=1)
    (one,) = released(runtime)
    with runtime.store.begin() as tx:
        assert len(tx.windows.tree(one.window_id).nodes) == 1  # the organisation, nothing finer


def test_nobody_on_a_long_leave_is_asked_and_they_are_once_they_are_back(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = staffed(sqlite_runtime, clock, date(2026, 6, 8))
    days = {"on_leave_from": "2026-06-20", "back_from_leave": "2026-09-15"}
    enrolling.apply_people(runtime, started(date(2026, 6, 8), **days))
    live(runtime, clock, datetime(2026, 9, 14, 12, tzinfo=UTC))
    assert pools(runtime) == {}
    live(runtime, clock, datetime(2026, 9, 15, 12, tzinfo=UTC))
    assert keys_in(runtime, pools(runtime)[3]) == {"E0001"}
    (due,) = [one for one in delivering.claim(runtime, "test") if one.kind is Kind.INVITATION]
    assert delivering.compose(runtime, due) is not None
    enrolling.apply_people(runtime, started(date(2026, 6, 8), on_leave_from="2026-09-15"))
    assert delivering.compose(runtime, due) is None
