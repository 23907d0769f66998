"""The question bank: questions.toml, validated and turned into the subject's nouns."""

import re
from pathlib import Path
from typing import Any, Final

from surveys.bank.reading import BankWrong, Entry, Problems, doubles, entries, entry, tables_of
from surveys.model.questions import Bank, CommentPrompt, Driver, Item, Scale

__all__ = ["BANK_FILE", "BankWrong", "load_bank"]

BANK_FILE: Final = Path(__file__).with_name("questions.toml")

HEADLINE_ID: Final = "how_are_you"
COMMENT_ID: Final = "comment"
WEEKLY_PER_DRIVER: Final = 3  # so that 13 rounds of 3 ask each of 13 drivers three times

# What fits on Slack's screens (button and option texts 75, an input's label 2,000) and our own.
LONGEST_CHOICE: Final = 75
LONGEST_QUESTION: Final = 140
LONGEST_LABEL: Final = 40
LONGEST_NAME: Final = 75
LONGEST_PROMPT: Final = 2000
CHOICES_SHOWN: Final = 5  # a message's row of buttons shows five, and so our scales are 1 to 5

EMPLOYER_STANDARDS: Final = (
    "Strong and clear social work framework",
    "Effective workforce planning",
    "Safe workloads and case allocation",
    "Wellbeing",
    "Supervision",
    "Continuing professional development",
    "Professional registration",
    "Strategic partnerships",
)  # Local Government Association, Standards for Employers of Social Workers in England, 2020
MANAGEMENT_STANDARDS: Final = (
    "Demands",
    "Control",
    "Support",
    "Relationships",
    "Role",
    "Change",
)  # Health and Safety Executive, Management Standards for work-related stress
STANDARDS: Final = frozenset(EMPLOYER_STANDARDS + MANAGEMENT_STANDARDS)

SNAKE_CASE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def load_bank(file: Path = BANK_FILE) -> Bank:
    """Read the question bank. Raises BankWrong with a sentence for every problem found."""
    tables = tables_of(file)
    problems = Problems(file)
    whole = Entry("The file", tables, problems)
    whole.knows_only("scales", "drivers", "headline", "items", "comment")
    scales = {one.id: one for one in _scales(tables, problems)}
    drivers = _drivers(tables, problems)
    known = frozenset(driver.id for driver in drivers)
    headline = _item(entry(tables, "headline", problems), scales, known)
    rows = entries(tables, "items", problems)
    items = [(_item(row, scales, known), row.flag("weekly", default=True)) for row in rows]
    said = entry(tables, "comment", problems)
    said.knows_only("id", "text")
    bank = Bank(
        drivers=drivers,
        items=tuple(item for item, weekly in items if weekly),
        headline=headline,
        comment=CommentPrompt(_id(said), said.text("text", LONGEST_PROMPT)),
        others=tuple(item for item, weekly in items if not weekly),
    )
    _check_whole(bank, problems)
    problems.refuse_if_any()
    return bank


def _id(row: Entry) -> str:
    found = row.text("id", LONGEST_LABEL)
    if found and not SNAKE_CASE.fullmatch(found):
        row.problems.add(f"{row.where} needs an id in small letters, digits and underscores.")
    return found


def _scales(tables: dict[str, Any], problems: Problems) -> tuple[Scale, ...]:
    rows = entries(tables, "scales", problems)
    scales = tuple(_scale(row) for row in rows)
    for one in doubles([scale.id for scale in scales]):
        problems.add(f"Two scales are called '{one}'.")
    return scales


def _scale(row: Entry) -> Scale:
    row.knows_only("id", "lo", "hi", "labels", "spread")
    labels = row.texts("labels", LONGEST_CHOICE)
    scale = Scale(_id(row), row.whole("lo"), row.whole("hi"), labels, row.number("spread"))
    width = scale.hi - scale.lo + 1
    if not 2 <= width <= CHOICES_SHOWN:
        row.problems.add(f"{row.where} must offer two to {CHOICES_SHOWN} choices.")
    elif len(labels) != width:
        row.problems.add(f"{row.where} has {len(labels)} labels for {width} choices.")
    for one in doubles(list(labels)):
        row.problems.add(f"{row.where} offers '{one}' twice.")
    if not 0 < scale.spread <= (scale.hi - scale.lo) / 2:
        row.problems.add(f"{row.where} needs a spread above 0 and at most half its width.")
    return scale


def _drivers(tables: dict[str, Any], problems: Problems) -> tuple[Driver, ...]:
    rows = entries(tables, "drivers", problems)
    for row in rows:
        row.knows_only("id", "name")
    drivers = tuple(Driver(_id(row), row.text("name", LONGEST_NAME)) for row in rows)
    for one in doubles([driver.id for driver in drivers]):
        problems.add(f"Two drivers are called '{one}'.")
    return drivers


def _item(row: Entry, scales: dict[str, Scale], drivers: frozenset[str]) -> Item:
    row.knows_only(
        "id", "driver", "scale", "text", "label", "direction", "standard", "weekly"
    )  # "weekly" is read by the caller
    item = Item(
        id=_id(row),
        driver_id=row.text("driver", LONGEST_LABEL),
        scale=scales.get(row.text("scale", LONGEST_LABEL)) or Scale("", 0, 0, (), 0.0),
        text=row.text("text", LONGEST_QUESTION),
        direction=row.whole("direction"),
        standard=row.text("standard", LONGEST_NAME),
        label=row.text("label", LONGEST_LABEL),
    )
    if item.driver_id not in drivers:
        row.problems.add(f"{row.where} names an unknown driver '{item.driver_id}'.")
    if not item.scale.id:
        row.problems.add(f"{row.where} names an unknown scale.")
    if item.direction not in (1, -1):
        row.problems.add(f"{row.where} needs a direction of 1 or -1.")
    if item.standard not in STANDARDS:
        row.problems.add(f"{row.where} names an unknown standard '{item.standard}'.")
    if not 2 <= len(item.label.split()) <= 5:
        row.problems.add(f"{row.where} needs a label of two to five words.")
    return item


def _check_whole(bank: Bank, problems: Problems) -> None:
    """What only the whole bank can show: ids that clash and a rotation that does not come out."""
    asked = [bank.headline, *bank.items, *bank.others]
    for one in doubles([bank.comment.id, *(item.id for item in asked)]):
        problems.add(f"Two questions are called '{one}'.")
    for text in doubles([item.text for item in asked]):
        problems.add(f"Two questions read '{text}'.")
    if bank.headline.id != HEADLINE_ID:
        problems.add(f"The headline's id must be '{HEADLINE_ID}'.")
    if bank.comment.id != COMMENT_ID:
        problems.add(f"The comment's id must be '{COMMENT_ID}'.")
    for driver in bank.drivers:
        if driver.id == bank.headline.driver_id:
            continue
        weekly = sum(1 for item in bank.items if item.driver_id == driver.id)
        if weekly != WEEKLY_PER_DRIVER:
            problems.add(
                f"Driver '{driver.id}' has {weekly} weekly items; it needs {WEEKLY_PER_DRIVER}."
            )
    for item in bank.items:
        if item.driver_id == bank.headline.driver_id:
            problems.add(f"Item '{item.id}' shares the headline's driver, so it can't be weekly.")
