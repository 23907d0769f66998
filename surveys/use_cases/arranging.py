"""Arranging: HR, the Principal Social Worker and administrators add, change and cancel events.

Who did is not kept: an event is the organisation's. Words that would give somebody away are pointed
out before anything of them is kept, as with comments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from surveys.errors import (
    EventChangedMeanwhile,
    EventUnknown,
    EventWrong,
    NotYoursToArrange,
)
from surveys.model.events import (
    Event,
    EventForm,
    EventKind,
    EventSheet,
    EventText,
    Planned,
    Repeat,
    Shown,
    When,
    Where,
)
from surveys.model.people import Account, Person
from surveys.model.support import Route
from surveys.model.words import Held, Rewritten
from surveys.rules.event_forms import none_left, problems_of
from surveys.rules.events import (
    MOST_LEFT_OUT,
    coming,
    days,
    last_day,
    may_arrange,
    sitting_on,
)
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases.admitting import reader
from surveys.use_cases.guarding import routes_of
from surveys.use_cases.proposing import whole
from surveys.use_cases.supporting import shown

_NOON = time(12, 30)
_AN_HOUR = 60


@dataclass(frozen=True)
class Arranged:
    """What became of a form that was handed in."""

    shown: Shown | None  # the event as it is kept now; None: nothing is kept yet
    form: EventForm | None  # the form again, with the words to look at; None: it is kept
    routes: frozenset[Route]  # where its writer is shown to turn


def new_form(runtime: Runtime, caller: Account) -> EventForm:
    """Return an empty form, for a week from today. Raises NotOnTheList, NotYoursToArrange."""
    with runtime.store.published() as db:
        _organiser(db, caller)
    zone = runtime.policy.zone
    day = runtime.now().astimezone(zone).date() + timedelta(days=7)
    planned = Planned(
        EventKind.OPEN_SPACE, {}, "", day, _NOON, _AN_HOUR, Repeat.NEVER, None, frozenset(), "", ""
    )
    return EventForm(EventSheet(runtime.new_id(), 0), planned, zone)


def change_form(runtime: Runtime, caller: Account, event_id: str) -> EventForm:
    """Return an event's form. Raises NotOnTheList, NotYoursToArrange, EventUnknown."""
    with runtime.store.published() as db:
        _organiser(db, caller)
        event = _standing(runtime, db, event_id)[-1]
    when, where = event.when, event.where
    texts = {EventText.TITLE: event.title, EventText.WHAT: event.what}
    planned = Planned(
        kind=event.kind,
        texts={name: Rewritten(said, 0) for name, said in texts.items()},
        host=event.host,
        starts_on=when.starts_on,
        at=when.at,
        minutes=when.minutes,
        repeat=when.repeat,
        until=when.until,
        left_out=when.left_out,
        place=where.place,
        link=where.link,
    )
    sheet = EventSheet(event.id, event.version)
    return EventForm(sheet, planned, when.zone, _offered(when, runtime.now()))


def hand_in(runtime: Runtime, caller: Account, sheet: EventSheet, planned: Planned) -> Arranged:
    """Keep a new event or a change; words that would give somebody away come back first.

    Handed in twice, it is kept once. Raises NotOnTheList, NotYoursToArrange, EventUnknown,
    EventChangedMeanwhile, EventWrong.
    """
    texts = {name: whole(planned.texts.get(name, Rewritten("", 0))) for name in EventText}
    routes = routes_of(texts.values())
    with runtime.store.published() as db:
        _organiser(db, caller)
        before = _seen(runtime, db, sheet)
        event = _checked(runtime, sheet, planned, texts, before)
        if held := _held_back(db, planned.texts, texts, before):
            return Arranged(None, _again(runtime, sheet, planned, event, texts, held), routes)
    with runtime.store.begin() as tx:
        person = _organiser(tx, caller)
        _keep(tx, event, before)
        return Arranged(shown(runtime, tx, person, event.id), None, routes)


def cancel(
    runtime: Runtime, caller: Account, event_id: str, version: int, *, back: bool = False
) -> Shown:
    """Cancel an event, or bring it `back`; everybody sees so on Home, and nobody is messaged.

    Pressed twice, it happens once. Raises NotOnTheList, NotYoursToArrange, EventUnknown,
    EventChangedMeanwhile.
    """
    with runtime.store.begin() as tx:
        person = _organiser(tx, caller)
        event = _standing(runtime, tx, event_id)[-1]
        if event.is_cancelled is back:
            if event.version != version:
                raise EventChangedMeanwhile
            now, again = runtime.now(), version + 1
            changed = replace(event, version=again, changed_at=now, is_cancelled=not back)
            _keep(tx, changed, event)
        return shown(runtime, tx, person, event_id)


def _organiser(db: Published, caller: Account) -> Person:
    person = reader(db, caller)
    if not may_arrange(person):
        raise NotYoursToArrange
    return person


def _standing(runtime: Runtime, db: Published, event_id: str) -> tuple[Event, ...]:
    """Return the history of an event that is not over. Raises EventUnknown."""
    history = db.events.history(event_id)
    if not history or coming(history, runtime.now()) is None:
        raise EventUnknown
    return history


def _seen(runtime: Runtime, db: Published, sheet: EventSheet) -> Event | None:
    """Return the version that the form's reader saw. None: a new event. Raises EventUnknown."""
    if not sheet.version:
        return None
    history = _standing(runtime, db, sheet.event_id)
    if sheet.version > len(history):
        raise EventChangedMeanwhile
    return history[sheet.version - 1]


def _checked(
    runtime: Runtime,
    sheet: EventSheet,
    planned: Planned,
    texts: Mapping[EventText, str],
    before: Event | None,
) -> Event:
    """Return the event that a form describes. Raises EventWrong."""
    now = runtime.now()
    zone = before.when.zone if before else runtime.policy.zone
    repeats = planned.repeat is not Repeat.NEVER
    starts_on, at = planned.starts_on or now.date(), planned.at or _NOON
    until = planned.until if repeats else None
    when = When(starts_on, at, zone, planned.minutes, planned.repeat, until)
    problems = problems_of(planned, texts, when, before.when if before else None, now)
    left_out = _left_out(planned, before, now)
    if not problems and left_out:
        when = replace(when, left_out=left_out & frozenset(days(when)))
        problems = none_left(when, now)
    if problems:
        raise EventWrong(" ".join(one.sentence for one in problems).rstrip("."), problems)
    return Event(
        id=sheet.event_id,
        version=sheet.version + 1,
        changed_at=now,
        kind=planned.kind,
        title=" ".join(texts[EventText.TITLE].split()),
        what=texts[EventText.WHAT],
        host=planned.host,
        when=when,
        where=Where(planned.place, planned.link),
        is_cancelled=before.is_cancelled if before else False,
    )


def _left_out(planned: Planned, before: Event | None, now: datetime) -> frozenset[date]:
    """Return the days that are left out: those ticked, and those that no box was shown for."""
    if before is None:
        return frozenset()
    return planned.left_out | before.when.left_out - frozenset(_offered(before.when, now))


def _held_back(
    db: Published,
    entered: Mapping[EventText, Rewritten],
    texts: Mapping[EventText, str],
    before: Event | None,
) -> dict[EventText, Held]:
    """Return the texts that name somebody: no unit of ours, nor ticked, nor kept so already."""
    kept = (before.title, before.what) if before else ()
    ours = frozenset(unit.name for unit in db.units.ever())
    held = {}
    for name, said in texts.items():
        ticked = frozenset(entered[name].kept.values()) if name in entered else frozenset[str]()
        if said in kept or not guarded(said, ours | ticked):
            continue
        if found := guarded(said, ours):
            held[name] = Held(name, "", found, ticked)
    return held


def _again(
    runtime: Runtime,
    sheet: EventSheet,
    planned: Planned,
    event: Event,
    texts: Mapping[EventText, str],
    held: Mapping[EventText, Held],
) -> EventForm:
    """Return the form with the words to look at."""
    left = {
        name: Rewritten(held[name].guarded.masked if name in held else said, 0)
        for name, said in texts.items()
    }
    offered = _offered(event.when, runtime.now()) if sheet.version else ()
    again = replace(sheet, step=sheet.step + 1)
    return EventForm(again, replace(planned, texts=left), event.when.zone, offered, held)


def _keep(tx: Transaction, event: Event, before: Event | None) -> None:
    """Keep a version that follows the one its writer saw. Raises EventChangedMeanwhile."""
    if _is_kept(tx, event, before) or tx.events.keep(event, last_day(event.when)):
        return
    if not _is_kept(tx, event, before):  # by a second click of the same moment
        raise EventChangedMeanwhile


def _is_kept(tx: Transaction, event: Event, before: Event | None) -> bool:
    """Say whether a form was handed in as it was opened, or for the second time."""
    history = tx.events.history(event.id)
    if before is not None and history and history[-1] == before and _is_same(event, before):
        return True
    return len(history) >= event.version and _is_same(history[event.version - 1], event)


def _is_same(one: Event, other: Event) -> bool:
    return replace(one, version=0, changed_at=other.changed_at) == replace(other, version=0)


def _offered(when: When, now: datetime) -> tuple[date, ...]:
    """Return the days to come of what repeats, which an organiser may leave out."""
    if when.repeat is Repeat.NEVER:
        return ()
    ahead = (day for day in days(when) if sitting_on(when, day).ends > now)
    return tuple(islice(ahead, MOST_LEFT_OUT))
