"""Asking: the letterbox, its batches, receipts and votes, on each database."""

from datetime import UTC, date, datetime

import pytest

from surveys.errors import LettersSpent, NotOnTheList, ReceiptUnknown, ReceiptWrong
from surveys.model.forum import Addressee, CycleState, LetterKind
from surveys.model.people import Account
from surveys.rules.forum.receipts import ReplyUnreadable, open_reply, seal_reply
from surveys.runtime import Runtime
from surveys.use_cases import asking, convening, voting
from surveys.use_cases.composing import figure
from tests.conftest import MONDAY, Clock
from tests.forum_asking import TUESDAY, ask, open_all
from tests.organisation import account, enrol


@pytest.fixture
def forum(runtime: Runtime, clock: Clock) -> Runtime:
    clock.move_to(MONDAY)
    enrol(runtime)
    return runtime


def test_three_letters_come_together_the_next_morning_and_their_boxes_go(
    forum: Runtime, clock: Clock
) -> None:
    for who in (11, 12, 13):
        ask(forum, who, f"form-{who}", alone=False)
    assert asking.hand_over(forum) == 3  # it is ten: the batch of today has not been yet
    assert asking.hand_over(forum) == 0
    with forum.store.begin() as tx:
        cycle = tx.forum_cycles.open()
        assert cycle is not None
        assert tx.forum_cycles.letters(cycle.id) == ()
        found = tx.forum_questions.all()
    assert sorted(one.text for one in found) == [f"Question of form-{n}?" for n in (11, 12, 13)]
    assert {one.released_on for one in found} == {date(2026, 9, 7)}


def test_fewer_wait_until_the_day_that_their_askers_were_told(forum: Runtime, clock: Clock) -> None:
    asked = ask(forum, 11, "one")
    ask(forum, 12, "two", alone=False)
    assert (asked.seen.first, asked.seen.latest) == (date(2026, 9, 8), date(2026, 9, 18))
    for day in range(8, 18):
        clock.move_to(datetime(2026, 9, day, 9, 0, tzinfo=UTC))
        assert asking.hand_over(forum) == 0
    clock.move_to(datetime(2026, 9, 18, 9, 0, tzinfo=UTC))
    assert asking.hand_over(forum) == 1
    with forum.store.begin() as tx:
        assert [one.text for one in tx.forum_questions.all()] == ["Question of one?"]


def test_a_form_that_arrives_twice_gives_the_same_receipt_and_one_letter(
    forum: Runtime, clock: Clock
) -> None:
    first, again = ask(forum, 11, "one"), ask(forum, 11, "one")
    assert first.receipt == again.receipt
    assert len(first.receipt.words) == 8
    assert ask(forum, 11, "two").receipt != first.receipt
    ask(forum, 12, "three")
    assert asking.hand_over(forum) == 3
    assert ask(forum, 11, "one").receipt == first.receipt  # also once it was handed over
    with forum.store.begin() as tx:
        assert len(tx.forum_questions.all()) == 3


def test_each_sends_three_a_day_and_a_day_later_nothing_of_it_is_left(
    forum: Runtime, clock: Clock
) -> None:
    for form in ("one", "two", "three", "three"):
        ask(forum, 11, form)
    with pytest.raises(LettersSpent):
        ask(forum, 11, "four")
    ask(forum, 12, "five")
    clock.move_to(TUESDAY)
    assert convening.finish(forum)
    assert not [one for one in forum.store.keys.forum_names() if "day" in one]
    ask(forum, 11, "four")
    with pytest.raises(NotOnTheList):
        asking.ask(
            forum, Account("T1", "UNOBODY"), "x", "Why?", "other", Addressee.ANYONE, alone=True
        )


def test_a_days_key_whose_maker_died_half_way_is_made_anew(forum: Runtime) -> None:
    forum.store.keys.create("forum-day-2026-09-07", b"half")
    ask(forum, 11, "one")
    assert len(forum.store.keys.find("forum-day-2026-09-07") or b"") == 32


def test_a_private_reply_is_read_with_its_receipt_and_no_other(forum: Runtime) -> None:
    mine, other = ask(forum, 11, "one").receipt, ask(forum, 12, "two").receipt
    box = seal_reply(mine.thread, bytes(range(32)), "Come and see me, déjà vu?")
    typed = asking.read_receipt("  " + mine.text.upper().replace(" ", ",\n"))
    assert open_reply(typed, box) == "Come and see me, déjà vu?"
    with pytest.raises(ReplyUnreadable):
        open_reply(other, box)
    for wrong in ("", "abacus", " ".join(["abacus"] * 9), mine.text + "x", "<!channel>"):
        with pytest.raises(ReceiptWrong):
            asking.read_receipt(wrong)


def test_what_is_written_after_a_question_comes_in_a_batch_too(
    forum: Runtime, clock: Clock
) -> None:
    receipts = [ask(forum, who, f"form-{who}").receipt for who in (11, 12, 13)]
    write = LetterKind.FOLLOW_UP
    with pytest.raises(ReceiptUnknown):  # nobody has it yet
        asking.write_after(forum, account(11), "f", receipts[0], write, "And?", alone=True)
    asking.hand_over(forum)
    for n, receipt in enumerate(receipts):
        asking.write_after(
            forum, account(n + 20), f"f{n}", receipt, write, f"And {n}?", alone=False
        )
    clock.move_to(TUESDAY)
    assert asking.hand_over(forum) == 3
    with forum.store.begin() as tx:
        asked = {one.id: one.text for one in tx.forum_questions.all()}
        notes = tx.forum_questions.notes(list(asked))
    assert sorted((asked[one.question_id], one.text) for one in notes) == [
        (f"Question of form-{n + 11}?", f"And {n}?") for n in range(3)
    ]


def test_a_cycle_that_closes_keeps_counts_carries_letters_and_loses_its_key(
    forum: Runtime, clock: Clock
) -> None:
    for who in (11, 12, 13):
        ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    (one, *_others) = open_all(forum)
    voting.vote(forum, account(20), one, wanted=True)
    waits = ask(forum, 14, "waits", alone=False)
    with forum.store.begin() as tx:
        old = tx.forum_cycles.open()
        assert old is not None
        assert convening.close_cycle(forum, tx, old)
        assert not convening.close_cycle(forum, tx, old)
    assert convening.finish(forum)
    with forum.store.begin() as tx:
        new = tx.forum_cycles.open()
        kept = tx.forum_questions.find(one)
        assert new is not None
        assert kept is not None
        assert (new.number, kept.earlier_votes) == (2, 1)
        assert new.meeting_on > old.meeting_on
        assert tx.forum_cycles.tags(old.id) == frozenset()
    assert forum.store.keys.forum_names() >= {new.key_name}
    assert old.key_name not in forum.store.keys.forum_names()
    for who in (15, 16):
        ask(forum, who, f"form-{who}")
    clock.move_to(TUESDAY)
    assert asking.hand_over(forum) == 3
    with forum.store.begin() as tx:
        assert tx.forum_questions.of_thread(waits.receipt.thread.id)


def test_a_cycle_whose_key_is_lost_is_given_up_and_another_begins(forum: Runtime) -> None:
    ask(forum, 11, "one")
    with forum.store.begin() as tx:
        old = tx.forum_cycles.open()
        assert old is not None
    assert convening.give_up_lost(forum) is None
    forum.store.keys.destroy(old.key_name)
    assert convening.give_up_lost(forum) == old
    assert convening.give_up_lost(forum) is None
    ask(forum, 11, "two")
    with forum.store.begin() as tx:
        new = tx.forum_cycles.open()
        assert new is not None
        assert new.meeting_on == old.meeting_on
        assert [one.state for one in tx.forum_cycles.all()] == [CycleState.OPEN, CycleState.LOST]
        assert len(tx.forum_cycles.letters(new.id)) == 1


def test_what_a_preview_carries_of_a_text_cannot_be_tried_out_without_the_key() -> None:
    first, again, other = (figure(bytes([n]) * 32, "form", "Why?") for n in (1, 1, 2))
    assert first == again
    assert first != other
    assert figure(bytes([1]) * 32, "form", "Why not?") != first
