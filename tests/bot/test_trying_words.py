"""`staff-voice tone check`: a file of one's own words, tried on a sample and on nothing else."""

import csv
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import config as settings
from bot.app import build_runtime
from bot.cli import app
from bot.local_words import local_words
from bot.trying_words import SAMPLE_FILE
from surveys.errors import LocalWordsUnreadable, LocalWordsWrong
from surveys.rules.local_words import local_words_in
from surveys.rules.themes import names

WORDS = """
names = ["Compass hub"]

[tone]
"mither*" = -0.6
challenging = "neutral"
"never heard" = 0.5

[themes.partners]
add = ["Compass", "Compass hub"]
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of words, where no database can be opened."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all.db")
    path = tmp_path / "words.toml"
    path.write_text(WORDS, encoding="utf-8")
    return path


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [*words])
    return done.exit_code, done.stdout, done.stderr


def test_every_change_is_shown_with_the_words_that_decided(file: Path) -> None:
    code, out, _err = run("tone", "check", str(file))
    assert code == 0
    assert out.startswith("6 entries, all sound.")
    assert "about: other → partners (compass hub)" in out
    assert "62 comments read otherwise" in out
    assert "Not tried, as no comment of the sample holds them: never heard." in out


def test_scripts_read_the_same_as_json(file: Path) -> None:
    told = json.loads(run("tone", "check", str(file), "--json")[1])
    assert (told["entries"], told["comments"], told["not_tried"]) == (6, 62, ["never heard"])
    assert told["changed"]["themes"] == 2
    (change,) = (one for one in told["changes"] if one["id"] == "48")
    assert change["before"]["themes"] == {"other": []}
    assert change["after"]["themes"] == {"partners": ["compass hub"]}


def test_a_sample_of_ones_own_is_read_in_its_place(file: Path) -> None:
    sample = file.with_name("sample.csv")
    sample.write_text("id,text\nx1,Hello\nx2,[b]mithering all day\n", encoding="utf-8")
    code, out, _err = run("tone", "check", str(file), "--sample", str(sample))
    assert code == 0
    assert "x2  [b]mithering all day" in out
    assert "tone: no clear tone (day) → negative (mithering, day)" in out
    assert "1 of 2 comments reads otherwise: 1 in tone, 0 in themes." in out


def test_every_problem_is_told_on_a_line_of_its_own(file: Path) -> None:
    file.write_text("names = ['']\n[tone]\nfine = 2\n", encoding="utf-8")
    code, out, err = run("tone", "check", str(file))
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 2


def test_the_file_in_the_settings_is_used_when_comments_are_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("sentiment", "I am mithered")[1].startswith("no clear tone")
    monkeypatch.setenv("LOCAL_WORDS_FILE", str(file))
    code, out, _err = run("sentiment", "I am mithered", "--explain")
    assert code == 0
    assert out.startswith("negative")
    assert '"mithered": a word of your own file' in out


def sample() -> Iterator[dict[str, str]]:
    with SAMPLE_FILE.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def test_the_sample_is_varied() -> None:
    assert len({row["text"] for row in sample() if not row["question"]}) >= 55
    code, out, _err = run("sentiment", "--file", str(SAMPLE_FILE))
    rows = list(csv.DictReader(out.splitlines()))
    assert code == 0
    assert {row["class"] for row in rows} == {"neg", "neu", "pos"}
    assert len({theme for row in rows for theme in row["themes"].split(";")}) == 17


def test_a_file_with_mistakes_stops_the_start_before_a_database_is_made(tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text("[tone]\nfine = 2\n[themes.tool]\n", encoding="utf-8")
    database = tmp_path / "data" / "staff_voice.db"
    config = settings.load(
        local_words_file=words, database_url=f"sqlite:///{database}", key_dir=tmp_path / "keys"
    )
    with pytest.raises(LocalWordsWrong) as refused:
        build_runtime(config)
    assert len(refused.value.problems) == 2
    assert not database.exists()


def test_the_example_in_the_guide_is_sound() -> None:
    guide = Path(__file__).parents[2] / "docs" / "tone.md"
    found = re.search(r"```toml\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    assert local_words_in(found[1].encode()).names == ("stress less", "compass hub", "lantern")
    assert all(f"`{theme}`" in guide.read_text(encoding="utf-8") for theme in names())


def test_a_file_of_words_is_read_within_the_bounds_of_every_file(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    os.mkfifo(file)
    with pytest.raises(LocalWordsUnreadable, match="it is no ordinary file"):
        local_words(file)
    file.unlink()
    file.write_bytes(b"#" * 200_001)
    with pytest.raises(LocalWordsUnreadable, match="it is larger than 200 kB"):
        local_words(file)
