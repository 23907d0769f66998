"""What is coming up in the demo: an open safe space each week and a group each month. Invented."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Final

from surveys.model.events import EventKind, EventText, Planned, Repeat
from surveys.model.people import Role
from surveys.model.words import Rewritten
from surveys.rules.people_file import PersonRow
from surveys.runtime import Runtime
from surveys.use_cases import arranging

_YEAR: Final = timedelta(days=360)
_DAYS: Final = (  # kind, name, what it is, weekday, time, minutes, repeat, room, link, who
    (
        EventKind.OPEN_SPACE,
        "Open safe space",
        "Somewhere to say how the week was, with tea and without an agenda or notes.",
        (3, time(12, 30), 45, Repeat.WEEKLY),
        ("The quiet room, second floor", "", "Two peer supporters"),
    ),
    (
        EventKind.GROUP,
        "Settling in from abroad",
        "For colleagues who came here from another country, and for whoever is curious.",
        (1, time(15), 60, Repeat.FORTNIGHTLY),
        ("", "https://meet.example.org/settling-in", "The workforce team"),
    ),
    (
        EventKind.WORKSHOP,
        "Sleep after a hard day",
        "An hour on what helps after difficult visits. Come as you are.",
        (2, time(10), 90, Repeat.MONTHLY),
        ("Training room 1", "https://meet.example.org/sleep", "Occupational health"),
    ),
)


def plan_events(runtime: Runtime, rows: Sequence[PersonRow], today: date) -> None:
    """Plan what comes up; nothing where HR has no account."""
    hr = next((row.accounts[0] for row in rows if Role.HR in (row.roles or ())), None)
    if hr is None:
        return
    tomorrow = today + timedelta(days=1)
    for kind, title, what, (weekday, at, minutes, repeat), (place, link, host) in _DAYS:
        form = arranging.new_form(runtime, hr)
        said = {EventText.TITLE: Rewritten(title, 0), EventText.WHAT: Rewritten(what, 0)}
        starts_on = tomorrow + timedelta(days=(weekday - tomorrow.weekday()) % 7)
        planned = Planned(
            kind, said, host, starts_on, at, minutes, repeat, starts_on + _YEAR, frozenset(),
            place, link,
        )  # fmt: skip
        arranging.hand_in(runtime, hr, form.sheet, planned)
