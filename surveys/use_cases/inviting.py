"""Inviting: what a round says to whoever it asks, the first time and when it reminds them."""

from surveys.model.deliveries import Kind
from surveys.model.messages import Invitation, Reminder
from surveys.model.rounds import Round, RoundState
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import about, definition_of, questions_of


def asking_of(
    runtime: Runtime, tx: Transaction, open_round: Round | None, kind: Kind
) -> Invitation | Reminder | None:
    """Return a round's message of a kind. None: it is open no more."""
    if open_round is None or open_round.state is not RoundState.OPEN:
        return None
    if kind is Kind.REMINDER:
        return _reminder(runtime, tx, open_round)
    return Invitation(
        round_id=open_round.id,
        about=about(runtime, tx, open_round),
        first=questions_of(runtime, tx, open_round)[0],
        closes_at=open_round.closes_at.astimezone(runtime.policy.zone),
        thresholds=open_round.thresholds,
        asked_for=kind is Kind.LATER,
        repeats=open_round.repeats,
    )


def _reminder(runtime: Runtime, tx: Transaction, open_round: Round) -> Reminder:
    survey = definition_of(runtime, tx, open_round.survey, open_round.revision)
    return Reminder(
        round_id=open_round.id,
        title=survey.title,
        closes_at=open_round.closes_at.astimezone(runtime.policy.zone),
        thresholds=open_round.thresholds,
    )
