"""Events to come, as an organiser writes them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from surveys.model.events import (
    Event,
    EventKind,
    EventSheet,
    EventText,
    Planned,
    Repeat,
    Shown,
    When,
    Where,
)
from surveys.model.people import Account
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.use_cases import arranging

LONDON = ZoneInfo("Europe/London")
LINK = "https://meet.example.org/open-space"
WEEKLY = When(date(2026, 9, 10), time(12, 30), LONDON, 60, Repeat.WEEKLY, date(2026, 12, 31))
ONCE = replace(WEEKLY, repeat=Repeat.NEVER, until=None)
PLANNED = Planned(
    kind=EventKind.OPEN_SPACE,
    texts={
        EventText.TITLE: Rewritten("Open safe space", 0),
        EventText.WHAT: Rewritten("Somewhere to talk, without an agenda", 0),
    },
    host="Two peer supporters",
    starts_on=WEEKLY.starts_on,
    at=WEEKLY.at,
    minutes=60,
    repeat=Repeat.WEEKLY,
    until=WEEKLY.until,
    left_out=frozenset(),
    place="Room 2",
    link=LINK,
)


def event(**changes: object) -> Event:
    whole = Event(
        id="e1",
        version=1,
        changed_at=datetime(2026, 9, 1, 9, tzinfo=UTC),
        kind=EventKind.OPEN_SPACE,
        title="Open safe space",
        what="Somewhere to talk, without an agenda",
        host="Two peer supporters",
        when=WEEKLY,
        where=Where("Room 2", LINK),
        is_cancelled=False,
    )
    return replace(whole, **changes)


def texts(**said: str) -> dict[EventText, Rewritten]:
    whole = {str(name): one.text for name, one in PLANNED.texts.items()} | said
    return {EventText(name): Rewritten(one, 0) for name, one in whole.items()}


def arrange(
    runtime: Runtime, by: Account, event_id: str = "e1", version: int = 0, **changes: object
) -> Shown:
    """Keep a new event, or a change of the version that its organiser saw."""
    sheet, said = EventSheet(event_id, version), replace(PLANNED, **changes)
    shown = arranging.hand_in(runtime, by, sheet, said).shown
    assert shown is not None
    return shown
