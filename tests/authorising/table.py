"""The table of who may do what, read from its file, and written as a page for administrators."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from surveys import errors
from tests.authorising.people import KINDS, OUTSIDE, Kind

TABLE = Path(__file__).with_name("table.toml")
PAGE = Path(__file__).parents[2] / "docs/authorisation.md"
TURNED_AWAY = "turned away"
_FIRST = """# Who may do what

Every button, form, command, shortcut and search of Staff Voice, and who may use it. This page is
written from a table that the tests try: {cells} cells, each sent through the whole application as
somebody of that column would send it, with the ids of somebody else's things. Where a cell is
refused, the tests see that nothing was kept or changed; wherever anything is shown, that it holds
no word that is for others. A button or form that is not in this table fails the tests.

✓ may; ✗ is refused, with a sentence (a search just finds nothing); · is turned away before anything
is looked up. A colleague who manages, leads or is a champion may do what every colleague may.
Columns that belong to a unit are tried with that unit's things. Numbers lead to [notes](#notes).

What nobody may do has no row: no act shows who wrote an answer, a question or a reason. See
[what we do not promise](privacy/limits.md) and [the threat model](threat-model.md).
"""


@dataclass(frozen=True)
class Act:
    """A row: what is done, and how each kind of person fares."""

    name: str
    what: str
    who: str
    cells: Mapping[str, str]  # by kind: "yes", TURNED_AWAY, or the refusal's name
    stands: str | None = None  # what whoever may is told just now. None: nothing hinders them
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Journey:
    """A part of the table."""

    name: str
    acts: tuple[Act, ...]


def journeys() -> list[Journey]:
    """Read the table."""
    found = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [
        Journey(one["name"], tuple(_act(found["who"], act) for act in one["acts"]))
        for one in found["journey"]
    ]


def _act(groups: Mapping[str, Mapping[str, object]], row: Mapping[str, object]) -> Act:
    group = groups[str(row["who"])]
    told: Mapping[str, str] = dict(row.get("told", {}))
    stands = str(row["stands"]) if "stands" in row else None
    cells = {}
    for kind in KINDS:
        if kind.name in told:
            cells[kind.name] = told[kind.name]
        elif kind.name == "elsewhere":
            cells[kind.name] = TURNED_AWAY
        elif kind.name in set(map(str, group["may"])):
            cells[kind.name] = stands or "yes"
        else:
            is_outside = kind.name in OUTSIDE
            cells[kind.name] = "NotOnTheList" if is_outside else str(group["refusal"])
    return Act(str(row["name"]), str(row["what"]), str(row["who"]), cells, stands, told)


def page() -> str:
    """Return the whole page."""
    found = journeys()
    lines = [_FIRST.format(cells=f"{sum(len(one.acts) for one in found) * len(KINDS):,}")]
    notes: list[str] = []
    for journey in found:
        lines += [f"## {journey.name}", ""]
        lines.append("| | " + " | ".join(kind.heading for kind in KINDS) + " |")
        lines.append("|---|" + ":-:|" * len(KINDS))
        for act in journey.acts:
            marks = " | ".join(_mark(act, kind, notes) for kind in KINDS)
            lines.append(f"| {act.what} | {marks} |")
        lines.append("")
    lines += ["## Notes", ""]
    lines += [f"{number}. {said}" for number, said in enumerate(notes, 1)]
    return "\n".join([*lines, "", *_sentences(found)]) + "\n"


def _mark(act: Act, kind: Kind, notes: list[str]) -> str:
    cell = act.cells[kind.name]
    if cell == TURNED_AWAY:
        return "·"
    hindered = cell == act.stands or kind.name in act.told
    if not hindered:
        return "✓" if cell == "yes" else "✗"
    said = _sentence(cell)
    if said not in notes:
        notes.append(said)
    return f"{'✓' if cell == act.stands else '✗'} {notes.index(said) + 1}"


def _sentences(found: list[Journey]) -> Iterator[str]:
    yield "## What those read who are refused"
    yield ""
    names = {cell for one in found for act in one.acts for cell in act.cells.values()}
    for name in sorted(names - {"yes", TURNED_AWAY}):
        yield f"- {_sentence(name)}"


def _sentence(name: str) -> str:
    return str(getattr(errors, name).__doc__)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
