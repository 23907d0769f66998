"""Syncing: the list of people as Slack tells it, with the difference that a file would make."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.model.syncing import LeftOut, Reading, Told
from surveys.model.trail import ActKind
from surveys.rules.enrolment import Plan, plan
from surveys.rules.paths import paths_by_id
from surveys.rules.people_file import PersonRow
from surveys.rules.syncing import check_share, rows_of
from surveys.runtime import Runtime
from surveys.use_cases.enrolling import apply_rows


@dataclass(frozen=True)
class Synced:
    """What would change, and whom Slack tells of who would not be on the list."""

    rows: tuple[PersonRow, ...]
    plan: Plan
    left_out: Mapping[LeftOut, int]


def plan_sync(runtime: Runtime, told: Told, reading: Reading, *, allow_many: bool) -> Synced:
    """Say what the list would become. Raises TooManyLeave, unless that is allowed."""
    today = runtime.now().astimezone(runtime.policy.zone).date()
    with runtime.store.looking() as tx:
        people, units = tx.people.all(), tx.units.all()
        rows, left_out = rows_of(told, reading, people, paths_by_id(units), today)
        planned = plan(units, people, rows, runtime.new_id)
    if not allow_many:
        check_share(planned, people)
    return Synced(rows, planned, left_out)


def apply_sync(runtime: Runtime, synced: Synced) -> Plan:
    """Make the list say so."""
    return apply_rows(runtime, synced.rows, ActKind.PEOPLE_SYNCED)
