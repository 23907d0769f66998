"""What would give somebody away is found, and what says nothing of anybody is left."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.words import Kind, Mark, guarded, mark, masked

COMMENTS = Path(__file__).with_name("words_comments.txt")


def shown(text: str) -> str:
    return masked(text, mark(text))


def invented() -> tuple[list[tuple[str, list[tuple[int, int]]]], list[str]]:
    """Comments with the places of what stands in braces, and clean ones."""
    telling, clean = COMMENTS.read_text(encoding="utf-8").split("\n=\n")
    lines = [line for line in telling.splitlines() if line and not line.startswith("#")]
    return [_opened(line) for line in lines], clean.splitlines()


def _opened(line: str) -> tuple[str, list[tuple[int, int]]]:
    text, items = "", []
    for part in re.split(r"(\{[^}]*\})", line):
        if part.startswith("{"):
            items.append((len(text), len(text) + len(part) - 2))
        text += part.strip("{}")
    return text, items


def test_nearly_all_of_what_would_give_somebody_away_is_marked() -> None:
    found = missed = 0
    for text, items in invented()[0]:
        marks = mark(text)
        for start, end in items:
            hit = any(one.start < end and start < one.end for one in marks)
            found, missed = found + hit, missed + (not hit)
    assert found + missed > 100
    assert found / (found + missed) >= 0.95


def test_hardly_any_clean_comment_is_pointed_at() -> None:
    clean = invented()[1]
    assert len(clean) > 90
    assert sum(bool(mark(text)) for text in clean) / len(clean) <= 0.03


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sarah Jones-Smith is kind", "[name] is kind"),
        ("asked kayleigh about it", "asked [name] about it"),
        ("kayleighs mum rang", "[name] mum rang"),
        ("MY MANAGER KAYLEIGH IS KIND", "MY MANAGER [name] IS KIND"),
        ("Thanks to O\u2019Brien and D'Angelo", "Thanks to [name] and [name]"),
        ("Zo\u00eb\u2019s carer left", "[name]\u2019s carer left"),
        ("saw mr patel and Dr. Farr", "saw [name] and [name]"),
        ("Will said no, and Will Green agreed", "[name] said no, and [name] agreed"),
        ("our manager May listens", "our manager [name] listens"),
        ("it was rosie n jack", "it was [name] n [name]"),
        ("JS's mum came, then J.B. and child K", "[name]'s mum came, then [name] and [name]"),
        ("Tyreequin was moved", "[name] was moved"),
        ("he was called tyreequin", "he was called [name]"),
        ("the Okonjo family", "the [name] family"),
        ("Kai (7) is hungry", "[name] [age] is hungry"),
        ("<@U02ABC34D> and @sam.r", "[name] and [name]"),
        ("we met محمد", "we met [name]"),
    ],
)
def test_names_are_marked_however_they_are_typed(text: str, wanted: str) -> None:
    assert shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("NHS 943 476 5919 was lost", "NHS [number] was lost"),
        ("nhs 9  4 3-4765 919", "nhs [number]"),
        ("upn H801200001001", "upn [number]"),
        ("NI QQ 12 34 56 C", "NI [number]"),
        ("case 12345 and ref: 4521", "case [number] and ref: [number]"),
        ("LCS4482913, ZE23C00123", "[number], [number]"),
        ("ring 07700 900123", "ring [phone]"),
        ("on +48 22 123 45 67 now", "on [phone] now"),
        ("mail k.o'brien82@mail.example", "mail [e-mail]"),
        ("born 3 May 2012", "born [date]"),
        ("dob 3/5/12", "dob [date]"),
        ("dob 03 05", "dob [date]"),
        ("lives at flat 2, 14 acacia road", "lives at [address] [address]"),
        ("in WN7 3AB, bd3 9qp", "in [address], [address]"),
        ("at Oak House and St Mary's Primary", "at [place] and [place]"),
        ("moved to rotherham", "moved to [place]"),
        ("see https://a.example/b?c=d", "see [link]"),
        ("<mailto:a@b.example|a@b.example>", "[e-mail]"),
        ("car YK19 XFG", "car [number]"),
    ],
)
def test_numbers_dates_and_places_are_marked(text: str, wanted: str) -> None:
    assert shown(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "ASYE, CIN, LAC, IRO, MASH, Ofsted, CAFCASS, EHCP and PLO",
        "Teams, SharePoint, Mosaic and Liquidlogic on Monday in January",
        "37.5 hours, 9-5, 24/7, £35000, 2019-2020, KS2, s47s, COVID19, Office365, 30mins",
        "Will this change? May be. Hope so. Mark my words. Grace periods help.",
        "Call 999, 111, 116 123 or text 85258",
        "The Children Act 1989 and Working Together 2023",
        "Supervison is great and our Safegaurding team too",
        "I am English, from Nigeria, and it is Christmas :smile: 🙂",
        "the IT is slow & the HR is <not> good",
        "Q & A with A and E",
        "",
    ],
)
def test_ordinary_words_of_the_work_are_left(text: str) -> None:
    assert mark(text) == ()


def test_places_are_those_of_the_text_as_it_was_typed() -> None:
    text = "&amp; Zoe\u0301 \u200bsaid \U0001f642 caf&lt;é Kayleigh"
    (first, second) = mark(text)
    assert text[first.start : first.end] == "Zoe\u0301"
    assert text[second.start : second.end] == "Kayleigh"


def test_accepted_words_are_left_but_numbers_never() -> None:
    text = "Riverton Hub and kayleigh, 07700 900123"
    kept = mark(text, frozenset({"riverton hub", "Kayleigh", "07700 900123"}))
    assert [one.kind for one in kept] == [Kind.PHONE]


def test_only_names_words_and_places_may_be_kept() -> None:
    assert {kind for kind in Kind if kind.may_be_kept} == {Kind.NAME, Kind.WORD, Kind.PLACE}


def test_marks_given_in_any_order_and_overlapping_mask_each_stretch_once() -> None:
    marks = (Mark(4, 9, Kind.NAME), Mark(0, 6, Kind.PLACE), Mark(12, 14, Kind.DATE))
    assert masked("0123456789ab12cd", marks) == "[place]9ab[date]cd"


PIECES = st.sampled_from(
    [
        "Sarah",
        "o'brien",
        "07700 900123",
        "WN7 3AB",
        "<@U1>",
        "&amp;",
        "child K",
        "Dr",
        "é",
        "\u200b",
    ]
)
TYPED = st.lists(PIECES | st.text(max_size=8), max_size=12).map(" ".join)


@given(TYPED)
def test_marks_lie_in_the_text_in_order_and_apart(text: str) -> None:
    marks = mark(text)
    at = 0
    for one in marks:
        assert at <= one.start < one.end <= len(text)
        at = one.end
    assert len(masked(text, marks)) >= len(text) - sum(one.end - one.start for one in marks)


@given(TYPED)
def test_what_was_masked_holds_no_name_any_more(text: str) -> None:
    again = shown(text)
    assert "Sarah" not in again.split()
    assert "07700 900123" not in again


def times(text: str) -> Iterator[str]:
    yield from (text * 40, text.upper() * 40, text.lower() * 40)


@pytest.mark.parametrize("piece", ["a.", "1 ", "A", "o'", "x@", "St Mary ", "<", "12-", "Mr "])
def test_the_longest_comment_of_anything_is_read(piece: str) -> None:
    for text in times(piece * 25):
        mark(text)


@pytest.mark.parametrize(
    "text", ["<@U02ABC34D> pays", "ask @sam.r", "J.S. said so", "Jo and <@U1>, @a.b", "St Mary's"]
)
def test_whatever_its_author_may_keep_is_left_once_it_was_accepted(text: str) -> None:
    found = guarded(text)
    assert found is not None
    kept = frozenset(found.keepable.values())
    assert len(kept) == len(found.marks)
    assert guarded(text, kept) is None


def test_an_accepted_word_does_not_free_a_longer_one() -> None:
    assert guarded("ask @sam.rowe", frozenset({"@sam.r"})) is not None
