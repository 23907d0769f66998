from datetime import date
from pathlib import Path

import pytest

from surveys.bank.reading import BankWrong
from surveys.bank.support import SUPPORT_FILE, load_support

SOURCE = SUPPORT_FILE.read_text(encoding="utf-8")


def test_the_help_list_names_every_line_a_person_may_need() -> None:
    reach = " ".join(line.reach for line in load_support().help)
    for way in ("999", "111 and choose option 2", "116 123", "SHOUT to 85258", "0800 068 4141"):
        assert way in reach
    assert [line.id for line in load_support().help if line.local] == ["assistance"]


def test_the_routes_for_a_child_at_risk_and_for_wrongdoing_are_named() -> None:
    routes = [line.id for line in load_support().routes]
    assert routes == ["safeguarding", "designated_officer", "whistleblowing", "protect"]


def test_the_list_says_that_nobody_watches_in_real_time() -> None:
    support = load_support()
    assert "real time" in support.notice
    assert "not the place to report" in support.not_here


def test_the_list_goes_stale_the_day_after_its_review_was_due() -> None:
    support = load_support()
    due = date.fromordinal(support.reviewed.toordinal() + support.review_every_days)
    assert not support.is_stale(due)
    assert support.is_stale(date.fromordinal(due.toordinal() + 1))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("reviewed = 2026-11-22", 'reviewed = "lately"', "The file needs a date in 'reviewed'."),
        ("review_every_days = 184", "review_every_days = 0", "every 1 to 366 days."),
        ('id = "shout"', 'id = "protect"', "Two lines are called 'protect'."),
        ('reach = "Call 999"', "", "help 'emergency' needs a text in 'reach'."),
        ('reach = "Call 999"', f'reach = "{"9" * 201}"', "at most 200 fit."),
        ('name = "Shout"', 'nom = "Shout"', "help 'shout' has an unknown field 'nom'."),
        ("[[routes]]", "[[rotes]]", "The file has an unknown field 'rotes'."),
    ],
)
def test_a_mistake_in_the_list_is_named_in_a_sentence(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert old in SOURCE
    file = tmp_path / "support.toml"
    file.write_text(SOURCE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BankWrong) as wrong:
        load_support(file)
    assert any(sentence in problem for problem in wrong.value.problems), wrong.value.problems
