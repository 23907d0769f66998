"""`staff-voice context`: figures and days in, the same out, or one sentence and nothing."""

import json
from pathlib import Path

from tests.bot.commanding import Command, refused


def test_figures_and_days_come_out_as_they_went_in(command: Command, people: Path) -> None:
    assert command("people", "import", people, "--yes").code == 0
    part = "Children's Services"
    assert command("context", "set", "2026-Q3", part, "--turnover", "12.5").code == 0
    mark = ("2026-08-03", "new-leader", part)
    assert command("context", "mark", *mark, "--label", "interim director").code == 0
    told = json.loads(command("context", "list", "--json").out)
    figure = {"quarter": "2026-Q3", "part": part, "measure": "turnover", "value": 12.5}
    marker = {"on": "2026-08-03", "event": "new-leader", "part": part, "label": "interim director"}
    assert told == {"figures": [figure], "markers": [marker]}
    assert "Turnover" in command("context", "list").out
    assert command("context", "set", "2026-Q3", part, "--clear", "turnover").code == 0
    assert command("context", "unmark", *mark).code == 0
    assert "Nothing has been entered yet." in command("context", "list").out


def test_what_can_not_be_entered_is_refused_in_one_sentence(command: Command, people: Path) -> None:
    assert command("people", "import", people, "--yes").code == 0
    part = "Children's Services"
    assert "permanent: 0-100" in refused(
        command("context", "set", "2026-Q3", part, "--permanent", "101")
    )
    assert "written like" in refused(command("context", "set", "Q3", part, "--turnover", "1"))
    assert command("context", "set", "2026-Q3", part).code == 2
