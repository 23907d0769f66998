"""One bot process a SQLite file: a second is refused, the command line is not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.alone import claim_database
from surveys.errors import BotAlreadyRunning

HOLDER = """
import sys, time
from bot.alone import claim_database
claim = claim_database(sys.argv[1])
print("claimed", flush=True)
time.sleep(60)
"""


def url(folder: Path) -> str:
    return f"sqlite:///{folder}/data/staff_voice.db"


def test_a_second_bot_is_refused_until_the_first_gives_up(tmp_path: Path) -> None:
    first = claim_database(url(tmp_path))
    with pytest.raises(BotAlreadyRunning) as refused:
        claim_database(url(tmp_path))
    assert "takes one at a time" in refused.value.sentence
    first.give_up()
    first.give_up()  # harmless
    claim_database(url(tmp_path)).give_up()


def test_a_bot_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "claimed\n"
        with pytest.raises(BotAlreadyRunning):
            claim_database(url(tmp_path))
        holder.send_signal(signal.SIGKILL)
    claim_database(url(tmp_path)).give_up()


@pytest.mark.parametrize("shared", ["postgresql://somewhere/staff_voice", "sqlite://"])
def test_databases_that_are_shared_or_nobody_elses_are_not_claimed(shared: str) -> None:
    assert claim_database(shared).file is claim_database(shared).file is None
