"""`staff-voice setup`: from an empty folder to a bot that can run, and no way to half of it."""

import json
import stat
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
import typer
from sqlalchemy import make_url

from bot import config as settings
from bot.app import build_bot
from bot.local_slack import LocalSlack, Member, Visitor
from bot.manifest import scopes
from bot.schema import Standing, standing
from bot.scopes import reasons
from bot.setup.command import set_up
from bot.setup.desk import Desk
from bot.setup.env_file import EnvFile
from bot.setup.people import _content
from surveys.errors import BackupPlaceMissing, DatabaseOutOfDate, PeopleFileUnreadable
from surveys.store.database import open_database
from tests.bot.commanding import Command, refused
from tests.bot.setting_up import ENTER, Somebody, moved_to, sets_up

TOKENS = {"Bot token": "xoxb-local", "App token": "xapp-local"}
PEOPLE = {"people file": "people.csv", "looks after": "person2@example.org"}


@pytest.fixture
def folder(command: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSlack]:
    """An empty folder of somebody who can reach Slack, with nothing set."""
    assert command  # which took every setting out of the environment
    for name in ("DATABASE_URL", "KEY_DIR"):
        monkeypatch.delenv(name)
    slack = LocalSlack([Member("U0001", "Person 1"), Member("U0002", "Person 2")])
    slack.start()
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    yield slack
    slack.stop()


def answers(tmp_path: Path, **more: str | list[str]) -> dict[str, str | list[str]]:
    keys = {"folder of keys": str(tmp_path / "keys")}
    return {**keys, **TOKENS, **PEOPLE, **{k.replace("_", " "): v for k, v in more.items()}}


@pytest.mark.usefixtures("people")
def test_from_an_empty_folder_to_a_bot_that_can_run(folder: LocalSlack, tmp_path: Path) -> None:
    somebody = sets_up(answers(tmp_path, snapshots="yes"))

    env = tmp_path / ".env"
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    assert EnvFile(env).values()["SNAPSHOTS_EXCLUDE_KEYS"] == "yes"
    assert {q for q, hidden in somebody.asked if hidden} == {
        q for q in somebody.questions() if "nothing shows" in q
    }
    assert "xoxb-local" not in somebody.said
    assert "xapp-local" not in somebody.said
    for scope, why in reasons().items():
        assert f"{scope}: {why}" in somebody.said
    assert json.loads(Path("staff-voice-manifest.json").read_text("utf-8"))
    hello = Visitor(folder.address, "U0002").messages()
    assert [one["text"] for one in hello] == ["Staff Voice is installed, and you look after it."]
    # There are no backups yet, and nobody has said where people can turn.
    assert "says what to do: backup, backup-place, help-list." in somebody.said
    build_bot(settings.load()).close()  # it would start

    before = env.read_bytes()
    again = sets_up({})  # asks nothing, changes nothing, sends nothing
    assert again.asked == []
    assert env.read_bytes() == before
    assert len(Visitor(folder.address, "U0002").messages()) == 1


@pytest.mark.usefixtures("folder")
def test_places_that_cannot_be_used_are_refused_at_their_question(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"ours")
    others = tmp_path / "others"
    others.mkdir(mode=0o755)
    (others / "notes.txt").touch()
    places: dict[str, str | list[str]] = {
        "The database:": ["sqlite://", "sqlite:///file/a.db", "sqlite:///others", "sqlite:///file",
                          ENTER],
        "folder of keys": ["file", "file/keys", "~nobody-here/keys", "others", "^C"],
    }  # fmt: skip
    with pytest.raises(typer.Exit):
        sets_up(places)
    env = tmp_path / ".env"
    assert env.read_text("utf-8") == "DATABASE_URL=sqlite:///data/staff_voice.db\n"
    assert not places["folder of keys"][1:]
    assert [path.name for path in others.iterdir()] == ["notes.txt"]
    assert stat.S_IMODE(others.stat().st_mode) == 0o755


@pytest.mark.usefixtures("folder")
def test_places_that_are_set_and_cannot_be_used_are_asked_for_again(
    command: Command, people: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"ours")
    env = tmp_path / ".env"
    env.write_text("DATABASE_URL=sqlite://\nKEY_DIR=file\n", "utf-8")
    assert "a database in memory is gone" in command("setup", "--yes").err
    somebody = Somebody({
        "The database:": "sqlite:///data/staff_voice.db",
        "folder of keys": "keys", "folder of your backups": ["file", "not/there", "^C"],
    })  # fmt: skip
    with pytest.raises(typer.Exit):
        set_up(Desk(somebody, EnvFile(env)))
    for sentence in (
        "These settings need attention: DATABASE_URL: a database in memory is gone",
        "Keys can't be kept in KEY_DIR (Not a directory);",
        "The backup can't be written there: Not a directory.",
        BackupPlaceMissing("not").sentence,
    ):
        assert sentence in somebody.said
    assert EnvFile(env).values()["KEY_DIR"] == "keys"
    env.write_text("KEY_DIR=file\n", "utf-8")
    imported = command("people", "import", people, "--yes")
    assert "can't be kept in KEY_DIR (Not a directory)" in imported.err


@pytest.mark.usefixtures("folder")
def test_what_is_wrong_is_said_in_a_sentence_and_asked_again(tmp_path: Path) -> None:
    wrong = sets_up(
        answers(
            tmp_path,
            folder_of_keys=["data/keys", str(tmp_path / "keys")],
            time_zone=["Europe/Londn", ENTER],
            snapshots=["perhaps", "no"],
            Bot_token=["xapp-local", "xoxp-mine", "xoxb-other", "xoxb-local"],
            App_token=["xoxb-local", "xapp-other", "xapp-local"],
            people_file=["nowhere.csv", "later"],
        )
    ).said
    for sentence in (
        "KEY_DIR must lie outside the folder of the database",
        "TIME_ZONE: it is no time zone",
        "Please answer yes, no or later.",
        "that is an app token; the bot token begins with xoxb-.",
        "that is somebody's own token",
        "Slack refuses SLACK_BOT_TOKEN (invalid_auth).",
        "that is the bot token; the app token begins with xapp-.",
        "Slack refuses SLACK_APP_TOKEN (invalid_auth).",
        "The people file can't be read",
        "audit fails, and the promise tells everybody",
        "Import people, then run staff-voice setup again.",
    ):
        assert sentence in wrong, sentence
    assert "TIME_ZONE=Europe/London" in (tmp_path / ".env").read_text("utf-8")


def test_an_app_that_may_too_little_is_not_taken(folder: LocalSlack, tmp_path: Path) -> None:
    folder.grant(*(one for one in scopes() if one != "im:history"))
    with pytest.raises(typer.Exit):
        sets_up(answers(tmp_path, Bot_token=["xoxb-local", "^C"]))
    assert "SLACK_BOT_TOKEN" not in (tmp_path / ".env").read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_stopped_in_the_middle_it_tells_what_is_kept_and_goes_on_from_there(
    tmp_path: Path, people: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    people = people.rename(tmp_path / "my list.csv")
    env = tmp_path / ".env"
    env.write_text("# ours\nLOG_LEVEL=INFO\nTIME_ZONE=Europe/Paris # for now\n", "utf-8")
    with pytest.raises(typer.Exit) as stopped:
        sets_up(answers(tmp_path, App_token="^C"))
    assert stopped.value.exit_code == 130
    told = capfd.readouterr().out.replace("\n", " ")
    assert "In .env this time: DATABASE_URL, KEY_DIR, BACKUP_DIR, SLACK_BOT_TOKEN." in told
    assert "The manifest is in staff-voice-manifest.json, to be pasted. Run staff-voice" in told
    lines = env.read_text("utf-8").splitlines()
    assert lines[:3] == ["# ours", "LOG_LEVEL=INFO", "TIME_ZONE=Europe/Paris # for now"]
    assert not list(tmp_path.glob(".env.*"))
    on = sets_up({"App token": "xapp-local"})
    assert next(iter(on.questions())).startswith("Do all snapshots")
    assert len(on.asked) == 3  # and the app token, and the people file
    assert "Do not start the bot yet. Nobody is on the list." in on.said
    assert "Start the bot" not in on.said

    with pytest.raises(typer.Exit):
        sets_up({"people file": f"{people}".replace("my list", "my\\ list"), "looks after": "^C"})
    told = capfd.readouterr().out
    assert "In .env this time: nothing new.\n3 people are on the list.\nRun staff-voice" in told


@pytest.mark.usefixtures("people")
def test_a_script_sets_up_without_a_question(
    command: Command, folder: LocalSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = f"KEY_DIR={tmp_path}/keys\nSLACK_BOT_TOKEN=xoxb-local\nSLACK_APP_TOKEN=xapp-local\n"
    given += (
        "PEOPLE_FILE=people.csv\nADMINISTRATOR=U0001\nSNAPSHOTS_EXCLUDE_KEYS=yes\nLOG_LEVEL=ERROR\n"
    )
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given.encode())))
    done = command("setup", "--answers", "-", "--json")
    assert (done.code, done.err) == (0, "")
    steps = {one["step"]: one["result"] for one in map(json.loads, done.out.splitlines())}
    assert steps["administrator"] == steps["hello"] == steps["people"] == "done"
    assert "xoxb" not in done.out
    assert "LOG_LEVEL=ERROR" in (tmp_path / ".env").read_text("utf-8")
    assert [len(Visitor(folder.address, f"U000{n}").messages()) for n in (1, 2)] == [1, 0]

    before = (tmp_path / ".env").read_bytes()
    (tmp_path / "other").write_text("SLACK_BOT_TOKEN=xoxb-another\n", "utf-8")
    folder._caller.tokens = ("xoxb-another", "xapp-local")
    again = command("setup", "--answers", "other", "--json")
    assert (again.code, "give --replace" in again.err) == (1, True)
    assert (tmp_path / ".env").read_bytes() == before
    assert command("setup", "--answers", "other", "--json", "--replace").code == 0
    assert b"xoxb-another" in (tmp_path / ".env").read_bytes()


@pytest.mark.usefixtures("folder")
def test_an_earlier_database_is_brought_forward_only_when_somebody_says_so(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    moved_to(engine, "0014")
    with pytest.raises(DatabaseOutOfDate):
        sets_up(answers(tmp_path, backed_up="n", people_file="later"))
    with engine.connect() as connection:
        assert standing(connection) is Standing.BEHIND
    sets_up({"backed up": "y"})
    with engine.connect() as connection:
        assert standing(connection) is Standing.OURS
    engine.dispose()


@pytest.mark.usefixtures("folder")
def test_a_script_is_told_what_it_lacks_or_says_too_much(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    alone = command("setup")
    assert (alone.code, alone.out) == (2, "")
    assert "--yes or --answers" in alone.err
    (tmp_path / "answers").write_text("SLACK_TOKEN=xoxb-local\n", "utf-8")
    assert "no answer to anything: SLACK_TOKEN" in refused(command("setup", "--answers", "answers"))
    (tmp_path / "answers").write_text("LOCALE=en_GB\nSLACK_BOT_TOKEN xoxb-local\n", "utf-8")
    unread = refused(command("setup", "--answers", "answers"))
    assert unread.endswith("can't be read: line 2 is not of the form NAME=value.")
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    lacks = command("setup", "--yes", "--json")
    assert lacks.code == 1
    assert "Setting up needs SLACK_BOT_TOKEN" in lacks.err


@pytest.mark.parametrize("how", ["'{}'", '"{}"', "{}", "~/my list.csv", "~/my\\ list.csv"])
def test_a_path_is_taken_as_a_terminal_pastes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "my list.csv"
    file.write_bytes(b"rows")
    assert _content(how.format(file)) == b"rows"
    for wrong in ("-", "~nobody-here/list.csv", "it's.csv", "x" * 300):
        with pytest.raises(PeopleFileUnreadable):
            _content(wrong)


def test_with_slack_calling_us_there_must_be_an_address(folder: LocalSlack, tmp_path: Path) -> None:
    assert folder.address
    (tmp_path / ".env").write_text("PUBLIC_URL=\nDATABASE_URL=\nBACKUP_DIR=\n", "utf-8")
    address = [ENTER, "staffvoice", "https://voice.example.org"]
    given = answers(tmp_path, The_address=address, Bot_token="^C")
    with pytest.raises(typer.Exit):
        sets_up(given, http=True)
    assert EnvFile(tmp_path / ".env").values()["PUBLIC_URL"] == "https://voice.example.org"
    told = json.loads(Path("staff-voice-manifest.json").read_text("utf-8"))
    assert told["settings"]["socket_mode_enabled"] is False
    assert "https://voice.example.org" in json.dumps(told)


def test_a_settings_file_keeps_what_it_means(tmp_path: Path) -> None:
    env = EnvFile(tmp_path / ".env")
    hard = "postgresql://bot:p'w #1\\@db/staff"
    env.put({"DATABASE_URL": hard, "KEY_DIR": "/srv/my keys"})
    env.put({"KEY_DIR": "/srv/keys", "BACKUP_DIR": ""})
    assert env.values() == {"DATABASE_URL": hard, "KEY_DIR": "/srv/keys", "BACKUP_DIR": ""}
    assert make_url(env.values()["DATABASE_URL"]).password == "p'w #1\\"
    (tmp_path / "link").symlink_to(tmp_path / ".env")
    EnvFile(tmp_path / "link").put({"LOCALE": "en_GB"})
    assert (tmp_path / "link").is_symlink()
    assert env.values()["LOCALE"] == "en_GB"
