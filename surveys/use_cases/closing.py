"""Closing a round: count, publish, delete, destroy the key, leave no trace.

The transaction is the close; what follows it (key, files) is repeated until it is done, so a
process killed between any two lines is finished by the next tick of the next process.
"""

from dataclasses import replace

from surveys.errors import (
    KeyMissing,
    NoOpenRound,
    NothingToVoid,
    SurveyAsksAtMilestones,
    SurveyUnknown,
)
from surveys.model.people import Person
from surveys.model.questions import Answers
from surveys.model.rounds import Ballot, Round
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules import sealing
from surveys.rules.rotation import rounds_a_window
from surveys.rules.tallying import Said
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import questions_of
from surveys.use_cases.opening import ask_again
from surveys.use_cases.pooling import has_enough, waits
from surveys.use_cases.publishing import publish_round, publish_teams
from surveys.use_cases.releasing import void_lost
from surveys.use_cases.starting import accept_key_dir, begin_pulse
from surveys.use_cases.trailing import note


def close_due(runtime: Runtime) -> tuple[Round, ...]:
    """Close every round whose time has come; return those closed here."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        due = [one for one in tx.rounds.open() if one.closes_at <= now]
    return tuple(one for one in due if _close(runtime, one))


def close_now(
    runtime: Runtime,
    survey_id: str | None = None,
    round_id: str | None = None,
    by: Person | str = COMMAND_LINE,
) -> tuple[Round, ...]:
    """Close the open rounds of a survey early, or one of them; None: those of every survey.

    A pool closes by itself only: whoever tried would learn whether there are answers enough.
    Raises SurveyUnknown, SurveyAsksAtMilestones, NoOpenRound, KeyMissing.
    """
    with runtime.store.begin() as tx:
        kept = tx.surveys.find(survey_id) if survey_id is not None else None
        if survey_id is not None and kept is None:
            raise SurveyUnknown(survey_id)
        found = [one for one in tx.rounds.open() if survey_id in (None, one.survey)]
        chosen = [one for one in found if round_id in (None, one.id)]
    opened = [one for one in chosen if not one.is_pooled]
    if not opened:
        raise SurveyAsksAtMilestones if chosen and survey_id else NoOpenRound
    if any(runtime.store.keys.find(one.id) is None for one in opened):
        raise KeyMissing
    return tuple(one for one in opened if _close(runtime, one, by))


def void_unreadable(runtime: Runtime, by: str | None = None) -> tuple[Round, ...]:
    """Give up open rounds whose key is missing, as after a restore, and ask people again.

    `by`: whoever does it by hand, None: nobody.
    """
    with runtime.store.begin() as tx:
        tx.asks.hold()  # what is lost is opened again
        keys = runtime.store.keys
        missing = [one for one in tx.rounds.open() if keys.find(one.id) is None]
        # Another process may have closed one since we listed it; only then its key is gone too.
        lost = tuple(one for one in missing if tx.rounds.void(one.id))
        for one in lost:
            tx.ballots.destroy(one.id)
            tx.deliveries.forget_later(one.id)
            ask_again(runtime, tx, one)
        if lost and by is not None:
            note(runtime, tx, by, ActKind.ROUND_VOIDED, n=len(lost))
    return lost


def void_now(runtime: Runtime) -> tuple[Round, ...]:
    """Give up open rounds whose keys are lost for good. Raises NothingToVoid."""
    accept_key_dir(runtime)
    begin_pulse(runtime)
    voided = void_unreadable(runtime, COMMAND_LINE)
    is_pool_lost = void_lost(runtime)
    if not voided and not is_pool_lost:
        raise NothingToVoid
    return voided


def finish(runtime: Runtime) -> bool:
    """Destroy ended rounds' keys and every trace of their ballots; False: not yet possible."""
    keys = runtime.store.keys
    with runtime.store.begin() as tx:
        ended = tx.rounds.unscrubbed()
        # A key that came back, from a copy of the folder say, must not outlive its round either.
        returned = tx.rounds.ended_among(keys.round_ids())
    for one in (*ended, *returned):
        keys.destroy(one.id)
    if not ended:
        return True
    if not runtime.store.scrub():
        return False
    with runtime.store.begin() as tx:
        tx.rounds.scrubbed(one.id for one in ended)
    runtime.store.settle()
    return True


def settle(runtime: Runtime) -> None:
    """Leave nothing in the database's log when there is nothing more to do."""
    runtime.store.settle()


def _close(runtime: Runtime, closing: Round, by: Person | str | None = None) -> bool:
    """Close a round; `by`: whoever does it by hand, None: nobody."""
    key = runtime.store.keys.find(closing.id)
    if key is None:
        return False  # void_unreadable deals with it
    with runtime.store.begin() as tx:
        if closing.is_pooled and waits(runtime, tx, closing):
            return False
        if not tx.rounds.close(closing.id, closed_at := min(closing.closes_at, runtime.now())):
            return False
        closed = replace(closing, closes_at=closed_at)
        is_read = not closing.is_pooled or has_enough(tx, closing)
        publish_round(runtime, tx, closed, _opened(runtime, tx, closing, key) if is_read else ())
        tx.ballots.destroy(closing.id)
        tx.deliveries.forget_later(closing.id)
        if len(tx.rounds.closed_in(closing.window_id)) == rounds_a_window(closing.survey):
            publish_teams(runtime, tx, closed)
        if by is not None:
            note(runtime, tx, by, ActKind.ROUND_CLOSED, survey=closing.survey)
    return True


def _opened(runtime: Runtime, tx: Transaction, closing: Round, key: bytes) -> Said:
    layout = sealing.layout_of(questions_of(runtime, tx, closing))
    seats = {sealing.tag(key, one.person_id): one.leaf_id for one in tx.rounds.roster(closing.id)}
    return [
        (seats[ballot.tag], answers)
        for ballot in tx.ballots.of(closing.id)
        if ballot.tag in seats and (answers := _unsealed(key, closing, ballot, layout))
    ]


def _unsealed(key: bytes, closing: Round, ballot: Ballot, layout: sealing.Layout) -> Answers | None:
    try:
        return sealing.unseal(key, closing.id, ballot.tag, ballot.box, layout)
    except sealing.BoxUnreadable:
        return None  # a damaged box must not keep everyone else's round open
