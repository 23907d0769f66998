"""Screening: two champions at one desk, on each database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from surveys.errors import (
    ForChampionsAlone,
    HiddenMeanwhile,
    HidingProposed,
    NotNow,
    PublishedMeanwhile,
    QuestionMovedOn,
    Refusal,
    SecondNeeded,
)
from surveys.model.chairing import Deed, Done, Pile
from surveys.model.forum import HideReason, LetterKind, QuestionState
from surveys.runtime import Runtime
from surveys.use_cases import asking, chairing, screening, voting
from surveys.use_cases.convening import count_votes
from tests.chairing import (
    ASKED,
    CHAMPION,
    LEADER,
    PSW,
    SECOND,
    STAFF,
    appoint,
    called,
    change,
    hand_in,
    look,
    person,
    publish,
    read,
    state,
)
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol

FILES, SUPERVISION, ROOMS = ASKED
NAMING = "Why did Kayleigh Ashworth leave the team?"
WHY = "Please raise this with your own manager first."
NAMES = HideReason.NAMES_COLLEAGUE


@pytest.fixture
def forum(runtime: Runtime, clock: Clock) -> Runtime:
    clock.move_to(MONDAY)
    enrol(runtime)
    appoint(runtime)
    return runtime


def test_a_question_is_published_once_and_a_second_champion_is_told_so(forum: Runtime) -> None:
    hand_in(forum)
    seen = look(forum, SECOND, FILES).seen
    assert publish(forum, FILES) is Done.PUBLISHED
    kept = called(forum, FILES)
    assert (kept.state, kept.opened_on) == (QuestionState.OPEN, MONDAY.date())
    for number in (SECOND, CHAMPION):  # the other one, and a click that came twice
        assert screening.publish(forum, account(number), seen) is Done.PUBLISHED_ALREADY
    with pytest.raises(PublishedMeanwhile):
        screening.hide(forum, account(SECOND), seen, NAMES, WHY)
    assert called(forum, FILES) == kept


def test_only_champions_and_the_principal_social_worker_screen(forum: Runtime) -> None:
    hand_in(forum)
    seen = look(forum, PSW, FILES).seen
    for number in (STAFF, LEADER):
        for deed in (screening.publish, screening.confirm, screening.put_back, screening.reopen):
            with pytest.raises(ForChampionsAlone):
                deed(forum, account(number), seen)
        with pytest.raises(ForChampionsAlone):
            chairing.next_to_screen(forum, account(number))
        with pytest.raises(ForChampionsAlone):
            chairing.listing(forum, account(number), Pile.OPEN)
    assert publish(forum, FILES, PSW) is Done.PUBLISHED


def test_a_question_that_may_name_somebody_takes_two(forum: Runtime) -> None:
    hand_in(forum, (NAMING, FILES, ROOMS))
    assert look(forum, CHAMPION, NAMING).guarded is not None
    seen = look(forum, CHAMPION, NAMING).seen
    for _click in range(2):
        done = screening.publish(forum, account(CHAMPION), seen)
        assert done is Done.SECOND_NEEDED
    with pytest.raises(SecondNeeded):
        publish(forum, NAMING)
    assert state(forum, NAMING) is QuestionState.WAITING
    second = look(forum, SECOND, NAMING)
    assert [(one.by, one.hide_for) for one in second.wishes] == [("Person 2", None)]
    assert {Deed.PUBLISH, Deed.DECLINE} <= second.may
    assert publish(forum, NAMING, SECOND) is Done.PUBLISHED


def test_hiding_takes_two_and_its_asker_alone_reads_why(forum: Runtime) -> None:
    receipts = hand_in(forum)
    seen = look(forum, CHAMPION, ROOMS).seen
    for _click in range(2):
        done = screening.hide(forum, account(CHAMPION), seen, NAMES, WHY)
        assert done is Done.HIDE_PROPOSED
    assert Deed.TAKE_BACK in look(forum, CHAMPION, ROOMS).may
    with pytest.raises(SecondNeeded):
        screening.confirm(forum, account(CHAMPION), look(forum, CHAMPION, ROOMS).seen)
    assert state(forum, ROOMS) is QuestionState.WAITING
    agreed = look(forum, SECOND, ROOMS).seen
    assert screening.confirm(forum, account(SECOND), agreed) is Done.HIDDEN
    assert screening.confirm(forum, account(SECOND), agreed) is Done.NOTHING_NEW
    kept = called(forum, ROOMS)
    assert (kept.state, kept.hidden_for) == (QuestionState.HIDDEN, NAMES)
    assert read(forum, receipts[ROOMS]) == [WHY]
    with forum.store.begin() as tx:
        assert tx.forum_questions.decisions([kept.id]) == ()
        assert WHY not in str(tx.forum_questions.replies())
    back = look(forum, CHAMPION, ROOMS).seen
    assert screening.put_back(forum, account(CHAMPION), back) is Done.PUT_BACK
    assert called(forum, ROOMS).hidden_for is None
    with pytest.raises(QuestionMovedOn):
        screening.hide(forum, account(SECOND), back, NAMES, WHY)


def test_whoever_publishes_what_another_would_hide_is_told_and_nothing_is_lost(
    forum: Runtime,
) -> None:
    hand_in(forum)
    seen = look(forum, SECOND, ROOMS).seen
    screening.hide(forum, account(CHAMPION), seen, NAMES, WHY)
    with pytest.raises(HidingProposed):
        screening.publish(forum, account(SECOND), seen)
    assert state(forum, ROOMS) is QuestionState.WAITING
    seen = look(forum, SECOND, ROOMS).seen
    assert screening.decline(forum, account(SECOND), seen) is Done.DECLINED
    assert screening.decline(forum, account(SECOND), seen) is Done.NOTHING_NEW
    late = look(forum, PSW, ROOMS).seen
    publish(forum, ROOMS, SECOND)
    with pytest.raises(PublishedMeanwhile):
        screening.hide(forum, account(PSW), late, NAMES, WHY)
    late = look(forum, PSW, ROOMS).seen
    screening.hide(forum, account(CHAMPION), late, NAMES, WHY)
    screening.confirm(forum, account(SECOND), look(forum, SECOND, ROOMS).seen)
    with pytest.raises(HiddenMeanwhile):
        screening.merge(forum, account(PSW), late, called(forum, FILES).id)


def test_at_once_one_hides_another_publishes_and_a_third_merges_and_one_of_them_does(
    forum: Runtime,
) -> None:
    hand_in(forum)
    publish(forum, FILES)
    target, seen = called(forum, FILES).id, look(forum, SECOND, ROOMS).seen

    def trying(deed: int) -> Done | type[Refusal]:
        try:
            if deed == 0:
                return screening.hide(forum, account(CHAMPION), seen, NAMES, WHY)
            if deed == 1:
                return screening.publish(forum, account(SECOND), seen)
            return screening.merge(forum, account(PSW), seen, target)
        except Refusal as refused:
            return type(refused)

    with ThreadPoolExecutor(3) as pool:
        became = list(pool.map(trying, range(3)))
    done = [one for one in became if isinstance(one, Done)]
    assert len(done) == 1, became
    assert called(forum, ROOMS).version == 2
    told = {HidingProposed, PublishedMeanwhile, QuestionMovedOn}
    assert {one for one in became if not isinstance(one, Done)} <= told


def test_a_champion_who_has_left_decides_nothing_any_more(forum: Runtime) -> None:
    hand_in(forum)
    screening.hide(forum, account(CHAMPION), look(forum, CHAMPION, ROOMS).seen, NAMES, WHY)
    change(forum, CHAMPION, active=False)
    assert look(forum, SECOND, ROOMS).wishes == ()
    with pytest.raises(NotNow):
        screening.confirm(forum, account(SECOND), look(forum, SECOND, ROOMS).seen)
    assert publish(forum, ROOMS, SECOND) is Done.PUBLISHED


def test_merged_questions_add_up_by_people_and_lead_to_the_last_in_one_step(
    forum: Runtime,
) -> None:
    hand_in(forum)
    for text in ASKED:
        publish(forum, text)
    one, two, three = (called(forum, text).id for text in ASKED)
    for who, voted in ((30, one), (31, one), (31, two), (32, two), (33, three)):
        voting.vote(forum, account(who), voted, wanted=True)
    seen = look(forum, CHAMPION, FILES).seen
    for done in (Done.MERGED, Done.NOTHING_NEW):
        assert screening.merge(forum, account(CHAMPION), seen, two) is done
    with pytest.raises(QuestionMovedOn):  # into each other, they would both be gone
        screening.merge(forum, account(SECOND), look(forum, SECOND, SUPERVISION).seen, one)
    screening.merge(forum, account(SECOND), look(forum, SECOND, SUPERVISION).seen, three)
    assert called(forum, FILES).merged_into == three
    with forum.store.begin() as tx:
        cycle = tx.forum_cycles.open()
        assert cycle is not None
        key = forum.store.keys.find(cycle.key_name)
        assert key is not None
        assert count_votes(tx, cycle, key) == {three: 4}


def test_a_question_is_split_once_and_each_part_keeps_its_thread(forum: Runtime) -> None:
    receipts = hand_in(forum)
    seen, parts = look(forum, CHAMPION, FILES).seen, ["One thing?", "Another thing?"]
    assert screening.split(forum, account(CHAMPION), seen, parts) is Done.SPLIT
    assert screening.split(forum, account(CHAMPION), seen, parts) is Done.NOTHING_NEW
    with forum.store.begin() as tx:
        mine = tx.forum_questions.of_thread(receipts[FILES].thread.id)
    assert sorted((one.text, one.state) for one in mine) == [
        ("Another thing?", QuestionState.WAITING),
        ("One thing?", QuestionState.WAITING),
        (FILES, QuestionState.SPLIT),
    ]


def test_screening_goes_round_with_the_oldest_first_and_says_what_is_overdue(
    forum: Runtime, clock: Clock
) -> None:
    hand_in(forum)
    champion = account(CHAMPION)
    seen = []
    after = ""
    for _turn in ASKED:
        found = chairing.next_to_screen(forum, champion, after)
        assert found is not None
        after = found.question.id
        seen.append(found.question.text)
    assert sorted(seen) == sorted(ASKED)
    told = chairing.duties(forum, person(forum, CHAMPION))
    assert told is not None
    assert (told.piles[Pile.SCREEN], told.screen_late) == (3, False)
    assert told.screen_by == MONDAY.date() + timedelta(days=3)
    clock.move_to(datetime(2026, 9, 11, 9, 0, tzinfo=UTC))
    told = chairing.duties(forum, person(forum, CHAMPION))
    assert told is not None
    assert told.screen_late
    assert chairing.duties(forum, person(forum, STAFF)) is None
    assert chairing.duties(forum, person(forum, LEADER)) is None  # nothing is with them
    screening.hide(forum, champion, look(forum, CHAMPION, ROOMS).seen, NAMES, WHY)
    first = chairing.next_to_screen(forum, champion)
    assert first is not None
    assert first.question.text != ROOMS  # it waits for somebody else
    other = chairing.duties(forum, person(forum, SECOND))
    assert other is not None
    assert other.piles[Pile.SECOND] == 1


def test_what_an_asker_writes_later_is_found_wherever_their_question_went(
    forum: Runtime, clock: Clock
) -> None:
    receipts = hand_in(forum)
    publish(forum, FILES)
    target = called(forum, FILES).id
    screening.merge(forum, account(CHAMPION), look(forum, CHAMPION, ROOMS).seen, target)
    clock.move_to(datetime(2026, 9, 8, 8, 0, tzinfo=UTC))
    for number, text in enumerate(ASKED):
        words = (receipts[text], LetterKind.FOLLOW_UP, f"Also {number}")
        asking.write_after(forum, account(25), f"f{number}", *words, alone=False)
    clock.move_to(datetime(2026, 9, 8, 9, 0, tzinfo=UTC))
    assert asking.hand_over(forum) == 3
    told = look(forum, SECOND, FILES)
    assert {one.text for one in told.notes} == {"Also 0", "Also 2"}
    merged = called(forum, ROOMS).id
    assert told.joined == {merged}  # a reply from here would reach the other asker
    assert {one.text for one in told.notes if one.question_id == merged} == {"Also 2"}
    piles = chairing.duties(forum, person(forum, SECOND))
    assert piles is not None
    assert piles.piles[Pile.FOLLOWED] == 3


def test_an_asker_rewords_their_question_and_it_waits_again(forum: Runtime, clock: Clock) -> None:
    receipts = hand_in(forum)
    for text in ASKED:
        seen = look(forum, CHAMPION, text).seen
        for done in (Done.REWORDING, Done.NOTHING_NEW):
            assert screening.reword(forum, account(CHAMPION), seen, WHY) is done
        assert read(forum, receipts[text]) == [WHY]
        again = (receipts[text], LetterKind.REWORDING, f"Again: {text}")
        asking.write_after(forum, account(25), text[:9], *again, alone=False)
    clock.move_to(datetime(2026, 9, 8, 9, 0, tzinfo=UTC))
    assert asking.hand_over(forum) == 3
    kept = called(forum, f"Again: {ROOMS}")
    assert (kept.state, kept.released_on) == (QuestionState.WAITING, clock.at.date())
