"""Choosing: what an author's forms offer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from zoneinfo import available_timezones

from surveys.bank.authored import written_of
from surveys.bank.checking_questions import bank_questions, bank_scales
from surveys.bank.kinds import caseload_bands
from surveys.bank.ready import ready_files, ready_survey
from surveys.errors import SurveyChangedMeanwhile
from surveys.model.authoring import (
    AudienceChoices,
    Beginning,
    CalendarChoices,
    Few,
    Offered,
    Place,
    Written,
)
from surveys.model.people import Account
from surveys.model.questions import Driver, Item, Question
from surveys.model.surveys import WEEKLY_PULSE, Calendar, Every
from surveys.model.tree import Unit
from surveys.rules.paths import paths_by_id
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import admit_author
from surveys.use_cases.authoring import first_day, get
from surveys.use_cases.overseeing import brief, dates_of

MOST_LISTED: Final = 100  # in one of Slack's lists; more are searched for
LONGEST_VALUE: Final = 150  # of one option in it
_UNITS, _FAMILIES, _CONTRACTS = "units", "job_families", "contracts"
_NEAR: Final = "Europe/"  # the zones offered, beside the organisation's own

Pairs = tuple[tuple[str, str], ...]


def admit(runtime: Runtime, caller: Account) -> None:
    """Let pass whoever looks after surveys. Raises NotOnTheList, NotAnAuthor."""
    with runtime.store.published() as db:
        admit_author(db, caller)


def beginning(runtime: Runtime, caller: Account) -> Beginning:
    """Return what a new survey can begin from. Raises NotAnAuthor."""
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
    first = first_day(runtime)
    ready = (
        ready_survey(name, runtime.bank, runtime.policy, first)
        for name in ready_files()
        if name != WEEKLY_PULSE
    )
    return Beginning(tuple((one.id, one.title) for one in ready))


def question_choices(
    runtime: Runtime, caller: Account, place: Place, question_id: str | None = None
) -> tuple[Offered, Written | None]:
    """Return what a question can be made of, and what is written of one already.

    Raises NotAnAuthor, SurveyChangedMeanwhile.
    """
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        kept = get(tx, place.survey)
        asked = tx.surveys.revisions_asked(place.survey)
        earlier = [tx.surveys.definition(place.survey, one) for one in asked]
    survey = kept.survey
    found = next((one for one in survey.questions if one.id == question_id), None)
    if question_id is not None and found is None:
        raise SurveyChangedMeanwhile
    was_asked = any(one.id == question_id for each in earlier for one in each.questions)
    return _offered(runtime, found, was_asked=was_asked), (
        written_of(found, runtime.bank, required=found.id in survey.required) if found else None
    )


def bank_choices(
    runtime: Runtime, caller: Account, place: Place
) -> tuple[tuple[Driver, tuple[Question, ...]], ...]:
    """Return the bank's questions that a survey does not ask yet, by driver; the comment last.

    The comment stands under the headline's driver. Raises NotAnAuthor.
    """
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        there = {one.id for one in get(tx, place.survey).survey.questions}
    bank, found = runtime.bank, bank_questions(runtime.bank).values()
    left = [one for one in found if one.id not in there]
    by_driver = (
        (driver, tuple(one for one in left if _driver(one, bank.headline) == driver.id))
        for driver in bank.drivers
    )
    return tuple((driver, questions) for driver, questions in by_driver if questions)


def audience_choices(runtime: Runtime, caller: Account, place: Place) -> AudienceChoices:
    """Return whom a survey can be for. Raises NotAnAuthor."""
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        kept = get(tx, place.survey)
        audience = kept.survey.audience
        return AudienceChoices(
            brief=brief(runtime, tx, kept),
            units=_few(_pairs(tx, _UNITS), audience.units, _paths_below(tx.units.ever())),
            job_families=_few(_pairs(tx, _FAMILIES), audience.job_families),
            contracts=_few(_pairs(tx, _CONTRACTS), audience.contracts),
            smallest=runtime.policy.thresholds.week,
        )


def search(runtime: Runtime, caller: Account, field: str, words: str) -> Pairs:
    """Return what a long list offers for some words, a hundred at most. Raises NotAnAuthor."""
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        offered = _pairs(tx, field)
    wanted = words.strip().casefold()
    return tuple(one for one in offered if wanted in one[1].casefold())[:MOST_LISTED]


def calendar_choices(
    runtime: Runtime, caller: Account, place: Place, shown: Calendar | None = None
) -> CalendarChoices:
    """Return a calendar's form: as it is `shown` while its author chooses, else as it is kept.

    Raises NotAnAuthor, SurveyUnknown.
    """
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        kept = get(tx, place.survey)
        policy = runtime.policy
        usual = Calendar(Every.ONCE, first_day(runtime), policy.opening_time, policy.zone)
        calendar = shown or kept.survey.calendar or usual
        near = sorted(one for one in available_timezones() if one.startswith(_NEAR))
        first = [policy.zone.key, calendar.zone.key]
        zones = tuple(dict.fromkeys([*first, *near]))[:MOST_LISTED]
        return CalendarChoices(
            brief=brief(runtime, tx, kept),
            calendar=calendar,
            zones=zones,
            zone=calendar.zone.key if calendar.zone != policy.zone else None,
            dates=dates_of(runtime, calendar),
        )


def in_full(values: Iterable[str], facts: Iterable[str]) -> tuple[str, ...]:
    """Return values that a list has cut short as they are in full."""
    known = {fact[:LONGEST_VALUE]: fact for fact in facts}
    return tuple(known.get(one, one) for one in values)


def _offered(runtime: Runtime, found: Question | None, *, was_asked: bool) -> Offered:
    return Offered(
        drivers=runtime.bank.drivers,
        scales=tuple(sorted(bank_scales(runtime.bank).values(), key=lambda one: one.id)),
        usual=tuple(one.label for one in caseload_bands()),
        is_of_the_bank=found is not None and found.id in bank_questions(runtime.bank),
        was_asked=was_asked,
    )


def _driver(question: Question, headline: Item) -> str:
    return question.driver_id if isinstance(question, Item) else headline.driver_id


def _pairs(tx: Transaction, field: str) -> Pairs:
    """Return all that a field offers: values, and the words for them."""
    if field == _UNITS:
        units = tx.units.all()
        below = _paths_below(units)
        return tuple((one.id, below[one.id]) for one in units if one.parent_id is not None)
    people = [one for one in tx.people.all() if one.active]
    facts = {one.job_family if field == _FAMILIES else one.contract for one in people}
    return tuple((one[:LONGEST_VALUE], one) for one in sorted(facts, key=str.casefold))


def _paths_below(units: Iterable[Unit]) -> dict[str, str]:
    """Return each unit's path without the organisation's name; its own is that name."""
    paths = paths_by_id(units)
    return {one: path.partition("/")[2] or path for one, path in paths.items()}


def _few(offered: Pairs, chosen: Sequence[str], known: Mapping[str, str] | None = None) -> Few:
    """Return what a list offers, with what is chosen though it is not on offer any more.

    `known` has words for that, by value; None: the value is its own words.
    """
    words = {**(known or {}), **dict(offered)}
    picked = tuple((one[:LONGEST_VALUE], words.get(one[:LONGEST_VALUE], one)) for one in chosen)
    all_of_them = tuple(dict.fromkeys((*offered, *picked)))
    is_searched = len(all_of_them) > MOST_LISTED
    return Few(() if is_searched else all_of_them, picked, is_searched)
