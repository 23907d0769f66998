"""Holding: what is kept under somebody's name, for themselves and for whoever must tell them."""

from dataclasses import replace
from datetime import datetime

from surveys.bank.leaving import load_leaving
from surveys.errors import NothingHeld, PersonNotFound, PersonNotSingle
from surveys.model.deliveries import Kind
from surveys.model.holdings import AskedIn, Holdings
from surveys.model.leaving import LeaverLine
from surveys.model.messages import OpenRound
from surveys.model.people import Account, Person
from surveys.model.rounds import Round, RoundState
from surveys.rules.paths import paths_by_id
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import about


def held_about_me(runtime: Runtime, caller: Account) -> Holdings:
    """Return what is kept under the caller's name, on the list or not. Raises NothingHeld."""
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(caller.slack_id, caller.workspace)
        if person is None:
            raise NothingHeld
        return _holdings(runtime, tx, person)


def held_about(runtime: Runtime, slack_id_or_email: str) -> Holdings:
    """Return what is kept under somebody's name, for whoever runs the bot.

    Who asked to be asked later is left out: it says that they opened the message, and goes as the
    round closes. Raises PersonNotFound, PersonNotSingle.
    """
    with runtime.store.begin() as tx:
        found = _holdings(runtime, tx, person_named(tx, slack_id_or_email))
    messages = dict(found.messages)
    messages.pop(Kind.LATER, None)
    return replace(found, messages=messages)


def person_named(tx: Transaction, slack_id_or_email: str) -> Person:
    """Return the one person so named. Raises PersonNotFound, PersonNotSingle."""
    wanted = slack_id_or_email.strip()
    found = tx.people.named(wanted) if wanted else ()
    if not found:
        raise PersonNotFound(wanted)
    if len(found) > 1:
        raise PersonNotSingle(wanted)
    return found[0]


def _holdings(runtime: Runtime, tx: Transaction, person: Person) -> Holdings:
    paths = paths_by_id(tx.units.ever())
    left_at = tx.people.left_at(person.id)
    asked = tx.rounds.that_asked(person.id)
    now = runtime.now()
    owned, recorded = tx.actions.of(person.id)
    held, answered = tx.forum_questions.of(person.id)
    thanked, was_thanked = tx.thanks.is_named(person.id)
    return Holdings(
        person=person,
        unit=paths.get(person.unit_id, ""),
        manages=tuple(sorted(paths.get(one, "") for one in person.manages)),
        left_on=_local(runtime, left_at).date() if left_at else None,
        rounds=tuple(
            AskedIn(
                title=said.title if (said := about(runtime, tx, one)) else None,
                asked_on=on,
                closes_on=_local(runtime, one.closes_at).date(),
                is_open=_is_open(one, now),
            )
            for one, on in asked
        ),
        messages=tx.deliveries.counts_to(person.id),
        open_rounds=tuple(
            OpenRound(one.id, about(runtime, tx, one), _local(runtime, one.closes_at))
            for one, _on in asked
            if _is_open(one, now)
        ),
        keep=runtime.policy.keep,
        owned=owned,
        recorded=recorded,
        leaving=_leaving(runtime, tx, person),
        commented=tx.commentary.of(person.id),
        held=held,
        answered=answered,
        told_of=tx.milestones.counts_about(person.id),
        thanked=thanked,
        was_thanked=was_thanked,
    )


def _leaving(runtime: Runtime, tx: Transaction, person: Person) -> LeaverLine | None:
    found = tx.leavers.of(person.id)
    if found is None or found.last_day is None:
        return None
    bank = load_leaving()
    return LeaverLine(
        leaver_id=found.id,
        name=person.name,
        last_day=found.last_day,
        reason=bank.reasons[found.reason - 1],
        destination=bank.destinations[found.destination - 1],
        message=None,
        is_on_slack=person.is_on_slack,
        is_over=found.last_day < runtime.now().astimezone(runtime.policy.zone).date(),
    )


def _is_open(one: Round, now: datetime) -> bool:
    return one.state is RoundState.OPEN and one.closes_at > now


def _local(runtime: Runtime, at: datetime) -> datetime:
    return at.astimezone(runtime.policy.zone)
