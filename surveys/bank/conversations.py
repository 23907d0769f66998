"""What a team could talk about, by driver: conversations.toml, validated."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from surveys.bank.questions import LONGEST_LABEL, LONGEST_NAME, LONGEST_QUESTION, load_bank
from surveys.bank.reading import Entry, Problems, doubles, entries, tables_of
from surveys.model.questions import Conversations

CONVERSATIONS_FILE: Final = Path(__file__).with_name("conversations.toml")


@cache
def conversations(file: Path = CONVERSATIONS_FILE) -> Mapping[str, Conversations]:
    """The questions of every driver in the question bank, by its id.

    Raises BankWrong with a sentence for every problem found.
    """
    tables, problems = tables_of(file), Problems(file)
    whole = Entry("The file", tables, problems)
    whole.knows_only("version", "conversations")
    whole.text("version", LONGEST_NAME)
    rows = entries(tables, "conversations", problems)
    found = [(row.text("driver", LONGEST_LABEL), _conversations(row)) for row in rows]
    named = [driver for driver, _own in found]
    drivers = {driver.id for driver in load_bank().drivers}
    for one in doubles(named):
        problems.add(f"Two tables are about the driver '{one}'.")
    for one in sorted(drivers.symmetric_difference(named)):
        says = "has no conversations" if one in drivers else "is not in the question bank"
        problems.add(f"Driver '{one}' {says}.")
    for one in doubles([question for _driver, own in found for question in _all(own)]):
        problems.add(f"Two conversations read '{one}'.")
    problems.refuse_if_any()
    return dict(found)


def _conversations(row: Entry) -> Conversations:
    row.knows_only("driver", "usual", "worse", "better")
    own = Conversations(
        usual=row.texts("usual", LONGEST_QUESTION),
        worse=row.text("worse", LONGEST_QUESTION),
        better=row.text("better", LONGEST_QUESTION),
    )
    if not own.usual:
        row.problems.add(f"{row.where} needs a usual question.")
    for one in _all(own):
        if one and not one.endswith("?"):
            row.problems.add(f"{row.where} says '{one}', which is no question.")
    return own


def _all(own: Conversations) -> tuple[str, ...]:
    return (*own.usual, own.worse, own.better)
