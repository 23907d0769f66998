"""What a manager could do for somebody at a milestone: kindnesses.toml, validated."""

from functools import cache
from pathlib import Path
from typing import Final

from surveys.bank.questions import LONGEST_NAME, LONGEST_QUESTION
from surveys.bank.reading import Entry, Problems, doubles, entries, tables_of
from surveys.model.milestones import Event, Kindness

KINDNESSES_FILE: Final = Path(__file__).with_name("kindnesses.toml")


@cache
def load_kindnesses(file: Path = KINDNESSES_FILE) -> tuple[Kindness, ...]:
    """Return every kindness, in the file's order.

    Raises BankWrong with a sentence for every problem found.
    """
    tables, problems = tables_of(file), Problems(file)
    whole = Entry("The file", tables, problems)
    whole.knows_only("version", "kindnesses")
    whole.text("version", LONGEST_NAME)
    found = tuple(_kindness(row) for row in entries(tables, "kindnesses", problems))
    for one in doubles([kindness.id for kindness in found]):
        problems.add(f"Two kindnesses are called '{one}'.")
    for one in doubles([kindness.words for kindness in found]):
        problems.add(f"Two kindnesses read '{one}'.")
    if not any(not kindness.fits for kindness in found):
        problems.add("No kindness suits every milestone.")
    problems.refuse_if_any()
    return found


def _kindness(row: Entry) -> Kindness:
    row.knows_only("id", "words", "fits")
    said = row.texts("fits") if "fits" in row.fields else ()
    for one in said:
        if one not in list(Event):
            row.problems.add(f"{row.where} fits '{one}', which is no milestone.")
    words = row.text("words", LONGEST_QUESTION)
    if words.endswith("."):
        row.problems.add(f"{row.where} ends in a full stop, and stands within a sentence.")
    fits = frozenset(Event(one) for one in said if one in list(Event))
    return Kindness(row.text("id", LONGEST_NAME), words, fits)
