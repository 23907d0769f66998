"""A survey's file with mistakes: refused, with a sentence for each of them."""

import os
from datetime import date
from pathlib import Path

import pytest

from surveys.bank.checking import survey_problems
from surveys.bank.reading import BankWrong
from surveys.bank.ready import ready_survey
from surveys.bank.surveys import read_draft, read_survey
from surveys.model.policy import Policy
from surveys.model.surveys import Survey
from tests.surveys.bank.a_survey import SOURCE, Read, Spoil
from tests.surveys.bank.whole_surveys import BANK


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('id = "your-kit"', 'id = "Your kit"', "at most 40 small letters, digits and hyphens."),
        ('title = "Your kit"\n', "", "The survey needs a text in 'title'."),
        ('title = "Your kit"', f'title = "{"x" * 76}"', "has 76 characters in 'title'; at most 75"),
        ("buy first.", "buy first", "one sentence in 'purpose', ending in a full stop."),
        ("buy first.", "buy. It helps.", "one sentence in 'purpose', ending in a full stop."),
        ("minutes = 2", "minutes = 11", "The survey needs 1 to 10 in 'minutes'."),
        ("minutes = 2", 'minutes = "two"', "The survey needs a whole number in 'minutes'."),
        ("days = 10", "days = 61", "needs 1 to 60 in 'open_working_days'"),
        ("reminder = true", "reminders = true", "has an unknown field 'reminders'."),
        ("reminder = true", "reminder = 1", "needs true or false in 'reminder'."),
        ('"milestone"', '"sometimes"', "[calendar] needs one of once, weekly, fortnightly,"),
        ('"milestone"', '"yearly"', "has 'months' only where 'every' is \"milestone\"."),
        ("[3, 6]", "[6, 3]", "[calendar] needs months from 1 to 120 in 'months'"),
        ("[3, 6]", "[0]", "[calendar] needs months from 1 to 120 in 'months'"),
        ("[3, 6]", '[3, 6]\nevent = "holiday"', "needs one of start, qualified, probation, abroad"),
        ("[3, 6]", '[3, 6]\nevent = "away"', "needs one of start, qualified, probation, abroad"),
        ("[3, 6]", '[121]\nevent = "back"', "needs months from 0, on the day itself, to 120"),
        ("[3, 6]", '["three"]', "[calendar] needs a list of whole numbers in 'months'."),
        ("months = [3, 6]\n", "", "[calendar] needs months from 1 to 120 in 'months'"),
        ("2026-10-05", '"soon"', "[calendar] needs a date in 'starts'."),
        ("starts = 2026-10-05\n", "", "[calendar] needs a date in 'starts'."),
        ("2026-10-05", "1999-12-31", "[calendar] needs a first day from 2000-01-01 to 9999-12-31"),
        ('"09:30"', '"half nine"', "[calendar] needs a time such as \"10:00\" in 'at'."),
        ('"09:30"', '"09:30:07"', "[calendar] needs a time such as \"10:00\" in 'at'."),
        ('"Europe/Paris"', '"Mars"', "[calendar] needs a time zone such as"),
        ('"Europe/Paris"', '"../../etc"', "[calendar] needs a time zone such as"),
        ("[3, 12]", "[12, 3]", "needs whole months in 'tenure_months', the smaller first."),
        ("[3, 12]", '"three"', "needs one or two whole numbers in 'tenure_months'"),
        ('["Agency"]', '"Agency"', "[audience] needs a list of texts in 'contracts'."),
        ('["Agency"]', '["Agency", "Agency"]', "names 'Agency' twice in 'contracts'."),
        ("[audience]", "[people]", "has an unknown field 'people'."),
        ('"kit_ready"', '"kitt_ready"', "Question 1 ('kitt_ready') names a question that the bank"),
        ('id = "desk"', 'id = "A Desk"', "Question 2 ('A Desk') needs an id in small letters"),
        ('id = "desk"', 'id = "systems_easy"', "has the id of a question in the bank"),
        ('id = "desk"', 'id = "phone"', "Two questions are called 'phone'."),
        ('"How good is your desk?"', '"My phone works."', "Two questions read 'My phone works.'."),
        ('"How good is your desk?"', f'"{"x" * 141}"', "has 141 characters in 'text'; at most 140"),
        ('"How good is your desk?"', '"How\\nis it?"', "needs one plain line in 'text'."),
        ('"A good desk"', '"Desk"', "needs a label of two to five words."),
        ('"A good desk"', '"Working phones"', "Two questions have the label 'Working phones'."),
        ('driver = "tools"', 'driver = "desks"', "names an unknown driver 'desks'; there are lead"),
        ('"Awful", ', "", "has 4 labels; it needs five, from the lowest to the highest."),
        ('"Awful"', '"Poor"', "offers 'Poor' twice."),
        ('"Awful"', f'"{"x" * 76}"', "has 76 characters in 'labels'; at most 75 fit."),
        ("direction = -1", "direction = 2", "needs a direction of 1 or -1."),
        ('"Wellbeing"', '"Luck"', "names an unknown standard 'Luck'."),
        ('scale = "agreement"', 'scale = "haste"', "needs one of agreement, ease, frequency, how"),
        ('scale = "agreement"', 'scale = "ease"\nlabels = ["a"]', "or its own 'labels', not both."),
        ('low = "Never"\n', "", "Question 4 ('tell_others') needs a text in 'low'."),
        ('"Never"', '"Gladly"', "offers 'Gladly' twice."),
        ('"Never"', f'"{"x" * 72}"', "has 72 characters in 'low'; at most 71 fit."),
        ('["At home", "In the office"]', '["At home"]', "needs 2 to 10 options and has 1."),
        (
            '["At home", "In the office"]',
            str([f"a{n}" for n in range(11)]),
            "needs 2 to 10 options and has 11.",
        ),
        ('["At home", "In the office"]', '"home"', "needs a list of texts in 'options'"),
        (
            '["At home", "In the office"]',
            '["At home", "at-home"]',
            "two options with the id 'at_home'",
        ),
        ('["At home", "In the office"]', '["At home", "☂"]', "and underscores for '☂'."),
        (
            'kind = "yes_no"',
            'kind = "maybe"',
            "Question 8 ('policy') needs one of scale, recommend,",
        ),
        ('kind = "yes_no"', 'kind = "yes_no"\noptions = ["No", "Yes"]', "the options yes and no"),
        ('kind = "text"', 'kind = "text"\nlabel = "More words"', "has an unknown field 'label'."),
        ("required = true", 'required = "yes"', "needs true or false in 'required'."),
    ],
)
def test_a_mistake_in_a_file_is_named_in_a_sentence(
    spoil: Spoil, old: str, new: str, sentence: str
) -> None:
    problems = spoil(old, new)
    assert len(problems) == 1, problems
    assert sentence in problems[0]
    assert problems[0].endswith(".")


def test_all_mistakes_are_named_at_once(read: Read) -> None:
    wrong = SOURCE.replace("minutes = 2", "minutes = 0").replace("Europe/Paris", "Mars")
    with pytest.raises(BankWrong, match=r"survey\.toml has 4 problem") as refused:
        read(wrong.replace('"Phone", "Car", ', "").replace('kind = "text"', 'kind = "song"'))
    assert [one.split(" needs")[0] for one in refused.value.problems] == [
        "Question 9 ('more')",
        "[calendar]",
        "The survey",
        "Question 5 ('broken')",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"= nothing", "Invalid statement"),
        (b"\xff\xfe", "it is not UTF-8 text"),
        (b"minutes = " + b"9" * 5000, "it has a number with too many digits"),
        (b"minutes = 0x" + b"f" * 5000, "it has a number with too many digits"),
        (b"minutes = " + b"[" * 50_000, "its lists or tables lie too deep in each other"),
        (b"a" + b".a" * 501 + b" = 1", "it has more than 500 full stops in one line"),
        (b"#" * 200_001, "it is larger than 200 kB"),
    ],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "survey.toml"
    file.write_bytes(content)
    with pytest.raises(BankWrong) as wrong:
        read_survey(file, BANK, Policy())
    (problem,) = wrong.value.problems
    assert problem.startswith(f"The file can't be read: {reason}")


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    pipe, endless = tmp_path / "pipe.toml", tmp_path / "endless.toml"
    os.mkfifo(pipe)
    endless.symlink_to("/dev/zero")
    for file in (pipe, endless, tmp_path):
        with pytest.raises(BankWrong, match=r"can't be read: it is no ordinary file\."):
            read_survey(file, BANK, Policy())


def test_a_file_of_thousands_of_questions_is_refused_in_one_sentence(read: Read) -> None:
    head = SOURCE.partition("[[questions]]")[0]
    more = "".join(f'[[questions]]\nid="q{n}"\nkind="text"\ntext="{n}"\n' for n in range(4000))
    with pytest.raises(BankWrong) as wrong:
        read(head + more)
    assert wrong.value.problems == ("The survey has 4000 questions; at most 20 fit.",)


def test_a_first_day_is_within_five_years() -> None:
    today = date(2026, 9, 3)
    for starts, sound in ((date(2031, 9, 3), True), (date(2031, 9, 5), False), (date.max, False)):
        survey = read_with(starts)
        problems = survey_problems(survey, BANK, today)
        said = "[calendar] needs a first day from 2000-01-01 to 2031-09-04 in 'starts'."
        assert problems == (() if sound else (said,))


def read_with(starts: date) -> Survey:
    return ready_survey("health-check", BANK, Policy(), starts)


def test_a_file_that_lacks_its_first_day_is_read_as_a_draft(tmp_path: Path) -> None:
    file, today = tmp_path / "survey.toml", date(2026, 9, 3)
    for text, dated in ((SOURCE, True), (SOURCE.replace("starts = 2026-10-05\n", ""), False)):
        file.write_text(text, encoding="utf-8")
        survey, is_dated = read_draft(file, BANK, Policy(), today)
        assert is_dated is dated
        assert survey.calendar is not None
        assert survey.calendar.starts == (date(2026, 10, 5) if dated else today)


def test_one_label_is_one_label(spoil: Spoil) -> None:
    labels = '["Awful", "Poor", "Fair", "Good", "Great"]'
    (problem,) = spoil(labels, '["Awful"]')
    assert "has 1 label; it needs five" in problem


def test_a_survey_needs_a_question_unless_it_is_the_weekly_pulse(read: Read) -> None:
    head = SOURCE.partition("[calendar]")[0]
    with pytest.raises(BankWrong, match="needs a question"):
        read(head)
    pulse = head.replace("your-kit", "weekly-pulse").replace("open_working_days = 10", "")
    assert read(pulse.replace("reminder = true", "")).questions == ()


def test_the_weekly_pulse_stays_what_it_is(read: Read) -> None:
    with pytest.raises(BankWrong) as wrong:
        read(SOURCE.replace("your-kit", "weekly-pulse"))
    assert {one.split(":")[0] for one in wrong.value.problems} == {
        "The weekly pulse has no [[questions]]",
        "The weekly pulse has no [audience]",
        "The weekly pulse needs \"weekly\" in 'every'.",
        "The weekly pulse has no reminder.",
    }


def test_at_most_twenty_questions_fit_a_form(read: Read) -> None:
    more = "".join(
        f'\n[[questions]]\nid = "more_{n}"\nkind = "text"\ntext = "More {n}?"\n' for n in range(12)
    )
    with pytest.raises(BankWrong, match="The survey has 21 questions; at most 20 fit"):
        read(SOURCE + more)


def test_one_round_is_over_before_the_next_opens(read: Read) -> None:
    weekly = SOURCE.replace('"milestone"', '"weekly"').replace("months = [3, 6]\n", "")
    with pytest.raises(BankWrong, match="needs 1 to 5 in 'open_working_days'"):
        read(weekly)
