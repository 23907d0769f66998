"""Ticks: each survey opens by itself, so that one that fails holds up no other."""

from typing import Any

import pytest

from handlers.ticks import keep_time
from surveys.model.surveys import WEEKLY_PULSE, Audience, Every
from surveys.runtime import Runtime
from surveys.use_cases import opening
from tests.conftest import MONDAY, Clock
from tests.organisation import enrol
from tests.surveys.use_cases.running import LONGER, asked, run


def test_a_survey_that_cannot_be_opened_holds_up_no_other_and_is_tried_again(
    sqlite_runtime: Runtime, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = sqlite_runtime
    enrol(runtime, {"Children's Services/Team 1": 3})
    run(runtime, asked(Every.ONCE, MONDAY.date()), audience=Audience(contracts=("agency",)))
    keep_time(runtime)
    clock.move_to(MONDAY)
    whole = opening.open_survey

    def failing(runtime: Runtime, survey_id: str) -> Any:
        if survey_id == LONGER.id:
            raise RuntimeError
        return whole(runtime, survey_id)

    monkeypatch.setattr(opening, "open_survey", failing)
    keep_time(runtime)
    with runtime.store.begin() as tx:
        assert [one.survey for one in tx.rounds.open()] == [WEEKLY_PULSE]
        assert tx.schedules.next_run(LONGER.id) is not None  # still due
    monkeypatch.undo()
    keep_time(runtime)
    with runtime.store.begin() as tx:
        assert tx.schedules.next_run(LONGER.id) is None  # its only date has come
