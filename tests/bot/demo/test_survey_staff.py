"""Simulated staff before surveys of every kind: fitting, alike for equal seeds, and played."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.demo.organisation import invented_people, write_people
from bot.demo.play import play, welcome_everyone
from bot.demo.staff import SimulatedAnswer
from bot.demo.survey_staff import survey_answers
from surveys.bank.questions import load_bank
from surveys.bank.ready import ready_files, ready_survey
from surveys.model.policy import Policy
from surveys.model.questions import Answers
from surveys.model.surveys import WEEKLY_PULSE, Survey
from surveys.rules.fitting import fits, missing
from surveys.rules.people_file import PersonRow, people_in
from surveys.use_cases import reporting
from tests.asking import EVERY_KIND, open_survey, survey
from tests.conftest import THURSDAY
from tests.organisation import people_file
from tests.stage import stage

REQUIRED = frozenset({"place", "helps", "why", "friend"})


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> tuple[PersonRow, ...]:
    file = tmp_path_factory.mktemp("people") / "people.csv"
    write_people(invented_people(120, seed=1), file)
    return tuple(people_in(file.read_bytes()))


def as_answers(said: SimulatedAnswer) -> Answers:
    comments = said.texts | ({"comment": said.comment} if said.comment else {})
    return Answers(said.scores, said.picks, comments)


def ready() -> list[Survey]:
    names = [name for name in ready_files() if name != WEEKLY_PULSE]
    return [ready_survey(name, load_bank(), Policy(), THURSDAY.date()) for name in names]


@pytest.mark.parametrize("asked", [survey(required=REQUIRED), *ready()], ids=lambda asked: asked.id)
def test_every_answer_fits_its_survey(asked: Survey, people: tuple[PersonRow, ...]) -> None:
    found = survey_answers(people, asked, 1, seed=1)
    assert 0.6 < len(found) / len(people) < 0.95
    for one in found:
        assert fits(asked.questions, as_answers(one))
        assert missing(asked.questions, asked.required, as_answers(one)) == ()
        assert one.survey == asked.id


def test_equal_seeds_give_equal_answers_and_others_do_not(people: tuple[PersonRow, ...]) -> None:
    one = survey_answers(people, survey(), 1, seed=1)
    assert survey_answers(people, survey(), 1, seed=1) == one
    assert survey_answers(people, survey(), 1, seed=2) != one
    assert survey_answers(people, survey(), 2, seed=1) != [replace(each, round=2) for each in one]


def test_every_option_and_every_kind_is_used(people: tuple[PersonRow, ...]) -> None:
    found = [as_answers(one) for one in survey_answers(people, survey(), 1, seed=1)]
    for question in EVERY_KIND:
        assert any(question.id in (*one.scores, *one.picks, *one.comments) for one in found), (
            question.id
        )
    assert {one for said in found for one in said.picks.get("place", ())} == {
        "office", "home", "visits",
    }  # fmt: skip


def test_staff_answer_an_open_survey_beside_the_pulse_over_the_wire(tmp_path: Path) -> None:
    content = people_file({"Children's Services/Team 1": 14, "Children's Services/Team 2": 12})
    rows = people_in(content)
    with stage(tmp_path, content) as on:
        welcome_everyone(on)
        runtime = on.bot.runtime
        open_survey(runtime, survey(required=REQUIRED))
        given: dict[str, SimulatedAnswer] = {}

        def others(asked: Survey, number: int) -> dict[str, SimulatedAnswer]:
            found = survey_answers(rows, asked, number, seed=1)
            given.update({one.slack_id: one for one in found})
            return dict(given)

        _played, kept = play(on, 2, {}, 1, lambda _week: None, others)
        assert sorted(one.slack_id for one in kept) == sorted(given)
        assert len(kept) >= 15
        with runtime.store.begin() as tx:
            assert tx.rounds.open() == ()
        rows_ = [row for row in reporting.results(runtime) if row["survey"] == "health-check"]
        assert {row["kind"] for row in rows_} == {"score", "share"}
