"""A round's life on each database: opened, answered, closed, published, forgotten."""

import pytest

from surveys.errors import NobodyToAsk, NotAsked, NotOnTheList, RoundClosed
from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Account
from surveys.model.questions import Answers
from surveys.model.releases import Tier
from surveys.runtime import Runtime
from surveys.use_cases import answering, closing, opening, reporting
from tests.conftest import MONDAY, Clock
from tests.organisation import (
    account,
    answer,
    close_round,
    enrol,
    open_round,
    pulse_answers,
    send_everything,
)


def test_a_round_is_published_for_services_and_its_ballots_and_key_are_gone(
    runtime: Runtime, clock: Clock
) -> None:
    staff = enrol(runtime)
    opened = open_round(runtime, clock)
    assert send_everything(runtime).count(Kind.INVITATION) == staff
    for number in range(1, staff + 1):
        answer(runtime, number, opened, 1 + number % 5)
    assert opened.id in runtime.store.keys.round_ids()
    close_round(runtime, clock)
    shown = {row["node"] for row in reporting.results(runtime) if row["shown"]}
    assert shown == {
        "Children's Services",
        "Children's Services/Referral and Assessment",
        "Children's Services/Fostering",
    }
    assert runtime.store.keys.round_ids() == frozenset()
    with runtime.store.begin() as tx:
        assert list(tx.ballots.of(opened.id)) == []


def test_an_answer_can_be_changed_and_withdrawn_until_the_round_closes(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime)
    opened = open_round(runtime, clock)
    answer(runtime, 3, opened, 2, "a first word")
    answer(runtime, 3, opened, 4, "a second word")
    assert answering.recall(runtime, account(3), opened.id).chosen == pulse_answers(
        dict.fromkeys(opened.questions, 4), "a second word"
    )
    assert answering.withdraw(runtime, account(3), opened.id)
    assert not answering.withdraw(runtime, account(3), opened.id)
    answer(runtime, 3, opened, 5)
    close_round(runtime, clock)
    with pytest.raises(RoundClosed):
        answer(runtime, 3, opened, 1)


def test_nobody_is_asked_before_a_working_day_after_their_welcome(
    runtime: Runtime, clock: Clock
) -> None:
    clock.move_to(MONDAY)
    enrol(runtime)
    with pytest.raises(NobodyToAsk):
        opening.open_now(runtime)
    clock.pass_(days=1)
    assert opening.open_now(runtime).questions[0] == "how_are_you"


def test_strangers_and_people_who_were_not_asked_are_refused(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime)
    opened = open_round(runtime, clock)
    nothing = Answers()
    with pytest.raises(NotOnTheList):
        answering.submit(runtime, Account("T0LOCAL", "U9999"), opened.id, nothing)
    with runtime.store.begin() as tx:
        assert tx.rounds.was_asked(opened.id, tx.people.all()[0].id)
    with pytest.raises((NotAsked, RoundClosed)):
        answering.submit(runtime, account(1), "no-such-round", nothing)


def test_closing_twice_publishes_once(runtime: Runtime, clock: Clock) -> None:
    staff = enrol(runtime)
    opened = open_round(runtime, clock)
    for number in range(1, staff + 1):
        answer(runtime, number, opened, 3)
    close_round(runtime, clock)
    assert closing.close_due(runtime) == ()
    with runtime.store.published() as db:
        assert [one.tier for one in db.releases.all()] == [Tier.WEEKLY]
    digests = send_everything(runtime)
    assert digests.count(Kind.DIGEST) == 5
    assert send_everything(runtime) == []


def test_a_round_whose_key_is_lost_is_void_and_people_are_asked_again(
    runtime: Runtime, clock: Clock
) -> None:
    staff = enrol(runtime)
    opened = open_round(runtime, clock)
    send_everything(runtime)
    answer(runtime, 1, opened, 3)
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(account(2).slack_id, "T0LOCAL")
        assert person is not None
        later = f"{opened.id}:2026-09-07T12:00"
        tx.deliveries.add([Delivery("later", Kind.LATER, person.id, later, clock())])
    runtime.store.keys.destroy(opened.id)
    assert [one.id for one in closing.void_unreadable(runtime)] == [opened.id]
    with runtime.store.begin() as tx:
        assert sum(tx.deliveries.counts(Kind.LATER).values()) == 0  # nor who opened the message
        (again,) = tx.rounds.open()
        assert list(tx.ballots.of(opened.id)) == []
    assert (again.number, again.repeats, again.questions) == (
        opened.number,
        True,
        opened.questions,
    )
    assert send_everything(runtime).count(Kind.INVITATION) == staff
