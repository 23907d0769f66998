"""Rounds, windows, schedules, ballots and releases, on each database."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from surveys.errors import RoundAlreadyOpen
from surveys.model.asking import Due
from surveys.model.figures import Displayed
from surveys.model.releases import Bound, Cell, Tier, UnitTotal
from surveys.model.rounds import Ballot, RoundState, Seat
from surveys.rules.seating import frozen_tree
from surveys.store.database import Store
from tests.surveys.store import samples

NOW = samples.NOW
TAGS = [bytes([n]) * 16 for n in (3, 1, 2)]


@pytest.fixture(autouse=True)
def _furnished(store: Store) -> None:
    samples.furnish(store, people=2)


def test_a_round_comes_back_with_its_roster(store: Store) -> None:
    with store.begin() as tx:
        assert tx.rounds.find("r0") == samples.round_()
        assert tx.rounds.open() == (samples.round_(),)
        assert tx.rounds.roster("r0") == (Seat("p1", "team"), Seat("p2", "team"))
        assert tx.rounds.was_asked("r0", "p1")
        assert not tx.rounds.was_asked("r0", "p3")
        assert tx.rounds.find("r9") is None


def test_a_round_closes_once(store: Store) -> None:
    early = NOW + timedelta(days=1)
    with store.begin() as tx:
        assert tx.rounds.close("r0", early)
        assert not tx.rounds.close("r0", early)
        assert tx.rounds.open() == ()
        closed = samples.round_(state=RoundState.CLOSED, closes_at=early)
        assert tx.rounds.closed_in("w0") == (closed,)
        assert tx.rounds.unscrubbed() == (closed,)
        tx.rounds.scrubbed(["r0"])
        assert tx.rounds.unscrubbed() == ()


def test_a_number_is_given_once_and_passes_on_from_a_void_round(store: Store) -> None:
    with store.begin() as tx:
        assert tx.rounds.next_number("weekly-pulse") == 1
        assert tx.rounds.next_number("another survey") == 0
        tx.rounds.void("r0")
        assert tx.rounds.next_number("weekly-pulse") == 0
        tx.rounds.add(samples.round_(0, id="again"), [Seat("p1", "team")])
    with pytest.raises(RoundAlreadyOpen), store.begin() as tx:
        tx.rounds.add(samples.round_(0, id="a third"), [Seat("p1", "team")])


def test_what_remains_of_a_round_comes_back(store: Store) -> None:
    totals = (UnitTotal("how_are_you", "team", 9, 31.0),)
    with store.begin() as tx:
        tx.rounds.keep_totals("r0", ())
        assert tx.rounds.totals("r0") == ()
        tx.rounds.keep_totals("r0", totals)
        assert tx.rounds.totals("r0") == totals


def test_a_window_keeps_its_tree_in_order(store: Store) -> None:
    with store.begin() as tx:
        assert tx.windows.find("weekly-pulse", 0) == "w0"
        assert tx.windows.find("weekly-pulse", 1) is None
        assert tx.windows.tree("w0") == frozen_tree([samples.ORG, samples.TEAM])
    with pytest.raises(IntegrityError), store.begin() as tx:
        tx.windows.add("w9", "weekly-pulse", 0, frozen_tree([samples.ORG]))


def test_a_schedule_moves_on_once_and_a_date_occurs_once(store: Store) -> None:
    later = NOW + timedelta(weeks=1)
    with store.begin() as tx:
        assert tx.schedules.next_run("weekly-pulse") is None
        tx.schedules.begin("weekly-pulse", NOW)
        assert tx.schedules.advance(Due("weekly-pulse", NOW, 1), later, 2)
        assert not tx.schedules.advance(Due("weekly-pulse", NOW, 1), later, 2)
        assert tx.schedules.next_run("weekly-pulse") == later
        assert tx.schedules.occur("weekly-pulse", date(2026, 9, 7))
        assert not tx.schedules.occur("weekly-pulse", date(2026, 9, 7))
        assert tx.schedules.occur("another survey", date(2026, 9, 7))


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="time zone"), store.begin() as tx:
        tx.schedules.begin("weekly-pulse", datetime(2026, 9, 7, 9, 0))  # noqa: DTZ001 - wrong on purpose


def test_a_ballot_is_replaced_withdrawn_and_read_in_the_order_of_tags(store: Store) -> None:
    with store.begin() as tx:
        for tag in TAGS:
            tx.ballots.put([("r0", Ballot(tag, b"first"))])
        tx.ballots.put([("r0", Ballot(TAGS[0], b"second"))])
        assert tx.ballots.find("r0", TAGS[0]) == Ballot(TAGS[0], b"second")
        assert [one.tag for one in tx.ballots.of("r0")] == sorted(TAGS)
        assert tx.ballots.withdraw("r0", TAGS[0])
        assert not tx.ballots.withdraw("r0", TAGS[0])
        assert tx.ballots.find("r0", TAGS[0]) is None


def test_destroying_one_rounds_ballots_leaves_anothers(store: Store) -> None:
    with store.begin() as tx:
        tx.rounds.add(samples.round_(1), [Seat("p1", "team")])
        for round_id in ("r0", "r1"):
            tx.ballots.put([(round_id, Ballot(TAGS[0], b"box"))])
            tx.ballots.postpone(round_id, TAGS[1], NOW)
        tx.ballots.destroy("r0")
        assert list(tx.ballots.of("r0")) == []
        assert tx.ballots.due_postponements("r0", NOW) == ()
        assert [one.tag for one in tx.ballots.of("r1")] == [TAGS[0]]
        assert tx.ballots.due_postponements("r1", NOW) == (TAGS[1],)


def test_a_postponement_is_the_last_one_made_and_is_due_in_its_time(store: Store) -> None:
    with store.begin() as tx:
        tx.ballots.postpone("r0", TAGS[0], NOW)
        tx.ballots.postpone("r0", TAGS[0], NOW + timedelta(hours=3))
        assert tx.ballots.due_postponements("r0", NOW) == ()
        assert tx.ballots.due_postponements("r0", NOW + timedelta(hours=3)) == (TAGS[0],)
        assert tx.ballots.forget_postponement("r0", TAGS[0])
        assert not tx.ballots.forget_postponement("r0", TAGS[0])


def test_a_ballot_of_a_round_that_never_was_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.begin() as tx:
        tx.ballots.put([("r9", Ballot(TAGS[0], b"box"))])


def test_a_release_comes_back_as_it_was_published(store: Store) -> None:
    with store.begin() as tx:
        tx.releases.add(samples.release(), [samples.comment()])
        tx.releases.add(samples.release(1, cells=(), turnout=()))
    with store.published() as db:
        assert db.releases.get("weekly0") == samples.release()
        assert db.releases.all() == (
            samples.release(),
            samples.release(1, cells=(), turnout=()),
        )
        with pytest.raises(LookupError):
            db.releases.get("weekly9")


def test_the_newest_release_is_one_of_its_tier(store: Store) -> None:
    quarter = samples.release(0, Tier.QUARTERLY)
    with store.begin() as tx:
        assert tx.releases.latest("weekly-pulse", Tier.WEEKLY) is None
        tx.releases.add(samples.release(1))
        tx.releases.add(samples.release(0))
        tx.releases.add(quarter)
        assert tx.releases.latest("weekly-pulse", Tier.WEEKLY) == samples.release(1)
        assert tx.releases.latest("weekly-pulse", Tier.QUARTERLY) == quarter
        assert tx.releases.in_window("w0") == (samples.release(0), samples.release(1))


def test_a_release_is_read_at_some_places_and_those_of_late_are_listed(store: Store) -> None:
    with store.begin() as tx:
        for number in (0, 1):
            tx.releases.add(samples.release(number))
        tx.releases.add(samples.release(1, Tier.QUARTERLY))
        whole = samples.release(1)
        at_team = tx.releases.at("weekly1", ["team"])
        assert (at_team.cells, at_team.turnout) == (whole.cells[1:], ())
        assert tx.releases.at("weekly1", ["org", "team"]) == whole
        late = tx.releases.closed_since(whole.closed)
        assert late == (
            ("quarterly1", "weekly-pulse", Tier.QUARTERLY, whole.closed),
            ("weekly1", "weekly-pulse", Tier.WEEKLY, whole.closed),
        )
        assert tx.releases.closed_since(whole.closed + timedelta(seconds=1)) == ()


def test_the_figure_before_is_the_last_one_shown_in_the_same_tier(store: Store) -> None:
    with store.begin() as tx:
        for number in (0, 1, 2):
            cells = samples.release().cells if number != 1 else ()
            tx.releases.add(samples.release(number, cells=cells))
        tx.releases.add(samples.release(1, Tier.QUARTERLY))
        asked = ("how_are_you", "asked of nobody")
        ((question, (day, cell)),) = tx.releases.last_shown(
            samples.release(2), asked, "org"
        ).items()
        assert (question, day, cell.value) == (asked[0], samples.release(0).local_date, 3.4)
        tx.releases.add(samples.release(3))
        ((newest, _cell),) = tx.releases.last_shown(samples.release(4), asked, "org").values()
        assert newest == samples.release(3).local_date
        assert tx.releases.last_shown(samples.release(0), asked, "org") == {}
        assert tx.releases.last_shown(samples.release(2), asked, "team") == {}


def test_a_pool_is_compared_with_the_last_pool_of_the_same_milestone(store: Store) -> None:
    with store.begin() as tx:
        for number, months in enumerate((3, 6, 3), start=1):
            tx.rounds.add(samples.round_(number, milestone=months), [])
            tx.releases.add(samples.release(number))
        found = tx.releases.last_shown(samples.release(3), ["how_are_you"], "org")
        assert found["how_are_you"][0] == samples.release(1).local_date
        assert tx.releases.last_shown(samples.release(2), ["how_are_you"], "org") == {}


def test_what_was_displayed_before_comes_by_place_oldest_first_and_the_last_where_it_is_old(
    store: Store,
) -> None:
    teams = (Cell("caseload", "team", True, 2.9, None, "5-9"),)
    with store.begin() as tx:
        for number in range(3):
            cells = samples.release().cells + (teams if number == 0 else ())
            tx.releases.add(samples.release(number, cells=cells))
        tx.releases.add(samples.release(1, Tier.QUARTERLY))
        now = samples.release(3, cells=samples.release().cells + teams)
        asked, since = ("how_are_you", "caseload"), samples.release(1).local_date
        found = tx.figures.displayed_before(now, asked, since)
        shown = [Displayed(3.4, Bound.GE, "20-49", samples.release(n).local_date) for n in (1, 2)]
        old = Displayed(2.9, None, "5-9", samples.release(0).local_date)
        assert found == {("how_are_you", "org"): shown, ("caseload", "team"): [old]}
        assert tx.figures.displayed_before(now, ["caseload"], since).keys() == {
            ("caseload", "team")
        }
        assert tx.figures.displayed_before(now, (), since) == {}
        assert tx.figures.displayed_before(samples.release(0), asked, since) == {}


def test_what_a_pool_displayed_comes_before_pools_of_its_milestone_alone(store: Store) -> None:
    with store.begin() as tx:
        for number, months in enumerate((3, 6, 3), start=1):
            tx.rounds.add(samples.round_(number, milestone=months), [])
            tx.releases.add(samples.release(number))
        months_by_round = {("weekly-pulse", n): m for n, m in ((1, 3), (2, 6), (3, 3))}
        assert tx.figures.milestones() == months_by_round
        before = tx.figures.displayed_before(
            samples.release(3), ["how_are_you"], samples.release(0).local_date
        )
        (last,) = before["how_are_you", "org"]
        assert last.on == samples.release(1).local_date


def test_nothing_is_published_twice_under_one_name(store: Store) -> None:
    with store.begin() as tx:
        tx.releases.add(samples.release())
    with pytest.raises(IntegrityError), store.begin() as tx:
        tx.releases.add(samples.release(id="another"), [samples.comment("c2", "another")])
    with store.published() as db:
        assert db.releases.all() == (samples.release(),)
