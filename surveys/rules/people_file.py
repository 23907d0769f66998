"""The employer's list of people: a CSV file read whole, or refused with every mistake in it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from surveys.errors import PeopleFileUnreadable, PeopleFileWrong
from surveys.model.milestones import COLUMN_OF, COLUMNS, Dates, Event
from surveys.model.people import Account, Role
from surveys.model.tree import DIRECT
from surveys.rules.hours import parse_pattern
from surveys.rules.sheets import Line, Mistake, SheetUnreadable, listing, quoted, read_sheet
from surveys.wording import _

Value = TypeVar("Value")
Path = tuple[str, ...]  # names from the organisation down

NEEDED: Final = (
    "person_key",
    "workspace",
    "slack_id",
    "name",
    "email",
    "unit",
    "job_family",
    "contract",
    "start_date",
    "manages",
)
OPTIONAL: Final = ("roles", "working_pattern", *COLUMNS)
SHARED: Final = (
    "name",
    "unit",
    "job_family",
    "contract",
    "start_date",
    "manages",
    "roles",
    "working_pattern",
    *COLUMNS,
)  # what every line about one person must agree on

ACCOUNT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
ISO_DATE: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
BRITISH_DATE: Final = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})", re.ASCII)
YEARS: Final = range(1940, 2101)
LONGEST_FACT: Final = 200


@dataclass(frozen=True)
class PersonRow:
    """One human as the file tells of them, all their accounts together."""

    line: int  # the first that names them
    key: str
    name: str
    email: str  # empty: not told
    unit: Path
    job_family: str
    contract: str
    start_date: date
    working_pattern: str | None  # None: the organisation's hours
    manages: tuple[Path, ...]
    roles: frozenset[Role] | None  # None: the file says nothing of roles, which stay
    accounts: tuple[Account, ...]
    dates: Dates = ()  # days of their own, of those columns that say one


def people_in(data: bytes) -> tuple[PersonRow, ...]:
    """Everyone in a people file, one row a person, in the file's order.

    Raises PeopleFileUnreadable if it is no such file, PeopleFileWrong with every mistake in it.
    """
    try:
        sheet = read_sheet(data, NEEDED, OPTIONAL)
    except SheetUnreadable as error:
        raise PeopleFileUnreadable(str(error)) from error
    mistakes = list(sheet.mistakes)
    rows = [_row(line, mistakes) for line in sheet.lines]
    mistakes += _disagreements(rows, {(mistake.line, mistake.column) for mistake in mistakes})
    mistakes += _accounts_named_twice(rows)
    placed = [row for row in rows if row.unit]
    mistakes += _two_organisations(placed)
    mistakes += _two_spellings(placed)
    if len(placed) == len(rows) and not sheet.mistakes:  # else somebody's unit is not known yet
        mistakes += _empty_units_managed(rows)
    if mistakes:
        raise PeopleFileWrong(listing(mistakes))
    if not rows:
        raise PeopleFileUnreadable(_("it names nobody"))
    return _merged(rows)


def _row(line: Line, mistakes: list[Mistake]) -> PersonRow:
    def read(column: str, parse: Callable[[str], Value], otherwise: Value) -> Value:
        if column not in line.cells:
            return otherwise  # said once, at the header
        try:
            return parse(line.cells[column])
        except ValueError as error:
            mistakes.append(Mistake(line.number, column, str(error)))
            return otherwise

    days = {event: read(column, _day, None) for column, event in COLUMNS.items()}
    mistakes += _back_too_early(line.number, days)
    return PersonRow(
        line=line.number,
        key=read("person_key", _fact, ""),
        name=read("name", _fact, ""),
        email=read("email", _email, ""),
        unit=read("unit", path_in, ()),
        job_family=read("job_family", _fact, ""),
        contract=read("contract", _fact, ""),
        start_date=read("start_date", date_in, date.min),
        working_pattern=read("working_pattern", _pattern, None),
        manages=read("manages", _paths, ()),
        roles=read("roles", _roles, None),
        accounts=(Account(read("workspace", _account, ""), read("slack_id", _account, "")),),
        dates=tuple((event, day) for event in Event if (day := days.get(event))),
    )


def _back_too_early(line: int, days: Mapping[Event, date | None]) -> Iterator[Mistake]:
    """A leave that ends before it begins; one that is over may be followed by another."""
    gone, back = days[Event.AWAY], days[Event.BACK]
    if gone and back and back == gone:
        yield Mistake(line, COLUMN_OF[Event.BACK], _("it is the day on which the leave begins"))


def _fact(cell: str, longest: int = LONGEST_FACT) -> str:
    if not cell:
        raise ValueError(_("it is empty"))
    if len(cell) > longest:
        says = _("it is longer than {count} characters").format(count=longest)
        raise ValueError(says)
    return cell


def _account(cell: str) -> str:
    if not ACCOUNT.fullmatch(_fact(cell)):
        raise ValueError(_("{cell} is not a Slack id").format(cell=quoted(cell)))
    return cell


def _email(cell: str) -> str:
    if cell and not EMAIL.fullmatch(_fact(cell)):
        raise ValueError(_("{cell} is not an e-mail address").format(cell=quoted(cell)))
    return cell


def path_in(cell: str) -> Path:
    """Read where somebody sits, from the organisation down. Raises ValueError, saying why."""
    parts = tuple(part.strip() for part in cell.split("/"))
    if not cell:
        raise ValueError(_("it is empty"))
    if not all(parts):
        raise ValueError(_("{cell} has a part without a name").format(cell=quoted(cell)))
    if any(part.casefold() == DIRECT for part in parts):
        says = _("no part of {cell} can be called '{word}', which stands for direct staff")
        raise ValueError(says.format(cell=quoted(cell), word=DIRECT))
    return tuple(_fact(part) for part in parts)


def _paths(cell: str) -> tuple[Path, ...]:
    return tuple(sorted({path_in(part.strip()) for part in cell.split(";") if part.strip()}))


def date_in(cell: str) -> date:
    """Read a day, as ISO or the British way has it. Raises ValueError, saying why."""
    found = ISO_DATE.fullmatch(_fact(cell)) or BRITISH_DATE.fullmatch(cell)
    says = _("{cell} is not a date").format(cell=quoted(cell))
    if not found:
        raise ValueError(says)
    try:
        told = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise ValueError(says) from None
    if told.year not in YEARS:
        raise ValueError(says)
    return told


def _day(cell: str) -> date | None:
    return date_in(cell) if cell else None


def _pattern(cell: str) -> str | None:
    if cell:
        parse_pattern(_fact(cell, longest=100))
    return cell or None


def _roles(cell: str) -> frozenset[Role]:
    names = [part.strip() for part in cell.split(";") if part.strip()]
    for name in names:
        if name.casefold() not in [str(role) for role in Role]:
            says = _("{cell} is not a role, the roles are {roles}")
            raise ValueError(says.format(cell=quoted(name), roles=", ".join(Role)))
    return frozenset(Role(name.casefold()) for name in names)


def _two_organisations(rows: Sequence[PersonRow]) -> Iterator[Mistake]:
    for row in rows:
        mine, other = row.unit[0], rows[0].unit[0]
        if mine.casefold() != other.casefold():
            says = _(
                "it begins with {mine}, but line {line} with {other}, and only one can be the top"
            )
            says = says.format(mine=quoted(mine), line=rows[0].line, other=quoted(other))
            yield Mistake(row.line, "unit", says)


def _two_spellings(rows: Sequence[PersonRow]) -> Iterator[Mistake]:
    """Unit names that differ from an earlier one in capitals only."""
    first: dict[Path, tuple[str, int]] = {}
    for row in rows:
        for length, mine in enumerate(row.unit, start=1):
            folded = tuple(part.casefold() for part in row.unit[:length])
            other, line = first.setdefault(folded, (mine, row.line))
            if mine != other:
                says = _("{mine} is spelled {other} on line {line}")
                says = says.format(mine=quoted(mine), other=quoted(other), line=line)
                yield Mistake(row.line, "unit", says)


def _empty_units_managed(rows: Sequence[PersonRow]) -> Iterator[Mistake]:
    known = {row.unit[:length] for row in rows for length in range(1, len(row.unit) + 1)}
    for row in rows:
        for path in row.manages:
            if path not in known:
                says = _("nobody sits in {cell}").format(cell=quoted("/".join(path)))
                yield Mistake(row.line, "manages", says)


def _accounts_named_twice(rows: Sequence[PersonRow]) -> Iterator[Mistake]:
    first: dict[Account, int] = {}
    for row in rows:
        account = row.accounts[0]
        line = first.setdefault(account, row.line)
        if line != row.line and account.workspace and account.slack_id:
            says = _("{cell} is already on line {line}")
            says = says.format(cell=quoted(account.slack_id), line=line)
            yield Mistake(row.line, "slack_id", says)


def _disagreements(
    rows: Sequence[PersonRow], broken: AbstractSet[tuple[int, str]]
) -> Iterator[Mistake]:
    """Lines about one person that tell different facts; an address may differ by workspace."""
    first: dict[str, PersonRow] = {}
    for row in (row for row in rows if row.key):
        earlier = first.setdefault(row.key, row)
        for column in SHARED:
            unknown = (row.line, column) in broken or (earlier.line, column) in broken
            if not unknown and _said(row, column) != _said(earlier, column):
                says = _("it differs from line {line}, which has the same person_key")
                yield Mistake(row.line, column, says.format(line=earlier.line))


def _said(row: PersonRow, column: str) -> object:
    return dict(row.dates).get(COLUMNS[column]) if column in COLUMNS else getattr(row, column)


def _merged(rows: Sequence[PersonRow]) -> tuple[PersonRow, ...]:
    people: dict[str, PersonRow] = {}
    for row in rows:
        earlier = people.get(row.key)
        if earlier:
            accounts = sorted(
                earlier.accounts + row.accounts, key=lambda one: (one.workspace, one.slack_id)
            )
            row = replace(earlier, accounts=tuple(accounts))
        people[row.key] = row
    return tuple(people.values())
