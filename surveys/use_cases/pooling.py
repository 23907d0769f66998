"""Pooling: people are asked as they reach a milestone, and their answers wait for each other.

A pool is one open round of one milestone. Its roster grows by whoever reaches it; its answers stay
sealed, and can be changed, until a check date on which there are enough of them.
"""

from collections.abc import Sequence
from datetime import date, datetime

from surveys.model.asking import Came, Reason
from surveys.model.people import Person
from surveys.model.rounds import Round
from surveys.model.surveys import KeptSurvey, SurveyState
from surveys.rules.calendar import add_working_days
from surveys.rules.milestones import (
    Reached,
    days_of,
    last_joining,
    may_release,
    next_check,
    reached,
    useful_since,
)
from surveys.rules.recurrence import Occurrence
from surveys.rules.schedule import moment
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.launching import launch, messages, seats_of
from surveys.use_cases.selecting import Day, Selected, select


def ask_reached(
    runtime: Runtime, tx: Transaction, kept: KeptSurvey, looks: Sequence[Occurrence]
) -> tuple[Round, ...]:
    """Ask whoever reached a milestone by the last of some working days; return the pools opened.

    Days so long past that nobody who reached a milestone then is asked any more are missed.
    """
    last, calendar = looks[-1], kept.survey.calendar
    if calendar is None:
        return ()
    earliest = useful_since(last.local_date, runtime.policy.milestone_working_days)
    everyone = {person.id: person for person in tx.people.all() if person.active}
    starts = days_of(everyone.values(), calendar.event)
    first = max(earliest, calendar.starts)
    found = reached(starts, calendar.months, first, last.local_date)
    opened: list[Round] = []
    is_asked = False
    for months in calendar.months:
        before = tx.asks.at_milestone(kept.survey.id, months)
        here = [one for one in found if one.months == months and one.person_id not in before]
        pool, asked = _ask(runtime, tx, kept, last, months, here, everyone)
        opened += [pool] if pool else []
        is_asked |= asked
    for one in looks:
        is_late = one.local_date < earliest
        # On most days nobody reaches a milestone: nothing came of them, and nothing is amiss.
        if is_late or is_asked:
            came = Came.MISSED if is_late else Came.ASKED
            tx.schedules.occur(kept.survey.id, one.local_date, came)
    return tuple(opened)


def waits(runtime: Runtime, tx: Transaction, pool: Round) -> bool:
    """Say whether a pool has too few answers or people, and if so keep it until the next check.

    One whose survey is in the archive closes all the same: nobody is to join it any more. Of too
    few nothing is read then.
    """
    tx.rounds.hold(pool.id)
    kept = tx.surveys.find(pool.survey)
    if kept is None or kept.state is SurveyState.ARCHIVED:
        return False
    if has_enough(tx, pool):
        return False
    policy = runtime.policy
    today = runtime.now().astimezone(policy.zone).date()
    tx.rounds.extend(pool.id, moment(next_check(today), policy.closing_time, policy.zone))
    return True


def has_enough(tx: Transaction, pool: Round) -> bool:
    """Say whether so many people of a pool were asked and answered that it may be released."""
    asked, answered = len(tx.rounds.roster(pool.id)), tx.ballots.count(pool.id)
    return may_release(asked, answered, pool.thresholds.week)


def _ask(
    runtime: Runtime,
    tx: Transaction,
    kept: KeptSurvey,
    look: Occurrence,
    months: int,
    here: Sequence[Reached],
    everyone: dict[str, Person],
) -> tuple[Round | None, bool]:
    """Ask whoever may be asked of those at one milestone; return the pool if it is a new one."""
    if not here:
        return None, False
    pool = _pool(tx, kept, months)
    closes_at = pool.closes_at if pool else _first_closing(runtime, kept, look.local_date)
    day = Day(look.local_date, look.local_date, look.opens_at, closes_at)
    selected = select(runtime, tx, kept.survey, day, [everyone[one.person_id] for one in here])
    given_up = _given_up(runtime, look.local_date, here, selected)
    if pool is not None:
        return None, _join(runtime, tx, kept, pool, look, given_up)
    if not selected.asked:
        return None, False
    return launch(runtime, tx, kept, day, given_up, months), True


def _join(
    runtime: Runtime,
    tx: Transaction,
    kept: KeptSurvey,
    pool: Round,
    look: Occurrence,
    selected: Selected,
) -> bool:
    """Let people join a pool that is open; False: it is too late, or there is nobody."""
    tx.asks.leave_out(pool.id, selected.counts)
    if not selected.asked or look.local_date > _last_joining(runtime, kept, pool):
        return False
    tx.asks.add(pool.id, seats_of(tx, pool, selected.asked), look.local_date)
    now = runtime.now()
    tx.deliveries.add(messages(runtime, tx, pool, kept.survey, selected.asked, now))
    return True


def _pool(tx: Transaction, kept: KeptSurvey, months: int) -> Round | None:
    """Return the open pool of a milestone. None: whoever reaches it next opens one."""
    mine = [one for one in tx.rounds.open() if one.survey == kept.survey.id]
    return next((one for one in mine if one.milestone == months), None)


def _given_up(
    runtime: Runtime, today: date, here: Sequence[Reached], selected: Selected
) -> Selected:
    """Leave out of account whoever can still be asked on another day."""
    tomorrow = add_working_days(today, 1)
    last = useful_since(tomorrow, runtime.policy.milestone_working_days)
    late = {one.person_id for one in here if one.on < last}
    kept: dict[str, Reason] = {
        person_id: reason for person_id, reason in selected.left_out.items() if person_id in late
    }
    return Selected(selected.asked, kept)


def _first_closing(runtime: Runtime, kept: KeptSurvey, today: date) -> datetime:
    policy = runtime.policy
    check = next_check(today)
    while today > last_joining(check, _days_to_answer(runtime, kept)):
        check = next_check(check)
    return moment(check, policy.closing_time, policy.zone)


def _last_joining(runtime: Runtime, kept: KeptSurvey, pool: Round) -> date:
    check = pool.closes_at.astimezone(runtime.policy.zone).date()
    return last_joining(check, _days_to_answer(runtime, kept))


def _days_to_answer(runtime: Runtime, kept: KeptSurvey) -> int:
    """Return the working days that whoever joins a pool has at least, its closing day included.

    Whoever comes too late for that waits for the next pool: no longer than a milestone is of use.
    """
    return min(kept.survey.open_working_days, runtime.policy.milestone_working_days)
