"""Answering a survey of every kind: opened, kept, changed, refused beneath its question."""

from dataclasses import replace

import pytest

from surveys.errors import AnswerMissing, AnswerNotValid
from surveys.model.deliveries import Kind
from surveys.model.messages import Form, Invitation, Reopened
from surveys.model.questions import Answers
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE
from surveys.runtime import Runtime
from surveys.use_cases import answering, delivering
from surveys.use_cases.home import home
from tests.asking import EVERY_KIND, FRIEND, HELPS, PLACE, answers_of, open_survey, survey
from tests.organisation import account, enrol
from tests.surveys.use_cases.test_answering import rows

ME = account(2)


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, {"Children's Services/Team 1": 3})
    return sqlite_runtime


@pytest.fixture
def opened(runtime: Runtime) -> Round:
    return open_survey(runtime, survey(required=frozenset({"place", "why"})))


def test_a_form_carries_its_survey_and_what_cannot_be_skipped(
    runtime: Runtime, opened: Round
) -> None:
    form = answering.begin(runtime, ME, opened.id, 1)
    assert isinstance(form, Form)
    assert form.about is not None
    assert (form.about.title, form.about.minutes) == (survey().title, 4)
    assert form.questions == EVERY_KIND
    assert form.required == {"place", "why"}
    assert form.chosen == Answers(picks={"place": ("home",)})


def test_answers_of_every_kind_are_kept_as_they_were_given(runtime: Runtime, opened: Round) -> None:
    given = answers_of(5)
    untidy = replace(given, picks=given.picks | {"helps": given.picks["helps"][::-1]})
    assert answering.submit(runtime, ME, opened.id, untidy)
    assert isinstance(answering.begin(runtime, ME, opened.id, None), Reopened)
    assert answering.recall(runtime, ME, opened.id).chosen == given
    (ballot,) = rows(runtime)["ballots"]
    for word in (b"why of", b"office", b"cover"):
        assert word not in ballot[2]
    assert answering.withdraw(runtime, ME, opened.id)
    assert rows(runtime)["ballots"] == []


def test_every_box_of_a_survey_has_one_size(runtime: Runtime, opened: Round) -> None:
    least = Answers(picks={"place": ("home",)}, comments={"why": "x"})
    answering.submit(runtime, account(1), opened.id, least)
    answering.submit(runtime, account(2), opened.id, answers_of(7))
    fullest = replace(answers_of(7), comments={"why": "é" * 1000, "comment": "\U0001f469" * 1000})
    answering.submit(runtime, account(3), opened.id, fullest)
    assert len({len(box) for _round, _tag, box in rows(runtime)["ballots"]}) == 1


@pytest.mark.parametrize(
    ("given", "skipped"),
    [
        (Answers(), ("place", "why")),
        (Answers(comments={"why": "so"}), ("place",)),
        (Answers({"friend": 3}, {"place": ("home",)}), ("why",)),
    ],
)
def test_what_cannot_be_skipped_is_asked_for_and_nothing_changes(
    runtime: Runtime, opened: Round, given: Answers, skipped: tuple[str, ...]
) -> None:
    answering.submit(runtime, ME, opened.id, answers_of(4))
    before = rows(runtime)
    with pytest.raises(AnswerMissing) as refused:
        answering.submit(runtime, ME, opened.id, given)
    assert refused.value.questions == skipped
    assert rows(runtime) == before


@pytest.mark.parametrize(
    "forged",
    [
        Answers(picks={"place": ("home", "office")}),
        Answers(picks={"helps": ("pay",)}),
        Answers({"friend": 11}),
        Answers({"how_are_you": 3}),
    ],
)
def test_forged_answers_are_refused(runtime: Runtime, opened: Round, forged: Answers) -> None:
    before = rows(runtime)
    whole = answers_of(1)
    mixed = Answers(whole.scores | forged.scores, whole.picks | forged.picks, whole.comments)
    with pytest.raises(AnswerNotValid):
        answering.submit(runtime, ME, opened.id, mixed)
    assert rows(runtime) == before


def test_skipping_everything_keeps_nothing_where_all_may_be_skipped(runtime: Runtime) -> None:
    opened = open_survey(runtime, survey())
    assert answering.submit(runtime, ME, opened.id, answers_of(1))
    assert not answering.submit(runtime, ME, opened.id, Answers())
    assert rows(runtime)["ballots"] == []


def test_an_invitation_carries_the_survey_and_its_first_question(
    runtime: Runtime, opened: Round
) -> None:
    (delivery, *_rest) = delivering.claim(runtime, "test")
    assert delivery.kind is Kind.INVITATION
    invited = delivering.compose(runtime, delivery)
    assert isinstance(invited, Invitation)
    assert invited.about is not None
    assert invited.about.purpose == survey().purpose
    assert invited.first == PLACE


def test_a_form_keeps_asking_what_it_asked_when_the_survey_changes(
    runtime: Runtime, opened: Round
) -> None:
    with runtime.store.begin() as tx:
        assert tx.surveys.revise(survey(questions=(FRIEND,)), seen=1)
    form = answering.begin(runtime, ME, opened.id, None)
    assert isinstance(form, Form)
    assert form.questions == EVERY_KIND


def test_a_survey_can_be_tried_without_keeping_anything(runtime: Runtime) -> None:
    form = answering.pretend(runtime, survey(required=frozenset({"place"})))
    assert (form.round_id, form.questions, form.required) == (None, EVERY_KIND, {"place"})
    pulse = replace(survey(WEEKLY_PULSE), questions=())
    assert answering.pretend(runtime, pulse) == answering.pretend(runtime)


def test_home_lists_everything_that_is_open(runtime: Runtime, opened: Round) -> None:
    second = open_survey(runtime, survey("other", (HELPS,)))
    found = home(runtime, ME)
    assert found is not None
    assert {one.round_id for one in found.open_rounds} == {opened.id, second.id}
