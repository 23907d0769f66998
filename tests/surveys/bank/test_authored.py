"""Questions as their authors write them in a form: made into questions, and back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.bank.authored import free_id, is_another, question_of, written_of
from surveys.bank.checking_questions import question_problems
from surveys.bank.kinds import caseload_bands
from surveys.bank.questions import SNAKE_CASE
from surveys.model.authoring import Kind, Written
from surveys.model.questions import Choice, Item, Question
from tests.surveys.bank.whole_surveys import BANK, questions

SCALE = Written(Kind.SCALE, "My desk is fine.", "A fine desk", "tools", scale_id="agreement")
OWN = replace(SCALE, scale_id=None, choices=("a", "b", "c", "d", "e"), direction=-1)
TEN = Written(Kind.RECOMMEND, "A friend?", "Tell a friend", "tools", low="Never", high="Surely")
ONE = Written(Kind.ONE, "Where?", "Where they sit", choices=("Here", "There"))
CASELOAD = Written(Kind.CASELOAD, "How many?", "Children held", "caseload", choices=(
    *(one.label for one in caseload_bands()), "A hundred"))  # fmt: skip
YES_NO = Written(Kind.YES_NO, "A room?", "A quiet room")
TEXT = Written(Kind.TEXT, "What else?")
EVERY = [SCALE, OWN, TEN, ONE, replace(ONE, kind=Kind.SEVERAL), CASELOAD, YES_NO, TEXT]


@pytest.mark.parametrize("written", EVERY, ids=lambda one: str(one.kind))
def test_what_an_author_writes_can_be_asked_and_reads_the_same_again(written: Written) -> None:
    question = question_of(written, BANK, BANK.item_by_id)
    assert list(question_problems(1, question, BANK)) == []
    again = written_of(question, BANK, required=False)
    shown = replace(written, choices=again.choices) if written.kind is Kind.YES_NO else written
    assert again == shown


@given(questions(0))
def test_a_question_that_nobody_touched_stays_as_it_is(question: Question) -> None:
    written = written_of(question, BANK, required=False)
    after = question_of(written, BANK, (), question)
    assert not is_another(after, question)
    if question.id not in BANK.item_by_id:
        assert after == question


@given(st.text(min_size=1, max_size=140), st.sets(st.text("abc_2", max_size=5)))
def test_a_new_question_has_an_id_that_nobody_has(words: str, taken: set[str]) -> None:
    question = question_of(Written(Kind.TEXT, words), BANK, taken)
    assert question.id not in taken
    assert SNAKE_CASE.fullmatch(question.id)


def test_ids_that_are_taken_get_a_number_and_stay_short() -> None:
    assert free_id("desk", {"desk", "desk_2"}, "_") == "desk_3"
    long = "d" * 40
    assert free_id(long, {long}, "_") == "d" * 38 + "_2"


def test_an_option_whose_words_stay_keeps_its_id_and_no_other_takes_it() -> None:
    before = question_of(ONE, BANK, ())
    moved = question_of(replace(ONE, choices=("There!", "There", "Elsewhere")), BANK, (), before)
    assert isinstance(moved, Choice)
    ids = {one.label: one.id for one in moved.options}
    assert ids == {"There!": "there_2", "There": "there", "Elsewhere": "elsewhere"}


def test_words_without_a_plain_letter_get_an_id_all_the_same() -> None:
    made = question_of(replace(ONE, text="何?", label="何 何", choices=("一", "二")), BANK, ())
    assert isinstance(made, Choice)
    assert made.id == "question"
    assert [one.id for one in made.options] == ["option", "option_2"]


def test_the_usual_bands_keep_their_usual_ids() -> None:
    made = question_of(CASELOAD, BANK, ())
    assert isinstance(made, Choice)
    assert made.options[:-1] == caseload_bands()


@pytest.mark.parametrize(
    ("changed", "is_so"),
    [
        (replace(SCALE, text="Mended."), False),
        (replace(SCALE, label="Another name"), False),
        (replace(SCALE, required=True), False),
        (replace(SCALE, driver_id="team"), False),
        (replace(SCALE, scale_id="frequency"), True),
        (replace(SCALE, direction=-1), True),
        (OWN, True),
    ],
)
def test_a_question_is_another_when_its_choices_are(changed: Written, is_so: bool) -> None:
    before = question_of(SCALE, BANK, ())
    assert is_another(question_of(changed, BANK, (), before), before) is is_so


def test_a_standard_that_a_file_names_is_kept() -> None:
    item = question_of(SCALE, BANK, ())
    assert isinstance(item, Item)
    named = replace(item, standard="Wellbeing")
    assert question_of(replace(SCALE, text="Mended."), BANK, (), named) == replace(
        named, text="Mended."
    )
