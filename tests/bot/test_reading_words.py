"""`staff-voice words`: one comment, or a file of them."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.cli import app


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "comments.csv"
    path.write_text("id,text\n1,asked kayleigh about it\n2,All fine\n3,\n", encoding="utf-8-sig")
    return path


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["words", *words])
    return done.exit_code, done.stdout, done.stderr


def test_one_comment_is_told_with_what_was_found_and_how_it_would_be_kept() -> None:
    code, out, _err = run("asked kayleigh, ring 07700 900123")
    assert code == 0
    assert out.splitlines() == [
        "kayleigh: name",
        "07700 900123: phone",
        "asked [name], ring [phone]",
    ]


def test_a_clean_comment_is_said_to_be_clean() -> None:
    assert run("All fine")[1] == "Nothing in it would give somebody away.\n"


def test_words_that_name_nobody_here_are_accepted() -> None:
    assert run("the Riverton Hub", "--accept", "Riverton Hub")[1].startswith("Nothing in it")


def test_a_file_is_read_to_standard_output_and_no_bar_moves_where_nobody_watches(
    file: Path,
) -> None:
    code, out, err = run("--file", str(file))
    assert code == 0
    rows = list(csv.DictReader(StringIO(out)))
    assert list(rows[0]) == ["id", "text", "spans", "masked"]
    assert json.loads(rows[0]["spans"]) == [[6, 14, "name"]]
    assert [row["masked"] for row in rows] == ["asked [name] about it", "All fine", ""]
    assert [row["spans"] for row in rows[1:]] == ["[]", "[]"]
    assert err == ""


def test_a_file_is_read_to_a_file(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.csv"
    code, out, _err = run("--file", str(file), "--out", str(target))
    assert (code, out) == (0, "")
    assert "[name]" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", [(), ("one", "--file", "two.csv"), ("one", "--out", "two.csv"), ("--wrong",)]
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "comments.csv"
    path.write_text("id,comment\n1,warm\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["staff-voice", "words", "--file", str(path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    said = "The file of comments can't be read: it has no column called text.\n"
    assert capsys.readouterr().err == said
