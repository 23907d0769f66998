"""Several processes at the same tick: a survey is opened once, and nobody is asked twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from surveys.model.asking import Came
from surveys.model.surveys import WEEKLY_PULSE, Every
from surveys.runtime import Runtime
from surveys.use_cases import closing, opening
from tests.conftest import MONDAY, Clock
from tests.organisation import enrol
from tests.surveys.use_cases.running import LONGER, asked, came, run

PROCESSES = 4


def test_each_survey_that_is_due_is_opened_by_one_of_them(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, {"Children's Services/Team 1": 4})
    opening.open_due(runtime)
    run(runtime, asked(Every.FORTNIGHTLY, MONDAY.date()), minutes=1)
    for week in range(4):
        clock.move_to(MONDAY + timedelta(weeks=week))
        closing.close_due(runtime)
        with ThreadPoolExecutor(PROCESSES) as pool:
            found = list(pool.map(opening.open_due, [runtime] * PROCESSES))
        opened = Counter(one.survey for some in found for one in some)
        due = {LONGER.id} if week % 2 == 0 else {WEEKLY_PULSE}
        assert opened == dict.fromkeys(due, 1)
    nobody = {date(2026, 9, 7), date(2026, 9, 21)}
    pulse = came(runtime, WEEKLY_PULSE)
    assert {day for day, one in pulse.items() if one is Came.NOBODY} == nobody
    with runtime.store.begin() as tx:
        asks = tx.asks.since(date(2026, 9, 1)).values()
    assert all(len({one.asked_on for one in some}) == len(some) == 4 for some in asks)
