"""`staff-voice actions`: what was promised, for scripts and in the columns of action plans."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from surveys.bank.comments import comment_themes
from surveys.model.actions import ActionState
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.use_cases import enrolling
from tests.acting import change, publish, record, written
from tests.bot.commanding import Command
from tests.conftest import Clock, runtime_on, taken
from tests.organisation import account, people_file

THEME = comment_themes().measure("caseload")
SERVICES = {"Children's Services/Team 1": 2, "Children's Services/Team 2": 2}


@pytest.fixture
def kept(command: Command, tmp_path: Path, clock: Clock) -> Iterator[Runtime]:
    """Two actions in the database of the command line: one done, one planned."""
    command("migrate")
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    runtime = runtime_on(Store(engine, taken(tmp_path / "keys")), clock)
    enrolling.apply_people(runtime, people_file(SERVICES))
    publish(runtime)
    texts = written(what="=Quiet rooms", outcome="calm", measure="the next pulse")
    record(runtime, account(3), "Team 2", "a2", texts=texts)
    done = record(runtime, account(1), "Team 1", "a1", said=f"week-0:{THEME}")
    change(runtime, account(1), done, "both rooms are open", state=ActionState.DONE)
    yield runtime
    engine.dispose()


def exported(command: Command, columns: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(command("actions", "export", "--columns", columns).out)))


@pytest.mark.usefixtures("begun")
def test_before_anything_is_recorded_a_list_says_so(command: Command) -> None:
    assert command("actions", "list").out == "Nothing has been recorded yet.\n"
    assert json.loads(command("actions", "list", "--json").out) == []
    assert len(exported(command, "priority")) == 1
    assert command("actions", "export", "--columns", "score").code == 2


def test_a_script_reads_every_action_with_its_history(command: Command, kept: Runtime) -> None:
    rows: list[dict[str, Any]] = json.loads(command("actions", "list", "--json").out)
    assert [one["part"] for one in rows] == [*SERVICES]
    first, second = rows
    assert [step["state"] for step in first["history"]] == ["planned", "done"]
    assert first["said"]["option"] == "workload"
    assert second["said"]["then"] == {"value": 2.8, "bound": None, "closed": "2026-07-30"}
    assert second["lead"] == {"name": "Person 3", "post": "manager", "part": [*SERVICES][1]}
    assert "planned" in command("actions", "list").out


def test_each_council_has_its_own_columns_and_no_cell_is_a_formula(
    command: Command, kept: Runtime
) -> None:
    lead = f"Person 3, manager of {[*SERVICES][1]}"
    said = "How people are: 2.8 of 5 (Children's Services)"
    heads, _first, second = exported(command, "priority")
    assert heads[0] == "Priority"
    assert second == [said, "'=Quiet rooms", "calm", "the next pulse", "2026-10-03", lead]
    heads, _first, second = exported(command, "specific")
    assert heads[1:3] == ["Specific Actions", "By whom"]
    assert second == [said, "'=Quiet rooms", lead, "2026-10-03", "planned"]
    heads, first, second = exported(command, "achieved")
    assert heads == ["What we said", "What we achieved", "What we do next"]
    assert first[1:] == ["done; both rooms are open", ""]
    assert second[2] == "calm by 2026-10-03"
