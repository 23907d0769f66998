"""Monday's report through the whole bot: an administrator reads it, once, and nobody else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.demo.play import Stage, welcome_everyone
from bot.local_slack import Visitor
from handlers.delivering import deliver_due
from handlers.ticks import keep_time
from surveys.model.auditing import Judgement, Verdict
from surveys.model.watching import Seen
from tests.handlers.dispatching import words
from tests.organisation import people_file
from tests.stage import stage

ADMIN, NOBODY = "U0002", "U0003"
EARLY = datetime(2026, 9, 7, 7, 30, tzinfo=UTC)  # Monday, before anybody's hours
FULL = Judgement(Verdict.FAIL, "There are 12 MB left on the disk.", "Make room: at least 500 MB.")


def reports(on: Stage, person: str) -> list[str]:
    said = [words(one) for one in Visitor(on.slack.address, person).messages()]
    return [one for one in said if "Staff Voice ran as it should" in one or "your eye" in one]


def tick(on: Stage, wrong: tuple[Judgement, ...]) -> None:
    """Tick as on a machine on which something is wrong."""
    bot = on.bot
    runtime = replace(bot.runtime, seen=lambda: Seen(since=EARLY, wrong=wrong))
    keep_time(runtime)
    deliver_due(runtime, bot.app.client, bot.workspace, bot.owner)


def test_an_administrator_reads_on_monday_how_it_went_and_what_to_do(tmp_path: Path) -> None:
    team = {"Children's Services/Team 1": 3}
    with stage(tmp_path, people_file(team, others={2: "admin"})) as on:
        welcome_everyone(on)
        on.clock.set(EARLY)
        tick(on, ())
        assert reports(on, ADMIN) == []  # it waits for their hours
        on.clock.set(EARLY + timedelta(minutes=31))
        for _again in range(2):
            tick(on, ())
        (report,) = reports(on, ADMIN)
        assert "It sent 3 messages." in report
        on.clock.set(EARLY + timedelta(days=7, minutes=31))
        tick(on, (FULL,))
        told = reports(on, ADMIN)[-1]
        assert "Staff Voice: 2 things need your eye." in told  # the pulse was never asked
        assert f"{FULL.evidence}\n{FULL.remedy}" in told
        assert reports(on, NOBODY) == []
