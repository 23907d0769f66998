"""`staff-voice events`: what is coming up, for scripts."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from surveys.rules.events import last_day
from surveys.store.database import Store, open_database
from surveys.store.keyring import Keyring
from tests.bot.commanding import Command
from tests.supporting import ONCE, event

FAR = datetime.now(UTC).date() + timedelta(days=30)  # the command line has the real clock


def test_a_script_reads_what_is_coming_and_before_it_that_nothing_is(
    command: Command, tmp_path: Path
) -> None:
    command("migrate")
    assert command("events", "list").out == "Nothing is planned just now.\n"
    assert json.loads(command("events", "list", "--json").out) == []
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    with Store(engine, Keyring(tmp_path / "keys")).begin() as tx:
        for event_id, day in (("over", date(2020, 1, 2)), ("coming", FAR)):
            when = replace(ONCE, starts_on=day)
            tx.events.keep(event(id=event_id, when=when), last_day(when))
    engine.dispose()
    (row,) = json.loads(command("events", "list", "--json").out)
    assert (row["id"], row["kind"], row["until"], row["later"]) == (
        "coming",
        "open_space",
        None,
        [],
    )
    assert row["next"]["starts"].startswith(f"{FAR}T12:30:00+0")
    assert "Open safe space" in command("events", "list").out
