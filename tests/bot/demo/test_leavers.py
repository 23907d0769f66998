"""Leavers in the demo: who goes, what they say, and what the list is without them."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.guide import guides
from bot.demo.leavers import GONE, LEAVERS, SAID, SILENT, here, leavers, without
from bot.demo.organisation import invented_people, write_people
from bot.demo.show import tidy
from bot.demo.staff import service_of
from surveys.bank.leaving import load_leaving
from surveys.model.keeping import Record
from surveys.model.milestones import Event
from surveys.rules import retention
from surveys.rules.leaving.deciding import FEWEST, may_look
from surveys.rules.people_file import people_in
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.use_cases import enrolling, retaining
from tests.conftest import Clock
from tests.organisation import enrol, people_file


def test_those_who_go_allow_a_release_and_leave_everybody_with_a_task_behind(
    tmp_path: Path,
) -> None:
    file = tmp_path / "people.csv"
    write_people(invented_people(), file)
    rows = people_in(file.read_bytes())
    going = leavers(rows)
    assert len(going) == LEAVERS
    assert LEAVERS - SILENT >= FEWEST
    assert may_look([service_of(one) for one in going], 0)
    assert max(Counter(one.unit for one in going).values()) <= 2
    assert not {one.member_id for one in guides(rows)} & {one.accounts[0].slack_id for one in going}
    assert (len(here(rows, GONE)), len(here(rows, GONE + 1))) == (len(rows), len(rows) - LEAVERS)
    left = people_in(without(file.read_bytes(), {one.key for one in going}))
    assert len(left) == len(rows) - LEAVERS
    assert {one.unit for one in left} == {one.unit for one in rows}
    days = Counter(event for one in rows for event, _day in one.dates)
    assert all(days[one] for one in (Event.QUALIFIED, Event.PROBATION, Event.ABROAD, Event.BACK))


def test_a_small_service_has_nobody_to_spare(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    write_people(invented_people(60), file)
    assert leavers(people_in(file.read_bytes())) == ()


def test_what_leavers_say_names_nobody_and_has_reasons_of_the_bank() -> None:
    known = set(load_leaving().by_id)
    for first, second, main, *words in SAID:
        assert {first, second, main} <= known
        assert main in (first, second)
        assert all(guarded(one, frozenset()) is None for one in words)


def test_at_its_end_the_demo_removes_what_is_over_by_todays_clock(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime, {"Children's Services/Team 1": 3})
    enrolling.apply_people(sqlite_runtime, people_file({"Children's Services/Team 1": 2}))

    def overdue(now: datetime) -> tuple[Record, ...]:
        with sqlite_runtime.store.begin() as tx:
            return retention.overdue(sqlite_runtime.policy.keep, tx.retention.oldest(), now)

    retaining.retain(sqlite_runtime)  # the night of its own clock
    later = clock.at + timedelta(days=60)
    assert overdue(later) == (Record.LEAVERS,)
    tidy(sqlite_runtime, later)
    assert overdue(later) == ()
