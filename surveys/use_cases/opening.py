"""Opening a round: freeze who is asked and where they sit, make its key, queue its messages."""

from datetime import datetime

from surveys.errors import NobodyToAsk, RoundAlreadyOpen
from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Person
from surveys.model.policy import ROUNDS_A_WINDOW
from surveys.model.rounds import Round, RoundState, Seat
from surveys.model.surveys import WEEKLY_PULSE
from surveys.rules.audience import may_be_asked
from surveys.rules.hours import next_moment, parse_pattern
from surveys.rules.rotation import items_for
from surveys.rules.schedule import closing, next_opening
from surveys.rules.sealing import KEY_BYTES
from surveys.rules.seating import frozen_tree, leaf_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction


def open_due(runtime: Runtime) -> Round | None:
    """Open the weekly pulse if its time has come. None: not yet, done already, nobody to ask."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        due = tx.schedules.next_run(WEEKLY_PULSE)
        if due is None:
            tx.schedules.begin(WEEKLY_PULSE, next_opening(now, runtime.policy))
            return None
        if due > now:
            return None
        following = next_opening(now, runtime.policy)
        if not tx.schedules.advance(WEEKLY_PULSE, due, following):
            return None
        opens_at = _latest(runtime, due, following)
        if not tx.schedules.occur(WEEKLY_PULSE, opens_at.astimezone(runtime.policy.zone).date()):
            return None
        closes_at = min(closing(opens_at, runtime.policy), following)
        if closes_at <= now or _is_open(tx):
            return None
        return _open(runtime, tx, opens_at, closes_at)


def open_now(runtime: Runtime) -> Round:
    """Open the weekly pulse at once. Raises RoundAlreadyOpen, NobodyToAsk."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        if _is_open(tx):
            raise RoundAlreadyOpen
        opened = _open(runtime, tx, now, closing(now, runtime.policy))
        if opened is None:
            raise NobodyToAsk
        return opened


def ask_again(runtime: Runtime, tx: Transaction, lost: Round) -> Round | None:
    """Open a round in place of one whose key is lost, until the same closing time."""
    now = runtime.now()
    if lost.closes_at <= now:
        return None
    return _open(runtime, tx, now, lost.closes_at, repeats=True)


def _open(
    runtime: Runtime,
    tx: Transaction,
    opens_at: datetime,
    closes_at: datetime,
    *,
    repeats: bool = False,
) -> Round | None:
    local_date = opens_at.astimezone(runtime.policy.zone).date()
    asked = [one for one in tx.people.all() if may_be_asked(one, local_date, runtime.policy)]
    if not asked:
        return None
    number = tx.rounds.next_number(WEEKLY_PULSE)
    window_id = _window(runtime, tx, number // ROUNDS_A_WINDOW)
    kept = tx.surveys.find(WEEKLY_PULSE)
    opened = Round(
        id=runtime.new_id(),
        survey=WEEKLY_PULSE,
        revision=kept.revision if kept else 1,
        number=number,
        window_id=window_id,
        local_date=local_date,
        opens_at=opens_at,
        closes_at=closes_at,
        state=RoundState.OPEN,
        repeats=repeats,
        questions=tuple(item.id for item in items_for(runtime.bank, number)),
        minutes=kept.survey.minutes if kept else 1,
        thresholds=runtime.policy.thresholds,
    )
    # The key comes first: a round without one could keep nothing.
    runtime.store.keys.create(opened.id, runtime.entropy(KEY_BYTES))
    tx.rounds.add(opened, _seats(tx, window_id, asked))
    tx.deliveries.add(_invitations(runtime, opened, asked))
    return opened


def _latest(runtime: Runtime, due: datetime, following: datetime) -> datetime:
    """After an outage only the last opening missed is still of use."""
    while (later := next_opening(due, runtime.policy)) < following:
        due = later
    return due


def _is_open(tx: Transaction) -> bool:
    return any(one.survey == WEEKLY_PULSE for one in tx.rounds.open())


def _window(runtime: Runtime, tx: Transaction, number: int) -> str:
    found = tx.windows.find(WEEKLY_PULSE, number)
    if found is not None:
        return found
    window_id = runtime.new_id()
    tx.windows.add(window_id, WEEKLY_PULSE, number, frozen_tree(tx.units.all()))
    return window_id


def _seats(tx: Transaction, window_id: str, asked: list[Person]) -> list[Seat]:
    tree, units = tx.windows.tree(window_id), tx.units.ever()
    return [Seat(person.id, leaf_of(tree, units, person.unit_id)) for person in asked]


def _invitations(runtime: Runtime, opened: Round, asked: list[Person]) -> list[Delivery]:
    zone, hours = runtime.policy.zone, runtime.policy.hours
    return [
        Delivery(
            id=runtime.new_id(),
            kind=Kind.INVITATION,
            person_id=person.id,
            subject=opened.id,
            due_at=next_moment(
                parse_pattern(person.working_pattern or hours), opened.opens_at, zone
            ),
        )
        for person in asked
    ]
