"""Asking: the letterbox, its batches, receipts and votes, on each database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from surveys.errors import LettersSpent, NotOnTheList, ReceiptUnknown, ReceiptWrong, VotingOver
from surveys.model.forum import Addressee, Cycle, CycleState, LetterKind, QuestionState
from surveys.model.people import Account
from surveys.rules.forum.receipts import ReplyUnreadable, open_reply, seal_reply
from surveys.runtime import Runtime
from surveys.use_cases import asking, convening, voting
from surveys.use_cases.composing import figure
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol

TUESDAY = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)  # 10:00 in London, when a batch is handed over


def _ask(runtime: Runtime, who: int, form: str, *, alone: bool = True) -> asking.Asked:
    return asking.ask(
        runtime,
        account(who),
        form,
        f"Question of {form}?",
        "caseload",
        Addressee.HEADS,
        alone=alone,
    )


def _open_all(runtime: Runtime) -> list[str]:
    """Publish whatever waits, as a champion would."""
    with runtime.store.begin() as tx:
        for one in tx.forum_questions.in_states({QuestionState.WAITING}):
            day = one.released_on
            opened = replace(one, version=one.version + 1, state=QuestionState.OPEN, opened_on=day)
            assert tx.forum_questions.change(opened)
        return [one.id for one in tx.forum_questions.all()]


@pytest.fixture
def forum(runtime: Runtime, clock: Clock) -> Runtime:
    clock.move_to(MONDAY)
    enrol(runtime)
    return runtime


def test_three_letters_come_together_the_next_morning_and_their_boxes_go(
    forum: Runtime, clock: Clock
) -> None:
    for who in (11, 12, 13):
        _ask(forum, who, f"form-{who}", alone=False)
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
    asked = _ask(forum, 11, "one")
    _ask(forum, 12, "two", alone=False)
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
    first, again = _ask(forum, 11, "one"), _ask(forum, 11, "one")
    assert first.receipt == again.receipt
    assert len(first.receipt.words) == 8
    assert _ask(forum, 11, "two").receipt != first.receipt
    _ask(forum, 12, "three")
    assert asking.hand_over(forum) == 3
    assert _ask(forum, 11, "one").receipt == first.receipt  # also once it was handed over
    with forum.store.begin() as tx:
        assert len(tx.forum_questions.all()) == 3


def test_each_sends_three_a_day_and_a_day_later_nothing_of_it_is_left(
    forum: Runtime, clock: Clock
) -> None:
    for form in ("one", "two", "three", "three"):
        _ask(forum, 11, form)
    with pytest.raises(LettersSpent):
        _ask(forum, 11, "four")
    _ask(forum, 12, "five")
    clock.move_to(TUESDAY)
    assert convening.finish(forum)
    assert not [one for one in forum.store.keys.forum_names() if "day" in one]
    _ask(forum, 11, "four")
    with pytest.raises(NotOnTheList):
        asking.ask(
            forum, Account("T1", "UNOBODY"), "x", "Why?", "other", Addressee.ANYONE, alone=True
        )


def test_a_private_reply_is_read_with_its_receipt_and_no_other(forum: Runtime) -> None:
    mine, other = _ask(forum, 11, "one").receipt, _ask(forum, 12, "two").receipt
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
    receipts = [_ask(forum, who, f"form-{who}").receipt for who in (11, 12, 13)]
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


def test_votes_count_people_and_a_merge_counts_nobody_twice(forum: Runtime) -> None:
    for who in (11, 12, 13):
        _ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    with forum.store.begin() as tx:
        waiting = tx.forum_questions.all()[0].id
    with pytest.raises(VotingOver):
        voting.vote(forum, account(20), waiting, wanted=True)
    one, two, _three = _open_all(forum)
    for who, question in ((20, one), (20, one), (21, one), (21, two), (22, two), (23, two)):
        voting.vote(forum, account(who), question, wanted=True)
    voting.vote(forum, account(23), two, wanted=False)
    cycle, counts = _counts(forum)
    assert (counts[one], counts[two]) == (2, 2)
    with forum.store.begin() as tx:
        before = tx.forum_cycles.tags(cycle.id)
    _merge(forum, one, two)
    _cycle, counts = _counts(forum)
    assert (counts.get(one), counts[two]) == (None, 3)
    with forum.store.begin() as tx:  # a row that moved would tell who voted for which
        assert tx.forum_cycles.tags(cycle.id) == before


def test_who_voted_for_a_question_that_was_merged_takes_that_back_or_leaves_it(
    forum: Runtime,
) -> None:
    for who in (11, 12, 13):
        _ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    one, two, _three = _open_all(forum)
    for who, question in ((20, one), (21, one), (21, two)):
        voting.vote(forum, account(who), question, wanted=True)
    _merge(forum, one, two)
    voting.vote(forum, account(20), two, wanted=True)
    assert _counts(forum)[1][two] == 2
    for left, who in ((1, 20), (0, 21)):
        voting.vote(forum, account(who), two, wanted=False)
        assert _counts(forum)[1][two] == left


def _merge(runtime: Runtime, source: str, target: str) -> None:
    with runtime.store.begin() as tx:
        one = tx.forum_questions.find(source)
        assert one is not None
        state = QuestionState.MERGED
        tx.forum_questions.change(
            replace(one, version=one.version + 1, state=state, merged_into=target)
        )


def test_the_band_of_votes_is_put_beside_a_question_once_a_day(
    forum: Runtime, clock: Clock
) -> None:
    for who in (11, 12, 13):
        _ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    one, *_others = _open_all(forum)
    for who in range(20, 26):
        voting.vote(forum, account(who), one, wanted=True)
    assert _band(forum, one) == "0-4"
    clock.move_to(TUESDAY)
    asking.hand_over(forum)
    assert _band(forum, one) == "5-9"


def test_bands_stand_still_until_five_people_have_voted_since(forum: Runtime, clock: Clock) -> None:
    for who in (11, 12, 13):
        _ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    one, two, three = _open_all(forum)
    told = []
    four, another = [(who, [one]) for who in range(20, 24)], [(24, [one, two, three])]
    four_more, last = [(who, [two]) for who in range(25, 29)], [(29, [three])]
    for day, voted in enumerate((four, another, four_more, last), 8):
        for who, questions in voted:
            for question in questions:
                voting.vote(forum, account(who), question, wanted=True)
        clock.move_to(datetime(2026, 9, day, 9, 0, tzinfo=UTC))
        asking.hand_over(forum)
        told.append((_band(forum, one), _band(forum, two)))
    assert told == [("0-4", "0-4"), ("5-9", "0-4"), ("5-9", "0-4"), ("5-9", "5-9")]


def _band(runtime: Runtime, question_id: str) -> str:
    with runtime.store.published() as db:
        found = db.forum_questions.find(question_id)
    assert found is not None
    return found.band


def _counts(runtime: Runtime) -> tuple[Cycle, dict[str, int]]:
    with runtime.store.begin() as tx:
        cycle, key = convening.current(runtime, tx)
        return cycle, convening.count_votes(tx, cycle, key)


def test_a_cycle_that_closes_keeps_counts_carries_letters_and_loses_its_key(
    forum: Runtime, clock: Clock
) -> None:
    for who in (11, 12, 13):
        _ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    (one, *_others) = _open_all(forum)
    voting.vote(forum, account(20), one, wanted=True)
    waits = _ask(forum, 14, "waits", alone=False)
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
        _ask(forum, who, f"form-{who}")
    clock.move_to(TUESDAY)
    assert asking.hand_over(forum) == 3
    with forum.store.begin() as tx:
        assert tx.forum_questions.of_thread(waits.receipt.thread.id)


def test_a_cycle_whose_key_is_lost_is_given_up_and_another_begins(forum: Runtime) -> None:
    _ask(forum, 11, "one")
    with forum.store.begin() as tx:
        old = tx.forum_cycles.open()
        assert old is not None
    assert convening.give_up_lost(forum) is None
    forum.store.keys.destroy(old.key_name)
    assert convening.give_up_lost(forum) == old
    assert convening.give_up_lost(forum) is None
    _ask(forum, 11, "two")
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
