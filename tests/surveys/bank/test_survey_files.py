"""A survey in a file: read whole, and written back the same."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from surveys.bank.checking import survey_problems, survey_warnings
from surveys.bank.kinds import caseload_bands, id_from
from surveys.bank.surveys import read_survey
from surveys.bank.writing import survey_as_toml
from surveys.model.definitions import survey_as_json, survey_of_json
from surveys.model.policy import Policy
from surveys.model.questions import Choice, CommentPrompt, Item, Option, Style
from surveys.model.surveys import Audience, Calendar, Every, Survey, Tenure
from tests.surveys.bank.a_survey import SOURCE, Read
from tests.surveys.bank.whole_surveys import BANK, surveys


def test_a_file_says_when_and_of_whom_a_survey_is_asked(read: Read) -> None:
    survey = read(SOURCE)
    assert (survey.id, survey.title) == ("your-kit", "Your kit")
    assert (survey.minutes, survey.open_working_days, survey.reminder) == (2, 10, True)
    assert survey.required == {"kit_ready"}
    assert survey.audience == Audience(
        ("Children's Services/Fostering",), ("Social worker",), ("Agency",), Tenure(3, 12)
    )
    assert survey.calendar == Calendar(
        Every.MILESTONE, date(2026, 10, 5), time(9, 30), ZoneInfo("Europe/Paris"), (3, 6)
    )


def test_a_file_holds_questions_of_every_kind(read: Read) -> None:
    kit, desk, phone, tell, broken, place, children, policy, more = read(SOURCE).questions
    assert kit == BANK.item_by_id["kit_ready"]
    assert isinstance(desk, Item)
    assert (desk.scale.lo, desk.scale.hi, desk.scale.labels[0]) == (1, 5, "Awful")
    assert (desk.direction, desk.standard) == (-1, "Wellbeing")
    assert isinstance(phone, Item)
    assert phone.scale == BANK.item_by_id["kit_ready"].scale
    assert isinstance(tell, Item)
    assert (tell.scale.lo, tell.scale.hi, len(tell.scale.labels)) == (0, 10, 11)
    assert (tell.scale.labels[0], tell.scale.labels[10]) == ("0: Never", "10: Gladly")
    assert isinstance(broken, Choice)
    assert broken.style is Style.SEVERAL
    assert broken.options == (
        Option("phone", "Phone"),
        Option("car", "Car"),
        Option("pc", "Computer"),
    )
    assert isinstance(place, Choice)
    assert (place.style, place.driver_id) == (Style.ONE, "flexibility")
    assert isinstance(children, Choice)
    assert children.options == caseload_bands()
    assert isinstance(policy, Choice)
    assert [one.id for one in policy.options] == ["yes", "no"]
    assert more == CommentPrompt("more", "What else?")


def test_what_a_file_leaves_out_comes_from_the_settings(read: Read) -> None:
    whole = SOURCE.replace('at = "09:30"\nzone = "Europe/Paris"\n', "")
    survey = read(whole.replace("open_working_days = 10\nreminder = true\n", ""))
    assert survey.calendar is not None
    assert survey.calendar.at == Policy().opening_time
    assert survey.calendar.zone is Policy().zone
    assert (survey.open_working_days, survey.reminder) == (5, False)
    head, _table, rest = SOURCE.partition("[calendar]")
    later = read(head + rest[rest.index("[[questions]]") :])
    assert later.calendar is None
    assert later.audience == Audience()


@settings(max_examples=60)
@given(survey=surveys())
def test_whatever_is_written_reads_back_the_same(survey: Survey) -> None:
    assert survey_problems(survey, BANK) == ()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "survey.toml"
        file.write_text(survey_as_toml(survey, BANK), encoding="utf-8")
        assert read_survey(file, BANK, Policy()) == survey
    definition = survey_as_json(survey)
    assert survey_of_json(definition) == survey
    assert survey_as_json(survey_of_json(definition)) == definition


def test_one_question_is_spoken_of_as_one(read: Read) -> None:
    survey = read(SOURCE)
    (warning,) = survey_warnings(replace(survey, questions=survey.questions[:1], minutes=9))
    assert warning.endswith("it takes 9 min; 1 question like this takes about 1 min.")


def test_minutes_that_promise_too_little_or_cost_too_much_are_remarked_on(read: Read) -> None:
    assert survey_warnings(read(SOURCE.replace("minutes = 2", "minutes = 3"))) == ()
    for minutes in (1, 10):
        (warning,) = survey_warnings(read(SOURCE.replace("minutes = 2", f"minutes = {minutes}")))
        assert f"takes {minutes} min; 9 questions like these take about 3 min." in warning


@pytest.mark.parametrize(
    ("label", "id_"),
    [("At home", "at_home"), ("16 to 20", "n_16_to_20"), ("Café - ÉTÉ!", "cafe_ete"), ("☂", "")],
)
def test_an_option_gets_an_id_from_its_words(label: str, id_: str) -> None:
    assert id_from(label) == id_
