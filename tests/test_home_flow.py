"""Home by role: what is next stands first, and each button of it leads where it says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from handlers import ids
from surveys.model.context import Measure
from surveys.model.people import Role
from surveys.model.releases import Tier
from surveys.model.surveys import SurveyState
from tests.acting import publish
from tests.asking import open_survey, survey
from tests.conftest import MONDAY
from tests.handlers.dispatching import WAYS, Scene, chosen, scene, words
from tests.organisation import account

STAFF = {"Children's Services/Team 1": 3, "Children's Services/Team 2": 4}
LEADER, MANAGER, READER, HR, CHAMPION = 1, 4, 2, 6, 7
ROLES = {HR: Role.HR, CHAMPION: Role.CHAMPION}
PATIENCE = 10  # seconds: what is news is judged with a library that takes one to load


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, WAYS[0], STAFF) as one:
        one.bot.tick()
        with one.bot.runtime.store.begin() as tx:
            for number, role in ROLES.items():
                person = tx.people.find_by_account(account(number).slack_id, "T0LOCAL")
                assert person is not None
                tx.people.save(replace(person, roles=frozenset({role})))
        one.clock.move_to(MONDAY)
        publish(one.bot.runtime, -6)  # in the quarter before
        for number, value in enumerate((3.6, 3.6, 3.6, 3.6, 3.6, 2.6)):
            publish(one.bot.runtime, number, value)
        yield one


def next_of(stage: Scene, number: int) -> str:
    """What stands on somebody's Home before the results."""
    before, results, _after = words(stage.person(number, PATIENCE).open_home()).partition(
        "\nResults\n"
    )
    assert results
    return before.removeprefix("What is next for you\n").partition("\nSurveys\n")[0]


def test_each_role_opens_its_own_next_step_first(stage: Scene) -> None:
    stage.bot.tick()
    pulse = "A pulse is open until Friday 11 September at 16:00."
    begins = {
        READER: pulse,
        CHAMPION: pulse,  # no comment waits
        MANAGER: "The weekly results to 7 September are out.\nRead them",
        LEADER: "The weekly results to 7 September are out.\nRead them",
        HR: "The pack for April to June 2026 has no figures of yours yet for: turnover,",
    }
    for number, said in begins.items():
        shown = next_of(stage, number)
        assert shown.startswith(said), number
        assert pulse in shown
    assert next_of(stage, READER) == next_of(stage, READER + 1)


def test_it_is_drawn_in_one_call(stage: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    call = WebClient.api_call

    def counted(self: WebClient, api_method: str, **given: Any) -> Any:
        called.append(api_method)
        return call(self, api_method, **given)

    monkeypatch.setattr(WebClient, "api_call", counted)
    for number in (READER, MANAGER, HR):
        stage.person(number, PATIENCE).open_home()
    assert called == ["views.publish"] * 3


def test_a_manager_reads_what_is_out_and_records_from_there(stage: Scene) -> None:
    manager = stage.person(MANAGER, PATIENCE)
    shown = words(manager.open_home())
    assert "nothing is recorded after it yet\n• How people are in Children's Services" in shown
    read = manager.press(ids.READ, where="home")
    assert "These are Children's Services' results, not your team's alone." in words(read)
    manager.press(ids.RECORD)
    manager.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_ACTION)


def test_hr_enters_the_missing_figures_and_is_no_longer_told_of_them(stage: Scene) -> None:
    hr = stage.person(HR, PATIENCE)
    assert "has no figures of yours yet for: turnover, permanent" in words(hr.open_home())
    shown = hr.press(ids.FIGURES, where="home")
    assert shown is not None
    assert chosen(shown)[ids.QUARTER] == "2026-Q2"
    hr.submit(chosen(shown))
    hr.submit(dict.fromkeys(Measure, "10"))
    hr.until(lambda one: "has no figures of yours yet" not in words(one.home()))


def test_the_quarters_figures_are_a_tap_away_and_the_weeks_on_home(stage: Scene) -> None:
    with stage.bot.runtime.store.begin() as tx:
        (week,) = [one for one in tx.releases.all() if one.id == "week-5"]
        name = week.name.replace("weekly", "quarterly")
        tx.releases.add(replace(week, id="quarter", name=name, tier=Tier.QUARTERLY))
    reader = stage.person(READER, PATIENCE)
    at_home = words(reader.open_home())
    assert at_home.count("How people are: *2.6 of 5*") == 1
    shown = words(reader.press(ids.TEAM_RESULTS, where="home"))
    assert "*Team results for the quarter*, 3 September to 7 September" in shown
    assert "How people are: *2.6 of 5*" in shown
    assert "Weekly results" not in shown


def test_what_is_cut_on_home_is_paged_beyond(stage: Scene) -> None:
    runtime = stage.bot.runtime
    with runtime.store.begin() as tx:
        (release,) = [one for one in tx.releases.all() if one.id == "week-0"]
        for number in range(12):
            own = f"survey-{number:02}"
            tx.surveys.add(replace(survey(own), title=f"Survey {number}"), SurveyState.ARCHIVED)
            name = f"{own}/1/weekly"
            tx.releases.add(replace(release, id=own, name=name, survey=own, questions=(), cells=()))
    for number in range(7):
        open_survey(runtime, survey(f"open-{number}"))
    reader = stage.person(READER, PATIENCE)
    home = reader.open_home()
    assert str(home).count(f"'{ids.OPEN_FORM}'") == 5
    shown = reader.press(ids.ALL_OPEN, where="home")
    assert str(shown).count(f"'{ids.OPEN_FORM}'") == 7
    reader.close_modal(everything=True)
    assert words(reader.home()).count("Show results") == 5
    reader.press(ids.OTHERS, where="home")
    reader.until(lambda one: "Page 1 of 2" in words(one.modal()))
    reader.press(f"{ids.OTHERS_PAGE}_on")
    reader.until(lambda one: "Page 2 of 2" in words(one.modal()))
    assert words(reader.modal()).count("Show results") == 2
    reader.press(ids.RESULTS)
    reader.until(lambda one: "withheld to protect people" in words(one.modal()))
