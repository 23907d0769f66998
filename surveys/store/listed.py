"""Who is listed: what is asked of the tables, and the person that their rows make."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, bindparam, select

from surveys.model.milestones import Event
from surveys.model.people import Account, Person, Role
from surveys.store.reaching import out_of_reach
from surveys.store.tables import accounts, managers, people, people_dates, roles

Asked = tuple[Select[Any], ...]


def of(chosen: ColumnElement[bool]) -> Asked:
    """Return what to ask of some people: themselves, then what is theirs."""
    more = {accounts: [out_of_reach().label("out_of_reach")]}
    return (
        select(people).where(chosen).order_by(people.c.key),
        *(
            select(table, *more.get(table, []))
            .join(people, table.c.person_id == people.c.id)
            .where(chosen)
            for table in (accounts, managers, roles, people_dates)
        ),
    )


# Every press looks up who pressed: these are built once.
OF_ONE: Final = of(people.c.id == bindparam("person_id"))
BEHIND: Final = select(accounts.c.workspace, accounts.c.person_id).where(
    accounts.c.slack_id == bindparam("slack_id")
)


def by_person(rows: Sequence[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """Return whose each row is."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def person(
    row: Row[Any],
    own: list[Row[Any]],
    managed: list[Row[Any]],
    held: list[Row[Any]],
    days: list[Row[Any]],
) -> Person:
    """Return the person of a row, and of the rows of what is theirs."""
    by_event = {Event(one.event): one.day for one in days}
    return Person(
        id=row.id,
        key=row.key,
        name=row.name,
        email=row.email,
        unit_id=row.unit_id,
        job_family=row.job_family,
        contract=row.contract,
        start_date=row.start_date,
        working_pattern=row.working_pattern,
        manages=tuple(sorted(one.unit_id for one in managed)),
        roles=frozenset(Role(one.role) for one in held),
        accounts=tuple(sorted((Account(one.workspace, one.slack_id) for one in own), key=_names)),
        active=row.active,
        paused_until=row.paused_until,
        welcomed_at=row.welcomed_at,
        own_hours=row.own_hours,
        reminders=row.reminders,
        zone=_zone(own),
        closed=frozenset(
            Account(one.workspace, one.slack_id) for one in own if one.closed or one.out_of_reach
        ),
        dates=tuple((event, by_event[event]) for event in Event if event in by_event),
        milestone_notes=row.milestone_notes,
    )


def _zone(own: list[Row[Any]]) -> str | None:
    """The zone that Slack told last: a person with two accounts has one clock."""
    told = [one for one in own if one.zone is not None]
    return max(told, key=lambda one: one.zone_checked_at).zone if told else None


def _names(account: Account) -> tuple[str, str]:
    return account.workspace, account.slack_id
