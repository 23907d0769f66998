"""`staff-voice sentiment`: one comment, or a file of them."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.cli import app

COMMENTS = (
    "id,text,question\n"
    '1,"Great team, but the IT is hopeless",\n'
    "2,Nothing.,What could be better?\n"
    "3,,\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "comments.csv"
    path.write_text(COMMENTS, encoding="utf-8-sig")
    return path


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["sentiment", *words])
    return done.exit_code, done.stdout, done.stderr


def test_one_comment_is_read_with_its_themes() -> None:
    code, out, _err = run("Great team but the IT is hopeless")
    assert code == 0
    assert out.splitlines()[0].startswith("negative (-0.")
    assert {"team: positive", "tools: negative"} <= set(out.splitlines())


def test_reasons_are_told_when_asked() -> None:
    code, out, _err = run("It isn't good", "--explain")
    assert code == 0
    assert '"not good": turned by the negation' in out


def test_what_has_no_tone_is_said_to_have_none() -> None:
    assert run("On Tuesdays")[1].startswith("no clear tone")


def test_a_file_is_read_to_standard_output_and_no_bar_moves_where_nobody_watches(
    file: Path,
) -> None:
    code, out, err = run("--file", str(file))
    assert code == 0
    rows = list(csv.DictReader(StringIO(out)))
    assert list(rows[0]) == ["id", "text", "polarity", "class", "themes"]
    assert [row["class"] for row in rows] == ["neg", "pos", "neu"]
    assert rows[0]["themes"] == "team;tools"
    assert err == ""


def test_a_bar_moves_on_a_terminal(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal, to rich
    assert "Reading" in run("--file", str(file))[2]


def test_cells_may_hold_lines_and_quotes_and_rows_too_few_or_too_many(tmp_path: Path) -> None:
    path = tmp_path / "comments.csv"
    path.write_bytes(b'id,text,x\r\n1,"A ""great""\nteam",y\r\n2\r\n\r\n3,Awful,y,z\r\n')
    rows = list(csv.DictReader(StringIO(run("--file", str(path))[1], newline="")))
    assert [(row["id"], row["class"]) for row in rows] == [("1", "pos"), ("2", "neu"), ("3", "neg")]
    assert rows[0]["text"] == 'A "great"\nteam'


def test_a_file_is_read_to_a_file_with_reasons(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "tones.csv"
    code, out, _err = run("--file", str(file), "--out", str(target), "--explain")
    assert (code, out) == (0, "")
    rows = list(csv.DictReader(StringIO(target.read_text(encoding="utf-8"))))
    assert "hopeless" in rows[0]["because"]


@pytest.mark.parametrize(
    "words", [(), ("one", "--file", "two.csv"), ("one", "--out", "two.csv"), ("--wrong",)]
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file or directory"),
        (b"\xff\xfe\x00", "it is not UTF-8 text"),
        (b"", "it has no columns called id, text"),
        (b"id,text,text\n1,warm,cold\n", "it has two columns called text"),
        (b'id,text\n1,"warm\n2,cold\n', "it is not a CSV file"),
        (b"id,comment\n1,warm\n", "it has no column called text"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    content: bytes | None,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "comments.csv"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr("sys.argv", ["staff-voice", "sentiment", "--file", str(path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == f"The file of comments can't be read: {told}.\n"


def test_a_place_that_cannot_be_written_is_refused_in_one_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(file.parent / "missing" / "tones.csv")
    monkeypatch.setattr(
        "sys.argv", ["staff-voice", "sentiment", "--file", str(file), "--out", target]
    )
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert "can't be written there" in capsys.readouterr().err


def test_the_file_of_comments_is_never_written_over(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()
    monkeypatch.setattr(
        "sys.argv", ["staff-voice", "sentiment", "--file", str(file), "--out", str(file)]
    )
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert "it is the file of comments itself" in capsys.readouterr().err
    assert file.read_bytes() == before
