from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.answers_file import COLUMNS, read_answers, write_answers
from bot.demo.staff import SimulatedAnswer
from surveys.bank.questions import load_bank
from surveys.errors import DemoRefused
from surveys.rules.rotation import items_for

BANK = load_bank()
HEADER = ",".join(COLUMNS)
FIRST = items_for(BANK, 0)[1].id


def file(*lines: str) -> bytes:
    return "\n".join((HEADER, *lines)).encode()


def refused(*lines: str) -> str:
    with pytest.raises(DemoRefused) as refusal:
        read_answers(file(*lines), BANK)
    return refusal.value.detail


def test_lines_about_one_person_and_round_are_one_answer() -> None:
    read = read_answers(
        file("1,U1,how_are_you,4,", f"1,U1,{FIRST},2,Quite a week", "2,U1,how_are_you,5,"), BANK
    )
    assert read == [
        SimulatedAnswer(1, "U1", {"how_are_you": 4, FIRST: 2}, "Quite a week"),
        SimulatedAnswer(2, "U1", {"how_are_you": 5}, None),
    ]


def test_a_comment_may_stand_on_a_line_of_its_own_and_is_kept_to_the_letter() -> None:
    (read,) = read_answers(file('1,U1,comment,,"  Two  spaces,\nand ""quotes"" "'), BANK)
    assert read == SimulatedAnswer(1, "U1", {}, '  Two  spaces,\nand "quotes" ')


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("0,U1,how_are_you,4,", "line 2, column round: '0' is not a whole number from 1 to 520"),
        ("1.5,U1,how_are_you,4,", "line 2, column round: '1.5' is not a whole number"),
        ("1,,how_are_you,4,", "line 2, column slack_id: it is empty"),
        ("1,U1,mood,4,", "line 2, column question: 'mood' is not a question"),
        ("1,U1,energy_left,4,", "column question: 'energy_left' is not asked in round 1"),
        ("1,U1,how_are_you,6,", "column value: '6' is not a whole number from 1 to 5"),
        ("1,U1,how_are_you,,", "column value: '' is not a whole number from 1 to 5"),
        ("1,U1,comment,3,Words", "line 2, column value: a comment has no value"),
        ("1,U1,comment,, ", "line 2, column comment: it is empty"),
        ("1,U1,how_are_you,4", "line 2: it has 4 cells, and the header names 5"),
        (f"1,U1,comment,,{'x' * 3001}", "column comment: it is longer than 3000 characters"),
    ],
)
def test_a_wrong_line_is_named_by_line_and_column(line: str, mistake: str) -> None:
    assert mistake in refused(line)


def test_all_mistakes_are_named_together() -> None:
    detail = refused(
        "1,U1,how_are_you,4,One thing",
        "1,U1,how_are_you,5,",
        f"1,U1,{FIRST},9,Another thing",
        "x,U1,how_are_you,4,",
    )
    assert detail == (
        "the answers file has mistakes: line 3, column question: 'how_are_you' is answered twice; "
        "line 4, column comment: this person's other comment in the round differs; "
        "line 4, column value: '9' is not a whole number from 1 to 5; "
        "line 5, column round: 'x' is not a whole number from 1 to 520"
    )


def test_a_file_that_is_no_sheet_or_lacks_columns_is_refused() -> None:
    with pytest.raises(DemoRefused, match="can't be read: it is empty"):
        read_answers(b"", BANK)
    with pytest.raises(DemoRefused, match="the column comment is missing"):
        read_answers(b"round,slack_id,question,value\n1,U1,how_are_you,4", BANK)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
ANSWERS = st.builds(
    SimulatedAnswer,
    st.just(1),
    st.just("U1"),
    st.dictionaries(
        st.sampled_from([item.id for item in items_for(BANK, 0)]), st.integers(1, 5), min_size=1
    ),
    st.none() | WORDS.filter(lambda words: bool(words.strip())),
)


@given(answer=ANSWERS)
def test_what_is_written_is_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, answer: SimulatedAnswer
) -> None:
    target: Path = tmp_path_factory.mktemp("answers") / "truth.csv"
    write_answers([answer], target)
    assert read_answers(target.read_bytes(), BANK) == [answer]


def test_answers_to_other_surveys_are_read_as_they_were_written(tmp_path: Path) -> None:
    given = [
        SimulatedAnswer(1, "U1", {"how_are_you": 4}, "Quite a week"),
        SimulatedAnswer(
            1,
            "U1",
            {"friend": 10},
            "Fine.",
            "health-check",
            {"place": ("home",), "helps": ("time", "cover")},
            {"why": 'Less "paper", please'},
        ),
    ]
    write_answers(given, tmp_path / "answers.csv")
    content = (tmp_path / "answers.csv").read_bytes()
    assert content.startswith(b"round,slack_id,question,value,comment,survey")
    assert read_answers(content, BANK) == given


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("1,U1,place,,,check", "line 3, column value: it is empty"),
        ("1,U1,,home,,check", "line 3, column question: it is empty"),
        ("1,U1,helps,home,,check", "line 3, column question: 'helps' is answered twice"),
    ],
)
def test_a_wrong_line_about_another_survey_is_named(line: str, mistake: str) -> None:
    lines = f"{HEADER},survey\n1,U1,helps,time,,check\n{line}\n"
    with pytest.raises(DemoRefused) as refusal:
        read_answers(lines.encode(), BANK)
    assert mistake in refusal.value.detail
