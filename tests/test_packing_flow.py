"""The quarter's pack from Slack: asked for on Home, commented on, figures beside it, delivered."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.local_slack import Visitor
from handlers import ids
from surveys.model.people import Role
from tests.acting import publish, unit_called
from tests.handlers.dispatching import WAYS, Scene, scene, words
from tests.packing import give

STAFF = {"Children's Services/Fostering/Team 1": 5, "Children's Services/Duty/Team 2": 2}
LEADER, STAFF_OF_ONE, HR, PSW, MANAGER = 1, 2, 4, 5, 6
QUARTER = "2026-Q3"
SAID = "The new system slowed visits in August. It is better since."


@pytest.fixture
def way() -> str:
    return WAYS[0]


@pytest.fixture
def stage(way: str, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, way, STAFF, authors=[HR]) as one:
        publish(one.bot.runtime)
        give(one.bot.runtime, PSW, Role.PSW)
        one.clock.move_to(datetime(2026, 10, 5, 9, tzinfo=UTC))
        yield one


def at(stage: Scene, number: int, button: str) -> Visitor:
    """Press a button on somebody's Home."""
    visitor = stage.person(number)
    visitor.open_home()
    visitor.press(button, where="home")
    visitor.until(lambda one: one.modal() is not None)
    return visitor


def packs(stage: Scene, number: int) -> list[dict[str, bytes]]:
    """The files of each pack that somebody was sent."""
    stored = stage.slack.workspace.files.by_id
    messages = [one["files"] for one in stage.person(number).messages() if one.get("files")]
    return [{one["name"]: stored[one["id"]].content for one in files} for files in messages]


@pytest.mark.parametrize("way", WAYS)
def test_a_leader_s_pack_has_the_commentary_and_hr_s_figures_and_comes_once(stage: Scene) -> None:
    leader = at(stage, LEADER, ids.COMMENT_ON)
    leader.submit({ids.QUARTER: QUARTER})
    shown = leader.submit({ids.COMMENTARY: f"{SAID} Thanks to Kayleigh."}).modal
    assert "⟦Kayleigh: name?⟧" in words(shown)
    assert "Kayleigh" not in str(stage.kept())
    assert "Kept." in words(leader.submit({f"{ids.COMMENTARY}1": SAID}).modal)
    hr = at(stage, HR, ids.FIGURES)
    hr.submit({ids.QUARTER: QUARTER, ids.PART: unit_called(stage.bot.runtime, "Fostering")})
    assert "caseload, children a social worker: 17.3" in words(
        hr.submit({"caseload": "17.26"}).modal
    )
    leader = at(stage, LEADER, ids.PACK)
    shown = leader.submit({ids.FOR_WHOM: "members"}).modal
    stage.dispatching.again()
    assert "will come in a message from Staff Voice" in words(shown)
    assert packs(stage, LEADER) == []
    stage.bot.tick()
    stage.bot.tick()
    (files,) = packs(stage, LEADER)
    kinds = {name.removeprefix("staff-voice-2026-Q3-members") for name in files}
    plans = {f"-actions-{one}.csv" for one in ("priority", "specific", "achieved")}
    assert kinds == {".html", ".docx", ".xlsx"} | plans
    page = files["staff-voice-2026-Q3-members.html"].decode()
    assert "Commentary: leader of the organisation, 5 October 2026" in page
    assert SAID in page
    assert "17.3" in page
    with ZipFile(io.BytesIO(files["staff-voice-2026-Q3-members.docx"])) as document:
        assert SAID in document.read("word/document.xml").decode()


def test_each_role_finds_its_own_on_home_and_staff_nothing(stage: Scene) -> None:
    offered = {ids.PACK, ids.COMMENT_ON, ids.FIGURES, ids.DAYS}
    own = {
        LEADER: {ids.PACK, ids.COMMENT_ON},
        HR: {ids.PACK, ids.FIGURES, ids.DAYS},
        PSW: {ids.PACK, ids.COMMENT_ON},
        MANAGER: set(),
        STAFF_OF_ONE: set(),
    }
    for number, buttons in own.items():
        home = str(stage.person(number).open_home())
        assert {one for one in offered if f"'{one}'" in home} == buttons
    whom = next(
        one for one in at(stage, PSW, ids.PACK).modal()["blocks"] if one["block_id"] == ids.FOR_WHOM
    )
    assert [one["value"] for one in whom["element"]["options"]] == ["board", "members"]


def test_forms_that_staff_forge_are_refused_and_keep_nothing(stage: Scene) -> None:
    at(stage, LEADER, ids.PACK).submit({})
    leader = at(stage, LEADER, ids.COMMENT_ON)
    leader.submit({ids.QUARTER: QUARTER})
    leader.submit({ids.COMMENTARY: SAID})
    hr = at(stage, HR, ids.FIGURES)
    hr.submit({})
    hr.submit({"turnover": "14.5"})
    hr = at(stage, HR, ids.DAYS)
    hr.press(ids.MARK_DAY)
    hr.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_DAY)
    hr.submit({ids.EVENT: "inspection"})
    kept = stage.kept()
    forms = [one for one in stage.dispatching.sent if one["type"] == "view_submission"]
    assert len(forms) == 6
    for form in forms:
        forged = {**form, "user": {"id": f"U{MANAGER:04}", "team_id": "T0LOCAL"}}
        answer = stage.dispatching.send(forged)
        assert answer["response_action"] == "push"
        assert "That didn't work" in str(answer)
    assert stage.kept() == kept


def test_what_hr_mistypes_is_said_beneath_its_input(stage: Scene) -> None:
    hr = at(stage, HR, ids.FIGURES)
    hr.submit({})
    refused = stage.dispatching.sent
    hr.submit({"turnover": "14.5"})
    body = refused[-1]
    for words_typed in ("250", "-1", "many"):
        values = {**body["view"]["state"]["values"]}
        values["turnover"] = {ids.CHOICE: {"type": "number_input", "value": words_typed}}
        view = {**body["view"], "state": {"values": values}}
        answer = stage.dispatching.send({**body, "view": view})
        assert answer["errors"]["turnover"].startswith("A figure lies outside what is possible")
    hr = at(stage, HR, ids.DAYS)
    hr.press(ids.MARK_DAY)
    hr.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_DAY)
    wrong = hr.submit({ids.EVENT: "new-leader", ids.DAY_LABEL: "Kayleigh Smith began"})
    assert wrong.errors[ids.DAY_LABEL].startswith("A label has 60 characters at most")
    shown = hr.submit({ids.EVENT: "new-leader", ids.DAY_LABEL: "interim"}).modal
    assert "New leader on 5 October 2026 (interim)" in words(shown)
    hr.press(ids.UNMARK_DAY)
    hr.until(lambda one: "No day is marked yet." in words(one.modal()))
    assert stage.kept()["context_markers"] == []


def test_before_a_quarter_is_over_there_is_no_pack_yet(stage: Scene) -> None:
    stage.clock.move_to(datetime(2026, 9, 4, 9, tzinfo=UTC))
    assert "there is no pack yet" in words(at(stage, LEADER, ids.PACK).modal())
    assert "there is no pack yet" in words(at(stage, PSW, ids.COMMENT_ON).modal())
