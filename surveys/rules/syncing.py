"""What Slack says of people as the rows of a people file: then the same difference is made."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from surveys.errors import SyncFileWrong, TooManyLeave
from surveys.model.people import Account, Person, Role
from surveys.model.roles import GUARDED
from surveys.model.syncing import LeftOut, Member, Path, Reading, Source, Told
from surveys.rules.enrolment import ChangeKind, Plan
from surveys.rules.people_file import PersonRow, date_in, path_in
from surveys.wording import _

FEW: Final = 5  # people that may leave at once whatever their share
SHARE: Final = 0.2  # of everybody listed that may leave at once
_SECTIONS: Final = ("units", "manages", "roles", "fields", "defaults")
_FIELDS: Final = ("unit", "job_family", "contract", "start_date")


def reading_in(data: bytes) -> Reading:
    """Read the file that says how. Raises SyncFileWrong with the first mistake."""
    try:
        told = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SyncFileWrong(_("it is not TOML in UTF-8")) from error
    if strange := sorted(set(told) - {"source", *_SECTIONS}):
        raise SyncFileWrong(_("{name} is not known").format(name=strange[0]))
    if told.get("source") not in set(Source):
        raise SyncFileWrong(_("source must be groups or profile"))
    units, defaults = _section(told, "units"), _section(told, "defaults")
    if not units:
        raise SyncFileWrong(_("units names no part of the organisation"))
    paths = {handle: _path(where) for handle, where in units.items()}
    if len({path[0].casefold() for path in paths.values()}) > 1:
        raise SyncFileWrong(_("units begin with two organisations, and only one can be the top"))
    fields = _section(told, "fields")
    if strange := sorted(set(fields) - set(_FIELDS)):
        raise SyncFileWrong(_("{name} is not known").format(name=strange[0]))
    if told["source"] == Source.PROFILE and "unit" not in fields:
        raise SyncFileWrong(_("fields does not say in which field the unit stands"))
    return Reading(
        source=Source(told["source"]),
        units=paths,
        manages={name: _path(where) for name, where in _section(told, "manages").items()},
        roles={name: _role(role) for name, role in _section(told, "roles").items()},
        fields=fields,
        job_family=defaults.get("job_family", "social worker"),
        contract=defaults.get("contract", "permanent"),
    )


def rows_of(
    told: Told, reading: Reading, people: Sequence[Person], paths: Mapping[str, str], today: date
) -> tuple[tuple[PersonRow, ...], Mapping[LeftOut, int]]:
    """Everyone Slack tells of as a row each, and how many were left out for which reason.

    `people`: everyone ever listed; `paths`: of units by their id. Whoever has no account in this
    workspace stays as they are. What Slack does not say stays too; of somebody new it is the
    file's default, and `today` for the day they began.
    """
    by_account = {one: person for person in people for one in person.accounts}
    by_email = _alone_by_email(people)
    rows: dict[str, PersonRow] = {}
    left_out: Counter[LeftOut] = Counter()
    for member in sorted(told.members, key=lambda one: one.slack_id):
        account = Account(told.workspace, member.slack_id)
        old = by_account.get(account) or by_email.get(member.email.casefold())
        seats = _seats(member, told, reading)
        current = _parts(paths.get(old.unit_id, "")) if old and old.active else None
        reason = _left_out(member, seats, current)
        if reason is not None:
            left_out[reason] += 1
            continue
        seat = current if current is not None and current in seats else seats[0]
        row = _row(member, account, old or _new(member, told, reading, today), seat, told, reading)
        row = replace(row, manages=_managed(old, paths))
        rows.setdefault(row.key, row)
    for one in people:
        if one.active and all(account.workspace != told.workspace for account in one.accounts):
            rows.setdefault(one.key, _as_is(one, paths))
    known = {row.unit[:length] for row in rows.values() for length in range(1, len(row.unit) + 1)}
    return tuple(_managing(row, told, reading, known) for row in rows.values()), left_out


def check_share(planned: Plan, people: Sequence[Person]) -> None:
    """Refuse that over five leave at once, and a fifth of all. Raises TooManyLeave."""
    left, listed = planned.counts[ChangeKind.PERSON_DEACTIVATED], sum(one.active for one in people)
    if left > FEW and left > SHARE * listed:
        says = _("{left} of {listed} people would leave the list at once")
        raise TooManyLeave(says.format(left=left, listed=listed))


def _section(told: Mapping[str, Any], name: str) -> dict[str, str]:
    found = told.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise SyncFileWrong(_("{name} must hold words alone").format(name=name))
    return {str(key).lstrip("@"): str(value).strip() for key, value in found.items()}


def _path(where: str) -> Path:
    try:
        return path_in(where)
    except ValueError as error:
        raise SyncFileWrong(str(error)) from error


def _role(name: str) -> Role:
    if name not in set(Role):
        raise SyncFileWrong(_("{name} is not known").format(name=name))
    if Role(name) in GUARDED:
        # Whoever may change a group of Slack's could make themselves one, alone.
        says = _("{name} takes two people, and is given in Slack's Home or by command")
        raise SyncFileWrong(says.format(name=name))
    return Role(name)


def _alone_by_email(people: Sequence[Person]) -> Mapping[str, Person]:
    counts = Counter(one.email.casefold() for one in people)
    alone = (one for one in people if one.email and counts[one.email.casefold()] == 1)
    return {one.email.casefold(): one for one in alone}


def _seats(member: Member, told: Told, reading: Reading) -> list[Path]:
    if reading.source is Source.PROFILE:
        value = member.fields.get(reading.fields["unit"], "").strip()
        return [reading.units[value]] if value in reading.units else []
    mine = {path for handle, path in reading.units.items() if _is_in(member, handle, told)}
    # Whoever is in a team's group and in its service's sits in the team.
    return sorted(one for one in mine if not any(one == two[: len(one)] for two in mine - {one}))


def _left_out(member: Member, seats: Sequence[Path], current: Path | None) -> LeftOut | None:
    if not member.is_person:
        return LeftOut.NO_PERSON
    if member.closed:
        return LeftOut.CLOSED
    if member.is_guest:
        return LeftOut.GUEST
    if not seats:
        return LeftOut.NO_TEAM
    return LeftOut.TWO_TEAMS if len(seats) > 1 and current not in seats else None


def _new(member: Member, told: Told, reading: Reading, today: date) -> Person:
    """Somebody new, with what the file says of whoever is."""
    return Person(
        id="",
        key=member.email or f"{told.workspace}-{member.slack_id}",
        name=member.name,
        email=member.email,
        unit_id="",
        job_family=reading.job_family,
        contract=reading.contract,
        start_date=today,
        working_pattern=None,
        manages=(),
        roles=frozenset(),
        accounts=(),
        active=False,
        paused_until=None,
        welcomed_at=None,
    )


def _row(
    member: Member, account: Account, old: Person, seat: Path, told: Told, reading: Reading
) -> PersonRow:
    said = {name: member.fields.get(label, "").strip() for name, label in reading.fields.items()}
    accounts = sorted({*old.accounts, account}, key=lambda one: (one.workspace, one.slack_id))
    return replace(
        _row_of(old, seat),
        name=member.name,
        email=member.email or old.email,
        job_family=said.get("job_family") or old.job_family,
        contract=said.get("contract") or old.contract,
        start_date=_day(said.get("start_date", "")) or old.start_date,
        roles=_roles(member, old, told, reading),
        accounts=tuple(accounts),
    )


def _row_of(person: Person, seat: Path) -> PersonRow:
    return PersonRow(
        line=0,
        key=person.key,
        name=person.name,
        email=person.email,
        unit=seat,
        job_family=person.job_family,
        contract=person.contract,
        start_date=person.start_date,
        working_pattern=person.working_pattern,
        manages=(),
        roles=person.roles,
        accounts=person.accounts,
        dates=person.dates,
    )


def _as_is(person: Person, paths: Mapping[str, str]) -> PersonRow:
    seat = _parts(paths[person.unit_id]) or ()
    return replace(_row_of(person, seat), manages=_managed(person, paths))


def _managed(person: Person | None, paths: Mapping[str, str]) -> tuple[Path, ...]:
    units = person.manages if person else ()
    return tuple(sorted(tuple(paths[one].split("/")) for one in units if one in paths))


def _roles(member: Member, old: Person, told: Told, reading: Reading) -> frozenset[Role]:
    """The roles that groups give, beside those that no group of the file speaks of."""
    given = {role for handle, role in reading.roles.items() if _is_in(member, handle, told)}
    return frozenset((old.roles - set(reading.roles.values())) | given)


def _managing(row: PersonRow, told: Told, reading: Reading, known: set[Path]) -> PersonRow:
    """What groups say of who manages what, if the file names any: only parts with somebody in."""
    own = {one.slack_id for one in row.accounts if one.workspace == told.workspace}
    managed = set(row.manages)
    if reading.manages and own:
        groups = reading.manages.items()
        managed = {path for handle, path in groups if own & told.groups.get(handle, frozenset())}
    return replace(row, manages=tuple(sorted(managed & known)))


def _is_in(member: Member, handle: str, told: Told) -> bool:
    return member.slack_id in told.groups.get(handle, frozenset())


def _parts(path: str) -> Path | None:
    return tuple(path.split("/")) if path else None


def _day(told: str) -> date | None:
    try:
        return date_in(told) if told else None
    except ValueError:
        return None
