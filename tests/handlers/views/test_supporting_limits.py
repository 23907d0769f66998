"""The toolkit page and events, with the least and the most there can be: Slack takes all of it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import arranging, events, home, reporting
from handlers.views.guarding import notices
from handlers.views.support import help_notice
from surveys.bank.support import MOST_LINES
from surveys.model.events import (
    Coming,
    EventForm,
    EventSheet,
    EventText,
    Programme,
    Repeat,
    Shown,
    Where,
)
from surveys.model.support import Need, Route, SupportLine
from surveys.model.words import Held, Rewritten
from surveys.rules.events import coming
from surveys.rules.words import guarded
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.supporting import LINK, LONDON, ONCE, PLANNED, WEEKLY, event

NOW = datetime(2026, 9, 3, 9, tzinfo=UTC)
LONG_LINK = ("https://meet.example.org/?" + "a=%3c&" * 100)[:500]


def told(**changes: Any) -> Coming:
    found = coming([event(), event(version=2, changed_at=NOW, **changes)], NOW)
    assert found is not None
    return found


PLAIN = told()
HOSTILE = told(
    title=models.LONG_TEXT[:80],
    what=models.LONG_TEXT[:600],
    host=models.LONG_TEXT[:80],
    where=Where("é" * 120, LONG_LINK),
    when=replace(WEEKLY, left_out=frozenset(WEEKLY.starts_on + timedelta(n) for n in range(35))),
)
CANCELLED = replace(HOSTILE, event=replace(HOSTILE.event, is_cancelled=True))
NOTICES = notices(models.SUPPORT, frozenset(Route))
FULL = Programme((HOSTILE,) * 8, 3, 9, 10**6, may_arrange=True)
LINE = SupportLine("x", "<&>" * 25, "&" * 200, "<" * 200, True, frozenset(), Need.OWN)
HOSTILE_SUPPORT = replace(
    models.SUPPORT,
    more=tuple(
        replace(LINE, need=list(Need)[n % len(Need)])
        for n in range(MOST_LINES - len(models.SUPPORT.help) - len(models.SUPPORT.routes))
    ),
)


def hostile_form(*, held: bool) -> EventForm:
    whole = " ".join(["<Sarah>&", "07700 900123", "Kayleigh", "WN7 3AB", "Ian & child K"] * 30)
    found = guarded(whole[:600])
    assert found is not None
    said = {name: Rewritten(found.masked if held else whole[:600], 0) for name in EventText}
    planned = replace(
        PLANNED,
        texts=said,
        host="&" * 80,
        place="<" * 120,
        link=LONG_LINK,
        minutes=77,
        left_out=frozenset({WEEKLY.starts_on}),
    )
    days = tuple(WEEKLY.starts_on + timedelta(weeks=n) for n in range(10))
    back = {name: Held(name, "", found, frozenset({"Kayleigh"})) for name in EventText}
    return EventForm(EventSheet("e" * 64, 3, 9), planned, LONDON, days, back if held else {})


MODALS: dict[str, dict[str, Any]] = {
    "nothing is planned": events.programme(Programme((), 0, 1, 0, may_arrange=False)),
    "events": events.programme(Programme((PLAIN,), 0, 1, 1, may_arrange=True)),
    "hostile events": events.programme(FULL),
    "over": events.one_event(Shown(None, may_arrange=True)),
    "an event": events.one_event(Shown(PLAIN, may_arrange=False)),
    "hostile event": events.one_event(Shown(HOSTILE, may_arrange=True), kept=True, first=NOTICES),
    "cancelled event": events.one_event(Shown(CANCELLED, may_arrange=True)),
    "form": arranging.event_form(EventForm(EventSheet("e1", 0), PLANNED, LONDON)),
    "hostile form": arranging.event_form(hostile_form(held=False)),
    "hostile form, held back": arranging.event_form(hostile_form(held=True), NOTICES),
    "hostile page of support": help_notice(HOSTILE_SUPPORT),
}


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal(name: str) -> None:
    assert problems(MODALS[name], "modal") == []
    assert len(json.dumps(MODALS[name])) < 250_000
    assert "…" not in str([one for one in MODALS[name]["blocks"] if "calendar" in str(one)])


def test_slack_takes_home_and_the_digest_with_events() -> None:
    for model in (FULL, replace(FULL, coming=(), pages=1)):
        page = home.home(models.home(events=replace(model, coming=model.coming[:3])))
        assert problems(page, "home") == []
    message = replace(models.digest(models.part()), coming=(HOSTILE,) * 3)
    assert problems(reporting.digest(message), "message") == []


def test_an_event_is_told_with_its_weekday_its_clock_and_its_place() -> None:
    (row,) = events.events_section(replace(FULL, coming=(PLAIN,), pages=1, may_arrange=False))[1:2]
    assert row["text"]["text"].splitlines() == [
        "*Open safe space*",
        "Thursday 10 September, 12:30 to 13:30 (London time)",
        f"Room 2 · <{LINK}|Join online>",
    ]
    off = event(version=2, when=replace(WEEKLY, left_out=frozenset({date(2026, 9, 10)})))
    moved = replace(off, version=3, changed_at=NOW, where=Where("Room 3", ""))
    found = coming([event(), off, moved], NOW)
    assert found is not None
    shown = words(events.one_event(Shown(found, may_arrange=False)))
    assert "Thursday 17 September, 12:30 to 13:30 (London time)" in shown
    assert "_Not on 10 September._\n_Time or place changed on 3 September._" in shown
    assert "Every week until 31 December 2026: then on 24 September, 1 October" in shown


def test_a_digest_names_what_is_on_in_one_gentle_line() -> None:
    assert events.prompts(()) == []
    (line,) = events.prompts((PLAIN, replace(PLAIN, event=event(title="Sleep {when}"))))
    assert line["elements"][0]["text"] == (
        "Coming up: Open safe space, Thursday 10 September at 12:30;"
        " Sleep {when}, Thursday 10 September at 12:30."
        " Nobody is listed: where it is stands on your Home tab."
    )


def test_a_cancelled_event_offers_nothing_to_come_to() -> None:
    page = json.dumps(MODALS["cancelled event"])
    assert "Cancelled:" in page
    assert "calendar" not in page
    row = str(events.events_section(replace(FULL, coming=(CANCELLED,))))
    assert "Join online" not in row


def test_calendar_links_hold_the_public_event_and_nothing_of_a_reader() -> None:
    once = coming([event(when=replace(ONCE, repeat=Repeat.NEVER))], NOW)
    assert once is not None
    page = json.dumps(events.one_event(Shown(once, may_arrange=False)))
    outlook = (
        f"<{events.OUTLOOK}?path=%2Fcalendar%2Faction%2Fcompose&amp;rru=addevent"
        "&amp;subject=Open%20safe%20space"
        "&amp;startdt=2026-09-10T11%3A30%3A00%2B00%3A00&amp;enddt=2026-09-10T12%3A30%3A00%2B00%3A00"
        "&amp;location=Room%202%2C%20https%3A%2F%2Fmeet.example.org%2Fopen-space|Outlook>"
    )
    assert outlook in page
    assert "&amp;dates=20260910T113000Z%2F20260910T123000Z" in page


def test_nothing_that_leads_away_is_a_button_of_which_slack_would_tell_us() -> None:
    for name, view in MODALS.items():
        assert '"url"' not in json.dumps(view), name
