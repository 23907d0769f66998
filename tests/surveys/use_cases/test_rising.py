"""Thresholds only rise, whichever way an administrator tries."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from surveys.errors import ThresholdsLowered
from surveys.model.marks import ThresholdMark
from surveys.model.messages import Invitation
from surveys.model.policy import LOWEST, Policy
from surveys.model.rounds import Round, Seat, Thresholds
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules.rising import ever_fell, is_chain
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.use_cases import closing, delivering, opening, starting
from tests.conftest import MONDAY, Clock, with_policy
from tests.organisation import TEAMS, answer, close_round, enrol, open_round
from tests.surveys.store.samples import furnish, round_

HIGH = Thresholds(7, 25, 12)
LOWER = (LOWEST, Thresholds(6, 25, 12), Thresholds(7, 24, 12), Thresholds(7, 25, 11))


@pytest.fixture
def high(runtime: Runtime) -> Runtime:
    """An organisation that asks for larger groups than it must."""
    enrol(runtime, TEAMS)
    return with_policy(runtime, thresholds=HIGH)


def lowered(runtime: Runtime, thresholds: Thresholds = LOWEST) -> Runtime:
    return with_policy(runtime, thresholds=thresholds)


def marks(runtime: Runtime) -> tuple[ThresholdMark, ...]:
    with runtime.store.begin() as tx:
        return tx.marks.all()


def kept(runtime: Runtime) -> list[Thresholds]:
    """What rounds were opened under, the oldest first; held against the chain."""
    with runtime.store.begin() as tx:
        rounds = {one.id: one.thresholds for one in tx.rounds.all()}
    chain = marks(runtime)
    assert is_chain(chain)
    assert not ever_fell(chain)
    assert rounds == {one.round_id: one.thresholds for one in chain}
    return [one.thresholds for one in chain]


@pytest.mark.parametrize("wanted", LOWER)
def test_a_start_under_lower_thresholds_is_refused_by_name_and_number(
    high: Runtime, clock: Clock, wanted: Thresholds
) -> None:
    open_round(high, clock)
    close_round(high, clock)
    with pytest.raises(ThresholdsLowered) as refused:
        starting.check(lowered(high, wanted))
    least = {"SMALLEST_TEAM=7": 7, "SMALLEST_WEEK=25": 25, "SMALLEST_COMMENTS=12": 12}
    given = dict(zip(least, (wanted.team, wanted.week, wanted.comments), strict=True))
    for setting, number in least.items():
        assert (setting in refused.value.sentence) == (given[setting] < number)
    starting.check(high)
    starting.check(lowered(high, Thresholds(8, 30, 12)))


def test_before_any_round_the_settings_may_be_what_they_like(high: Runtime) -> None:
    starting.check(high)
    starting.check(lowered(high))


def test_what_is_set_is_an_act_of_whoever_runs_the_server_once(high: Runtime) -> None:
    starting.check(lowered(high))  # as nobody set anything
    for wanted in (HIGH, HIGH, LOWEST, LOWEST):
        starting.check(lowered(high, wanted))
    with high.store.looking() as tx:
        acts = [one for one in tx.trail.whole().acts if one.kind is ActKind.THRESHOLDS_SET]
    assert {one.actor for one in acts} == {COMMAND_LINE}
    assert [dict(one.subject) for one in acts] == [
        {"team": "7", "week": "25", "comments": "12"},
        {"team": "5", "week": "20", "comments": "10"},
    ]


def test_what_rounds_were_opened_under_is_no_news(high: Runtime, clock: Clock) -> None:
    open_round(high, clock)  # by a version that kept no such act
    starting.check(high)
    with high.store.looking() as tx:
        assert tx.trail.last_of({ActKind.THRESHOLDS_SET}) is None


def test_nobody_starts_below_the_lowest(runtime: Runtime) -> None:
    with pytest.raises(ThresholdsLowered, match="SMALLEST_TEAM=5, SMALLEST_WEEK=20"):
        starting.check(lowered(runtime, Thresholds(4, 19, 10)))


def test_a_policy_made_by_hand_lowers_nothing(high: Runtime, clock: Clock) -> None:
    open_round(high, clock)
    close_round(high, clock)
    clock.pass_(days=3)  # a week after it was last asked, nobody is asked too often
    opening.open_now(replace(high, policy=Policy(thresholds=Thresholds(1, 1, 1))))
    assert kept(high) == [HIGH, HIGH]


def test_a_first_round_is_never_below_the_lowest(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, TEAMS)
    open_round(replace(runtime, policy=Policy(thresholds=Thresholds(1, 30, 1))), clock)
    assert kept(runtime) == [Thresholds(5, 30, 10)]


def test_opening_again_by_hand_or_by_calendar_lowers_nothing(high: Runtime, clock: Clock) -> None:
    open_round(high, clock)
    close_round(high, clock)
    clock.pass_(days=3)  # a week after it was last asked, nobody is asked too often
    opening.open_now(lowered(high))
    closing.close_now(lowered(high))
    closing.finish(high)
    clock.move_to(MONDAY.replace(day=21))
    assert opening.open_due(lowered(high))
    assert kept(high) == [HIGH] * 3


def test_a_round_asked_again_after_a_lost_key_keeps_what_was_promised(
    high: Runtime, clock: Clock
) -> None:
    lost = open_round(high, clock)
    high.store.keys.destroy(lost.id)
    assert closing.void_now(lowered(high))
    assert kept(high) == [HIGH, HIGH]
    assert len(high.store.keys.round_ids()) == 1


def test_each_threshold_rises_by_itself(high: Runtime, clock: Clock) -> None:
    open_round(high, clock)
    close_round(high, clock)
    clock.pass_(days=3)  # a week after it was last asked, nobody is asked too often
    opening.open_now(lowered(high, Thresholds(5, 40, 10)))
    assert kept(high) == [HIGH, Thresholds(7, 40, 12)]


def test_an_invitation_says_what_its_round_was_opened_under(high: Runtime, clock: Clock) -> None:
    open_round(high, clock)
    clock.pass_(hours=1)
    composed = [delivering.compose(lowered(high), one) for one in delivering.claim(high, "a test")]
    said = {one.thresholds for one in composed if isinstance(one, Invitation)}
    assert said == {HIGH}


def test_an_older_database_brings_its_own_promises_along(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path
) -> None:
    enrol(sqlite_runtime, TEAMS)
    high = lowered(sqlite_runtime, HIGH)
    answer(high, 3, open_round(high, clock), 4)
    high.store.settle()
    shutil.copy(tmp_path / "data" / "staff_voice.db", tmp_path / "backup.db")
    close_round(high, clock)
    clock.pass_(days=3)  # a week after it was last asked, nobody is asked too often
    opening.open_now(lowered(high, Thresholds(9, 30, 15)))
    shutil.copy(tmp_path / "backup.db", tmp_path / "restored.db")
    engine = open_database(f"sqlite:///{tmp_path}/restored.db")
    restored = replace(lowered(high), store=Store(engine, high.store.keys))
    with pytest.raises(ThresholdsLowered):
        starting.check(restored)
    clock.move_to(MONDAY)
    assert closing.void_unreadable(restored)  # its key went with its closing
    assert kept(restored) == [HIGH, HIGH]
    engine.dispose()


def test_rounds_opened_at_once_follow_one_another(store: Store) -> None:
    furnish(store)

    def open_one(number: int) -> None:
        with store.begin() as tx:
            tx.rounds.add(_round(number), [Seat("p1", "team")])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_one, range(1, 40)))
    with store.begin() as tx:
        chain = tx.marks.all()
        highest = tx.marks.highest()
    assert [one.position for one in chain] == list(range(1, 41))
    assert is_chain(chain)
    assert not ever_fell(chain)
    assert highest == Thresholds(44, 20, 10)


def _round(number: int) -> Round:
    return round_(number, thresholds=Thresholds(5 + number, 20, 10))


def test_a_chain_with_any_link_changed_left_out_or_put_in_is_none(store: Store) -> None:
    furnish(store)
    with store.begin() as tx:
        for number in range(1, 4):
            tx.rounds.add(_round(number), [Seat("p1", "team")])
        chain = tx.marks.all()
    assert is_chain(chain)
    assert not is_chain(chain[1:])
    assert not is_chain((*chain[:2], chain[3]))
    assert not is_chain((*chain[:1], chain[2], chain[1], chain[3]))
    for changes in ({"round_id": "another"}, {"thresholds": HIGH}, {"digest": "0" * 64}):
        assert not is_chain((chain[0], replace(chain[1], **changes), *chain[2:]))
