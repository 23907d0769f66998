"""Assigning: a leader answers, is reminded, corrects, leaves; on each database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.errors import (
    AnswerMovedOn,
    DueWrong,
    ForChampionsAlone,
    LeaderUnknown,
    NotYoursToAnswer,
    WordsNeeded,
)
from surveys.model.chairing import WORDS, Deed, Done, Pile, Posted, Sheet
from surveys.model.deliveries import Kind
from surveys.model.forum import AnswerState, HideReason, QuestionState
from surveys.model.people import Account
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.use_cases import announcing, assigning, chairing, delivering, penning, screening
from tests.chairing import (
    ASKED,
    CHAMPION,
    LEADER,
    OTHER_LEADER,
    SECOND,
    STAFF,
    appoint,
    ask,
    called,
    change,
    hand_in,
    look,
    person,
    publish,
    read,
)
from tests.conftest import MONDAY, Clock, with_policy
from tests.organisation import account, enrol, send_everything

TEXT = ASKED[0]
DUE = date(2026, 9, 21)
ANSWER = "From March: the supplier replaces the search first."


@pytest.fixture
def forum(runtime: Runtime, clock: Clock) -> Runtime:
    clock.move_to(MONDAY)
    enrol(runtime)
    appoint(runtime)
    with_channel = with_policy(runtime, forum_channel="C0FORUM")
    hand_in(with_channel)
    publish(with_channel, TEXT)
    return with_channel


def assign(runtime: Runtime, to: int = LEADER, due: date = DUE) -> Done:
    seen = look(runtime, CHAMPION, TEXT).seen
    return assigning.assign(runtime, account(CHAMPION), seen, person(runtime, to).id, due)


def draft(runtime: Runtime, text: str = ANSWER, who: int = LEADER) -> Done:
    return assigning.draft(runtime, account(who), look(runtime, who, TEXT).seen, text)


def issue(runtime: Runtime, who: int = LEADER) -> Done:
    return assigning.issue(runtime, account(who), look(runtime, who, TEXT).seen)


def test_only_a_senior_leader_can_be_chosen_and_ten_working_days_are_suggested(
    forum: Runtime,
) -> None:
    seen = look(forum, CHAMPION, TEXT).seen
    form = assigning.assigning(forum, account(CHAMPION), seen)
    assert [name for _id, name in form.leaders] == ["Person 1", "Person 5"]
    assert form.due == DUE
    for wrong in (person(forum, STAFF).id, "", "x' OR 1=1"):
        with pytest.raises(LeaderUnknown):
            assigning.assign(forum, account(CHAMPION), seen, wrong, DUE)
    leader = person(forum, LEADER).id
    for day in (None, date(2026, 9, 6), date(2029, 1, 1)):
        with pytest.raises(DueWrong):
            assigning.assign(forum, account(CHAMPION), seen, leader, day)
    with pytest.raises(ForChampionsAlone):
        assigning.assign(forum, account(LEADER), seen, leader, DUE)
    assert assigning.assign(forum, account(CHAMPION), seen, leader, DUE) is Done.ASSIGNED
    assert assigning.assign(forum, account(CHAMPION), seen, leader, DUE) is Done.NOTHING_NEW


def test_the_leader_whom_it_is_with_drafts_and_publishes_and_nobody_else(forum: Runtime) -> None:
    assign(forum)
    seen = look(forum, LEADER, TEXT).seen
    for number in (CHAMPION, OTHER_LEADER, STAFF):
        with pytest.raises(NotYoursToAnswer):
            assigning.draft(forum, account(number), seen, ANSWER)
        with pytest.raises(NotYoursToAnswer):
            assigning.issue(forum, account(number), seen)
    with pytest.raises(NotYoursToAnswer):
        look(forum, OTHER_LEADER, TEXT)
    with pytest.raises(AnswerMovedOn):  # there is no draft
        issue(forum)
    for _click in range(2):
        assert assigning.draft(forum, account(LEADER), seen, ANSWER) is Done.DRAFTED
    with pytest.raises(AnswerMovedOn):
        assigning.draft(forum, account(LEADER), seen, "Something else")
    told = look(forum, CHAMPION, TEXT)
    assert told.draft is not None
    assert (told.draft.text, told.published) == (ANSWER, None)
    seen = look(forum, LEADER, TEXT).seen
    for _click in range(2):
        assert assigning.issue(forum, account(LEADER), seen) is Done.ISSUED
    kept = called(forum, TEXT)
    assert (kept.state, kept.answered_on) == (QuestionState.ANSWERED, MONDAY.date())
    with forum.store.begin() as tx:
        states = [one.state for one in tx.forum_questions.answers([kept.id])]
    assert states == [AnswerState.DRAFT, AnswerState.PUBLISHED]


def test_a_draft_that_is_sent_back_is_published_once_it_is_saved_anew(forum: Runtime) -> None:
    assign(forum)
    draft(forum)
    before = look(forum, LEADER, TEXT).seen
    seen = look(forum, CHAMPION, TEXT).seen
    for _click in range(2):
        done = assigning.send_back(forum, account(CHAMPION), seen, "By when, please?")
        assert done is Done.SENT_BACK
    with pytest.raises(AnswerMovedOn):
        assigning.issue(forum, account(LEADER), before)
    told = look(forum, LEADER, TEXT)
    assert told.sent_back is not None
    assert told.draft is not None
    assert (told.sent_back.text, told.draft.text) == ("By when, please?", ANSWER)
    assert Deed.ISSUE not in told.may
    draft(forum, f"{ANSWER} By June.")
    assert issue(forum) is Done.ISSUED


def test_an_answer_goes_to_the_channel_once_and_each_correction_once_more(forum: Runtime) -> None:
    assign(forum)
    draft(forum)
    issue(forum)
    told = look(forum, LEADER, TEXT)
    assert told.posted is Posted.WAITING
    first = _announced(forum)
    assert [(one.answer, one.is_correction) for one in first] == [(ANSWER, False)]
    assert _announced(forum) == []
    assert look(forum, CHAMPION, TEXT).posted is Posted.ARRIVED
    draft(forum, "From April.")
    issue(forum)
    assert [(one.answer, one.is_correction) for one in _announced(forum)] == [("From April.", True)]
    told = look(forum, CHAMPION, TEXT)
    assert told.published is not None
    assert (told.published.text, told.corrected) == ("From April.", True)
    assert called(forum, TEXT).answered_on == MONDAY.date()


def test_a_post_of_which_slack_said_nothing_is_repeated_by_a_champion_alone(
    forum: Runtime,
) -> None:
    assign(forum)
    draft(forum)
    issue(forum)
    (claimed,) = delivering.claim(forum, "test")
    delivering.failed(forum, claimed, "test", announcing.NOT_CLEAR)
    told = look(forum, CHAMPION, TEXT)
    assert told.posted is Posted.UNCLEAR
    assert Deed.POST_AGAIN in told.may
    assert Deed.POST_AGAIN not in look(forum, LEADER, TEXT).may
    with pytest.raises(ForChampionsAlone):
        announcing.post_again(forum, account(LEADER), told.seen)
    assert announcing.post_again(forum, account(CHAMPION), told.seen) is Done.POSTED_AGAIN
    assert announcing.post_again(forum, account(CHAMPION), told.seen) is Done.NOTHING_NEW
    assert len(_announced(forum)) == 1


def test_an_answer_that_is_reopened_before_it_was_posted_is_not_posted(forum: Runtime) -> None:
    assign(forum)
    draft(forum)
    issue(forum)
    seen = look(forum, CHAMPION, TEXT).seen
    assert screening.reopen(forum, account(CHAMPION), seen) is Done.REOPENED
    assert screening.reopen(forum, account(CHAMPION), seen) is Done.NOTHING_NEW
    assert _announced(forum) == []
    kept = called(forum, TEXT)
    assert (kept.state, kept.answered_on) == (QuestionState.OPEN, None)
    assert look(forum, LEADER, TEXT).published is not None  # what was said stays on record


def test_a_leader_who_leaves_leaves_nothing_lost(forum: Runtime) -> None:
    assign(forum)
    draft(forum)
    change(forum, LEADER, active=False)
    told = look(forum, CHAMPION, TEXT)
    assert told.held_by is None
    assert told.left is not None
    assert told.left.name is None  # the post stays, the name goes
    assert told.draft is not None
    piles = chairing.duties(forum, person(forum, CHAMPION))
    assert piles is not None
    assert piles.piles[Pile.NOBODY] == 1
    assert assign(forum, OTHER_LEADER) is Done.ASSIGNED
    assert draft(forum, "From May.", OTHER_LEADER) is Done.DRAFTED
    change(forum, OTHER_LEADER, active=False)
    gone = person(forum, OTHER_LEADER).id
    with forum.store.begin() as tx:
        tx.retention.remove(gone)
    told = look(forum, CHAMPION, TEXT)
    assert (told.held_by, called(forum, TEXT).held is None) == (None, False)
    assert told.draft is not None
    assert told.draft.text == "From May."


def test_a_holder_is_reminded_once_before_and_once_after(forum: Runtime, clock: Clock) -> None:
    assign(forum)
    arrived = []
    for day in range(12, 30):
        clock.move_to(datetime(2026, 9, day, 11, 0, tzinfo=UTC))
        for _tick in range(2):
            announcing.queue_reminders(forum)
            arrived += [(day, one) for one in send_everything(forum)]
    assert arrived == [(14, Kind.FORUM_SOON), (22, Kind.FORUM_LATE)]
    told = chairing.duties(forum, person(forum, LEADER))
    assert told is not None
    assert (told.piles[Pile.MINE], told.due, told.due_late) == (1, DUE, True)
    assert not told.looks_after


def test_a_reminder_that_is_overtaken_is_not_sent(forum: Runtime, clock: Clock) -> None:
    assign(forum)
    clock.move_to(datetime(2026, 9, 15, 11, 0, tzinfo=UTC))
    assert announcing.queue_reminders(forum) == 1
    assign(forum, OTHER_LEADER, DUE + timedelta(days=30))
    assert send_everything(forum) == []


def test_a_private_reply_is_read_with_its_receipt_alone_and_kept_once(forum: Runtime) -> None:
    seen = look(forum, CHAMPION, TEXT).seen
    for _click in range(2):
        done = assigning.reply(forum, account(CHAMPION), seen, "form-1", "Come and see me.")
        assert done is Done.REPLIED
    assert read(forum, ask(forum, TEXT)) == ["Come and see me."]
    assert read(forum, ask(forum, ASKED[1])) == []
    with pytest.raises(NotYoursToAnswer):
        assigning.reply(forum, account(LEADER), seen, "form-2", "Hello")
    assert look(forum, SECOND, TEXT).replies == 1


@pytest.mark.parametrize("deed", [Deed.REWORD, Deed.HIDE, Deed.REPLY])
def test_words_that_name_somebody_come_back_before_anything_is_kept(
    forum: Runtime, deed: Deed
) -> None:
    seen = look(forum, CHAMPION, ASKED[1]).seen
    sheet, reason = Sheet(deed, seen, "form-9"), HideReason.ABUSIVE
    before = _rows(forum)
    back = _pen(forum, sheet, "Kayleigh knows: 07700 900123", reason)
    assert back.form is not None
    assert _rows(forum) == before
    assert back.form.held[WORDS].guarded.masked == "[name] knows: [phone]"
    for empty in ("", "  ", "x" * 3001):
        with pytest.raises(WordsNeeded):
            _pen(forum, sheet, empty, reason)
    with pytest.raises(ForChampionsAlone if deed is not Deed.REPLY else NotYoursToAnswer):
        _pen(forum, sheet, "Hello", reason, account(LEADER))
    assert _pen(forum, back.form.sheet, "Please say it otherwise.", reason).done is not None


def _pen(
    runtime: Runtime,
    sheet: Sheet,
    words: str,
    reason: HideReason | None,
    who: Account | None = None,
) -> penning.Penned:
    entered = {WORDS: Rewritten(words, 0)}
    return penning.hand_in(runtime, who or account(CHAMPION), sheet, entered, reason)


def _rows(runtime: Runtime) -> list[object]:
    with runtime.store.begin() as tx:
        found = tx.forum_questions
        ids = [one.id for one in found.all()]
        return [found.all(), found.decisions(ids), len(found.replies()), found.answers(ids)]


def _announced(runtime: Runtime) -> list[announcing.Announcement]:
    """Let what waits for the channel arrive there."""
    arrived = []
    for one in delivering.claim(runtime, "test"):
        told = delivering.announcement(runtime, one)
        if told is None:
            delivering.cancelled(runtime, one, "test")
            continue
        assert delivering.to_channel(runtime, one) == "C0FORUM"
        delivering.sent(runtime, one, "test", "C0FORUM", "1.0")
        arrived.append(told)
    return arrived
