from datetime import date, timedelta
from pathlib import Path

import pytest

from surveys.bank.reading import BankWrong
from surveys.bank.support import SUPPORT_FILE, load_support
from surveys.model.support import Need, Route

SOURCE = SUPPORT_FILE.read_text(encoding="utf-8")


def test_the_help_list_names_every_line_a_person_may_need() -> None:
    reach = " ".join(line.reach for line in load_support().help)
    for way in ("999", "111 and choose option 2", "116 123", "SHOUT to 85258", "0800 068 4141"):
        assert way in reach
    assert [line.id for line in load_support().help if line.local] == ["assistance"]


def test_lines_that_nobody_has_filled_in_are_known_until_they_say_something_else(
    tmp_path: Path,
) -> None:
    ours = load_support()
    assert [line.id for line in ours.unfilled(ours)] == [
        "assistance", "safeguarding", "designated_officer", "whistleblowing",
    ]  # fmt: skip
    own = tmp_path / "support.toml"
    own.write_text(
        SOURCE.replace("Call the duty desk, in", "Call 020 7946 0000, in").replace(
            'policy"\nwhen = "When you have seen wrongdoing at work and your manager is not the'
            ' right person to tell."\nlocal = true',
            'policy"\nwhen = "When you have seen wrongdoing at work."',
        ),
        "utf-8",
    )
    assert [line.id for line in load_support(own).unfilled(ours)] == [
        "assistance", "designated_officer",
    ]  # fmt: skip


def test_the_routes_for_a_child_at_risk_and_for_wrongdoing_are_named() -> None:
    routes = [line.id for line in load_support().routes]
    assert routes == ["safeguarding", "designated_officer", "whistleblowing", "protect"]


def test_each_reason_to_turn_somewhere_has_its_lines() -> None:
    support = load_support()
    served = {route: [line.id for line in support.lines_for(route)] for route in Route}
    assert served[Route.CRISIS] == [line.id for line in support.help]
    assert served[Route.CHILD_AT_RISK] == ["safeguarding", "designated_officer"]
    assert served[Route.WRONGDOING] == ["designated_officer", "whistleblowing", "protect"]


def test_an_organisation_may_say_it_in_its_own_words_and_add_lines(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    more = """
[[routes]]
id = "night"
name = "Night desk"
reach = "Ring 1"
when = "At night."
serves = ["child_at_risk"]
"""
    file.write_text(SOURCE.replace("Call the duty desk, in", "Ring 2, in") + more, encoding="utf-8")
    routes = load_support(file).lines_for(Route.CHILD_AT_RISK)
    assert [line.id for line in routes] == ["safeguarding", "designated_officer", "night"]
    assert routes[0].reach.startswith("Ring 2")


def test_the_list_says_that_nobody_watches_in_real_time() -> None:
    support = load_support()
    assert "real time" in support.notice
    assert "not the place to report" in support.not_here


def test_the_list_goes_stale_the_day_after_its_review_was_due() -> None:
    support = load_support()
    due = date.fromordinal(support.reviewed.toordinal() + support.review_every_days)
    assert not support.is_stale(due)
    assert support.is_stale(date.fromordinal(due.toordinal() + 1))


def test_a_list_that_says_it_was_checked_after_tomorrow_was_not() -> None:
    support = load_support()
    assert not support.is_stale(support.reviewed - timedelta(days=1))
    assert support.is_stale(support.reviewed - timedelta(days=2))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("reviewed = 2026-11-22", 'reviewed = "lately"', "The file needs a date in 'reviewed'."),
        ("review_every_days = 184", "review_every_days = 0", "every 1 to 366 days."),
        ('id = "shout"', 'id = "protect"', "Two lines are called 'protect'."),
        ('reach = "Call 999"', "", "help 'emergency' needs a text in 'reach'."),
        ('reach = "Call 999"', f'reach = "{"9" * 201}"', "at most 200 fit."),
        ('name = "Shout"', 'nom = "Shout"', "help 'shout' has an unknown field 'nom'."),
        ('id = "samaritans"', 'id = "others"', "There is no [[help]] with the id 'samaritans'."),
        ('serves = ["wrongdoing"]', 'serves = ["gossip"]', "has 'gossip' in 'serves'"),
        ('serves = ["wrongdoing"]', "", "needs a list of texts in 'serves'."),
        ('need = "work"', 'need = "play"', "more 'supervision' has 'play' in 'need'; it can be"),
        ('need = "work"', "need = 1", "has '1' in 'need'"),
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


def test_lines_that_are_no_tables_are_told(tmp_path: Path) -> None:
    file = tmp_path / "support.toml"
    file.write_text("help = [1, 2]\n", encoding="utf-8")
    with pytest.raises(BankWrong) as wrong:
        load_support(file)
    assert "There is no [[help]]." in wrong.value.problems


def test_the_page_is_laid_out_by_need_and_every_line_stands_once() -> None:
    support = load_support()
    laid_out = {need: [line.id for line in support.lines_of(need)] for need in Need}
    assert laid_out[Need.NOW] == ["emergency", "nhs_111", "shout", "papyrus"]
    assert laid_out[Need.TALK] == ["samaritans", "assistance", "principal_social_worker"]
    work = ["supervision", "occupational_health", "adjustments", "union", "acas"]
    assert laid_out[Need.WORK] == work
    assert laid_out[Need.SPEAK_UP] == [line.id for line in support.routes]
    every = [line_id for own in laid_out.values() for line_id in own]
    assert sorted(every) == sorted(
        line.id for line in (*support.help, *support.routes, *support.more)
    )


def test_a_file_from_before_the_headings_stays_what_it_was(tmp_path: Path) -> None:
    before = SOURCE[: SOURCE.index("[[more]]", SOURCE.index("[[routes]]"))]
    file = tmp_path / "ours.toml"
    file.write_text(before, encoding="utf-8")
    old, new = load_support(file), load_support()
    assert (old.help, old.routes) == (new.help, new.routes)
    assert (old.more, old.lines_of(Need.WORK), old.lines_of(Need.OWN)) == ((), (), ())
    for route in Route:
        assert old.lines_for(route) == new.lines_for(route)
