"""What Slack says of people as the rows of a people file: then the same difference is made."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from surveys.errors import SyncFileWrong
from surveys.model.people import Account, Person, Role
from surveys.model.syncing import LeftOut, Path, Reading, Source, Workspaces
from surveys.rules.people_file import PersonRow, date_in
from surveys.rules.sync_people import Human, Seen, humans
from surveys.wording import _


def check_groups(told: Workspaces, reading: Reading) -> None:
    """Refuse a file that names a group nobody has: its people would all seem to have left.

    Raises SyncFileWrong.
    """
    wanted = {*reading.manages, *reading.roles}
    if reading.source is Source.GROUPS:
        wanted |= set(reading.units)
    if missing := sorted(wanted - {handle for one in told for handle in one.groups}):
        says = _("Slack tells of no user group @{name}; it may have another name now, or be off")
        raise SyncFileWrong(says.format(name=missing[0]))


def rows_of(
    told: Workspaces,
    reading: Reading,
    people: Sequence[Person],
    paths: Mapping[str, str],
    today: date,
) -> tuple[tuple[PersonRow, ...], Mapping[LeftOut, int]]:
    """Everyone Slack tells of as a row each, and how many were left out for which reason.

    `told`: each workspace that was read, whole, in the order in which people are sought there;
    `people`: everyone ever listed; `paths`: of units by their id. One person is one row, whatever
    the number of their accounts. Whoever has an account in a workspace that was not read stays as
    they are. What Slack does not say stays too; of somebody new it is the file's default, and
    `today` for the day they began.
    """
    rows: dict[str, PersonRow] = {}
    staying: set[str] = set()
    left_out: Counter[LeftOut] = Counter()
    for human in humans(told, people):
        old = human.old
        if old and old.active and _stays(old, told):
            rows.setdefault(old.key, _as_is(old, human.here, paths))
            staying.add(old.key)
            continue
        row = _row_or_reason(human, reading, paths, today)
        if isinstance(row, LeftOut):
            left_out[row] += 1
        else:
            rows.setdefault(row.key, row)
    for one in people:
        if one.active and one.key not in rows and _stays(one, told):
            rows[one.key] = _as_is(one, (), paths)
            staying.add(one.key)
    known = {row.unit[:length] for row in rows.values() for length in range(1, len(row.unit) + 1)}
    return tuple(
        _managing(row, () if row.key in staying else told, reading, known) for row in rows.values()
    ), left_out


def _row_or_reason(
    human: Human, reading: Reading, paths: Mapping[str, str], today: date
) -> PersonRow | LeftOut:
    """Return somebody's row, or why they have none."""
    old, seats = human.old, _seats(human, reading)
    current = _parts(paths.get(old.unit_id, "")) if old and old.active else None
    reason = _left_out(human, seats, current)
    if reason is not None:
        return reason
    seat = current if current is not None and current in seats else seats[0]
    return replace(_row(human, seat, reading, today), manages=_managed(old, paths))


def _stays(person: Person, told: Workspaces) -> bool:
    """Say whether an account of theirs lies where we did not look, or they have none."""
    read = {one.workspace for one in told}
    return not person.accounts or any(one.workspace not in read for one in person.accounts)


def _seats(human: Human, reading: Reading) -> list[Path]:
    if reading.source is Source.PROFILE:
        values = (one.member.fields.get(reading.fields["unit"], "").strip() for one in human.here)
        mine = {reading.units[value] for value in values if value in reading.units}
    else:
        groups = reading.units.items()
        mine = {path for handle, path in groups if any(one.is_in(handle) for one in human.here)}
    # Whoever is in a team's group and in its service's sits in the team.
    return sorted(one for one in mine if not any(one == two[: len(one)] for two in mine - {one}))


def _left_out(human: Human, seats: Sequence[Path], current: Path | None) -> LeftOut | None:
    if not human.here:
        return human.seen[0].reason
    if not seats:
        return LeftOut.NO_TEAM
    return LeftOut.TWO_TEAMS if len(seats) > 1 and current not in seats else None


def _new(human: Human, email: str, reading: Reading, today: date) -> Person:
    """Somebody new, with what the file says of whoever is."""
    first = human.here[0]
    return Person(
        id="",
        key=email or f"{first.told.workspace}-{first.member.slack_id}",
        name=first.member.name,
        email=email,
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


def _row(human: Human, seat: Path, reading: Reading, today: date) -> PersonRow:
    """What their accounts say, the first that says it."""
    members = [one.member for one in human.here]
    email = next((one.email for one in members if one.email), "")
    old = human.old or _new(human, email, reading, today)
    said = {
        name: next((value for one in members if (value := one.fields.get(label, "").strip())), "")
        for name, label in reading.fields.items()
    }
    return replace(
        _row_of(old, seat),
        name=members[0].name,
        email=email or old.email,
        job_family=said.get("job_family") or old.job_family,
        contract=said.get("contract") or old.contract,
        start_date=_day(said.get("start_date", "")) or old.start_date,
        roles=_roles(human, old, reading),
        accounts=_accounts(old, human.here),
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


def _as_is(person: Person, here: Sequence[Seen], paths: Mapping[str, str]) -> PersonRow:
    """Somebody as the list has them, with accounts that were found."""
    seat = _parts(paths[person.unit_id]) or ()
    accounts = _accounts(person, here)
    return replace(_row_of(person, seat), manages=_managed(person, paths), accounts=accounts)


def _accounts(person: Person, here: Sequence[Seen]) -> tuple[Account, ...]:
    every = {*person.accounts, *(one.account for one in here)}
    return tuple(sorted(every, key=lambda one: (one.workspace, one.slack_id)))


def _managed(person: Person | None, paths: Mapping[str, str]) -> tuple[Path, ...]:
    units = person.manages if person else ()
    return tuple(sorted(tuple(paths[one].split("/")) for one in units if one in paths))


def _roles(human: Human, old: Person, reading: Reading) -> frozenset[Role]:
    """The roles that groups give, beside those that no group of the file speaks of."""
    roles = reading.roles.items()
    given = {role for handle, role in roles if any(one.is_in(handle) for one in human.here)}
    return frozenset((old.roles - set(reading.roles.values())) | given)


def _managing(row: PersonRow, told: Workspaces, reading: Reading, known: set[Path]) -> PersonRow:
    """What groups say of who manages what, if the file names any: only parts with somebody in."""
    managed = set(row.manages)
    if reading.manages and told:
        groups = reading.manages.items()
        managed = {path for handle, path in groups if _has(row, handle, told)}
    return replace(row, manages=tuple(sorted(managed & known)))


def _has(row: PersonRow, handle: str, told: Workspaces) -> bool:
    """Say whether any account of a row is in a group."""
    own = {(one.workspace, one.slack_id) for one in row.accounts}
    return any(
        (one.workspace, slack_id) in own
        for one in told
        for slack_id in one.groups.get(handle, frozenset())
    )


def _parts(path: str) -> Path | None:
    return tuple(path.split("/")) if path else None


def _day(told: str) -> date | None:
    try:
        return date_in(told) if told else None
    except ValueError:
        return None
