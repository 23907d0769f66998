"""People, their accounts, what they manage and their roles."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    delete,
    extract,
    func,
    insert,
    or_,
    select,
    update,
)

from surveys.model.milestones import Event
from surveys.model.people import Account, Person, Role
from surveys.store.owned import OWNED
from surveys.store.reaching import are_several
from surveys.store.tables import accounts, managers, people, people_dates, roles


class People:
    """The list of people."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Person, ...]:
        """Return everyone ever listed and not removed since, by key."""
        return self._listed(people.c.removed.is_(False))

    def get(self, person_id: str) -> Person:
        """Return one person. Raises LookupError."""
        return self._listed(people.c.id == person_id)[0]

    def find(self, person_id: str) -> Person | None:
        """Return one person. None: there is nobody of that id."""
        return next(iter(self._listed(people.c.id == person_id)), None)

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Return whoever may do something beyond answering, active or not."""
        chosen = select(roles.c.person_id).where(roles.c.role == str(role))
        return self._listed(people.c.id.in_(chosen))

    def ids(self) -> tuple[str, ...]:
        """Return the random id of everyone ever listed of whom a record is left."""
        return tuple(self._connection.execute(select(people.c.id)).scalars())

    def find_by_account(self, slack_id: str, workspace: str) -> Person | None:
        """Return the person behind an account.

        With one workspace, its name only decides between namesakes. With several it must be right:
        an id of one may be somebody else's in another.
        """
        query = select(accounts.c.workspace, accounts.c.person_id).where(
            accounts.c.slack_id == slack_id
        )
        rows = self._connection.execute(query).all()
        exact = [row.person_id for row in rows if row.workspace == workspace]
        if rows and not exact and are_several(self._connection):
            return None
        owners = exact or list({row.person_id for row in rows})
        return self.get(owners[0]) if len(owners) == 1 else None

    def named(self, slack_id_or_email: str) -> tuple[Person, ...]:
        """Return whoever has this Slack id in any workspace, or this e-mail, in any case."""
        has_account = select(accounts.c.person_id).where(
            func.lower(accounts.c.slack_id) == slack_id_or_email.lower()
        )
        has_email = func.lower(people.c.email) == slack_id_or_email.lower()
        chosen = or_(people.c.id.in_(has_account), has_email)
        return self._listed(and_(chosen, people.c.removed.is_(False)))

    def left_at(self, person_id: str) -> datetime | None:
        """Return when somebody left the list. None: they are on it, or it was not noted yet."""
        query = select(people.c.left_at).where(people.c.id == person_id)
        return self._connection.execute(query).scalar()

    def save(self, person: Person) -> None:
        """Add a person or change every listed fact of theirs; what they chose themselves stays."""
        values: dict[str, Any] = {
            "key": person.key,
            "name": person.name,
            "email": person.email,
            "unit_id": person.unit_id,
            "job_family": person.job_family,
            "contract": person.contract,
            "start_date": person.start_date,
            "working_pattern": person.working_pattern,
            "active": person.active,
            "paused_until": person.paused_until,
            "welcomed_at": person.welcomed_at,
            "removed": False,
        }
        mine = people.c.id == person.id
        if self._connection.execute(update(people).where(mine).values(values)).rowcount == 0:
            self._connection.execute(insert(people).values(id=person.id, **values))
        self._replace(managers, person.id, [{"unit_id": unit} for unit in person.manages])
        self._replace(roles, person.id, [{"role": str(role)} for role in person.roles])
        days = [{"event": str(event), "day": day} for event, day in person.dates]
        self._replace(people_dates, person.id, days)
        self._save_accounts(person)

    def keep_role(self, person_id: str, role: Role, *, held: bool) -> None:
        """Give a person a role, or take it away."""
        mine = (roles.c.person_id == person_id) & (roles.c.role == str(role))
        self._connection.execute(delete(roles).where(mine))
        if held:
            self._connection.execute(insert(roles).values(person_id=person_id, role=str(role)))

    def pause(self, person_id: str, until: date | None) -> None:
        """Ask a person nothing before a date; None ends the pause."""
        self._connection.execute(
            update(people).where(people.c.id == person_id).values(paused_until=until)
        )

    def welcome(self, person_id: str, now: datetime) -> None:
        """Note that a person's welcome arrived."""
        self._connection.execute(
            update(people).where(people.c.id == person_id).values(welcomed_at=now)
        )

    def keep_hours(self, person_id: str, hours: str | None) -> None:
        """Keep the hours a person chose; None: they choose none any more."""
        mine = people.c.id == person_id
        self._connection.execute(update(people).where(mine).values(own_hours=hours))

    def keep_reminders(self, person_id: str, *, wanted: bool) -> None:
        """Keep whether a person wants reminders."""
        mine = people.c.id == person_id
        self._connection.execute(update(people).where(mine).values(reminders=wanted))

    def keep_milestone_notes(self, person_id: str, *, wanted: bool) -> None:
        """Keep whether a manager wants to hear of milestones of the people they manage."""
        mine = people.c.id == person_id
        self._connection.execute(update(people).where(mine).values(milestone_notes=wanted))

    def managing(self, unit_ids: Collection[str]) -> tuple[Person, ...]:
        """Return whoever at work here manages some of these units."""
        manage = select(managers.c.person_id).where(managers.c.unit_id.in_(list(unit_ids)))
        return self._listed(people.c.active & people.c.id.in_(manage))

    def dated(
        self,
        months: Collection[int],
        days: Collection[int],
        since: date,
        unit_ids: Collection[str] | None = None,
    ) -> tuple[Person, ...]:
        """Return whoever at work here began in such a month on such a day, in whichever year.

        Also whoever has another day of their own since a date. `unit_ids`: where they sit; None:
        anywhere. It narrows a long list down; a rule says who of them reaches what.
        """
        begun = people.c.start_date
        began = and_(
            extract("month", begun).in_(list(months)), extract("day", begun).in_(list(days))
        )
        has_day = select(people_dates.c.person_id).where(people_dates.c.day >= since)
        chosen = and_(people.c.active, or_(began, people.c.id.in_(has_day)))
        if unit_ids is not None:
            chosen = and_(chosen, people.c.unit_id.in_(list(unit_ids)))
        return self._listed(chosen)

    def unlocated(
        self, workspace: str, before: datetime, most: int, closed_before: datetime | None = None
    ) -> tuple[Account, ...]:
        """Return some accounts of people in the list of whom Slack last told before a moment.

        Of closed accounts it is another moment; None: the same.
        """
        checked, is_closed = accounts.c.zone_checked_at, accounts.c.closed
        is_old = or_(checked < before, and_(is_closed, checked < (closed_before or before)))
        query = (
            select(accounts.c.workspace, accounts.c.slack_id)
            .join(people, people.c.id == accounts.c.person_id)
            .where(accounts.c.workspace == workspace, people.c.active)
            .where(checked.is_(None) | is_old)
            .order_by(accounts.c.slack_id)
            .limit(most)
        )
        return tuple(Account(*row) for row in self._connection.execute(query))

    def keep_zone(self, account: Account, zone: str | None, at: datetime) -> None:
        """Keep what Slack says of an account's time zone; None: nothing that we know."""
        told = {"zone": zone, "zone_checked_at": at}
        self._connection.execute(update(accounts).where(_is(account)).values(told))

    def keep_closed(self, account: Account, at: datetime, *, closed: bool) -> bool:
        """Keep whether Slack has closed an account; say whether that is news of somebody here."""
        is_news = accounts.c.closed.is_not(closed)
        done = self._connection.execute(
            update(accounts).where(_is(account), is_news).values(closed=closed, zone_checked_at=at)
        )
        return done.rowcount == 1

    def checked(self, account: Account, at: datetime) -> None:
        """Note that Slack told something of an account."""
        self._connection.execute(update(accounts).where(_is(account)).values(zone_checked_at=at))

    def channel(self, account: Account) -> str | None:
        """Return the conversation with an account. None: none was opened yet."""
        return self._connection.execute(select(accounts.c.channel).where(_is(account))).scalar()

    def keep_channel(self, account: Account, channel: str) -> None:
        """Remember the conversation with an account."""
        self._connection.execute(update(accounts).where(_is(account)).values(channel=channel))

    def _save_accounts(self, person: Person) -> None:
        mine = accounts.c.person_id == person.id
        rows = self._connection.execute(select(accounts).where(mine))
        known = {Account(row.workspace, row.slack_id) for row in rows}
        for gone in known - set(person.accounts):
            self._connection.execute(delete(accounts).where(_is(gone)))
        for new in (account for account in person.accounts if account not in known):
            # An account may pass from one person to another in one import.
            self._connection.execute(delete(accounts).where(_is(new)))
            self._connection.execute(
                insert(accounts).values(
                    workspace=new.workspace, slack_id=new.slack_id, person_id=person.id
                )
            )

    def _replace(self, table: Table, person_id: str, rows: Sequence[Mapping[str, object]]) -> None:
        self._connection.execute(delete(table).where(table.c.person_id == person_id))
        if rows:
            self._connection.execute(
                insert(table), [{"person_id": person_id, **row} for row in rows]
            )

    def _listed(self, chosen: ColumnElement[bool]) -> tuple[Person, ...]:
        owned = {table: self._owned(query, chosen) for table, query in OWNED.items()}
        found = self._connection.execute(select(people).where(chosen).order_by(people.c.key))
        return tuple(_person(row, *(owned[table][row.id] for table in OWNED)) for row in found)

    def _owned(self, query: Select[Any], chosen: ColumnElement[bool]) -> dict[str, list[Row[Any]]]:
        by_person: dict[str, list[Row[Any]]] = defaultdict(list)
        for row in self._connection.execute(query.where(chosen)):
            by_person[row.person_id].append(row)
        return by_person


def _is(account: Account) -> ColumnElement[bool]:
    return (accounts.c.workspace == account.workspace) & (accounts.c.slack_id == account.slack_id)


def _person(
    row: Row[Any],
    own: list[Row[Any]],
    managed: list[Row[Any]],
    held: list[Row[Any]],
    days: list[Row[Any]],
) -> Person:
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
