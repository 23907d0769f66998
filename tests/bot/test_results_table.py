"""The published results in a terminal: the same figures as in the JSON, within 100 columns."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.results_table import show_results

LONDON = ZoneInfo("Europe/London")
PATH = "Children's Services/Multi-Agency Safeguarding and Assessment/Team 12 [nights]"
ROW: dict[str, Any] = {
    "release": "weekly-pulse/13/quarterly",
    "opened": "2026-09-07T09:00:00+00:00",
    "closed": "2026-12-04T16:00:00+00:00",
    "question": "how_are_you",
    "node": "Children's Services",
    "shown": True,
    "value": 3.5,
    "bound": None,
    "n_band": "100-199",
    "interval_low": 3.2,
    "interval_high": 3.8,
    "change": None,
    "change_from": None,
}


def printed(capsys: pytest.CaptureFixture[str], *rows: dict[str, Any]) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        show_results(rows, LONDON)
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 100
    return shown


def test_intervals_bounds_and_changes_are_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    low = {"node": PATH, "value": 1.4, "bound": "le", "interval_low": 1, "interval_high": 2.1}
    share = {
        "question": "comment_themes:manager_support",
        "release": "weekly-pulse/13/weekly",
        "value": 0.3,
        "bound": "ge",
        "interval_low": 0.03,
        "interval_high": 0.57,
        "change": "lower",
        "change_from": 3.9,
    }
    shown = printed(capsys, ROW, ROW | low, ROW | share)
    assert "weekly-pulse/13/quarterly: 7 September 2026 to 4 December 2026" in shown
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "Children's Services how_are_you 3.5 3.2 to 3.8 100-199" in lines
    assert sum("≤ 1.4 1 to 2.1 100-199" in line for line in lines) == 1
    assert sum("≥ 0.3 0.03 to 0.57 100-199 lower than 3.9" in line for line in lines) == 1
    assert "12 [nights]" in " ".join(lines)
    assert lines[-1] == "≤: or lower. ≥: or higher. Probably: where the truth lies, 19 times in 20."


def test_what_is_hidden_is_left_out_and_nothing_is_said_of_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hidden = ROW | {"shown": False, "value": None, "node": PATH, "n_band": None}
    assert "Team 12" not in printed(capsys, ROW, hidden)
    assert printed(capsys, hidden) == "Everything so far is withheld to protect people.\n"
    assert printed(capsys) == "Nothing has been published yet.\n"
