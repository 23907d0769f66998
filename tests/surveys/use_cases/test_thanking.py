"""Who may be thanked, how often in a day, and what each month tells leaders once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from surveys.errors import (
    NobodyThanked,
    TeamEmpty,
    TeamTooLarge,
    ThankedUnknown,
    ThankingYourself,
    ThanksGone,
    ThanksSpent,
    ThanksWordsWrong,
)
from surveys.model.deliveries import Kind
from surveys.model.people import Account, Person
from surveys.model.restoring import Restore, Step
from surveys.model.thanks import (
    LONGEST,
    RoundUp,
    Thanked,
    ThanksBack,
    ThanksEntered,
    ThanksHanded,
    ThanksSheet,
)
from surveys.model.words import Rewritten
from surveys.rules.thanking import MOST_A_DAY, MOST_MESSAGES
from surveys.runtime import Runtime
from surveys.use_cases import (
    delivering,
    enrolling,
    holding,
    restoring,
    retaining,
    rounding_up,
    taking_back,
    thanking,
)
from surveys.use_cases.announcing import NOT_CLEAR
from tests.conftest import Clock
from tests.organisation import account, enrol, people_file, send_everything

WRITER, COLLEAGUE = 2, 3
TEAMS = {"Children's Services/Team 1": 3, "Children's Services/Big": MOST_MESSAGES + 1,
         "Children's Services/Alone": 1}  # fmt: skip
ALONE = sum(TEAMS.values())
IN_OCTOBER = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def listed(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, TEAMS)
    return sqlite_runtime


def thank(
    runtime: Runtime, *whom: Account, form: str = "f1", number: int = WRITER, **changes: object
) -> ThanksHanded:
    said = {"people": whom or (account(COLLEAGUE),), "text": Rewritten("Well done", 0), **changes}
    return thanking.hand_in(runtime, account(number), ThanksEntered(ThanksSheet(form), **said))


def unit(runtime: Runtime, name: str) -> str:
    with runtime.store.begin() as tx:
        return next(one.id for one in tx.units.all() if one.name == name)


def person(runtime: Runtime, number: int) -> Person:
    with runtime.store.begin() as tx:
        found = tx.people.find_by_account(account(number).slack_id, "T0LOCAL")
    assert found is not None
    return found


def save(runtime: Runtime, number: int, **changes: object) -> None:
    with runtime.store.begin() as tx:
        tx.people.save(replace(person(runtime, number), **changes))


def test_one_human_with_two_accounts_hears_it_once_and_a_paused_one_like_any(
    listed: Runtime,
) -> None:
    own = person(listed, COLLEAGUE)
    second = Account("T0OTHER", "W0003")
    paused = listed.now().date() + timedelta(days=90)
    with listed.store.begin() as tx:
        tx.people.save(replace(own, accounts=(*own.accounts, second), paused_until=paused))
    thank(listed, account(COLLEAGUE), second)
    assert send_everything(listed) == [Kind.THANKS]


def test_a_team_has_somebody_but_the_writer_and_not_too_many_for_a_message_each(
    listed: Runtime,
) -> None:
    big, alone = unit(listed, "Big"), unit(listed, "Alone")
    with pytest.raises(TeamEmpty):
        thank(listed, people=(), unit_id=alone, number=ALONE)
    with pytest.raises(TeamTooLarge):
        thank(listed, people=(), unit_id=big)
    with pytest.raises(NobodyThanked):
        thank(listed, people=(), unit_id="no such team")
    with pytest.raises(NobodyThanked):
        thank(listed, account(COLLEAGUE), unit_id=big)
    handed = thank(listed, people=(), unit_id=big, channel="C1")
    assert handed.sent is not None
    assert handed.sent.team == "Big"
    (claimed,) = delivering.claim(listed, "one")
    post = delivering.announcement(listed, claimed)
    assert isinstance(post, Thanked)
    assert (post.team, post.words, delivering.to_channel(listed, claimed)) == (
        "Big",
        "Well done",
        "C1",
    )
    delivering.sent(listed, claimed, "one", "C1", "1.0")
    assert send_everything(listed) == []  # a team reads it in the channel


def test_words_that_are_missing_or_too_long_are_refused(listed: Runtime) -> None:
    for said in ("", " ", "a" * (LONGEST + 1)):
        with pytest.raises(ThanksWordsWrong):
            thank(listed, text=Rewritten(said, 0))


def test_a_day_has_so_many_and_the_next_day_begins_anew(listed: Runtime, clock: Clock) -> None:
    for number in range(MOST_A_DAY):
        thank(listed, form=f"f{number}")
    with pytest.raises(ThanksSpent):
        thank(listed, form="one more")
    thank(listed, form="f0")  # a second click of an earlier one
    with pytest.raises(ThanksGone):
        thank(listed, form="f0", number=COLLEAGUE, people=(account(WRITER),))  # and a forged one
    clock.pass_(days=1)
    thank(listed, form="one more")
    with listed.store.begin() as tx:
        assert sum(tx.deliveries.counts(Kind.THANKS).values()) == MOST_A_DAY + 1


def test_whom_it_does_not_concern_changes_no_thank_you_and_learns_nothing_of_it(
    listed: Runtime,
) -> None:
    thank(listed, channel="C1", shared=True)
    outsider = account(ALONE)
    for forged in (taking_back.withdraw, taking_back.leave_out, thanking.form_again):
        for thanks_id in ("f1", "no such"):  # alike, whether or not there is one
            with pytest.raises(ThanksGone):
                forged(listed, outsider, thanks_id)
    with pytest.raises(ThanksGone):
        taking_back.withdraw(listed, account(COLLEAGUE), "f1")  # whoever is thanked neither
    handed = ThanksEntered(
        ThanksSheet("f2", instead="f1"), (account(COLLEAGUE),), text=Rewritten("Mine", 0)
    )
    thanking.hand_in(listed, outsider, handed)
    (mine,) = taking_back.given(listed, account(WRITER))
    assert (mine.words, mine.is_shared, mine.whom) == ("Well done", True, ("Person 3",))
    for whom in (Account("T0LOCAL", "USTRANGER"), account(WRITER)):
        with pytest.raises((ThankedUnknown, ThankingYourself)):
            thank(listed, whom, form="f3")


def test_what_is_held_says_whether_and_never_how_many(listed: Runtime) -> None:
    for form in ("f1", "f2"):
        thank(listed, form=form)
    send_everything(listed)
    for number, kept in ((WRITER, (True, False)), (COLLEAGUE, (False, True)), (1, (False, False))):
        told = holding.held_about_me(listed, account(number))
        assert (told.thanked, told.was_thanked) == kept
        assert Kind.THANKS not in told.messages


def test_leaders_are_told_of_a_month_once_and_of_an_empty_one_not_at_all(
    listed: Runtime, clock: Clock
) -> None:
    for number in range(5):
        thank(listed, form=f"f{number}", shared=number == 0)
    send_everything(listed)
    assert rounding_up.tell_due(listed)  # August, of which there is nothing to say
    assert send_everything(listed) == []
    clock.move_to(IN_OCTOBER)
    assert rounding_up.tell_due(listed)
    assert not rounding_up.tell_due(listed)
    assert send_everything(listed) == [Kind.THANKS_MONTH]
    with listed.store.begin() as tx:
        said = RoundUp(datetime(2026, 9, 1).date(), 5, ("Well done",))  # noqa: DTZ001 - a day
        assert rounding_up.newest_round_up(tx) == said
    clock.move_to(datetime(2026, 11, 2, 10, tzinfo=UTC))
    assert rounding_up.tell_due(listed)
    assert send_everything(listed) == []
    with listed.store.begin() as tx:
        assert rounding_up.newest_round_up(tx) is None


def test_after_a_restore_no_leader_hears_of_a_month_again_and_home_tells_it(
    listed: Runtime, clock: Clock
) -> None:
    for number in range(5):
        thank(listed, form=f"f{number}")
    send_everything(listed)
    clock.move_to(IN_OCTOBER)  # the month was told by a bot whose records are lost
    with listed.store.begin() as tx:
        tx.restores.add(Restore("r1", clock.at, clock.at, Step.BEGUN))
    restoring.settle(listed)
    assert not rounding_up.tell_due(listed)
    assert Kind.THANKS_MONTH not in send_everything(listed)
    told = rounding_up.round_up_at_home(listed)
    assert told is not None
    assert told.said == 5
    clock.move_to(datetime(2026, 10, 30, 10, tzinfo=UTC))
    for number in range(6):
        thank(listed, form=f"o{number}")
    send_everything(listed)
    clock.move_to(datetime(2026, 11, 2, 10, tzinfo=UTC))
    assert rounding_up.tell_due(listed)
    assert send_everything(listed) == [Kind.THANKS_MONTH]


@pytest.mark.parametrize("error", [NOT_CLEAR, "not_in_channel"])
def test_what_a_channel_did_not_take_or_perhaps_did_comes_back_and_is_neither_told_nor_counted(
    listed: Runtime, clock: Clock, error: str
) -> None:
    thank(listed, channel="C1", shared=True)
    (claimed,) = delivering.claim(listed, "one")
    delivering.failed(listed, claimed, "one", error)
    (back,) = delivering.claim(listed, "one")
    assert (back.kind, back.person_id) == (Kind.THANKS_BACK, person(listed, WRITER).id)
    said = delivering.compose(listed, back)
    assert said == ThanksBack("f1", "C1", is_unclear=error == NOT_CLEAR)
    delivering.sent(listed, back, "one", "D1", "1.0")
    form = thanking.form_again(listed, account(WRITER), "f1")
    thanking.hand_in(listed, account(WRITER), form.entered)
    (again,) = delivering.claim(listed, "one")
    assert (again.kind, again.subject) == (Kind.THANKS_POST, form.entered.sheet.form_id)
    taking_back.withdraw(listed, account(WRITER), again.subject)  # while Slack has it
    delivering.sent(listed, again, "one", "C1", "1.0")
    assert send_everything(listed) == []
    clock.move_to(IN_OCTOBER)
    rounding_up.tell_due(listed)
    assert rounding_up.round_up_at_home(listed) is None


def test_whoever_leaves_while_a_message_waits_is_sent_and_signs_nothing(listed: Runtime) -> None:
    thank(listed, form="to them")
    thank(listed, account(1), form="by them", number=COLLEAGUE)
    enrolling.apply_people(listed, people_file({"Children's Services/Team 1": 2}))
    assert send_everything(listed) == []


def test_two_weeks_later_who_thanked_whom_is_forgotten(listed: Runtime, clock: Clock) -> None:
    thank(listed)
    send_everything(listed)
    clock.pass_(days=16)
    retaining.retain(listed)
    told = holding.held_about_me(listed, account(WRITER))
    assert not told.thanked
    with listed.store.begin() as tx:
        assert sum(tx.deliveries.counts(Kind.THANKS).values()) == 0
        assert tx.retention.oldest().get("thanks") is None
    assert delivering.claim(listed, "one") == ()
