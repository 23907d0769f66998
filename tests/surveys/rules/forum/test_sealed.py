"""Receipts, letters, votes and dates: what holds whatever is written, whoever votes, whenever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.bank.receipts import receipt_words
from surveys.model.forum import Addressee, Letter, LetterKind
from surveys.rules.calendar import is_working_day
from surveys.rules.forum.letterbox import (
    BOX_BYTES,
    LetterUnreadable,
    letter_id,
    open_letter,
    seal_letter,
)
from surveys.rules.forum.meetings import (
    batch_day,
    collect_until,
    handed_over,
    latest_day,
    next_meeting,
    vote_until,
)
from surveys.rules.forum.receipts import (
    ReplyUnreadable,
    open_reply,
    receipt_for,
    receipt_in,
    seal_reply,
)
from surveys.rules.forum.votes import may_be_shown, vote_tag, voters

KEYS = st.binary(min_size=32, max_size=32)
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
LETTERS = st.builds(
    Letter,
    kind=st.sampled_from(LetterKind),
    text=st.text(max_size=200),
    thread=st.just(receipt_for(b"k" * 32, "form", receipt_words()).thread),
    latest=st.none() | DAYS,
    topic=st.sampled_from(("caseload", "other")),
    addressee=st.sampled_from(Addressee),
)


@given(KEYS, KEYS, LETTERS)
def test_a_letter_opens_with_its_key_alone_and_every_box_has_one_size(
    key: bytes, other: bytes, letter: Letter
) -> None:
    sealed = seal_letter(key, letter_id(key, "f"), bytes(12), letter)
    opened = open_letter(key, sealed)
    assert opened.text == letter.text.replace("\0", "")
    for name in ("kind", "thread", "latest", "topic", "addressee"):
        assert getattr(opened, name) == getattr(letter, name)
    assert len(sealed.box) == 12 + BOX_BYTES + 16
    if other != key:
        with pytest.raises(LetterUnreadable):
            open_letter(other, sealed)


@given(KEYS, st.text(max_size=50), st.text(max_size=50), st.text(max_size=200))
def test_a_receipt_opens_its_own_thread_however_it_is_typed(
    key: bytes, form: str, other: str, said: str
) -> None:
    receipt = receipt_for(key, form, receipt_words())
    assert receipt == receipt_for(key, form, receipt_words())
    assert receipt_in("\n".join(receipt.words).upper() + " , ") == receipt
    box = seal_reply(receipt.thread, b"s" * 32, said)
    assert open_reply(receipt, box) == said.replace("\0", "").encode("utf-8", "replace").decode()
    if form.encode() != other.encode():
        stranger = receipt_for(key, other, receipt_words())
        assert stranger.thread.id != receipt.thread.id
        with pytest.raises(ReplyUnreadable):
            open_reply(stranger, box)


@given(KEYS, st.sets(st.integers(0, 30), max_size=12), st.sets(st.integers(0, 30), max_size=12))
def test_votes_count_people_whatever_else_they_voted_for(
    key: bytes, first: set[int], second: set[int]
) -> None:
    people = [str(one) for one in range(31)]
    cast = {vote_tag(key, "a", str(one)) for one in first}
    cast |= {vote_tag(key, "b", str(one)) for one in second}
    counts = [len(voters(key, one, people, cast)) for one in ("a", "b", "c", "ab")]
    assert counts == [len(first), len(second), 0, len(first | second)]
    assert may_be_shown(key, "ab", people, cast) is (len(first | second) >= 5)
    assert len({len(one) for one in cast}) <= 1


@given(st.lists(LETTERS, max_size=6), DAYS)
def test_a_letter_goes_alone_only_when_its_day_has_come(letters: list[Letter], day: date) -> None:
    batch = handed_over(letters, day)
    for follows in (True, False):
        alike = [one for one in letters if (one.kind is not LetterKind.QUESTION) is follows]
        mine = [one for one in batch if one in alike]
        if len(alike) >= 3:
            assert mine == alike
        else:
            assert all(one.latest is not None and one.latest <= day for one in mine)


@given(DAYS, st.integers(0, 23))
def test_what_is_sent_is_seen_on_working_days_within_two_weeks(day: date, hour: int) -> None:
    sent = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    first = batch_day(sent, 10)
    latest = latest_day(first)
    assert is_working_day(first)
    assert is_working_day(latest)
    assert day <= first < latest <= first + timedelta(days=11)


@given(DAYS)
def test_a_meeting_leaves_time_to_collect_and_to_vote(day: date) -> None:
    meeting = next_meeting(day, ())
    assert is_working_day(meeting)
    assert day < collect_until(meeting) < vote_until(meeting) < meeting
