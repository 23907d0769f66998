"""Support: the page one tap away, an event from its form to everybody's Home, and no trace of it.

The last is the swap: a life in which somebody looks at everything beside one in which nobody does.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import handlers.supporting
from bot.health import Health
from bot.local_slack import Visitor
from bot.watching import Watch, watched
from handlers import ids
from surveys.use_cases import supporting
from tests.attacks.test_watching import pages
from tests.attacks.twins import _same_chance
from tests.handlers.dispatching import WAYS, Scene, _past, nothing_more, scene, words
from tests.handlers.our_log import our_log
from tests.organisation import account
from tests.supporting import LINK, arrange

STAFF = {"Children's Services/Team 1": 5}
HR, OTHER_HR, READER, SOMEBODY = 2, 3, 4, 5
FILLED = {
    "kind": "open_space",
    "event_title": "Open safe space",
    "event_what": "Somewhere to talk, without an agenda",
    ids.STARTS: "2026-09-10",
    ids.AT: "12:30",
    ids.MINUTES: "60",
    ids.REPEATS: "weekly",
    ids.UNTIL: "2026-12-31",
    ids.PLACE: "Room 2",
    ids.LINK: LINK,
}


@pytest.fixture
def way() -> str:
    return WAYS[0]


@pytest.fixture
def stage(way: str, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, way, STAFF, authors=(HR, OTHER_HR)) as one:
        yield one


def opened(visitor: Visitor, action_id: str, where: str, shows: str) -> dict[str, Any]:
    visitor.press(action_id, where=where)
    shown = visitor.until(lambda one: shows in json.dumps(one.modal()) and one.modal())
    return dict(shown)


def add(stage: Scene, **changes: Any) -> Visitor:
    organiser = stage.person(HR)
    organiser.open_home()
    opened(organiser, ids.ADD_EVENT, "home", ids.SUBMIT_EVENT)
    shown = organiser.submit({**FILLED, **changes})
    assert "Kept." in words(shown.modal), shown.errors
    return organiser


def at_home(stage: Scene, number: int) -> str:
    return words(stage.person(number).open_home())


@pytest.mark.parametrize("way", WAYS)
def test_an_event_goes_from_its_form_to_everybodys_home_and_is_cancelled_and_back(
    stage: Scene,
) -> None:
    assert "No workshop, open safe space or group is planned" in at_home(stage, READER)
    organiser = add(stage)
    for number in (READER, SOMEBODY):
        said = at_home(stage, number)
        assert "Thursday 10 September, 12:30 to 13:30 (London time)" in said
        assert f"Room 2 · <{LINK}|Join online>" in said
    reader = stage.person(READER)
    reader.open_home()
    assert ids.ADD_EVENT not in str(reader.home())
    shown = opened(reader, ids.ONE_EVENT, "home", "Google Calendar")
    assert ids.CHANGE_EVENT not in json.dumps(shown)
    assert "There is no list to join" in words(shown)
    messages = stage.slack.kept()
    organiser.press(ids.CANCEL_EVENT)
    organiser.until(lambda one: ids.RESTORE_EVENT in json.dumps(one.modal()))
    stage.dispatching.again()  # a second click
    assert "*Cancelled:* Open safe space" in at_home(stage, READER)
    organiser.press(ids.RESTORE_EVENT)
    organiser.until(lambda one: ids.CANCEL_EVENT in json.dumps(one.modal()))
    assert "*Cancelled:*" not in at_home(stage, READER)
    assert stage.slack.kept() == messages  # nobody was messaged
    assert [row[1] for row in stage.kept()["events"]] == [1, 2, 3]


def test_the_page_of_support_is_laid_out_by_need_and_leads_to_what_is_coming(
    stage: Scene,
) -> None:
    add(stage)
    reader = stage.person(READER)
    reader.command()
    reader.until(lambda one: ids.HELP in json.dumps(one.modal()))
    shown = opened(reader, ids.HELP, "modal", "In crisis now")
    said = words(shown)
    headings = (
        "In crisis now", "Somebody to talk to", "At work", "A child at risk, or wrongdoing",
        "Workshops and open spaces",
    )  # fmt: skip
    places = [said.index(one) for one in headings]
    assert places == sorted(places)
    for line in ("Call 999", "116 123", "Occupational health", "Reasonable adjustments", "Protect"):
        assert line in said
    shown = opened(reader, ids.EVENTS, "modal", ids.ONE_EVENT)
    assert "Open safe space" in words(shown)
    shown = opened(reader, ids.ONE_EVENT, "modal", "Google Calendar")
    assert LINK in words(shown)


def test_telling_words_come_back_and_mistakes_stand_beneath_their_inputs(stage: Scene) -> None:
    organiser = stage.person(HR)
    organiser.open_home()
    opened(organiser, ids.ADD_EVENT, "home", ids.SUBMIT_EVENT)
    wrong = {ids.STARTS: "2026-09-02", ids.LINK: "http://meet.example.org"}
    assert organiser.submit({**FILLED, **wrong}).errors == {
        ids.STARTS: "Please choose a day from today on, within a year.",
        ids.LINK: "Please give a whole address that begins with https://.",
    }
    assert organiser.submit({**FILLED, ids.UNTIL: "2026-09-01"}).errors == {
        ids.UNTIL: "The last day can't come before the first."
    }
    shown = organiser.submit({**FILLED, "event_what": "Tea with Kayleigh, 07700 900123"}).modal
    assert "Nothing is kept yet." in words(shown)
    assert stage.kept()["events"] == []
    shown = organiser.submit({"kept_words1_what": ["0"]}).modal
    assert "Tea with Kayleigh, [phone]" in words(shown)
    assert "07700" not in str(stage.kept())


def test_a_second_submission_keeps_nothing_twice_and_a_late_organiser_is_told_so(
    stage: Scene,
) -> None:
    add(stage)
    stage.dispatching.again()
    assert len(stage.kept()["events"]) == 1
    late, quick = stage.person(OTHER_HR), stage.person(HR)
    for one in (late, quick):
        one.close_modal(everything=True) if one.modal() else None
        one.open_home()
        opened(one, ids.ONE_EVENT, "home", ids.CHANGE_EVENT)
        opened(one, ids.CHANGE_EVENT, "modal", ids.SUBMIT_EVENT)
    moved = quick.submit({ids.AT: "13:00", ids.LEFT_OUT: ["2026-09-17"]})
    assert "13:00 to 14:00" in words(moved.modal)
    assert "_Time or place changed on 3 September._" in words(moved.modal)
    refused = late.submit({ids.PLACE: "Room 9"})
    assert "Somebody changed this event at the same time" in words(refused.modal)
    assert "Room 9" not in str(stage.kept())
    forged = {**stage.dispatching.sent[-1], "user": {"id": "U0004", "team_id": "T0LOCAL"}}
    assert "administrators add and change events" in str(stage.dispatching.send(forged))
    assert len(stage.kept()["events"]) == 2


@dataclass(frozen=True)
class Outcome:
    """Everything that anybody could see, steal or export after a life."""

    tables: dict[str, Any]
    messages: Any
    log: list[str]
    homes: list[Any]
    told: tuple[str, ...]  # by the health page and the metrics

    def differences(self, other: "Outcome") -> list[str]:
        return [name for name in vars(self) if vars(self)[name] != vars(other)[name]]


def live(folder: Path, *looks: int) -> Outcome:
    """Let some people look at everything there is; a month later read all that is left."""
    folder.mkdir()
    _past(nothing_more, tuple(STAFF.items()), (HR,))  # lived once, before chance is the same
    begun = scene(folder, WAYS[0], STAFF, authors=(HR,))
    with _same_chance(), our_log("DEBUG") as log, begun as on:
        watch = Watch(on.clock, connected=lambda: True)
        arrange(on.bot.runtime, account(HR))
        with watched(watch, pytest.fail):
            for number in looks:
                _look_at_everything(on.person(number))
        on.clock.move_to(datetime(2026, 9, 10, 12, tzinfo=UTC))  # while it is held
        on.bot.tick()
        shown = [on.person(number).open_home() for number in range(1, 6)]
        tables = on.kept()
        tables.pop("installation")  # names the folder
        lines = [_undated(line) for line in log.getvalue().splitlines()]
        told = pages(Health(on.bot.config, on.bot.runtime, watch))
        homes = [one["blocks"] for one in shown if one]
        return Outcome(tables, on.slack.kept(), lines, homes, told)


def _look_at_everything(visitor: Visitor) -> None:
    visitor.open_home()
    opened(visitor, ids.ONE_EVENT, "home", "Google Calendar")
    opened(visitor, ids.EVENTS, "modal", ids.ONE_EVENT)
    opened(visitor, ids.HELP, "modal", "In crisis now")
    visitor.close_modal(everything=True)


def _undated(line: str) -> str:
    told = json.loads(line)
    return json.dumps({name: told[name] for name in sorted(told) if name not in _CHANCE})


_CHANCE = {"at", "time", "timestamp", "ts", "took", "ms"}


def test_whoever_looks_at_all_of_it_leaves_what_somebody_leaves_who_does_not(
    tmp_path: Path,
) -> None:
    nobody = live(tmp_path / "nobody")
    for place, looks in enumerate(((READER,), (SOMEBODY, READER, READER))):
        assert live(tmp_path / f"{place}", *looks).differences(nobody) == []
    assert len(nobody.tables["events"]) == 1
    assert "Open safe space" in str(nobody.homes)


def test_a_list_of_who_looked_would_be_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_event = supporting.one_event

    def listing(runtime: Any, caller: Any, event_id: str) -> Any:
        with runtime.store.begin() as tx:
            (event,) = tx.events.history(event_id)
            tx.events.keep(replace(event, id=caller.slack_id), event.when.starts_on)
        return one_event(runtime, caller, event_id)

    nobody = live(tmp_path / "nobody")
    monkeypatch.setattr(handlers.supporting.supporting, "one_event", listing)
    assert "tables" in live(tmp_path / "somebody", READER).differences(nobody)
