"""Syncing: the list of people as Slack tells it, with the difference that a file would make.

Once a night the same difference is worked out and nothing of it applied: administrators are told
in one line, in counts, that there is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Person, Role
from surveys.model.syncing import LeftOut, PeopleChanged, Reading, Workspaces
from surveys.model.trail import ActKind
from surveys.rules.enrolment import Plan, plan
from surveys.rules.paths import paths_by_id
from surveys.rules.people_file import PersonRow
from surveys.rules.retention import night_of
from surveys.rules.sync_changes import changed, check_share, figure
from surveys.rules.syncing import check_groups, rows_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases import reconciling
from surveys.use_cases.enrolling import apply_rows

EVERYBODY: Final = "people"  # beside workspaces, the ids of which begin with a capital T
AGAIN: Final = timedelta(days=7)  # the same difference, if nobody did anything about it
_LISTED: Final = frozenset({ActKind.PEOPLE_SYNCED, ActKind.PEOPLE_IMPORTED})
_AT: Final = "%Y%m%dT%H%M%S"  # UTC, without a colon


@dataclass(frozen=True)
class Synced:
    """What would change, and whom Slack tells of who would not be on the list."""

    rows: tuple[PersonRow, ...]
    plan: Plan
    left_out: Mapping[LeftOut, int]
    changed: PeopleChanged


def plan_sync(
    runtime: Runtime, told: Workspaces, reading: Reading, *, allow_many: bool = False
) -> Synced:
    """Say what the list would become.

    Raises SyncFileWrong for a group that nobody has, and TooManyLeave, unless that is allowed.
    """
    check_groups(told, reading)
    with runtime.store.looking() as tx:
        people, units = tx.people.all(), tx.units.all()
        rows, left_out = rows_of(told, reading, people, paths_by_id(units), _today(runtime))
        planned = plan(units, people, rows, runtime.new_id)
    if not allow_many:
        check_share(planned, people)
    return Synced(rows, planned, left_out, changed(planned, people))


def apply_sync(runtime: Runtime, synced: Synced) -> Plan:
    """Make the list say so."""
    return apply_rows(runtime, synced.rows, ActKind.PEOPLE_SYNCED)


def begin_look(runtime: Runtime) -> bool:
    """Say whether it is time to look what would change, and ours to do."""
    return reconciling.begin(runtime, EVERYBODY)


def tell_changes(runtime: Runtime, told: Workspaces, reading: Reading) -> int:
    """Queue one line to each administrator on what would change; return to how many.

    Nothing where nothing would, nor where they were told the same within a week. Then the night is
    done. Raises SyncFileWrong.
    """
    synced = plan_sync(runtime, told, reading, allow_many=True)
    now, seen = runtime.now(), figure(synced.plan)
    subject = _subject(now, synced.changed, seen)
    with runtime.store.begin() as tx:
        # Whoever took so long that another process was faster leaves it to that one.
        if not tx.reconciliations.done(EVERYBODY, night_of(now, runtime.policy.zone)):
            return 0
        # What waits for its reader's hours and is not so any more need not be said.
        tx.notices.cancel_waiting(Kind.PEOPLE_CHANGED, but=f":{seen}")
        new = [
            Delivery(runtime.new_id(), Kind.PEOPLE_CHANGED, one.id, subject, now)
            for one in tx.people.with_role(Role.ADMIN)
            if one.active and not synced.plan.is_empty and not _knows(runtime, tx, one, seen)
        ]
        tx.deliveries.add(new)
    return len(new)


def message_of(runtime: Runtime, tx: Transaction, delivery: Delivery) -> PeopleChanged | None:
    """Return what a line says. None: the list was changed since, or its reader sees to it no more.

    That is no loss: what is still different is told after the next night.
    """
    found, *counts, too_many, _figure = delivery.subject.split(":")
    at = _moment(found)
    if Role.ADMIN not in tx.people.get(delivery.person_id).roles:
        return None
    listed = tx.trail.last_of(_LISTED)
    if runtime.now() - at >= AGAIN or (listed is not None and listed.at >= at):
        return None
    joined, moved, otherwise, left, parts = map(int, counts)
    return PeopleChanged(joined, moved, otherwise, left, parts, too_many_leave=too_many == "1")


def _subject(now: datetime, found: PeopleChanged, seen: str) -> str:
    """What a line is about: since when, how many, and a figure to know the same difference by."""
    counts = (found.joined, found.moved, found.otherwise, found.left, found.parts)
    told = (now.astimezone(UTC).strftime(_AT), *counts, int(found.too_many_leave), seen)
    return ":".join(str(one) for one in told)


def _knows(runtime: Runtime, tx: Transaction, person: Person, seen: str) -> bool:
    """Say whether the last line to somebody said the same, less than a week of nights ago."""
    last = tx.notices.newest(Kind.PEOPLE_CHANGED, person.id)
    if last is None or not last.endswith(f":{seen}"):
        return False
    zone = runtime.policy.zone
    told_on = night_of(_moment(last.partition(":")[0]), zone)
    return night_of(runtime.now(), zone) - told_on < AGAIN


def _moment(told: str) -> datetime:
    return datetime.strptime(told, _AT).replace(tzinfo=UTC)


def _today(runtime: Runtime) -> date:
    return runtime.now().astimezone(runtime.policy.zone).date()
