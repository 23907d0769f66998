"""HR's list of leavers: recorded, changed, taken back; and the census's counts of it.

These are administrative facts. HR reads here whether the message went, never whether anybody spoke;
and every refusal and every confirmation is the same whether they did.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from surveys.bank.leaving import load_leaving
from surveys.errors import (
    ForHrAlone,
    LastDayWrong,
    LeaverKnown,
    LeaverUnknown,
    LeavingCodeWrong,
)
from surveys.model.deliveries import Delivery, DeliveryState, Kind
from surveys.model.leaving import DECEASED, Code, Conversation, Leaver, LeaverLine
from surveys.model.people import Account, Person, Role
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules.leaving.wording import day_in_words
from surveys.rules.schedule import moment
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases.admitting import reader
from surveys.use_cases.exit_boxes import open_pool, service_of
from surveys.use_cases.holding import person_named
from surveys.use_cases.trailing import note

FURTHEST: Final = timedelta(days=366)  # from today, into the future or the past
AHEAD: Final = timedelta(days=28)  # of the last day: then the conversation is offered
SAME_LEAVING: Final = timedelta(days=90)  # a record so soon after is of the leaving before
CENSUS_ENDS: Final = (9, 30)


@dataclass(frozen=True)
class Facts:
    """What HR says of a leaver."""

    last_day: date
    reason: int = 10  # not yet collected
    destination: int = 9  # not yet collected


def record(runtime: Runtime, caller: Account, leaver: Account, facts: Facts) -> Leaver:
    """Record a leaver. Raises NotOnTheList, ForHrAlone, LeaverUnknown, and what `keep` does."""
    with runtime.store.begin() as tx:
        by = admit(tx, caller)
        person = tx.people.find_by_account(leaver.slack_id, leaver.workspace)
        if person is None:
            raise LeaverUnknown
        return keep(runtime, tx, person, facts, by)


def record_named(runtime: Runtime, slack_id_or_email: str, facts: Facts) -> Leaver:
    """Record a leaver for whoever runs the bot.

    Raises PersonNotFound, PersonNotSingle, and what `keep` does.
    """
    with runtime.store.begin() as tx:
        return keep(runtime, tx, person_named(tx, slack_id_or_email), facts, COMMAND_LINE)


def keep(
    runtime: Runtime, tx: Transaction, person: Person, facts: Facts, by: Person | str
) -> Leaver:
    """Record somebody, offer them the conversation, and give them a box, spoken or not.

    Recorded twice with the same facts they are recorded once.

    Raises LeaverUnknown, LeaverKnown, LastDayWrong, LeavingCodeWrong, KeyMissing.
    """
    _check(runtime, facts)
    # Whoever has left the list may still be recorded afterwards, for the census.
    if not person.active and facts.last_day >= today_of(runtime):
        raise LeaverUnknown
    before = tx.leavers.of(person.id)
    if before is not None and before.last_day is not None:
        if Facts(before.last_day, before.reason, before.destination) == facts:
            return before  # the same form, handed in twice
        if before.last_day + SAME_LEAVING >= min(facts.last_day, today_of(runtime)):
            raise LeaverKnown(day_in_words(before.last_day))
        _let_go(runtime, tx, before)
    new = Leaver(
        id=runtime.new_id(),
        person_id=person.id,
        last_day=facts.last_day,
        census_year=census_year(facts.last_day),
        reason=facts.reason,
        destination=facts.destination,
    )
    if not tx.leavers.add(new):  # somebody recorded them at the same time
        raise LeaverKnown(day_in_words(facts.last_day))
    _fit_box(runtime, tx, person, new, is_new=True)
    _offer(runtime, tx, new)
    note(runtime, tx, by, ActKind.LEAVER_RECORDED)
    return new


def change(runtime: Runtime, caller: Account, leaver_id: str, facts: Facts) -> Leaver:
    """Change what is recorded; the conversation moves with the last day.

    Raises NotOnTheList, ForHrAlone, LeaverUnknown, LastDayWrong, LeavingCodeWrong, KeyMissing.
    """
    with runtime.store.begin() as tx:
        by = admit(tx, caller)
        before, person = _recorded(tx, leaver_id)
        _check(runtime, facts)
        now = replace(
            before,
            last_day=facts.last_day,
            census_year=census_year(facts.last_day),
            reason=facts.reason,
            destination=facts.destination,
        )
        tx.leavers.change(now)
        was_dead = before.reason == DECEASED and now.reason != DECEASED
        has_box = _fit_box(runtime, tx, person, now, is_new=was_dead)
        if has_box and (before.last_day != now.last_day or was_dead):
            now = _offer_again(runtime, tx, now)
        note(runtime, tx, by, ActKind.LEAVER_CHANGED)
    return now


def rescind(runtime: Runtime, caller: Account, leaver_id: str) -> bool:
    """Take a leaving back: the record goes, and the box unread. False: it was gone already.

    Raises NotOnTheList, ForHrAlone, KeyMissing.
    """
    with runtime.store.begin() as tx:
        by = admit(tx, caller)
        found = tx.leavers.find(leaver_id)
        if found is None or found.person_id is None:
            return False
        open_pool(runtime, tx).take_out(found.person_id)
        if was_there := tx.leavers.remove(leaver_id):
            note(runtime, tx, by, ActKind.LEAVER_RESCINDED)
        return was_there


def listed(runtime: Runtime, caller: Account) -> tuple[LeaverLine, ...]:
    """Return the leavers known by name, the newest last day first.

    Raises NotOnTheList, ForHrAlone.
    """
    with runtime.store.begin() as tx:
        admit(tx, caller)
        return tuple(_lines(runtime, tx))


def listed_for_operator(runtime: Runtime) -> tuple[LeaverLine, ...]:
    """Return the same for whoever runs the bot."""
    with runtime.store.begin() as tx:
        return tuple(_lines(runtime, tx))


def one(runtime: Runtime, caller: Account, leaver_id: str) -> LeaverLine:
    """Return one leaver. Raises NotOnTheList, ForHrAlone, LeaverUnknown."""
    with runtime.store.begin() as tx:
        admit(tx, caller)
        _recorded(tx, leaver_id)
        return next(line for line in _lines(runtime, tx) if line.leaver_id == leaver_id)


def census_year(day: date) -> int:
    """Return the year in which the census year of a day ends: it runs from 1 October."""
    return day.year + ((day.month, day.day) > CENSUS_ENDS)


def today_of(runtime: Runtime) -> date:
    """Return the day it is on the organisation's calendar."""
    return runtime.now().astimezone(runtime.policy.zone).date()


def admit(db: Published, caller: Account) -> Person:
    """Return a caller who is of HR. Raises NotOnTheList, ForHrAlone."""
    person = reader(db, caller)
    if Role.HR not in person.roles:
        raise ForHrAlone
    return person


def exit_message(
    runtime: Runtime, leaver: Leaver, person_id: str, last_day: date, now: datetime
) -> Delivery:
    """Return the message to a leaver: four weeks before the last day, or now if that is over."""
    policy = runtime.policy
    ideal = moment(last_day - AHEAD, policy.opening_time, policy.zone)
    return Delivery(
        runtime.new_id(), Kind.EXIT, person_id, message_subject(leaver), max(now, ideal)
    )


def message_subject(leaver: Leaver) -> str:
    """Return what a leaver's message is about: their record, and which time they are asked."""
    return f"{leaver.id}:{leaver.times}"


def _check(runtime: Runtime, facts: Facts) -> None:
    bank, today = load_leaving(), today_of(runtime)
    if not today - FURTHEST <= facts.last_day <= today + FURTHEST:
        raise LastDayWrong
    if not any(facts.reason == one.number for one in bank.reasons) or not any(
        facts.destination == one.number for one in bank.destinations
    ):
        raise LeavingCodeWrong


def _recorded(tx: Transaction, leaver_id: str) -> tuple[Leaver, Person]:
    found = tx.leavers.find(leaver_id)
    if found is None or found.person_id is None:
        raise LeaverUnknown
    return found, tx.people.get(found.person_id)


def _fit_box(
    runtime: Runtime, tx: Transaction, person: Person, leaver: Leaver, *, is_new: bool
) -> bool:
    """Make somebody's box say what HR records; what they said in it stays. False: there is none.

    A person of whom a release has been made has none any more, and gets no second one for the same
    leaving.
    """
    pooled = open_pool(runtime, tx)
    if leaver.reason == DECEASED or leaver.last_day is None:
        pooled.take_out(person.id)
        return False
    before = pooled.find(person.id)
    if before is not None:
        pooled.put(person.id, replace(before, last_day=leaver.last_day, is_confirmed=True))
    elif is_new:
        service = service_of(tx, person)
        pooled.put(person.id, Conversation(leaver.last_day, service, is_confirmed=True))
    return before is not None or is_new


def _let_go(runtime: Runtime, tx: Transaction, before: Leaver) -> None:
    """Somebody came back, and leaves again: what was said the first time counts as it is."""
    tx.leavers.let_go(before.id)
    pooled = open_pool(runtime, tx)
    if before.person_id and (inside := pooled.find(before.person_id)) and inside.is_confirmed:
        pooled.let_go(before.person_id)


def _offer(runtime: Runtime, tx: Transaction, leaver: Leaver) -> None:
    is_over = leaver.last_day is None or leaver.last_day < today_of(runtime)
    if is_over or leaver.reason == DECEASED or leaver.last_day is None or not leaver.person_id:
        return
    now = runtime.now()
    tx.deliveries.add([exit_message(runtime, leaver, leaver.person_id, leaver.last_day, now)])


def _offer_again(runtime: Runtime, tx: Transaction, leaver: Leaver) -> Leaver:
    """Let the message wait for another last day; one that came to nothing is sent anew."""
    if leaver.last_day is None or leaver.person_id is None:
        return leaver
    subject = message_subject(leaver)
    state = tx.deliveries.state_of(Kind.EXIT, leaver.person_id, subject)
    if state in (DeliveryState.SENT, DeliveryState.SENDING):
        return leaver
    if state is DeliveryState.PENDING:
        due = exit_message(runtime, leaver, leaver.person_id, leaver.last_day, runtime.now())
        tx.deliveries.move(Kind.EXIT, leaver.person_id, subject, due.due_at)
        return leaver
    now = leaver if state is None else replace(leaver, times=leaver.times + 1)
    tx.leavers.change(now)
    _offer(runtime, tx, now)
    return now


def _lines(runtime: Runtime, tx: Transaction) -> Iterable[LeaverLine]:
    bank, today = load_leaving(), today_of(runtime)
    reasons, destinations = _by_number(bank.reasons), _by_number(bank.destinations)
    people = {person.id: person for person in tx.people.all()}
    for found in tx.leavers.named():
        if found.person_id not in people or found.last_day is None:
            continue
        person = people[found.person_id]
        yield LeaverLine(
            leaver_id=found.id,
            name=person.name,
            last_day=found.last_day,
            reason=reasons[found.reason],
            destination=destinations[found.destination],
            message=tx.deliveries.state_of(Kind.EXIT, person.id, message_subject(found)),
            is_on_slack=bool(person.accounts) and person.is_on_slack,
            is_over=found.last_day < today,
        )


def _by_number(codes: Iterable[Code]) -> dict[int, Code]:
    return {code.number: code for code in codes}
