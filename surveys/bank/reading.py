"""Reading a data file field by field, gathering every problem before refusing."""

import stat
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from surveys.model.tables import MOST_BYTES, TablesUnreadable, tables_in, too_large
from surveys.wording import _


class BankWrong(ValueError):
    """A data file of the bank has problems: a fault of ours, never shown to staff.

    `problems` holds one clear sentence for each.
    """

    def __init__(self, file: Path, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(f"{file.name} has {len(problems)} problem(s): " + " ".join(problems))


def tables_of(file: Path) -> dict[str, Any]:
    """The file's top-level tables. Raises BankWrong if it is missing or is not TOML."""
    try:
        return tables_in(bytes_of(file))
    except TablesUnreadable as error:
        says = _("The file can't be read: {reason}.").format(reason=error.reason)
        raise BankWrong(file, (says,)) from None


def bytes_of(file: Path) -> bytes:
    """What an ordinary file of a bearable size holds. Raises TablesUnreadable.

    Anything else, such as a pipe, might never end or never begin.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise TablesUnreadable(_("it is no ordinary file"))
        with file.open("rb") as opened:
            found = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise TablesUnreadable(error.strerror or type(error).__name__) from None
    if len(found) > MOST_BYTES:
        raise TablesUnreadable(too_large())
    return found


@dataclass(frozen=True)
class Problems:
    """A growing list of sentences, raised together."""

    file: Path
    sentences: list[str] = field(default_factory=list)

    def add(self, sentence: str) -> None:
        """Note one problem."""
        self.sentences.append(sentence)

    def refuse_if_any(self) -> None:
        """Raise BankWrong with every problem noted so far."""
        if self.sentences:
            raise BankWrong(self.file, tuple(self.sentences))


@dataclass(frozen=True)
class Entry:
    """One table of the file, read field by field; a wrong field is noted and read as empty."""

    where: str  # how a problem names this table
    fields: dict[str, Any]
    problems: Problems

    def text(self, name: str, longest: int | None = None) -> str:
        """A non-empty text of at most `longest` characters. None: of any length."""
        found = self.fields.get(name)
        if not isinstance(found, str) or not found.strip():
            self.problems.add(needs_text(self.where, name))
            return ""
        if longest is not None and len(found) > longest:
            self.problems.add(too_long(self.where, name, len(found), longest))
        return found

    def whole(self, name: str) -> int:
        """A whole number."""
        found = self.fields.get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            self.note(_("{where} needs a whole number in '{name}'."), name=name)
            return 0
        return found

    def number(self, name: str) -> float:
        """A number."""
        found = self.fields.get(name)
        if not isinstance(found, (int, float)) or isinstance(found, bool):
            self.note(_("{where} needs a number in '{name}'."), name=name)
            return 0.0
        return float(found)

    def flag(self, name: str, *, default: bool) -> bool:
        """Yes or no; `default` where nothing is said."""
        found = self.fields.get(name, default)
        if not isinstance(found, bool):
            self.note(_("{where} needs true or false in '{name}'."), name=name)
            return default
        return found

    def day(self, name: str) -> date:
        """A date, written plainly as 2026-11-22."""
        found = self.fields.get(name)
        if type(found) is not date:
            self.note(_("{where} needs a date in '{name}'."), name=name)
            return date.min
        return found

    def texts(self, name: str, longest: int | None = None) -> tuple[str, ...]:
        """A list of texts of at most `longest` characters each. None: of any length."""
        found = self.fields.get(name)
        if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
            self.note(_("{where} needs a list of texts in '{name}'."), name=name)
            return ()
        for one in found:
            if longest is not None and len(one) > longest:
                self.problems.add(too_long(self.where, name, len(one), longest))
        return tuple(found)

    def knows_only(self, *names: str) -> None:
        """Note every field that is none of `names`: most likely a slip of the pen."""
        for unknown in sorted(self.fields.keys() - set(names)):
            self.note(_("{where} has an unknown field '{name}'."), name=unknown)

    def note(self, sentence: str, **words: object) -> None:
        """Note a problem here: `{where}` and `words` are filled in."""
        self.problems.add(sentence.format(where=self.where, **words))


def is_one_line(words: str) -> bool:
    """Say whether a text is free of line ends and other control characters."""
    return not any(unicodedata.category(one) in {"Cc", "Zl", "Zp", "Cs"} for one in words)


def needs_text(where: str, name: str) -> str:
    """Say that a text is missing."""
    return _("{where} needs a text in '{name}'.").format(where=where, name=name)


def too_long(where: str, name: str, length: int, longest: int) -> str:
    """Say that a text does not fit."""
    return _("{where} has {length} characters in '{name}'; at most {longest} fit.").format(
        where=where, name=name, length=length, longest=longest
    )


def entries(tables: dict[str, Any], name: str, problems: Problems) -> list[Entry]:
    """The tables of the list `name`, each named in problems by its id or its place."""
    found = tables.get(name, [])
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        problems.add(_("There is no [[{name}]].").format(name=name))
        return []
    return [
        Entry(f"{name} '{table.get('id', place)}'", table, problems)
        for place, table in enumerate(found, start=1)
    ]


def entry(tables: dict[str, Any], name: str, problems: Problems) -> Entry:
    """The one table `name`."""
    found = tables.get(name)
    if not isinstance(found, dict):
        problems.add(_("There is no [{name}].").format(name=name))
        return Entry(f"[{name}]", {}, Problems(problems.file))
    return Entry(f"[{name}]", found, problems)


def doubles(ids: list[str]) -> list[str]:
    """Ids said more than once, each named once."""
    return sorted(one for one, count in Counter(ids).items() if one and count > 1)
