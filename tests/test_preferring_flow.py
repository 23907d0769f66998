"""Hours of one's own, reminders and time zones, through a real Bolt App, each way Slack has."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack import Visitor
from handlers import ids
from surveys.model.surveys import Every
from surveys.store.tables import accounts, people
from tests.conftest import MONDAY
from tests.handlers.dispatching import WAYS, Scene, buttons, chosen, scene, words
from tests.surveys.use_cases.running import LONGER, asked, run

NIGHTS = "Sun-Thu 20:00-08:00"
REMINDED = MONDAY + timedelta(days=10)  # a Thursday; the round closes on the Friday


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param) as one:
        yield one


def column(stage: Scene, name: str) -> list[object]:
    """One column of the people, or of their accounts, by person."""
    table = people if name in people.c else accounts
    place = [one.name for one in table.c].index(name)
    by = [one.name for one in table.c].index("key" if table is people else "slack_id")
    rows = sorted(stage.kept()[table.name], key=lambda row: str(row[by]))
    return [row[place] for row in rows]


def reminders(person: Visitor) -> list[dict[str, Any]]:
    return [one for one in person.messages() if f"{LONGER.title} closes" in words(one)]


def test_hours_are_written_down_kept_and_given_up(stage: Scene) -> None:
    person = stage.person()
    assert {ids.HOURS, ids.STOP_REMINDERS} <= buttons(person.open_home())
    form = person.press(ids.HOURS, where="home")
    assert chosen(form) == {ids.OWN_HOURS: "Mon-Fri 09:00-17:00"}
    assert ids.FORGET_HOURS not in buttons(form)
    said = person.submit({ids.OWN_HOURS: NIGHTS})
    assert f"only within {NIGHTS}, Europe/London time" in words(said.modal)
    assert column(stage, "own_hours") == [None, NIGHTS, None]
    person.close_modal(everything=True)
    form = person.press(ids.HOURS, where="home")
    assert chosen(form) == {ids.OWN_HOURS: NIGHTS}
    assert "only within Mon-Fri 09:00-17:00" in words(person.press(ids.FORGET_HOURS))
    assert column(stage, "own_hours") == [None, None, None]


def test_hours_that_cannot_be_read_are_refused_beneath_their_line(stage: Scene) -> None:
    person = stage.person()
    person.open_home()
    person.press(ids.HOURS, where="home")
    before = stage.kept()
    said = person.submit({ids.OWN_HOURS: "whenever"})
    assert said.errors == {
        ids.OWN_HOURS: "These hours can't be read, so nothing was saved:"
        " 'whenever' is not like 'Mon-Fri 09:00-17:00'."
    }
    assert stage.kept() == before


def test_a_reminder_reaches_everyone_alike_save_whoever_wants_none(stage: Scene) -> None:
    run(stage.bot.runtime, asked(Every.ONCE, MONDAY.date()))
    stage.open_round()
    first, second = stage.person(1), stage.person(2)
    second.open_home()
    assert "No reminder of any survey" in words(second.press(ids.STOP_REMINDERS, where="home"))
    second.until(lambda _: ids.WANT_REMINDERS in buttons(second.home()))  # drawn anew
    stage.clock.move_to(REMINDED)
    stage.bot.tick()
    (reminder,), (other,) = reminders(first), reminders(stage.person(3))
    assert "on Friday 18 September at 16:00." in words(reminder)
    assert "whether or not they have answered" in words(reminder)
    assert other["blocks"] == reminder["blocks"]
    assert reminders(second) == []
    form = first.press(ids.OPEN_FORM, message_ts=reminder["ts"])
    assert LONGER.questions[0].text in words(form)


def test_no_reminders_ever_can_be_said_in_a_reminder_and_undone_on_the_home_tab(
    stage: Scene,
) -> None:
    run(stage.bot.runtime, asked(Every.ONCE, MONDAY.date()))
    stage.open_round()
    stage.clock.move_to(REMINDED)
    stage.bot.tick()
    person = stage.person()
    (reminder,) = reminders(person)
    person.press(ids.STOP_REMINDERS, message_ts=reminder["ts"])
    assert column(stage, "reminders") == [True, False, True]
    person.close_modal(everything=True)
    person.open_home()
    assert "One reminder will reach you" in words(person.press(ids.WANT_REMINDERS, where="home"))
    assert column(stage, "reminders") == [True, True, True]


def test_a_move_to_another_time_zone_is_heard_at_once(stage: Scene) -> None:
    person = stage.person()
    person.move("America/New_York")
    person.until(lambda _: column(stage, "zone")[1] == "America/New_York")


def test_a_strangers_move_changes_nothing(stage: Scene) -> None:
    stage.bot.tick()  # everyone's zone is known by now
    before = stage.kept()
    stage.person(9999).move("America/New_York")
    stage.person().move("Europe/Paris")  # heard later than the stranger's
    stage.person().until(lambda _: column(stage, "zone")[1] == "Europe/Paris")
    stage.person().move("Europe/London")
    stage.person().until(lambda _: column(stage, "zone")[1] == "Europe/London")
    assert stage.kept() == before
