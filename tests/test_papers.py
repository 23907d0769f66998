"""The privacy papers say what the code does; how they are held against it is in `papers.py`."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.promise import PAGE, page
from handlers import EVENTS
from handlers.views.promise import paragraphs, promise_notice
from surveys.model.policy import LOWEST
from surveys.store.tables import metadata
from tests.papers import (
    HOUSE,
    PAPERS,
    SIGN,
    known,
    marks_in,
    named_tests,
    problems,
    ways_to_nowhere,
)

ALL = {file.stem: file.read_text(encoding="utf-8") for file in sorted(PAPERS.glob("*.md"))}
DOCUMENTS = sorted({*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")})
WRITTEN = {name: text for name, text in ALL.items() if name != PAGE.stem}  # that one is made
SENTENCE = "nswers or silence are never used in capability, sickness or disciplinary matters"
# Each spoils a paper in one way, and what must be said of it.
SPOILT = {
    "At least 6<!-- team --> people.": "team is 5, not 6",
    "Thirteen<!-- team --> rounds.": "team is 5, not Thirteen",
    "At least 5<!-- squad --> people.": "no fact: squad",
    "Nobody is asked in 8<!-- DAYS_BETWEEN_ASKS --> days.": "DAYS_BETWEEN_ASKS is 7, not 8",
    "At least 5 people.": "a number without a mark",
    "At least five people.": "a number without a mark",
    "It costs 3.5 days.": "a number without a mark",
    "Raise `SMALLEST_SQUAD`.": "no setting: SMALLEST_SQUAD",
    "Raise SMALLEST_SQUAD.": "no setting: SMALLEST_SQUAD",
    "Set `LOCALES`.": "no setting: LOCALES",
    "See `surveys/rules/magic.py`.": "no file: surveys/rules/magic.py",
    "See `tests/test_house.py::test_all_is_well`.": "no test: ",
    "See `tests/test_nothing.py::test_all_is_well`.": "no file: tests/test_nothing.py",
    "Run `staff-voice publish`.": "no command: staff-voice publish",
    "Run `staff-voice people forget`.": "no command: staff-voice people forget",
    "Run `staff-voice results --names`.": "no option --names",
    "Tap *Show everything*.": "on no screen: Show everything",
    "It needs `channels:history`.": "no scope: channels:history",
    "See [this](nothing.md).": "no file: nothing.md",
    "See [this](limits.md#what-is-certain).": "no heading: limits.md#what-is-certain",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_a_paper_says_of_the_code_is_so(name: str) -> None:
    assert problems(WRITTEN[name], known()) == []


@pytest.mark.parametrize("text", SPOILT)
def test_a_paper_that_departs_from_the_code_is_caught(text: str) -> None:
    found = problems(text, known())
    assert len(found) == 1
    assert SPOILT[text] in found[0]


def test_what_may_stand_in_a_paper_is_no_problem() -> None:
    law = "By Article 6(1)(e), sections 10 and 36 and the Data Protection Act 2018"
    text = f"{law}, at least Five<!-- team -->. Tap *Pause me* within 20<!-- law --> days."
    assert problems(text, known()) == []


@pytest.mark.parametrize("fact", sorted(set().union(*map(marks_in, WRITTEN.values()))))
def test_a_number_that_changes_in_the_code_makes_a_paper_wrong(fact: str) -> None:
    changed = replace(known(), facts={**known().facts, fact: "another"})
    assert any(problems(text, changed) for text in WRITTEN.values())


def test_every_fact_is_told_somewhere() -> None:
    told = set().union(*map(marks_in, WRITTEN.values()))
    assert {name for name in known().facts if name.islower()} <= told


def test_the_page_for_staff_is_what_the_window_says() -> None:
    assert page(LOWEST) == ALL[PAGE.stem], "run: python -m bot.promise"
    shown = [block["text"]["text"] for block in promise_notice(LOWEST)["blocks"] if "text" in block]
    assert shown == paragraphs(LOWEST)  # whole: nothing was too long for Slack
    plain = re.sub(r"[*_•\-\s]+", " ", " ".join(shown))
    assert plain in re.sub(r"[*_•\-\s]+", " ", page(LOWEST))


def test_staff_read_that_nothing_is_used_against_them() -> None:
    assert any(SENTENCE in one for one in paragraphs(LOWEST))
    for name in (PAGE.stem, "README", "dpia", "record-of-processing", "consultation"):
        assert SENTENCE in ALL[name].replace("\n", " "), name


def test_every_risk_is_met_and_every_measure_has_a_test_and_a_risk() -> None:
    _, risks, measures = re.split(r"^## Step [56]: .*$", ALL["dpia"], flags=re.MULTILINE)
    named = set(re.findall(r"^\| (R\d+) ", risks, flags=re.MULTILINE))
    by_us, by_you = measures.split("**Measures that only you can take**")
    rows = [row for row in by_us.splitlines() if re.search(r"\| R\d", row)]
    assert len(rows) == by_us.count("`tests/") > 40
    assert all(len(named_tests(row)) == 1 for row in rows)
    met = set(re.findall(r"\bR\d+\b", by_us))
    assert met <= named
    assert met | set(re.findall(r"\bR\d+\b", by_you)) == named


def test_the_record_names_every_table_and_no_other() -> None:
    part = _part("record-of-processing", "The tables")
    first = "\n".join(row.split("|")[1] for row in part.splitlines() if row.startswith("|"))
    assert set(re.findall(r"`(\w+)`", first)) == set(metadata.tables)


@pytest.mark.parametrize("table", ["people", "accounts"])
def test_the_record_names_everything_kept_of_a_person(table: str) -> None:
    part = _part("record-of-processing", "The tables")
    row = next(one for one in part.splitlines() if one.startswith(f"| `{table}` "))
    said = re.findall(r"`(\w+)`", row)[1:]
    assert sorted(said) == sorted(column.name for column in metadata.tables[table].columns)


def test_every_right_of_the_app_and_every_event_is_explained() -> None:
    part = _part("what-slack-keeps", "What the app may do")
    assert set(re.findall(r"^\| `([\w:]+)`", part, flags=re.MULTILINE)) == known().scopes
    assert all(f"`{event}`" in part for event in EVENTS)


def test_the_index_leads_to_every_paper_and_names_those_to_fill_in() -> None:
    assert {f"{name}.md" for name in ALL} - {"README.md"} <= set(_links(ALL["README"]))
    to_fill_in = _links(_part("README", "What you must fill in"))
    blanks = {f"{name}.md" for name, text in ALL.items() if f"[{SIGN}" in text}
    assert set(to_fill_in) == blanks
    for name in WRITTEN.keys() - {"README"}:  # which explains the sign
        assert ALL[name].count(SIGN) == ALL[name].count(f"[{SIGN} "), name
    assert "](docs/privacy/README.md)" in (HOUSE / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: str(file.relative_to(HOUSE)))
def test_no_document_names_a_command_or_a_page_that_is_not_there(file: Path) -> None:
    assert ways_to_nowhere(file.read_text(encoding="utf-8"), known(), file.parent) == []


def test_the_readme_lists_every_setting() -> None:
    listed = re.findall(r"`([A-Z_]+)`", (HOUSE / "README.md").read_text(encoding="utf-8"))
    assert known().settings <= set(listed)


def _part(name: str, heading: str) -> str:
    return ALL[name].split(f"## {heading}\n")[1].split("\n## ")[0]


def _links(text: str) -> list[str]:
    return [Path(one).name for one in re.findall(r"\]\(([\w.-]+\.md)", text)]
