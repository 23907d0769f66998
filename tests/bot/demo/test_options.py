"""What the demo is asked for: refused at once when it can't be, before anything has played."""

import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.demo.guide import guides
from bot.demo.options import Mode, Options
from bot.demo.organisation import invented_people
from bot.demo.scene import prepare
from surveys.errors import DemoRefused
from tests.handlers.our_log import logging_kept


def options(tmp_path: Path, **changes: object) -> Options:
    given: dict[str, object] = dict.fromkeys(("people", "answers", "truth", "calls"))
    given |= {"once": True, "no_staff": False, "staff": 12, "weeks": 1, "seed": 1}
    given |= {"data_dir": tmp_path / "data", "as_json": True, "port": 0, "mode": Mode.SOCKET}
    return Options(**(given | changes))


@pytest.mark.parametrize("name", ["truth", "calls"])
@pytest.mark.parametrize("place", ["no/such/folder.csv", "."])
def test_a_file_that_cannot_be_written_is_refused_before_anything_plays(
    tmp_path: Path, name: str, place: str
) -> None:
    with pytest.raises(DemoRefused) as refused:
        prepare(options(tmp_path, **{name: tmp_path / place}))
    sentence = refused.value.sentence
    assert sentence.startswith(f"The demo can't start: --{name} can't be written: ")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "given", [("--once",), ("--weeks", "13"), ("--answers", "a.csv"), ("--truth", "t.csv")]
)
def test_what_needs_simulated_staff_is_wrong_usage_without_them(
    given: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["staff-voice", "demo", "--no-staff", *given])
    monkeypatch.setenv("COLUMNS", "200")
    with logging_kept(), pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert f"so {given[0]} has no use" in capsys.readouterr().err


def test_nobody_invented_works_nights_where_nobody_is_simulated(tmp_path: Path) -> None:
    assert any(row["working_pattern"] for row in invented_people(240))
    scene = prepare(options(tmp_path, no_staff=True, staff=240))
    assert not any(row.working_pattern for row in scene.rows)


def test_no_guide_promises_results_that_nobody_has_published(tmp_path: Path) -> None:
    rows = prepare(options(tmp_path, no_staff=True, staff=240)).rows
    played = {guide.title: words(guide) for guide in guides(rows)}
    by_hand = {guide.title: words(guide) for guide in guides(rows, by_hand=True)}
    assert played.keys() == by_hand.keys()
    assert len(by_hand) == 6
    for title in ("Be a manager", "Be a leader", "Be a champion", "Be an administrator"):
        assert "staff-voice round close" in by_hand[title]
        assert "staff-voice round close" not in played[title]
    assert not any("newest results" in said or "quarter" in said for said in by_hand.values())


def words(guide: object) -> str:
    return str(guide)
