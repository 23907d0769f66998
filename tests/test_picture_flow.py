"""A digest's picture in Slack: uploaded once for all who read about a place, never in the way."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack.files import File
from handlers import uploading as handlers_uploading
from handlers.uploading import FILE, TITLE
from surveys.model.pictures import Shown, Upload
from surveys.use_cases import uploading
from tests.handlers.dispatching import Scene, scene, words
from tests.picturing import publish_weeks, send_digest

TEAMS = ("Assessment/Team 1", "Assessment/Team 2", "Assessment/Team 3", "Fostering/Team 4")
STAFF = {f"Children's Services/{team}": 2 for team in TEAMS}
LEADER, MANAGER, NEIGHBOUR, ELSEWHERE = 1, 3, 5, 7
BEGIN, COMPLETE, INFO = "files.getUploadURLExternal", "files.completeUploadExternal", "files.info"
WEEKS = 24


class KilledError(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scene, Iterator[str]]]:
    with scene(tmp_path_factory.mktemp("pictures"), "socket", STAFF) as one:
        weeks = publish_weeks(one.bot.runtime, WEEKS)
        yield one, itertools.islice(weeks, 2, None)


@pytest.fixture
def stage(everything: tuple[Scene, Iterator[str]]) -> Scene:
    everything[0].clock.pass_(minutes=6)  # what an earlier test had to wait for is over
    return everything[0]


@pytest.fixture
def week(everything: tuple[Scene, Iterator[str]]) -> str:
    """A release of which nobody has read."""
    return next(everything[1])


def digests(stage: Scene, number: int) -> list[dict[str, Any]]:
    return [one for one in stage.person(number).messages() if "Weekly results" in words(one)]


def sent(stage: Scene, week: str, number: int) -> dict[str, Any]:
    """Let one reader's digest come; it comes once."""
    before = len(digests(stage, number))
    send_digest(stage.bot.runtime, week, number)
    stage.bot.tick()
    stage.bot.tick()
    *earlier, newest = digests(stage, number)
    assert len(earlier) == before
    return newest


def image(shown: dict[str, Any] | None) -> dict[str, Any] | None:
    assert shown is not None
    return next((one for one in shown["blocks"] if one["type"] == "image"), None)


def file_of(shown: dict[str, Any]) -> str:
    found = image(shown)
    assert found is not None
    return str(found["slack_file"]["id"])


def files(stage: Scene) -> dict[str, File]:
    return stage.slack.workspace.files.by_id


def test_everyone_who_reads_about_a_place_sees_one_file_that_is_named_by_nothing(
    stage: Scene, week: str
) -> None:
    before = set(files(stage))
    first, second = (sent(stage, week, number) for number in (MANAGER, NEIGHBOUR))
    assert file_of(first) == file_of(second)
    others = {file_of(sent(stage, week, number)) for number in (LEADER, ELSEWHERE)}
    assert files(stage).keys() - before == others | {file_of(first)}
    assert len(others) == 2
    for name in others | {file_of(first)}:
        one = files(stage)[name]
        assert (one.name, one.title, one.alt_text, one.channels) == (FILE, TITLE, "", [])
        assert one.content.startswith(b"\x89PNG")
    shown = image(first)
    assert shown is not None
    assert shown["title"]["text"] == "Week by week: Assessment"
    assert shown["alt_text"].startswith("Assessment, weeks of ")
    assert "How people are: " in shown["alt_text"]


def test_the_first_week_has_no_picture_and_nothing_is_uploaded(stage: Scene) -> None:
    before = set(files(stage))
    assert image(sent(stage, "week-0", MANAGER)) is None
    assert set(files(stage)) == before


FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "told to wait": (BEGIN, {"status": 429, "retry_after": 30}),
    "a fault of Slack's": (BEGIN, {"status": 500}),
    "no right to": (BEGIN, {"error": "missing_scope"}),
    "silence": (BEGIN, {"drop": True}),
    "a fault at the end": (COMPLETE, {"status": 500}),
    "refused at the end": (COMPLETE, {"error": "file_update_failed"}),
    "no right to look": (INFO, {"error": "missing_scope"}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_without_its_picture_a_digest_comes_at_once_and_the_next_one_has_it(
    stage: Scene, week: str, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    method, fault = FAULTS[name]
    stage.slack.fail(method, **fault)
    assert image(sent(stage, week, MANAGER)) is None
    assert [one.message for one in caplog.records].count("picture_left_out") == 1
    stage.clock.pass_(minutes=6)
    assert image(sent(stage, week, NEIGHBOUR)) is not None
    assert not stage.slack.faults.waiting


def test_a_file_that_slack_never_finishes_is_left_out(stage: Scene, week: str) -> None:
    stage.slack.fail(INFO, status=500, times=100)
    for number in (MANAGER, NEIGHBOUR):
        assert image(sent(stage, week, number)) is None
        stage.clock.pass_(minutes=6)
    stage.slack.faults.clear()


def test_an_answer_that_is_lost_makes_no_second_file(stage: Scene, week: str) -> None:
    before = len(files(stage))
    stage.slack.fail(COMPLETE, drop_after_accept=True)
    assert image(sent(stage, week, MANAGER)) is None
    stage.clock.pass_(minutes=6)
    assert file_of(sent(stage, week, NEIGHBOUR)) in files(stage)
    assert len(files(stage)) == before + 1


@pytest.mark.parametrize("place", ["handlers.send_up", "uploading.begun", "uploading.finished"])
def test_killed_on_the_way_the_digest_comes_once_and_with_its_picture(
    stage: Scene, week: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(files(stage))

    def die(*_given: object, **_more: object) -> None:
        raise KilledError

    module = handlers_uploading if place.startswith("handlers") else uploading
    with monkeypatch.context() as patch:
        patch.setattr(module, place.partition(".")[2], die)
        send_digest(stage.bot.runtime, week, MANAGER)
        with pytest.raises(KilledError):
            stage.bot.deliver()
    stage.clock.pass_(minutes=1)
    told = len(digests(stage, MANAGER))
    stage.bot.tick()
    assert len(digests(stage, MANAGER)) == told + 1
    assert image(digests(stage, MANAGER)[-1]) is not None
    assert len(files(stage)) - before == (2 if place == "uploading.begun" else 1)


def test_a_digest_waits_while_another_uploads_its_picture_but_not_for_one_who_died(
    stage: Scene, week: str
) -> None:
    runtime = stage.bot.runtime
    with runtime.store.published() as db:
        node_id = next(one.id for one in db.windows.tree("w90").nodes if one.name == "Assessment")
    shown = Shown(stage.bot.workspace, week, node_id)
    assert uploading.claim(runtime, shown, "another").upload is Upload.OURS
    told = len(digests(stage, MANAGER))
    send_digest(runtime, week, MANAGER)
    stage.bot.tick()
    assert len(digests(stage, MANAGER)) == told
    stage.clock.pass_(seconds=45)
    stage.bot.tick()
    assert len(digests(stage, MANAGER)) == told + 1
    assert image(digests(stage, MANAGER)[-1]) is not None


def test_a_file_deleted_in_slack_keeps_neither_a_digest_nor_a_home_away(
    stage: Scene, everything: tuple[Scene, Iterator[str]]
) -> None:
    newest = f"week-{WEEKS - 1}"
    deleted = file_of(sent(stage, newest, MANAGER))
    home, message = stage.person(NEIGHBOUR).open_home(), digests(stage, MANAGER)[-1]
    named = ("slack_file", "alt_text", "title")
    assert [(image(home) or {})[one] for one in named] == [
        (image(message) or {})[one] for one in named
    ]
    del files(stage)[deleted]
    assert image(sent(stage, newest, NEIGHBOUR)) is None
    assert image(stage.person(MANAGER).open_home()) is None
    assert "How people are" in words(stage.person(MANAGER).home())


def test_staff_see_no_picture_of_a_place_for_which_slack_holds_none(stage: Scene) -> None:
    assert image(stage.person(ELSEWHERE + 1).open_home()) is None


def test_a_fault_of_our_own_in_drawing_keeps_no_digest_away(
    stage: Scene, week: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_picture: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(handlers_uploading, "draw", broken)
    assert image(sent(stage, week, MANAGER)) is None
