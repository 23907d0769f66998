import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.demo.organisation import invented_people, write_people
from bot.demo.staff import COMMENTS, SimulatedAnswer, acting_order, answers_for
from surveys.bank.questions import load_bank
from surveys.rules.people_file import PersonRow, people_in
from surveys.rules.rotation import items_for

BANK = load_bank()


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> tuple[PersonRow, ...]:
    file: Path = tmp_path_factory.mktemp("demo") / "people.csv"
    write_people(invented_people(), file)
    return people_in(file.read_bytes())


@pytest.fixture(scope="module")
def answers(people: tuple[PersonRow, ...]) -> list[SimulatedAnswer]:
    return answers_for(people, BANK, 13, seed=1)


def services(people: tuple[PersonRow, ...]) -> dict[str, str]:
    return {person.accounts[0].slack_id: person.unit[1] for person in people}


def test_about_four_in_five_answer_and_some_never_do(
    people: tuple[PersonRow, ...], answers: list[SimulatedAnswer]
) -> None:
    assert 0.75 <= len(answers) / (13 * len(people)) <= 0.85
    silent = set(services(people)) - {answer.slack_id for answer in answers}
    assert 3 <= len(silent) <= 20


def test_each_service_has_twenty_answers_in_nearly_every_week(
    people: tuple[PersonRow, ...], answers: list[SimulatedAnswer]
) -> None:
    service = services(people)
    counts = Counter((answer.round, service[answer.slack_id]) for answer in answers)
    assert len(counts) == 13 * 7
    assert sum(count >= 20 for count in counts.values()) >= 0.95 * len(counts)


def test_answers_are_choices_of_the_questions_asked_and_few_are_skipped(
    answers: list[SimulatedAnswer],
) -> None:
    for answer in answers:
        asked = {item.id: item.scale for item in items_for(BANK, answer.round - 1)}
        assert answer.scores.keys() <= asked.keys()
        for item_id, score in answer.scores.items():
            assert asked[item_id].lo <= score <= asked[item_id].hi
    skipped = 1 - sum(len(answer.scores) for answer in answers) / (4 * len(answers))
    assert 0.01 <= skipped <= 0.03


def test_about_one_in_seven_writes_a_comment_and_no_two_the_same_in_a_round(
    answers: list[SimulatedAnswer],
) -> None:
    written = [(answer.round, answer.comment) for answer in answers if answer.comment]
    assert 0.12 <= len(written) / len(answers) <= 0.18
    assert len(set(written)) == len(written)


def test_something_changes_over_the_weeks_in_two_services(
    people: tuple[PersonRow, ...], answers: list[SimulatedAnswer]
) -> None:
    service = services(people)
    shifts = []
    for name in set(service.values()):
        first, last = (
            [
                answer.scores["how_are_you"]
                for answer in answers
                if service[answer.slack_id] == name
                and answer.round in rounds
                and "how_are_you" in answer.scores
            ]
            for rounds in ((1, 2, 3), (11, 12, 13))
        )
        shifts.append(sum(last) / len(last) - sum(first) / len(first))
    assert min(shifts) < -0.5
    assert sorted(shifts)[1] > -0.3


def test_the_same_seed_gives_the_same_answers_and_another_seed_others(
    people: tuple[PersonRow, ...], answers: list[SimulatedAnswer]
) -> None:
    assert answers_for(tuple(reversed(people)), BANK, 13, seed=1) == answers
    assert answers_for(people, BANK, 13, seed=2) != answers


def test_one_colleague_more_changes_nobody_elses_scores(
    people: tuple[PersonRow, ...], answers: list[SimulatedAnswer]
) -> None:
    fewer = answers_for(people[1:], BANK, 13, seed=1)
    gone = people[0].accounts[0].slack_id
    assert [replace(answer, comment=None) for answer in fewer] == [
        replace(answer, comment=None) for answer in answers if answer.slack_id != gone
    ]


def test_an_organisation_with_more_to_say_than_we_have_repeats_itself(
    people: tuple[PersonRow, ...],
) -> None:
    many = tuple(
        replace(person, accounts=(replace(person.accounts[0], slack_id=f"U{copy}{place}"),))
        for copy in range(12)
        for place, person in enumerate(people)
    )
    written = [answer.comment for answer in answers_for(many, BANK, 1, seed=1) if answer.comment]
    assert len(written) > 126


def test_people_act_in_an_order_that_only_the_seed_and_the_round_decide(
    people: tuple[PersonRow, ...],
) -> None:
    ids = sorted(services(people))
    order = acting_order(ids, 3, seed=1)
    assert sorted(order) == ids
    assert order == acting_order(list(reversed(ids)), 3, seed=1)
    assert order != acting_order(ids, 4, seed=1)
    assert order != acting_order(ids, 3, seed=2)
    assert [one for one in order if one != ids[0]] == acting_order(ids[1:], 3, seed=1)


def test_there_are_enough_invented_comments_on_every_driver_in_every_tone() -> None:
    texts = [text for tones in COMMENTS.values() for found in tones.values() for text in found]
    assert set(COMMENTS) == set(BANK.driver_by_id)
    assert all(set(tones) == {"warm", "plain", "hard"} for tones in COMMENTS.values())
    assert len(texts) == len(set(texts)) >= 120


def test_invented_comments_are_short_sentences_without_numbers_or_addresses() -> None:
    for tones in COMMENTS.values():
        for text in (text for found in tones.values() for text in found):
            assert len(text) <= 100
            assert text.endswith(".")
            assert not re.search(r"[\d@]", text)
