"""Answering: opened, kept, changed, withdrawn, put off; refused with the right sentence."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from surveys.errors import (
    AnswerNotValid,
    KeyMissing,
    LaterThanClosing,
    NotAsked,
    NotOnTheList,
    Refusal,
    RoundClosed,
)
from surveys.model.messages import Form, Reopened
from surveys.model.people import Account
from surveys.model.questions import Answers
from surveys.model.rounds import Round
from surveys.runtime import Runtime
from surveys.store.tables import metadata
from surveys.use_cases import answering, enrolling, opening
from surveys.use_cases.answering import When
from tests.conftest import FRIDAY, Clock
from tests.organisation import (
    account,
    answer,
    close_round,
    enrol,
    open_round,
    people_file,
    pulse_answers,
)

TEAM = {"Children's Services/Team 1": 3}
ME = account(2)


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, TEAM)
    return sqlite_runtime


@pytest.fixture
def opened(runtime: Runtime, clock: Clock) -> Round:
    return open_round(runtime, clock)


def rows(runtime: Runtime) -> dict[str, list[Any]]:
    with runtime.store.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
        }


def test_a_form_opens_with_the_tapped_choice_and_nothing_else(
    runtime: Runtime, opened: Round
) -> None:
    form = answering.begin(runtime, ME, opened.id, 4)
    assert isinstance(form, Form)
    assert tuple(one.id for one in form.questions) == (*opened.questions, "comment")
    assert form.chosen == Answers({"how_are_you": 4})
    empty = answering.begin(runtime, ME, opened.id, None)
    assert isinstance(empty, Form)
    assert empty.chosen.is_empty


def test_whoever_answered_is_shown_choices_first(runtime: Runtime, opened: Round) -> None:
    answer(runtime, 2, opened, 3)
    assert isinstance(answering.begin(runtime, ME, opened.id, 1), Reopened)
    assert isinstance(answering.begin(runtime, account(3), opened.id, 1), Form)


def test_recalling_without_an_answer_opens_an_empty_form(runtime: Runtime, opened: Round) -> None:
    assert answering.recall(runtime, ME, opened.id).chosen.is_empty


def test_an_answer_changes_one_sealed_row_and_no_other_fact(
    runtime: Runtime, opened: Round
) -> None:
    before = rows(runtime)
    answer(runtime, 2, opened, 3, "Too much paper.")
    after = rows(runtime)
    assert len(after.pop("ballots")) == 1
    assert before.pop("ballots") == []
    assert after == before
    assert "paper" not in str(rows(runtime)["ballots"])


def test_an_answer_of_nothing_takes_an_earlier_one_away(runtime: Runtime, opened: Round) -> None:
    answer(runtime, 2, opened, 3)
    assert not answering.submit(runtime, ME, opened.id, Answers())
    assert rows(runtime)["ballots"] == []
    assert not answering.withdraw(runtime, ME, opened.id)


@pytest.mark.parametrize(
    "wrong",
    [
        Answers({"how_are_you": 0}),
        Answers({"how_are_you": 6}),
        Answers({"no_such_question": 3}),
        Answers(comments={"comment": "x" * 1001}),
    ],
)
def test_an_answer_outside_the_choices_is_refused_and_an_earlier_one_stays(
    runtime: Runtime, opened: Round, wrong: Answers
) -> None:
    answer(runtime, 2, opened, 3)
    before = rows(runtime)
    with pytest.raises(AnswerNotValid):
        answering.submit(runtime, ME, opened.id, wrong)
    assert rows(runtime) == before


def test_a_question_of_another_week_is_refused(runtime: Runtime, opened: Round) -> None:
    other = next(one for one in runtime.bank.items if one.id not in opened.questions)
    with pytest.raises(AnswerNotValid):
        answering.submit(runtime, ME, opened.id, Answers({other.id: 3}))


def everything(runtime: Runtime, caller: Account, round_id: str) -> list[Any]:
    return [
        lambda: answering.begin(runtime, caller, round_id, 3),
        lambda: answering.recall(runtime, caller, round_id),
        lambda: answering.submit(runtime, caller, round_id, Answers({"how_are_you": 3})),
        lambda: answering.withdraw(runtime, caller, round_id),
        lambda: answering.postpone(runtime, caller, round_id, When.TODAY),
    ]


def refused_by_all(runtime: Runtime, caller: Account, round_id: str, by: type[Refusal]) -> None:
    before = rows(runtime)
    for use in everything(runtime, caller, round_id):
        with pytest.raises(by):
            use()
    assert rows(runtime) == before


def test_a_stranger_can_do_nothing(runtime: Runtime, opened: Round) -> None:
    refused_by_all(runtime, Account("T0LOCAL", "U9999"), opened.id, NotOnTheList)


def leave(runtime: Runtime) -> None:
    content = people_file(TEAM).splitlines(keepends=True)
    enrolling.apply_people(runtime, b"".join(content[:2] + content[3:]))


def test_somebody_who_left_can_answer_no_more(runtime: Runtime, opened: Round) -> None:
    leave(runtime)
    for use in (0, 2, 4):  # begin, submit, postpone
        with pytest.raises(NotOnTheList):
            everything(runtime, ME, opened.id)[use]()


def test_somebody_who_left_can_still_see_and_withdraw_their_answer(
    runtime: Runtime, opened: Round
) -> None:
    answering.submit(runtime, ME, opened.id, pulse_answers({"how_are_you": 2}, "leaving"))
    leave(runtime)
    assert isinstance(answering.begin(runtime, ME, opened.id, 4), Reopened)
    assert answering.recall(runtime, ME, opened.id).chosen.comments == {"comment": "leaving"}
    assert answering.withdraw(runtime, ME, opened.id)
    assert rows(runtime)["ballots"] == []


def test_somebody_who_joined_since_was_not_asked(runtime: Runtime, opened: Round) -> None:
    enrolling.apply_people(runtime, people_file({"Children's Services/Team 1": 4}))
    refused_by_all(runtime, account(4), opened.id, NotAsked)


def test_a_round_that_never_was_is_closed(runtime: Runtime, opened: Round) -> None:
    refused_by_all(runtime, ME, "no-such-round", RoundClosed)


def test_a_round_is_closed_from_its_moment_on_though_no_tick_has_closed_it(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    clock.move_to(FRIDAY - timedelta(microseconds=1))
    answer(runtime, 2, opened, 3)
    clock.move_to(FRIDAY)
    refused_by_all(runtime, ME, opened.id, RoundClosed)
    close_round(runtime, clock)
    refused_by_all(runtime, ME, opened.id, RoundClosed)


def test_a_round_without_its_key_says_so_and_keeps_nothing(runtime: Runtime, opened: Round) -> None:
    runtime.store.keys.destroy(opened.id)
    refused_by_all(runtime, ME, opened.id, KeyMissing)


def test_a_pretend_form_belongs_to_no_round(runtime: Runtime) -> None:
    form = answering.pretend(runtime)
    assert form.round_id is None
    assert form.chosen.is_empty


@pytest.mark.parametrize(
    ("now", "when", "due"),
    [
        ((7, 9, 0), When.TODAY, (7, 12, 0)),
        ((7, 14, 30), When.TODAY, (7, 15, 0)),  # an hour before five in London, not after it
        ((7, 15, 15), When.TODAY, (7, 15, 45)),  # half an hour on, for the last hour has begun
        ((7, 15, 45), When.TODAY, (8, 8, 0)),  # no time is left: the next morning at nine
        ((7, 19, 0), When.TODAY, (8, 8, 0)),  # after hours already
        ((7, 9, 0), When.TOMORROW, (8, 9, 0)),
        ((7, 23, 30), When.TOMORROW, (9, 9, 0)),  # past midnight in London
    ],
)
def test_later_is_in_the_persons_own_hours(
    runtime: Runtime,
    opened: Round,
    clock: Clock,
    now: tuple[int, int, int],
    when: When,
    due: tuple[int, int, int],
) -> None:
    clock.move_to(datetime(2026, 9, *now, tzinfo=UTC))
    until = answering.postpone(runtime, ME, opened.id, when)
    assert until == datetime(2026, 9, *due, tzinfo=UTC)
    assert until.tzinfo == runtime.policy.zone


def test_putting_off_keeps_a_tag_and_a_moment_and_skipping_forgets_them(
    runtime: Runtime, opened: Round
) -> None:
    answering.postpone(runtime, ME, opened.id, When.TODAY)
    (row,) = rows(runtime)["postponements"]
    assert "U0002" not in row
    assert answering.postpone(runtime, ME, opened.id, When.SKIP) is None
    assert rows(runtime)["postponements"] == []


def test_later_than_the_closing_is_refused(runtime: Runtime, opened: Round, clock: Clock) -> None:
    clock.move_to(FRIDAY - timedelta(hours=3))
    for when in (When.TODAY, When.TOMORROW):
        with pytest.raises(LaterThanClosing):
            answering.postpone(runtime, ME, opened.id, when)
    assert answering.postpone(runtime, ME, opened.id, When.SKIP) is None


def test_a_round_opened_by_hand_can_be_answered_too(runtime: Runtime, clock: Clock) -> None:
    clock.pass_(days=1)
    by_hand = opening.open_now(runtime)
    answer(runtime, 2, by_hand, 3)
    assert len(rows(runtime)["ballots"]) == 1
