"""What the forum shows, and what a receipt opens, on each database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from surveys.errors import NotOnTheList, QuestionEmpty, QuestionGone, ReceiptUnknown
from surveys.model.browsing import Seeking, Sought
from surveys.model.composing import AskForm, Draft, Preview, Stage
from surveys.model.forum import Addressee, HideReason, LetterKind, QuestionState, SealedReply
from surveys.model.people import Account
from surveys.model.words import Rewritten
from surveys.rules.forum.receipts import seal_reply
from surveys.runtime import Runtime
from surveys.use_cases import asking, browsing, composing, convening, returning
from tests.conftest import MONDAY, Clock
from tests.forum import make_champion
from tests.organisation import account, enrol

READER = account(20)


@pytest.fixture
def forum(runtime: Runtime, clock: Clock) -> Runtime:
    clock.move_to(MONDAY)
    enrol(runtime)
    return runtime


def ask(runtime: Runtime, who: int, text: str, *, alone: bool = True) -> str:
    topic, to = "caseload", Addressee.HEADS
    asked = asking.ask(runtime, account(who), f"{who}{text}", text, topic, to, alone=alone)
    return asked.receipt.text


def ask_all(runtime: Runtime, *texts: str) -> list[str]:
    receipts = [ask(runtime, 11 + place % 6, text) for place, text in enumerate(texts)]
    assert asking.hand_over(runtime) == len(texts)
    return receipts


def change(runtime: Runtime, text: str, **changes: object) -> str:
    with runtime.store.begin() as tx:
        (one,) = (each for each in tx.forum_questions.all() if each.text == text)
        new = replace(one, version=one.version + 1, **changes)
        assert tx.forum_questions.change(new)
    return one.id


def test_what_is_not_read_or_hidden_is_counted_and_never_shown(forum: Runtime) -> None:
    texts = [f"Question {n}?" for n in range(13)]
    ask_all(forum, *texts)
    for text in texts[:11]:
        change(forum, text, state=QuestionState.OPEN)
    hidden = change(forum, texts[11], state=QuestionState.HIDDEN, hidden_for=HideReason.ABUSIVE)
    board = browsing.board(forum, READER, Seeking(page=99))
    assert (board.found, board.pages, board.seeking.page, len(board.listed)) == (11, 2, 1, 1)
    assert (board.waiting, board.hidden) == (1, ((HideReason.ABUSIVE, 1),))
    assert browsing.board(forum, READER, Seeking(Sought.ANSWERED)).listed == ()
    assert browsing.board(forum, READER, Seeking(topic="other")).listed == ()
    for refused in (hidden, "none"):
        with pytest.raises(QuestionGone):
            browsing.question(forum, READER, refused)
    with pytest.raises(NotOnTheList):
        browsing.board(forum, Account("T1", "UNOBODY"), Seeking())


def test_a_question_that_was_joined_leads_to_the_one_it_stands_in(forum: Runtime) -> None:
    first, _second, _third = ask_all(forum, "One?", "Two?", "Three?")
    two = change(forum, "Two?", state=QuestionState.OPEN)
    three = change(forum, "Three?", state=QuestionState.MERGED, merged_into=two)
    one = change(forum, "One?", state=QuestionState.MERGED, merged_into=three)
    opened = browsing.question(forum, READER, one)
    assert (opened.listed.text, opened.listed.joined) == ("Two?", 2)
    found = returning.look(forum, account(11), first).returned
    assert [each.text for each in found.targets] == ["Two?"]


def test_a_receipt_opens_the_parts_of_a_question_that_was_split(forum: Runtime) -> None:
    first, *_others = ask_all(forum, "One and two?", "Three?", "Four?")
    whole = change(forum, "One and two?", state=QuestionState.SPLIT)
    with forum.store.begin() as tx:
        split = tx.forum_questions.find(whole)
        assert split is not None
        for text in ("One?", "Two?"):
            part = replace(split, id=forum.new_id(), text=text, state=QuestionState.OPEN)
            tx.forum_questions.add(replace(part, split_from=whole, version=1))
    found = returning.look(forum, account(11), first).returned
    assert sorted(each.text for each in found.listed) == ["One?", "Two?"]


def test_replies_are_read_by_their_receipt_and_counted_for_all(
    forum: Runtime, clock: Clock
) -> None:
    first, second, _third = ask_all(forum, "One?", "Two?", "Three?")
    thread = asking.read_receipt(first).thread
    with forum.store.begin() as tx:
        box = seal_reply(thread, forum.entropy(32), "Which team?")
        tx.forum_questions.reply(SealedReply("r1", thread.id, box, date(2026, 9, 7)))
        tx.forum_questions.reply(SealedReply("r2", thread.id, b"\0" * 99, date(2026, 9, 7)))
    found = returning.look(forum, account(30), first).returned
    assert [(one.text, one.by_asker) for one in found.said] == [("Which team?", False)]
    assert found.unreadable == 1
    assert returning.look(forum, account(11), second).returned.said == ()
    for days, told in ((0, 2), (27, 2), (1, 0)):
        clock.pass_(days=days)
        with forum.store.looking() as tx:
            assert browsing.at_home(forum, tx).replies == told


def test_what_waits_is_found_by_its_receipt_also_in_the_next_cycle(forum: Runtime) -> None:
    receipt = ask(forum, 11, "One?", alone=False)
    for _cycle in range(2):
        found = returning.look(forum, account(11), receipt).returned
        assert (found.stage, found.text) == (Stage.LETTERBOX, "One?")
        assert found.seen is not None
        assert found.seen.latest is None
        with forum.store.begin() as tx:
            cycle = tx.forum_cycles.open()
            assert cycle is not None
            convening.close_cycle(forum, tx, cycle)
        convening.finish(forum)
    with pytest.raises(ReceiptUnknown):
        returning.look(forum, account(11), " ".join(reversed(receipt.split())))


def test_a_rewording_is_asked_for_only_while_champions_wait_for_it(forum: Runtime) -> None:
    first, *_others = ask_all(forum, "One?", "Two?", "Three?")
    assert returning.look(forum, account(11), first).returned.kind is LetterKind.FOLLOW_UP
    change(forum, "One?", state=QuestionState.REWORDING)
    assert returning.look(forum, account(11), first).returned.kind is LetterKind.REWORDING


def test_a_question_is_sent_only_as_its_writer_was_shown_it(forum: Runtime, clock: Clock) -> None:
    def handed_in(text: str, seen: str = "", **ticked: str) -> composing.Turn:
        kept = {int(place[1:]): word for place, word in ticked.items()}
        written = Rewritten(text, len(kept), kept)
        draft = Draft("form", written, "nonsense", Addressee.ANYONE, alone=True, seen=seen)
        return composing.hand_in(forum, account(11), draft)

    assert isinstance(handed_in("Ask Kayleigh").step, AskForm)
    shown = handed_in("Ask [name]", _0="Kayleigh").step
    assert isinstance(shown, Preview)
    assert (shown.draft.text.text, shown.topic) == ("Ask Kayleigh", None)
    assert isinstance(handed_in("Ask Ann", shown.draft.seen).step, AskForm)
    assert isinstance(handed_in("Why?", shown.draft.seen).step, Preview)
    with pytest.raises(QuestionEmpty):
        handed_in(" \n ")
    sent = handed_in("Ask Kayleigh", shown.draft.seen).step
    assert isinstance(sent, asking.Asked)
    clock.move_to(datetime(2026, 9, 18, 9, 30, tzinfo=UTC))
    assert asking.hand_over(forum) == 1


def test_what_an_asker_wrote_afterwards_is_told_to_them_until_champions_have_it(
    forum: Runtime, clock: Clock
) -> None:
    first, second, *_others = ask_all(forum, "One?", "Two?", "Three?")
    after = replace(returning.look(forum, account(11), first).after, text=Rewritten("More.", 0))
    returning.write(forum, account(11), after)
    on_their_way = [
        returning.look(forum, account(11), one).returned.on_their_way for one in (first, second)
    ]
    assert on_their_way == [1, 0]
    clock.move_to(datetime(2026, 9, 25, 9, 30, tzinfo=UTC))
    assert asking.hand_over(forum) == 1
    assert returning.look(forum, account(11), first).returned.on_their_way == 0


def test_who_asks_is_told_whether_anybody_will_read_it(forum: Runtime) -> None:
    assert not composing.new_form(forum, account(11)).is_looked_after
    make_champion(forum, 12)
    assert composing.new_form(forum, account(11)).is_looked_after
