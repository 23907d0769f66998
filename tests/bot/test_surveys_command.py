"""`staff-voice survey`: files checked, kept, shown, started and stopped."""

import gc
import json
import re
import tomllib
from pathlib import Path

import pytest

from surveys.bank.questions import load_bank
from surveys.bank.ready import ready_files
from surveys.bank.surveys import read_survey
from surveys.model.policy import Policy
from surveys.model.questions import Choice, Item, Style
from tests.bot.commanding import Command, refused
from tests.organisation import people_file

GUIDE = Path(__file__).parents[2] / "docs" / "surveys.md"
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
UNITS = {
    "Children's Services/Fostering/Team 1": 2,
    "Children's Services/Referral and Assessment/Team 2": 2,
}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    file = tmp_path / "after-the-move.toml"
    # Its day passes once, and then it would be remarked on: this one comes round.
    file.write_text(EXAMPLE.replace('"once"', '"yearly"'), encoding="utf-8")
    return file


@pytest.fixture
def _enrolled(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(people_file(UNITS))
    assert command("people", "import", file, "--yes").code == 0


def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "staff_voice.db"


def test_the_example_in_the_guide_has_a_question_of_every_kind(example: Path) -> None:
    questions = read_survey(example, load_bank(), Policy()).questions
    styles = {one.style for one in questions if isinstance(one, Choice)}
    assert styles == set(Style)
    assert {one.scale.hi for one in questions if isinstance(one, Item)} == {5, 10}


def test_the_guide_names_every_ready_survey_driver_and_scale() -> None:
    said = GUIDE.read_text(encoding="utf-8")
    bank = load_bank()
    scales = {item.scale.id for item in bank.item_by_id.values()}
    for name in (*ready_files(), *bank.driver_by_id, *scales):
        assert f"`{name}`" in said, name


def test_a_sound_file_is_checked_without_a_database(
    command: Command, example: Path, tmp_path: Path
) -> None:
    done = command("survey", "check", example)
    assert (done.code, done.err) == (0, "")
    first, second = done.out.splitlines()
    assert first == f"{example}: 9 questions, 3 min"
    assert second.endswith("is told where the database with the list of people is.")
    assert not database(tmp_path).parent.exists()


@pytest.mark.usefixtures("_enrolled")
def test_where_the_list_of_people_is_a_check_says_whom_a_file_would_ask(
    command: Command, example: Path, tmp_path: Path
) -> None:
    gc.collect()  # SQLite writes once more when the import's connection goes, whenever that is
    before = database(tmp_path).read_bytes()
    done = command("survey", "check", example)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{example}: 9 questions, 3 min\n  ")
    assert "\n  As things are now it would ask 0 people.\n  Left out: 4 not welcomed" in done.out
    assert "\n    choices, never below a service: nothing\n" in done.out
    assert database(tmp_path).read_bytes() == before
    listed = json.loads(command("survey", "list", "--json").out)
    assert [one["id"] for one in listed] == ["weekly-pulse"]


@pytest.mark.usefixtures("_enrolled")
def test_a_check_tells_what_the_list_of_people_lacks(command: Command, example: Path) -> None:
    content = example.read_text(encoding="utf-8")
    agency = content.replace("[audience]", '[audience]\ncontracts = ["agency"]')
    example.write_text(agency, encoding="utf-8")
    done = command("survey", "check", example)
    assert done.code == 0
    assert done.err == f"{example}: Nobody in the list of people has the contract 'agency'.\n"
    example.write_text(content.replace("/Fostering", "/Adoption"), encoding="utf-8")
    done = command("survey", "check", example)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{example}: There is no part of the organisation called ")


@pytest.mark.parametrize("contents", [b"", b"no database"])
def test_a_check_makes_do_without_a_database_it_can_read(
    command: Command, example: Path, tmp_path: Path, contents: bytes
) -> None:
    database(tmp_path).parent.mkdir()
    database(tmp_path).write_bytes(contents)
    done = command("survey", "check", example)
    assert (done.code, done.err) == (0, "")
    assert "9 questions" in done.out
    assert database(tmp_path).read_bytes() == contents


def test_every_mistake_of_every_file_is_told(command: Command, example: Path) -> None:
    wrong = example.with_name("wrong.toml")
    wrong.write_text(EXAMPLE.replace("minutes = 3", "minutes = 30").replace("tools", "desks", 1))
    missing = example.with_name("missing.toml")
    done = command("survey", "check", wrong, example, missing)
    assert done.code == 1
    assert str(example) in done.out
    first, second, third = done.err.splitlines()
    assert first == f"{wrong}: The survey needs 1 to 10 in 'minutes'."
    assert second.startswith(f"{wrong}: Question 2 ('office_works') names an unknown driver")
    assert third == f"{missing}: The file can't be read: No such file or directory."


def test_what_looks_like_a_slip_is_a_remark(command: Command, example: Path) -> None:
    example.write_text(EXAMPLE.replace("minutes = 3", "minutes = 1"), encoding="utf-8")
    done = command("survey", "check", example)
    assert done.code == 0
    assert "9 questions like these take about 3 min." in done.err


@pytest.mark.usefixtures("_enrolled")
def test_a_file_is_kept_shown_and_comes_back(command: Command, example: Path) -> None:
    done = command("survey", "load", example)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Kept as a draft: every year, from 5 October 2026 at 10:00. ")
    shown = command("survey", "show", "after-the-move").out
    assert shown.startswith("After the move (after-the-move): draft\n")
    assert "9. What should we mend first?" in shown
    written = command("survey", "show", "after-the-move", "--toml").out
    assert tomllib.loads(written)["audience"] == tomllib.loads(EXAMPLE)["audience"]
    example.write_text(written, encoding="utf-8")
    assert "nothing was changed" in command("survey", "load", example).out
    whole = json.loads(command("survey", "show", "after-the-move", "--json").out)
    assert (whole["state"], whole["revision"], len(whole["questions"])) == ("draft", 1, 9)
    assert whole["audience"]["units"][0] == "Children's Services/Fostering"


@pytest.mark.usefixtures("begun")
def test_a_part_of_the_organisation_that_is_not_there_is_refused(
    command: Command, example: Path
) -> None:
    sentence = refused(command("survey", "load", example))
    assert "no part of the organisation called Children's Services/Fostering" in sentence
    listed = json.loads(command("survey", "list", "--json").out)
    assert [one["id"] for one in listed] == ["weekly-pulse"]


@pytest.mark.usefixtures("begun")
def test_a_wrong_or_missing_file_is_refused_in_one_line(command: Command, example: Path) -> None:
    example.write_text(EXAMPLE.replace("minutes = 3", "minutes = 30"), encoding="utf-8")
    sentence = refused(command("survey", "load", example))
    assert sentence == (
        "This survey needs attention, and nothing was changed: "
        "The survey needs 1 to 10 in 'minutes'."
    )
    assert "No such file" in refused(command("survey", "load", "nowhere.toml"))
    assert "no survey called nowhere" in refused(command("survey", "show", "nowhere"))


@pytest.mark.usefixtures("begun")
def test_a_ready_survey_goes_from_draft_to_archive(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = command("survey", "load", "health-check", "--starts", "2027-01-11")
    assert "every year, from 11 January 2027 at 10:00" in done.out
    monkeypatch.setattr("typer.confirm", lambda _question: False)
    done = command("survey", "start", "health-check")
    assert done.out == "As things are now it would ask 0 people.\nNothing was changed.\n"
    assert command("survey", "start", "health-check", "--yes").out == (
        "Yearly health check (health-check): running\nAs things are now it would ask 0 people.\n"
    )
    assert "runs already" in refused(command("survey", "start", "health-check"))
    done = command("survey", "load", "health-check", "--starts", "2027-02-08")
    assert done.out == "Changed; it counts from the next round.\n"
    assert command("survey", "pause", "health-check").out.endswith(": paused\n")
    assert command("survey", "resume", "health-check").out.endswith(": running\n")
    assert command("survey", "archive", "health-check").out == "Nothing was changed.\n"
    assert command("survey", "archive", "health-check", "--yes").out == "Done.\n"
    assert "in the archive" in refused(command("survey", "resume", "health-check"))
    pulse, check = sorted(
        json.loads(command("survey", "list", "--json").out), key=lambda one: one["state"]
    )[::-1]
    assert (pulse["id"], pulse["state"], pulse["every"]) == ("weekly-pulse", "running", "weekly")
    assert (check["state"], check["revision"], check["starts"]) == ("archived", 2, "2027-02-08")


@pytest.mark.usefixtures("begun")
def test_a_milestones_survey_starts_though_nobody_has_reached_it(command: Command) -> None:
    assert command("survey", "load", "settling-in").code == 0
    done = command("survey", "start", "settling-in")
    assert done.code == 0
    assert "0 people would be asked when they reach a milestone." in done.out
    assert "Nobody in the list of people has a day in the column" in done.err


@pytest.mark.usefixtures("begun")
def test_a_survey_for_nobody_is_kept_with_a_remark(command: Command) -> None:
    done = command("survey", "load", "newly-qualified")
    assert done.code == 0
    assert "has a day in the column newly_qualified_from, so nobody is asked." in done.err


def test_lists_are_for_people_too(command: Command, tmp_path: Path) -> None:
    ready = command("survey", "ready").out
    for name in ready_files():
        assert name in ready
    assert not database(tmp_path).exists()
    command("migrate")
    listed = command("survey", "list").out
    assert "Weekly pulse" in listed
    assert "running" in listed


@pytest.mark.usefixtures("begun")
def test_a_ready_file_is_printed_to_start_from(command: Command, tmp_path: Path) -> None:
    printed = command("survey", "ready", "supervision")
    assert printed.out == ready_files()["supervision"].read_text(encoding="utf-8")
    copy = tmp_path / "mine.toml"
    copy.write_text(printed.out, encoding="utf-8")
    checked = command("survey", "check", copy)
    assert (checked.code, checked.err) == (
        0,
        f"{copy}: [calendar] has no first day yet: give it when you load the file, such as"
        " --starts 2027-01-11, or write it into 'starts'.\n",
    )
    assert "needs a date in 'starts'" in refused(command("survey", "load", copy))
    assert command("survey", "load", copy, "--starts", "2026-10-05").code == 0
    assert "no survey called nowhere" in refused(command("survey", "ready", "nowhere"))


@pytest.mark.usefixtures("begun")
def test_the_weekly_pulses_file_can_be_printed_and_loaded(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "pulse.toml"
    file.write_text(command("survey", "ready", "weekly-pulse").out, encoding="utf-8")
    done = command("survey", "load", file, "--starts", "2027-01-11")
    assert (done.code, done.out) == (0, "Changed; it counts from the next round.\n")
    assert "pause it instead" in refused(command("survey", "archive", "weekly-pulse", "--yes"))


def test_dates_that_lead_nowhere_are_told(command: Command, example: Path) -> None:
    example.write_text(EXAMPLE, encoding="utf-8")
    whole = example.read_text(encoding="utf-8").replace("2026-10-05", "2020-10-05")
    example.write_text(whole, encoding="utf-8")
    done = command("survey", "check", example)
    assert (done.code, done.err.partition(": ")[2]) == (
        0,
        "The only day of this survey has passed; choose another before it starts.\n",
    )
    example.write_text(whole.replace("2020-10-05", "9999-12-31"), encoding="utf-8")
    done = command("survey", "check", example)
    assert (done.code, done.out) == (1, "")
    assert "[calendar] needs a first day from 2000-01-01 to" in done.err
    head, _table, rest = whole.partition("[calendar]")
    example.write_text(head + rest[rest.index("[[questions]]") :], encoding="utf-8")
    command("migrate")
    said = refused(command("survey", "load", example, "--starts", "2027-01-11"))
    assert said.startswith("This file has no [calendar], so --starts has no place in it")


@pytest.mark.parametrize(
    "wrong",
    [
        ("check",),
        ("load",),
        ("load", "health-check", "--starts", "soon"),
        ("show", "weekly-pulse", "--toml", "--json"),
        ("nowhere",),
    ],
)
def test_wrong_usage_exits_with_two(command: Command, wrong: tuple[str, ...]) -> None:
    assert command("survey", *wrong).code == 2
