"""The command line of what runs: rounds by survey, hours of units, dates, previews, reasons."""

import json
from datetime import date
from pathlib import Path

import pytest

from surveys.model.asking import Asked, Milestone
from surveys.model.deliveries import DeliveryState
from surveys.use_cases import planning
from tests.bot.commanding import Command, refused
from tests.organisation import people_file

TEAM = {"Children's Services/Team 1": 3}
ROOT = "Children's Services"


@pytest.fixture(autouse=True)
def _enrolled(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(people_file(TEAM))
    assert command("people", "import", file, "--yes").code == 0


def ready(command: Command, survey: str = "supervision") -> None:
    assert command("survey", "load", survey).code == 0


def test_by_hand_only_a_survey_that_runs_is_opened(command: Command) -> None:
    assert "no survey called nothing" in refused(command("round", "open", "nothing"))
    ready(command)
    assert "never started" in refused(command("round", "open", "supervision"))
    command("survey", "start", "supervision", "--yes")
    sentence = refused(command("round", "open", "supervision"))
    assert sentence == "Nobody can be asked now: 3 not welcomed yet."
    command("survey", "pause", "supervision")
    assert "is paused" in refused(command("round", "open", "supervision"))


def test_rounds_are_closed_by_survey_or_refused(command: Command) -> None:
    assert "no survey called nothing" in refused(command("round", "close", "nothing"))
    assert "No round is open" in refused(command("round", "close", "weekly-pulse"))


def test_a_list_of_surveys_says_when_each_comes_next(command: Command) -> None:
    ready(command)
    command("survey", "start", "supervision", "--yes")
    rows = {row["id"]: row for row in json.loads(command("survey", "list", "--json").out)}
    assert rows["supervision"]["next"].startswith(rows["supervision"]["starts"])
    assert rows["weekly-pulse"]["next"] is not None
    assert rows["weekly-pulse"]["missed"] == rows["weekly-pulse"]["nobody"] == []
    assert rows["weekly-pulse"]["left_out"] == {}
    command("survey", "pause", "supervision")
    rows = {row["id"]: row for row in json.loads(command("survey", "list", "--json").out)}
    assert rows["supervision"]["next"] is None
    assert "Missed" in command("survey", "list").out


def test_a_preview_says_whom_a_survey_would_ask_and_what_may_be_shown(command: Command) -> None:
    ready(command)
    told = command("survey", "preview", "supervision").out
    assert "As things are now it would ask 0 people." in told
    assert "Left out: 3 not welcomed yet." in told
    found = json.loads(command("survey", "preview", "supervision", "--json").out)
    assert (found["asked"], found["left_out"]) == (0, {"not_welcomed": 3})
    assert len(found["dates"]) == 3
    assert list(found["promises"]) == ["scores", "shares", "words"]
    ready(command, "newly-qualified")
    assert "when they reach a milestone" in command("survey", "preview", "newly-qualified").out
    assert "no survey called nothing" in refused(command("survey", "preview", "nothing"))


def test_why_somebody_was_not_asked_is_one_sentence(command: Command) -> None:
    told = command("survey", "why", "weekly-pulse", "E0001").out
    assert told.startswith("Their welcome has not reached them yet")
    assert "Nobody in the list of people" in refused(
        command("survey", "why", "weekly-pulse", "E0099")
    )


def test_why_says_what_became_of_an_invitation_or_of_a_milestone(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 9, 7)
    found = {
        Asked(day, DeliveryState.SENT): "They were asked in the round of Monday 7 September 2026.",
        Asked(day, DeliveryState.PENDING): "They are being asked in the round of Monday 7 ",
        Asked(day, DeliveryState.FAILED): "Slack refused their invitation",
        Asked(day, DeliveryState.CANCELLED): "their invitation was never sent",
        Asked(day, None): "is no longer kept",
        Milestone(day, is_past=False): "when they reach a milestone, on Monday 7 September 2026",
        Milestone(day, is_past=True): "They passed the last milestone on Monday 7 September 2026",
    }
    for told, words in found.items():
        monkeypatch.setattr(planning, "why_not", lambda *_, told=told: told)
        assert words in command("survey", "why", "weekly-pulse", "E0001").out


def test_coverage_names_every_driver(command: Command) -> None:
    rows = json.loads(command("survey", "coverage", "--json").out)
    assert len(rows) >= 13
    assert {(row["last"], row["rounds"]) for row in rows} == {(None, 0)}
    assert "never" in command("survey", "coverage").out


def test_a_part_of_the_organisation_has_hours_of_its_own(command: Command) -> None:
    team = f"{ROOT}/Team 1"
    assert command("people", "hours", team, "Sun-Thu 20:00-08:00").code == 0
    assert "These hours can't be read" in refused(command("people", "hours", team, "at night"))
    assert "no part of the organisation" in refused(
        command("people", "hours", "Nowhere", "Mon-Fri 09:00-17:00")
    )
    assert command("people", "hours", team, "-").code == 0
    assert command("people", "hours", team, "--clear").code == 0
    assert command("people", "hours", team).code == 2
