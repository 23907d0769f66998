"""The Home tab's content for one person.

What is theirs alone is looked up first, and briefly: that transaction may hold up who writes. The
rest is read from what was published.
"""

from datetime import date

from surveys.model.messages import Digest, Home, OpenRound
from surveys.model.people import Account, Person
from surveys.model.releases import Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.rules.homes import seats_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases import appointing, browsing, reading_exits
from surveys.use_cases.asked import about
from surveys.use_cases.chairing import duties
from surveys.use_cases.checking import to_check
from surveys.use_cases.convoking import standing_of
from surveys.use_cases.hailing import month_for
from surveys.use_cases.ordering import desk_of
from surveys.use_cases.overseeing import surveys_for
from surveys.use_cases.recounting import at_home
from surveys.use_cases.reporting import latest_for_staff, other_surveys
from surveys.use_cases.rounding_up import round_up_at_home
from surveys.use_cases.suggesting import next_up, troubles_in
from surveys.use_cases.supporting import at_home as events_at_home
from surveys.use_cases.uploading import with_picture


def home(runtime: Runtime, caller: Account, page: int | str = 0) -> Home | None:
    """Return what the caller's Home tab shows. None: they are not in the list.

    An author sees one page of their surveys: by number, or the one a survey stands on.
    """
    with runtime.store.begin() as tx:
        if (person := listed(tx, caller)) is None:
            return None
        still_open = _open_for(runtime, tx, person)
        next_run = tx.schedules.next_run(WEEKLY_PULSE)
        surveys = surveys_for(runtime, tx, person, page)
        troubles = troubles_in(runtime, tx, person)
        forum = browsing.at_home(runtime, tx)
        meeting, people = standing_of(runtime, tx, person), appointing.desk_of(runtime, tx, person)
        events = events_at_home(runtime, tx, person)
    return Home(
        open_rounds=still_open,
        next_opening=next_run and next_run.astimezone(runtime.policy.zone),
        weekly=_weekly(runtime, person, caller),
        quarterly=latest_for_staff(runtime, person, Tier.QUARTERLY),
        others=other_surveys(runtime),
        paused_until=_pause_of(runtime, person),
        support=runtime.support,
        thresholds=runtime.policy.thresholds,
        wants_reminders=person.reminders,
        to_check=to_check(runtime, person),
        surveys=surveys,
        actions=at_home(runtime, person),
        leaving=reading_exits.at_home(runtime, person),
        seats=seats_of(person),
        next_up=next_up(runtime, person, troubles),
        desk=desk_of(person),
        chairing=duties(runtime, person),
        forum=forum,
        meeting=meeting,
        month=month_for(runtime, person),
        round_up=round_up_at_home(runtime),
        events=events,
        people=people,
    )


def listed(tx: Transaction, caller: Account) -> Person | None:
    """Return who opens their Home. None: they are not in the list."""
    person = tx.people.find_by_account(caller.slack_id, caller.workspace)
    return person if person and person.active else None


def _pause_of(runtime: Runtime, person: Person) -> date | None:
    """Return until when somebody is paused. None: they are not, or not any more."""
    today = runtime.now().astimezone(runtime.policy.zone).date()
    return person.paused_until if person.paused_until and person.paused_until > today else None


def _open_for(runtime: Runtime, tx: Transaction, person: Person) -> tuple[OpenRound, ...]:
    mine = [one for one in tx.rounds.open() if tx.rounds.was_asked(one.id, person.id)]
    return tuple(
        OpenRound(one.id, about(runtime, tx, one), one.closes_at.astimezone(runtime.policy.zone))
        for one in mine
        if one.closes_at > runtime.now()
    )


def _weekly(runtime: Runtime, person: Person, caller: Account) -> Digest | None:
    newest = latest_for_staff(runtime, person, Tier.WEEKLY)
    return with_picture(runtime, newest, caller.workspace)
