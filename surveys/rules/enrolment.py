"""What has to change so that the list of people says what the employer's file says."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from surveys.model.milestones import COLUMNS
from surveys.model.people import Account, Person
from surveys.model.tree import Unit
from surveys.rules.paths import paths_by_id
from surveys.rules.people_file import Path, PersonRow
from surveys.rules.renaming import matched_units, missing_paths
from surveys.rules.roles import is_administrator
from surveys.wording import _


class ChangeKind(StrEnum):
    """What happens to a unit or a person."""

    UNIT_ADDED = "unit added"
    UNIT_RENAMED = "unit renamed"
    UNIT_RETIRED = "unit retired"
    PERSON_ADDED = "person added"
    PERSON_CHANGED = "person changed"
    PERSON_DEACTIVATED = "person deactivated"
    PERSON_REACTIVATED = "person reactivated"


@dataclass(frozen=True)
class Change:
    """One line of the difference, to be read before it is applied."""

    kind: ChangeKind
    what: str  # the unit's path, or the person's name and key
    detail: str  # old -> new; empty where nothing more is to say


@dataclass(frozen=True)
class Plan:
    """Everything to save and to retire, and the same in words."""

    units: tuple[Unit, ...]  # added or renamed, parents first: save these before the people
    people: tuple[Person, ...]  # added, changed, deactivated or reactivated
    retired: tuple[Unit, ...]  # out of use, children first: retire these last
    changes: tuple[Change, ...]
    takes_last_administrator: bool = False  # afterwards nobody could be reached who is one

    @property
    def is_empty(self) -> bool:
        """Say whether the list is already as the file says."""
        return not self.changes

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many changes of each kind."""
        return Counter(change.kind for change in self.changes)


def plan(
    existing_units: Sequence[Unit],
    existing_people: Sequence[Person],
    rows: Sequence[PersonRow],
    new_id: Callable[[], str],
) -> Plan:
    """The difference between the list and the file; empty when made again after it was applied.

    `existing_units` are those in use, `existing_people` everyone ever listed, `rows` a valid file.
    """
    kept = matched_units(existing_units, existing_people, rows)
    ids = {path: unit.id for path, unit in kept.items()}
    added = []
    for path in missing_paths(kept, rows):
        ids[path] = new_id()
        added.append(Unit(ids[path], ids.get(path[:-1]), path[-1]))
    renamed = [replace(one, name=path[-1]) for path, one in kept.items() if one.name != path[-1]]
    kept_ids = {unit.id for unit in kept.values()}
    retired = [unit for unit in reversed(existing_units) if unit.id not in kept_ids]
    paths = paths_by_id(existing_units)
    names = {**paths, **{unit_id: "/".join(path) for path, unit_id in ids.items()}}
    people = list(_people(existing_people, rows, ids, new_id))
    by_id = {person.id: person for person in existing_people}
    return Plan(
        units=(*renamed, *added),
        people=tuple(people),
        retired=tuple(retired),
        changes=(
            *(Change(ChangeKind.UNIT_RENAMED, paths[one.id], "-> " + one.name) for one in renamed),
            *(Change(ChangeKind.UNIT_ADDED, names[one.id], "") for one in added),
            *(_told(by_id.get(person.id), person, names) for person in people),
            *(Change(ChangeKind.UNIT_RETIRED, paths[one.id], "") for one in retired),
        ),
        takes_last_administrator=any(map(is_administrator, existing_people))
        and not any(map(is_administrator, {**by_id, **{one.id: one for one in people}}.values())),
    )


def _people(
    existing: Iterable[Person],
    rows: Sequence[PersonRow],
    ids: Mapping[Path, str],
    new_id: Callable[[], str],
) -> Iterator[Person]:
    """Everyone whose listed facts differ from the file's."""
    by_key = {person.key: person for person in existing}
    for row in rows:
        old = by_key.pop(row.key, None)
        person = _person(row, old, ids, new_id)
        if person != old:
            yield person
    taken = {account for row in rows for account in row.accounts}
    for old in by_key.values():
        if old.active:
            yield _gone(old, taken)


def _person(
    row: PersonRow, old: Person | None, ids: Mapping[Path, str], new_id: Callable[[], str]
) -> Person:
    managed = {ids[path] for path in row.manages}
    manages = tuple(sorted(managed))
    accounts: tuple[Account, ...] = row.accounts
    roles = old.roles if old else frozenset()
    if old and set(old.manages) == managed:
        manages = old.manages  # the order of a list says nothing
    if old and set(old.accounts) == set(accounts):
        accounts = old.accounts
    return Person(
        id=old.id if old else new_id(),
        key=row.key,
        name=row.name,
        email=row.email,
        unit_id=ids[row.unit],
        job_family=row.job_family,
        contract=row.contract,
        start_date=row.start_date,
        working_pattern=row.working_pattern,
        manages=manages,
        roles=roles if row.roles is None else row.roles,
        accounts=accounts,
        active=True,
        paused_until=old.paused_until if old else None,
        welcomed_at=old.welcomed_at if old else None,
        own_hours=old.own_hours if old else None,
        reminders=old.reminders if old else True,
        zone=old.zone if old else None,
        closed=old.closed & set(accounts) if old else frozenset(),
        dates=row.dates,
        milestone_notes=old.milestone_notes if old else True,
    )


def _gone(person: Person, taken: set[Account]) -> Person:
    """A person the file no longer names: manages nothing, and keeps no account of another's."""
    accounts = tuple(one for one in person.accounts if one not in taken)
    return replace(person, active=False, manages=(), roles=frozenset(), accounts=accounts)


def _told(old: Person | None, new: Person, names: Mapping[str, str]) -> Change:
    who = f"{new.name} ({new.key})"
    if old is None:
        return Change(ChangeKind.PERSON_ADDED, who, names[new.unit_id])
    if not new.active:
        return Change(ChangeKind.PERSON_DEACTIVATED, who, names.get(old.unit_id, ""))
    told = "; ".join(_differences(_facts(old, names), _facts(new, names)))
    kind = ChangeKind.PERSON_CHANGED if old.active else ChangeKind.PERSON_REACTIVATED
    return Change(kind, who, told)


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    nothing = _("nothing")
    for name, value in new.items():
        if old[name] != value:
            yield f"{name}: {old[name] or nothing} -> {value or nothing}"


def _facts(person: Person, paths: Mapping[str, str]) -> dict[str, str]:
    """What the file says of a person, in words."""
    return {
        _("name"): person.name,
        _("e-mail"): person.email,
        _("unit"): paths.get(person.unit_id, ""),
        _("job family"): person.job_family,
        _("contract"): person.contract,
        _("start date"): person.start_date.isoformat(),
        _("working pattern"): person.working_pattern or "",
        **{column: _iso(person.on(event)) for column, event in COLUMNS.items()},
        _("manages"): ", ".join(sorted(paths.get(one, "") for one in person.manages)),
        _("roles"): ", ".join(sorted(person.roles)),
        _("accounts"): ", ".join(sorted(f"{a.workspace} {a.slack_id}" for a in person.accounts)),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
