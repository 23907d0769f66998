"""An installation with surveys of every kind passes: shares, texts, teams of one round, parts."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.audit.command import made
from bot.audit.paper import Paper
from bot.config import read
from surveys.model.rounds import Round
from surveys.model.surveys import Audience, Survey
from surveys.runtime import Runtime
from surveys.use_cases import answering, closing
from tests.asking import BANK, HELPS, answers_of, open_survey, survey
from tests.bot.audit.installation import failing, list_of_help, results
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol

TEAMS = {
    "Children's Services/Assessment/Team 1": 12,
    "Children's Services/Assessment/Team 2": 13,
    "Children's Services/Fostering/Team 3": 14,
    "Children's Services/Fostering/Team 4": 12,
    "Children's Services": 3,
}


def live(runtime: Runtime, clock: Clock, asked: Survey) -> Round:
    opened = open_survey(runtime, asked)
    for number in range(1, sum(TEAMS.values()) + 1):
        answering.submit(runtime, account(number), opened.id, answers_of(number, asked.questions))
    clock.move_to(opened.closes_at)
    assert closing.close_due(runtime)
    assert closing.finish(runtime)
    return opened


def audited(runtime: Runtime, clock: Clock, folder: Path) -> Paper:
    config = read(
        database_url=runtime.store.engine.url.render_as_string(hide_password=False),
        key_dir=folder / "keys",
        support_file=list_of_help(folder, MONDAY.date()),
        snapshots_exclude_keys="yes",
        tick_seconds=0.1,
        _env_file=None,
    )
    return made(config, clock())


@pytest.fixture
def lived(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    enrol(sqlite_runtime, TEAMS)
    clock.move_to(MONDAY)
    live(sqlite_runtime, clock, survey())
    live(sqlite_runtime, clock, survey("again"))  # its items' team figures have to wait
    live(sqlite_runtime, clock, survey("many", (HELPS,)))
    with sqlite_runtime.store.begin() as tx:
        part = next(one.id for one in tx.units.all() if one.name == "Assessment")
    live(sqlite_runtime, clock, survey("part", audience=Audience(units=(part,))))
    by_job = Audience(job_families=("social worker",))
    live(sqlite_runtime, clock, survey("by-job", BANK.items[3:5], audience=by_job))
    return sqlite_runtime


def test_surveys_of_every_kind_pass(lived: Runtime, clock: Clock, tmp_path: Path) -> None:
    paper = audited(lived, clock, tmp_path)
    assert failing(paper) == set()
    for name in ("figures-from-totals", "releases-keep-the-rule", "releases-together"):
        assert results(paper)[name] == "pass"


def test_a_share_below_a_service_is_noticed(lived: Runtime, clock: Clock, tmp_path: Path) -> None:
    with lived.store.begin() as tx:
        release = next(one for one in tx.releases.all() if one.survey == "many")
        team = next(
            node.id for node in tx.windows.tree(release.window_id).nodes if node.name == "Team 3"
        )
    cell = replace(release.cells[0], node_id=team, shown=True, value=0.5, n_band="10-19")
    with lived.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO release_cells VALUES (?, ?, ?, 1, ?, NULL, ?)",
            (release.id, cell.question_id, team, cell.value, cell.n_band),
        )
    assert failing(audited(lived, clock, tmp_path)) >= {"releases-keep-the-rule"}
