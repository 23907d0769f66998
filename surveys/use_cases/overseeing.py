"""Overseeing: what an author sees of every survey, and of one."""

from collections import Counter
from datetime import datetime
from typing import Final

from surveys.model.authoring import Brief, Covered, Date, Opened, Page, SurveyList
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.people import Account, Person
from surveys.model.questions import CommentPrompt
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, Calendar, Every, KeptSurvey, Survey, SurveyState
from surveys.rules.recurrence import next_occurrence
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import admit_author, is_author
from surveys.use_cases.authoring import get
from surveys.use_cases.planning import covered_in
from surveys.use_cases.remarking import remarks_on

PAGE_SIZE: Final = 10
DATES_SHOWN: Final = 4
_ORDER: Final = (
    SurveyState.RUNNING,
    SurveyState.PAUSED,
    SurveyState.DRAFT,
    SurveyState.ARCHIVED,
)


def surveys_for(
    runtime: Runtime, tx: Transaction, person: Person, page: int | str = 0
) -> SurveyList | None:
    """Return a page of the list, by number or the one a survey stands on. None: no author."""
    if not is_author(person):
        return None
    briefs = sorted((brief(runtime, tx, kept) for kept in tx.surveys.all()), key=_place)
    pages = max(1, -(-len(briefs) // PAGE_SIZE))
    if isinstance(page, str):
        ids = [one.survey.id for one in briefs]
        page = ids.index(page) // PAGE_SIZE if page in ids else 0
    page = min(max(page, 0), pages - 1)
    return SurveyList(tuple(briefs[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]), page, pages)


def survey_page(runtime: Runtime, caller: Account, survey_id: str) -> Page:
    """Return one survey for its author. Raises NotAnAuthor, SurveyUnknown."""
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        return page_of(runtime, tx, get(tx, survey_id))


def page_of(runtime: Runtime, tx: Transaction, kept: KeptSurvey) -> Page:
    """Return one survey as it is kept."""
    survey = kept.survey
    names = {unit.id: unit.name for unit in tx.units.ever()}
    return Page(
        brief=brief(runtime, tx, kept),
        parts=tuple(names.get(one, one) for one in survey.audience.units),
        dates=dates_of(runtime, survey.calendar),
        remarks=remarks_on(tx, survey),
        press=runtime.new_id(),
    )


def dates_of(runtime: Runtime, calendar: Calendar | None) -> tuple[Date, ...]:
    """Return the next days of a calendar, four at most; none of a milestone's, which looks daily.

    None where there is no calendar yet.
    """
    if calendar is None or calendar.every is Every.MILESTONE:
        return ()
    found: list[Date] = []
    after = runtime.now()
    while len(found) < DATES_SHOWN and (one := next_occurrence(calendar, after)):
        found.append(Date(one.opens_at.astimezone(calendar.zone), one.named))
        after = one.opens_at
    return tuple(found)


def brief(runtime: Runtime, tx: Transaction, kept: KeptSurvey) -> Brief:
    """Return one survey at a glance."""
    calendar = kept.survey.calendar
    zone = calendar.zone if calendar else runtime.policy.zone
    mine = [one for one in tx.rounds.open() if one.survey == kept.survey.id]
    return Brief(
        survey=kept.survey,
        state=kept.state,
        revision=kept.revision,
        next_at=_next(runtime, kept),
        zone=zone.key if zone != runtime.policy.zone else None,
        opened=tuple(_opened(tx, one, one.closes_at.astimezone(zone)) for one in mine),
    )


def driver_coverage(runtime: Runtime, caller: Account, survey_id: str) -> tuple[Covered, ...]:
    """Return when each driver was last asked about, by any survey; drafts do not count.

    Raises NotAnAuthor, SurveyUnknown.
    """
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        here = _drivers_here(runtime, get(tx, survey_id).survey)
        found = covered_in(runtime, tx)
    return tuple(
        Covered(
            runtime.bank.driver_by_id[one.driver_id], one.last, one.rounds, one.driver_id in here
        )
        for one in found
    )


def _drivers_here(runtime: Runtime, survey: Survey) -> set[str | None]:
    if survey.id == WEEKLY_PULSE:
        return {item.driver_id for item in (runtime.bank.headline, *runtime.bank.items)}
    return {one.driver_id for one in survey.questions if not isinstance(one, CommentPrompt)}


def _next(runtime: Runtime, kept: KeptSurvey) -> datetime | None:
    """Return when a survey is asked next, or would be if a draft were started now."""
    if kept.state in (SurveyState.PAUSED, SurveyState.ARCHIVED):
        return None
    dates = dates_of(runtime, kept.survey.calendar)
    return dates[0].at if dates else None


def _opened(tx: Transaction, one: Round, closes_at: datetime) -> Opened:
    counts = tx.deliveries.counts(Kind.INVITATION, one.id)
    wanted = sum(counts.values()) - counts[DeliveryState.CANCELLED]
    left_out = Counter(tx.asks.left_out(one.id)).most_common()
    return Opened(
        one.id, closes_at, counts[DeliveryState.SENT], wanted, one.milestone, tuple(left_out)
    )


def _place(one: Brief) -> tuple[int, bool, str, str]:
    """Return where a survey stands in the list: what runs first, what is in the archive last."""
    return (_ORDER.index(one.state), not one.opened, one.survey.title.casefold(), one.survey.id)
