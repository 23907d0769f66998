"""Removing what is too old, and whom the list names no more. Totals and releases stay."""

from collections import Counter
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.keeping import Oldest, Record, Retained
from surveys.model.rounds import RoundState
from surveys.store import thanks
from surveys.store.dialect import insert_or
from surveys.store.forum_retention import (
    forget_records,
    forget_words,
    oldest_records,
    oldest_words,
)
from surveys.store.tables import (
    accounts,
    action_changes,
    acts,
    comments,
    deliveries,
    exit_releases,
    exit_texts,
    forum_answers,
    forum_decisions,
    forum_questions,
    leavers,
    managers,
    milestones_told,
    pack_commentary,
    people,
    people_dates,
    releases,
    retention,
    role_proposals,
    roles,
    rosters,
    rounds,
    seats_forgotten,
    units,
)

_ROW: Final = "retention"
_IS_OPEN: Final = rounds.c.state == str(RoundState.OPEN)
_ABOUT_OPEN: Final = exists().where(
    _IS_OPEN,
    or_(deliveries.c.subject == rounds.c.id, deliveries.c.subject.like(rounds.c.id + ":%")),
)
_FINISHED: Final = deliveries.c.state.in_(
    [str(DeliveryState.SENT), str(DeliveryState.FAILED), str(DeliveryState.CANCELLED)]
)
# Of messages about open rounds it is counted how far they have come.
_DELIVERED: Final = and_(_FINISHED, ~_ABOUT_OPEN)
_IN_A_ROSTER: Final = exists().where(rosters.c.person_id == people.c.id)
_HELD: Final = or_(
    _IN_A_ROSTER,
    exists().where(deliveries.c.person_id == people.c.id),
)
_NOBODY: Final = {
    "name": "",
    "email": "",
    "job_family": "",
    "contract": "",
    "start_date": date(2000, 1, 1),
    "working_pattern": None,
    "paused_until": None,
    "welcomed_at": None,
    "own_hours": None,
    "reminders": True,
    "milestone_notes": True,
    "removed": True,
}


class Retention:
    """What is kept for a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self) -> Retained:
        """Return how far removing has come."""
        row = self._connection.execute(select(retention)).first()
        return Retained(row.done_on, row.unscrubbed) if row else Retained()

    def done(self, on: date) -> None:
        """Note the night on which everything too old was removed."""
        self._note(done_on=on)

    def scrubbed(self) -> None:
        """Note that nothing of what was removed is left in any file."""
        self._note(unscrubbed=False)

    def note_leaving(self, now: datetime) -> None:
        """Note of everyone who has left the list that they did, by now; of whoever is back, no."""
        left, is_noted = people.c.active.is_(False), people.c.left_at.is_not(None)
        self._connection.execute(update(people).where(left, ~is_noted).values(left_at=now))
        self._connection.execute(update(people).where(~left, is_noted).values(left_at=None))

    def rounds_before(self, limit: datetime) -> tuple[str, ...]:
        """Return the rounds that ended before a moment and still say whom they asked."""
        has_roster = exists().where(rosters.c.round_id == rounds.c.id)
        query = select(rounds.c.id).where(~_IS_OPEN, rounds.c.closes_at < limit, has_roster)
        return tuple(self._connection.execute(query).scalars())

    def forget_roster(self, round_id: str) -> int:
        """Forget whom a round asked, but not how many where; return how many they were."""
        gone = self._connection.execute(
            delete(rosters).where(rosters.c.round_id == round_id).returning(rosters.c.leaf_id)
        )
        rows = [
            {"round_id": round_id, "leaf_id": leaf_id, "n": n}
            for leaf_id, n in sorted(Counter(gone.scalars()).items())
        ]
        if rows:
            self._connection.execute(insert(seats_forgotten), rows)
        return self._marked(sum(row["n"] for row in rows))

    def forget_deliveries(self, limit: datetime, most: int) -> int:
        """Delete some records of messages due before a moment, long sent or given up; how many."""
        old = (
            select(deliveries.c.id)
            .where(_DELIVERED, deliveries.c.due_at < limit)
            .limit(most)
            .with_for_update(skip_locked=True, of=deliveries)  # what another bot deletes just now
        )
        return self._delete(deliveries.c.id.in_(old))

    def forget_comments(self, limit: datetime) -> int:
        """Delete the comments of releases whose rounds closed before a moment; return how many."""
        old = select(releases.c.id).where(releases.c.closed < limit)
        done = self._connection.execute(delete(comments).where(comments.c.release_id.in_(old)))
        of_exits = select(exit_releases.c.id).where(exit_releases.c.until < limit.date())
        gone = delete(exit_texts).where(exit_texts.c.release_id.in_(of_exits))
        return self._marked(done.rowcount + self._connection.execute(gone).rowcount)

    def forget_census_years(self, before: int) -> int:
        """Delete nameless records of leavers of census years that end before a year; how many."""
        old = (leavers.c.census_year < before) & leavers.c.person_id.is_(None)
        return self._marked(self._connection.execute(delete(leavers).where(old)).rowcount)

    def forget_forum(self, words: date, records: date) -> int:
        """Forget what of the forum is from before two days: words unread, and records."""
        gone = forget_words(self._connection, words) + forget_records(self._connection, records)
        return self._marked(gone)

    def forget_thanks(self, before: date) -> int:
        """Forget who thanked whom before a day; return how much was forgotten."""
        return self._marked(thanks.forget_old(self._connection, before))

    def leavers(self, limit: datetime) -> tuple[str, ...]:
        """Return who left before a moment, or was removed and could not go altogether then."""
        is_due = or_(people.c.left_at < limit, people.c.removed)
        query = select(people.c.id).where(people.c.active.is_(False), is_due).order_by(people.c.id)
        return tuple(self._connection.execute(query).scalars())

    def remove(self, person_id: str) -> bool:
        """Remove somebody who has left; False: they are on the list, or gone already.

        Rounds keep them under their random id, with nothing beside it, until they forget whom
        they asked: a sealed answer counts like any other, nobody learns whether there is one, and
        whoever sat in two rounds is still one person when figures of both are held together.
        """
        mine = and_(people.c.id == person_id, people.c.active.is_(False))
        found = self._connection.execute(select(people).where(mine).with_for_update()).first()
        if found is None:
            return False
        for table in (accounts, managers, roles, people_dates, milestones_told):
            self._connection.execute(delete(table).where(table.c.person_id == person_id))
        was_told = milestones_told.c.manager_id == person_id
        self._connection.execute(delete(milestones_told).where(was_told))
        self._forget_posts(person_id)
        waits = (role_proposals.c.person_id == person_id) | (role_proposals.c.by_id == person_id)
        self._connection.execute(delete(role_proposals).where(waits))
        # The census keeps its codes, without a name or a day.
        left = update(leavers).where(leavers.c.person_id == person_id)
        self._connection.execute(left.values(person_id=None, last_day=None))
        is_talk = deliveries.c.kind == str(Kind.TALK)
        self._delete(and_(is_talk, deliveries.c.subject == person_id))
        own = deliveries.c.person_id == person_id
        is_waiting = deliveries.c.state == str(DeliveryState.PENDING)
        self._delete(and_(own, or_(_DELIVERED, is_waiting)))
        self._connection.execute(
            update(deliveries).where(own, _FINISHED).values(channel=None, ts=None)
        )
        whole = select(units.c.id).where(units.c.parent_id.is_(None)).limit(1).scalar_subquery()
        blank = {**_NOBODY, "key": f"removed {person_id}", "unit_id": whole}
        is_gone = self._connection.execute(delete(people).where(mine, ~_HELD)).rowcount
        if not is_gone:
            self._connection.execute(update(people).where(mine).values(blank))
        self._marked(int(is_gone or not found.removed))
        return True

    def _forget_posts(self, person_id: str) -> None:
        """Forget who promised, recorded or commented; which post they held stays."""
        for column in (action_changes.c.by_id, action_changes.c.owner_id):
            named = update(action_changes).where(column == person_id)
            self._connection.execute(named.values({column.name: None}))
        wrote = update(pack_commentary).where(pack_commentary.c.by_id == person_id)
        self._connection.execute(wrote.values(by_id=None))
        held = update(forum_questions).where(forum_questions.c.holder_id == person_id)
        self._connection.execute(held.values(holder_id=None))
        said = update(forum_answers).where(forum_answers.c.by_id == person_id)
        self._connection.execute(said.values(by_id=None))
        wanted = forum_decisions.c.person_id == person_id
        self._connection.execute(delete(forum_decisions).where(wanted))
        thanks.forget_person(self._connection, person_id)

    def oldest(self) -> Oldest:
        """Return what makes the oldest record of each kind old; a kind of which none is kept: none.

        Whoever was removed while a roster holds them is no leaver any more.
        """
        seated = select(func.min(rounds.c.closes_at)).where(
            ~_IS_OPEN, exists().where(rosters.c.round_id == rounds.c.id)
        )
        gone = people.c.active.is_(False) & ~(people.c.removed & _IN_A_ROSTER)
        said = select(func.min(releases.c.closed)).where(
            exists().where(comments.c.release_id == releases.c.id)
        )
        queries = {
            Record.ROSTERS: seated,
            Record.DELIVERIES: select(func.min(deliveries.c.due_at)).where(_DELIVERED),
            Record.LEAVERS: select(func.min(people.c.left_at)).where(gone),
            Record.COMMENTS: said,
            Record.ACTS: select(func.min(acts.c.at)),
        }
        found = {kind: self._connection.execute(one).scalar() for kind, one in queries.items()}
        found[Record.FORUM_WORDS] = oldest_words(self._connection)
        found[Record.FORUM_RECORDS] = oldest_records(self._connection)
        found[Record.THANKS] = thanks.oldest(self._connection)
        until = select(func.min(exit_releases.c.until)).where(
            exists().where(exit_texts.c.release_id == exit_releases.c.id)
        )
        if last := self._connection.execute(until).scalar():
            said_at = datetime.combine(last, time(), tzinfo=UTC)
            found[Record.COMMENTS] = min(said_at, found[Record.COMMENTS] or said_at)
        return {kind: at for kind, at in found.items() if at is not None}

    def asked(self) -> dict[str, dict[str, int]]:
        """Return how many people each round asked by leaf, those whose names are gone too."""
        found: dict[str, dict[str, int]] = {}
        place = (rosters.c.round_id, rosters.c.leaf_id)
        named = select(*place, func.count()).group_by(*place)
        for query in (named, select(seats_forgotten)):
            for round_id, leaf_id, n in self._connection.execute(query):
                leaves = found.setdefault(round_id, {})
                leaves[leaf_id] = leaves.get(leaf_id, 0) + n
        return found

    def _delete(self, which: ColumnElement[bool]) -> int:
        return self._marked(self._connection.execute(delete(deliveries).where(which)).rowcount)

    def _marked(self, count: int) -> int:
        """Note, in the transaction that removed something, that files are to be scrubbed."""
        if count:
            self._note(unscrubbed=True)
        return count

    def _note(self, **values: object) -> None:
        new = {"name": _ROW, "done_on": None, "unscrubbed": False, **values}
        note = insert_or(self._connection, retention).values(new)
        self._connection.execute(note.on_conflict_do_update(index_elements=["name"], set_=values))
