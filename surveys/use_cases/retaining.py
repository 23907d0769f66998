"""Retaining: each night what is too old is removed, a batch at a time.

A batch is one transaction, and what is removed is not there to be removed again: killed between
any two of them, the next tick goes on where this one stopped. The night counts as done at its end.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from surveys.errors import PersonStillListed
from surveys.model.keeping import Record
from surveys.model.people import Person
from surveys.model.roles import LASTS
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules.events import KEPT as EVENT_KEPT
from surveys.rules.landmarks import FORGOTTEN
from surveys.rules.retention import is_due, limits, night_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.holding import person_named
from surveys.use_cases.trailing import note

CENSUS_YEARS: Final = 3  # codes of leavers without a name: a return can be put right so long
BATCH: Final = 1000  # records of messages in one transaction


@dataclass(frozen=True)
class Leaver:
    """Somebody who may be removed for good."""

    person: Person
    is_asked_now: bool  # an open round holds them: their random id stays until it closes


def retain(runtime: Runtime) -> bool:
    """Remove what is too old, once a night, and every trace of it; False: not yet possible."""
    now, zone = runtime.now(), runtime.policy.zone
    with runtime.store.begin() as tx:
        state = tx.retention.state()
    if is_due(state.done_on, now, zone):
        _remove_old(runtime)
        with runtime.store.begin() as tx:
            tx.retention.done(night_of(now, zone))
            state = tx.retention.state()
    return _scrub(runtime) if state.unscrubbed else True


def leaver(runtime: Runtime, slack_id_or_email: str) -> Leaver:
    """Return who would be removed. Raises PersonNotFound, PersonNotSingle, PersonStillListed."""
    with runtime.store.begin() as tx:
        return _leaver(tx, slack_id_or_email)


def remove_leaver(runtime: Runtime, slack_id_or_email: str) -> Leaver:
    """Remove somebody who has left the list now. Raises what `leaver` does.

    What they answered in an open round is counted with everyone's: whether there is an answer
    nobody learns, neither from refusing to remove them nor from removing it.
    """
    with runtime.store.begin() as tx:
        found = _leaver(tx, slack_id_or_email)
        tx.retention.remove(found.person.id)
        note(runtime, tx, COMMAND_LINE, ActKind.PERSON_REMOVED)
    return found


def _leaver(tx: Transaction, slack_id_or_email: str) -> Leaver:
    person = person_named(tx, slack_id_or_email)
    if person.active:
        # The next file would list them anew, and a pool ask them twice.
        raise PersonStillListed
    is_asked = any(tx.rounds.was_asked(one.id, person.id) for one in tx.rounds.open())
    return Leaver(person, is_asked)


def _remove_old(runtime: Runtime) -> None:
    now = runtime.now()
    limit = limits(runtime.policy.keep, now)
    with runtime.store.begin() as tx:
        tx.retention.note_leaving(now)
        ended = tx.retention.rounds_before(limit[Record.ROSTERS])
        tx.retention.forget_comments(limit[Record.COMMENTS])
        tx.retention.forget_census_years(now.year - CENSUS_YEARS)
        tx.trail.forget_before(limit[Record.ACTS])
        tx.proposals.forget_before(now - LASTS)
        tx.milestones.forget_before(night_of(now, runtime.policy.zone) - FORGOTTEN)
        tx.retention.forget_thanks(limit[Record.THANKS].astimezone(runtime.policy.zone).date())
        left = tx.retention.leavers(limit[Record.LEAVERS])
        tx.events.forget(now.astimezone(runtime.policy.zone).date() - EVENT_KEPT)
        tx.retention.forget_forum(
            limit[Record.FORUM_WORDS].date(), limit[Record.FORUM_RECORDS].date()
        )
    for round_id in ended:
        with runtime.store.begin() as tx:
            tx.retention.forget_roster(round_id)
    while _forget_some_deliveries(runtime, limit[Record.DELIVERIES]):
        pass
    for person_id in left:
        with runtime.store.begin() as tx:
            tx.retention.remove(person_id)


def _forget_some_deliveries(runtime: Runtime, limit: datetime) -> int:
    with runtime.store.begin() as tx:
        return tx.retention.forget_deliveries(limit, BATCH)


def _scrub(runtime: Runtime) -> bool:
    if not runtime.store.scrub():
        return False
    with runtime.store.begin() as tx:
        tx.retention.scrubbed()
    runtime.store.settle()
    return True
