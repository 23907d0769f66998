"""A meeting of the forum: agenda, notes, minutes and what is carried over, on each database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from surveys.errors import (
    AgendaMade,
    ForChampionsAlone,
    FormTooOld,
    MeetingDayWrong,
    MeetingNotYet,
    MinutesPublished,
    NoteMissing,
    QuestionMovedOn,
    VotingOver,
    VotingStillOpen,
)
from surveys.model.deliveries import Kind
from surveys.model.forum import AnswerState, Outcome, QuestionState
from surveys.model.meetings import Minutes, Noted, Stage
from surveys.model.people import Role
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.use_cases import convoking, delivering, meeting, openness, reporting
from tests.acting import publish
from tests.conftest import MONDAY, Clock, with_policy
from tests.forum import MEETING, cycle_id, make_champion, publish_questions, vote
from tests.organisation import account, enrol

CHAMPION, PSW, LEADER, READER = account(5), account(6), account(1), account(9)
AFTER_VOTING = datetime(2026, 12, 4, 9, tzinfo=UTC)
THE_DAY = datetime(2026, 12, 10, 10, tzinfo=UTC)


@pytest.fixture
def forum(runtime: Runtime, clock: Clock) -> Runtime:
    clock.move_to(MONDAY)
    enrol(runtime)
    make_champion(runtime, 5)
    make_champion(runtime, 6, Role.PSW)
    return runtime


def noted(said: str, outcome: Outcome = Outcome.ANSWERED) -> Noted:
    return Noted(Rewritten(said, 0), outcome)


def made(forum: Runtime, clock: Clock) -> list[str]:
    """Publish three questions, vote for the second most, and make the agenda."""
    asked = publish_questions(forum)
    vote(forum, asked[1], *range(10, 17))
    vote(forum, asked[2], 20)
    clock.move_to(AFTER_VOTING)
    meeting.make_agenda(forum, CHAMPION, cycle_id(forum), early=False)
    clock.move_to(THE_DAY)
    return [asked[1], asked[2], asked[0]]


def test_an_agenda_is_made_once_and_ends_the_voting(forum: Runtime, clock: Clock) -> None:
    asked = publish_questions(forum)
    vote(forum, asked[1], *range(10, 17))
    with pytest.raises(ForChampionsAlone):
        meeting.make_agenda(forum, LEADER, cycle_id(forum), early=True)
    with pytest.raises(VotingStillOpen):
        meeting.make_agenda(forum, CHAMPION, cycle_id(forum), early=False)
    assert meeting.make_agenda(forum, PSW, cycle_id(forum), early=True) == 3
    with pytest.raises(VotingOver):
        vote(forum, asked[0], 20)
    with pytest.raises(AgendaMade):
        meeting.make_agenda(forum, CHAMPION, cycle_id(forum), early=True)
    exact = convoking.agenda(forum, CHAMPION)
    assert [(one.question_id, one.votes) for one in exact.lines] == [
        (asked[1], "7"), (asked[0], "0"), (asked[2], "0"),
    ]  # fmt: skip
    banded = convoking.agenda(forum, READER)
    assert [one.votes for one in banded.lines] == ["5-9", "0-4", "0-4"]
    assert convoking.standing(forum, READER).stage is Stage.READY


def test_a_meeting_is_held_noted_published_and_what_is_left_carried_over(
    forum: Runtime, clock: Clock
) -> None:
    first, second, third = made(forum, clock)
    cycle = cycle_id(forum)
    step = convoking.first_step(forum, CHAMPION)
    handed = meeting.keep_note(forum, CHAMPION, step.mark, noted("From Monday it is once."))
    assert handed.step is not None
    assert handed.step.line.question_id == second
    meeting.keep_note(
        forum, CHAMPION, handed.step.mark, noted("A date is looked for.", Outcome.DISCUSSED)
    )
    with pytest.raises(ForChampionsAlone):
        convoking.minutes(forum, READER, cycle)
    meeting.publish_minutes(forum, PSW, cycle)
    assert meeting.settle(forum)
    assert forum.store.keys.find(f"forum-{cycle}") is None
    with pytest.raises(MinutesPublished):
        meeting.publish_minutes(forum, CHAMPION, cycle)
    told = convoking.minutes(forum, READER, cycle)
    assert [(one.question_id, one.outcome, one.note, one.votes) for one in told.lines] == [
        (first, Outcome.ANSWERED, "From Monday it is once.", "7"),
        (second, Outcome.DISCUSSED, "A date is looked for.", "1"),
        (third, Outcome.NOT_REACHED, "", "0"),
    ]
    (past,) = convoking.past_meetings(forum, READER)
    assert (past.meeting_on, past.answered, past.discussed, past.carried) == (MEETING, 1, 1, 1)
    with forum.store.begin() as tx:
        by_id = {one.id: one for one in tx.forum_questions.all()}
        (answer,) = tx.forum_questions.answers([first])
    assert [by_id[one].state for one in (first, second, third)] == [
        QuestionState.ANSWERED, QuestionState.OPEN, QuestionState.OPEN,
    ]  # fmt: skip
    assert by_id[second].earlier_votes == 1
    assert (answer.state, answer.at_meeting) == (AnswerState.PUBLISHED, True)
    clock.pass_(days=1)
    vote(forum, third, 30, 31)  # in the cycle after it
    assert convoking.standing(forum, READER).stage is Stage.COLLECTING


def test_a_note_that_names_somebody_comes_back_and_nothing_is_kept(
    forum: Runtime, clock: Clock
) -> None:
    made(forum, clock)
    mark = convoking.first_step(forum, CHAMPION).mark
    handed = meeting.keep_note(forum, CHAMPION, mark, noted("Kayleigh will ring 07700 900123."))
    assert handed.step is not None
    assert handed.step.held is not None
    assert handed.step.held.guarded.masked == "[name] will ring [phone]."
    assert convoking.first_step(forum, CHAMPION).line.note == ""
    again = Noted(Rewritten("[name] will ring [phone].", 2, {0: "Kayleigh"}), Outcome.DISCUSSED)
    meeting.keep_note(forum, CHAMPION, handed.step.mark, again)
    told = convoking.meeting_step(forum, CHAMPION, mark.cycle_id, 1)
    assert told.line.note == "Kayleigh will ring [phone]."


def test_a_note_is_kept_once_and_the_slower_of_two_is_told(forum: Runtime, clock: Clock) -> None:
    first, *_others = made(forum, clock)
    mark = convoking.first_step(forum, CHAMPION).mark
    with pytest.raises(NoteMissing):
        meeting.keep_note(forum, CHAMPION, mark, noted(" "))
    for _twice in range(2):
        meeting.keep_note(forum, CHAMPION, mark, noted("It is done."))
    with pytest.raises(QuestionMovedOn):
        meeting.keep_note(forum, PSW, mark, noted("It is not done."))
    with forum.store.begin() as tx:
        assert [one.text for one in tx.forum_questions.answers([first])] == ["It is done."]
    seen = convoking.meeting_step(forum, PSW, mark.cycle_id, 1)
    meeting.keep_note(forum, PSW, seen.mark, noted("It is nearly done.", Outcome.DISCUSSED))
    with forum.store.begin() as tx:
        question = tx.forum_questions.find(first)
    assert question is not None
    assert (question.state, question.answered_on) == (QuestionState.OPEN, None)


def test_a_meeting_moves_to_a_working_day_alone_and_its_dates_with_it(
    forum: Runtime, clock: Clock
) -> None:
    publish_questions(forum)
    with pytest.raises(ForChampionsAlone):
        meeting.move_meeting(forum, READER, date(2026, 12, 17))
    for wrong in (None, date(2026, 12, 12), date(2026, 12, 25), date(2026, 9, 1)):
        with pytest.raises(MeetingDayWrong):
            meeting.move_meeting(forum, CHAMPION, wrong)
    assert meeting.move_meeting(forum, CHAMPION, date(2026, 12, 17)) == MEETING
    told = convoking.standing(forum, READER)
    assert (told.meeting_on, told.vote_until) == (date(2026, 12, 17), date(2026, 12, 10))


def test_minutes_come_after_the_meeting_and_of_no_other_cycle(forum: Runtime, clock: Clock) -> None:
    made(forum, clock)
    cycle = cycle_id(forum)
    clock.move_to(datetime(2026, 12, 9, 23, 30, tzinfo=UTC))
    with pytest.raises(MeetingNotYet):
        meeting.publish_minutes(forum, CHAMPION, cycle)
    with pytest.raises(FormTooOld):
        meeting.publish_minutes(forum, CHAMPION, "another")
    clock.move_to(datetime(2026, 12, 10, 0, 30, tzinfo=UTC))
    assert meeting.publish_minutes(forum, CHAMPION, cycle).meeting_on == MEETING


def test_a_voter_who_is_removed_before_the_minutes_is_not_their_difference_from_the_agenda(
    forum: Runtime, clock: Clock
) -> None:
    made(forum, clock)
    with forum.store.begin() as tx:
        was = {one.question_id: one.votes for one in tx.forum_questions.agenda(cycle_id(forum))}
        for number in (11, 12, 20):
            leaver = tx.people.find_by_account(account(number).slack_id, "T0LOCAL")
            assert leaver is not None
            tx.people.save(replace(leaver, active=False))
            assert tx.retention.remove(leaver.id)
    meeting.publish_minutes(forum, CHAMPION, cycle_id(forum))
    with forum.store.begin() as tx:
        now = {one.id: one.earlier_votes for one in tx.forum_questions.all()}
    assert sorted(was.values()) == [0, 1, 7]
    assert now == was


def test_days_are_those_of_the_wall_clock_in_summer_and_winter(
    forum: Runtime, clock: Clock
) -> None:
    publish_questions(forum, meeting_on=date(2026, 10, 26))  # the day after clocks go back
    for at, stage in (
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), Stage.COUNTED),
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), Stage.COUNTED),
        (datetime(2026, 10, 26, 0, 0, tzinfo=UTC), Stage.MEETING),
        (datetime(2026, 10, 26, 23, 59, tzinfo=UTC), Stage.MEETING),
        (datetime(2026, 10, 27, 0, 0, tzinfo=UTC), Stage.MINUTES),
    ):
        clock.move_to(at)
        assert convoking.standing(forum, READER).stage is stage
    meeting.move_meeting(forum, CHAMPION, date(2027, 4, 1))
    clock.move_to(datetime(2027, 3, 31, 22, 59, tzinfo=UTC))
    assert convoking.standing(forum, READER).stage is Stage.COUNTED
    clock.move_to(datetime(2027, 3, 31, 23, 0, tzinfo=UTC))  # midnight in summer time
    assert convoking.standing(forum, READER).stage is Stage.MEETING


def test_leaders_read_what_waits_in_their_weekly_digest_and_others_do_not(
    forum: Runtime, clock: Clock
) -> None:
    publish_questions(forum)
    publish(forum)
    with forum.store.begin() as tx:
        leader = tx.people.find_by_account("U0001", "T0LOCAL")
        manager = tx.people.find_by_account("U0010", "T0LOCAL")
    assert leader is not None
    assert manager is not None
    told = reporting.digest(forum, leader.id, "week-0")
    found = openness.unanswered(forum, leader, told)
    assert found is not None
    assert (found.open, found.oldest) == (3, 3)
    assert openness.unanswered(forum, manager, told) is None


def test_minutes_go_to_the_channel_once_and_a_hidden_question_leaves_them(
    forum: Runtime, clock: Clock
) -> None:
    first, *_others = made(forum, clock)
    in_channel = with_policy(forum, forum_channel="C0123456789")
    mark = convoking.first_step(forum, CHAMPION).mark
    meeting.keep_note(forum, CHAMPION, mark, noted("It is done."))
    meeting.publish_minutes(in_channel, CHAMPION, mark.cycle_id)
    with pytest.raises(MinutesPublished):
        meeting.publish_minutes(in_channel, CHAMPION, mark.cycle_id)
    (queued,) = [
        one for one in delivering.claim(in_channel, "test") if one.kind is Kind.FORUM_MINUTES
    ]
    assert delivering.to_channel(in_channel, queued) == "C0123456789"
    told = delivering.announcement(in_channel, queued)
    assert isinstance(told, Minutes)
    assert told.lines[0].note == "It is done."
    with forum.store.begin() as tx:
        one = tx.forum_questions.find(first)
        assert one is not None
        hidden = replace(one, version=one.version + 1, state=QuestionState.HIDDEN)
        assert tx.forum_questions.change(hidden)
    line = convoking.minutes(forum, READER, mark.cycle_id).lines[0]
    assert (line.text, line.note, line.outcome) == ("", "", Outcome.ANSWERED)
