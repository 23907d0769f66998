"""`staff-voice setup`: asks, checks, keeps, a step at a time; again it goes on where it stopped."""

import io
import sys
from pathlib import Path
from typing import Annotated, Final

import typer
from dotenv import dotenv_values

from bot import config as settings
from bot import logs
from bot.config import Config
from bot.doctor import command as doctoring
from bot.given_files import NotRead, text_of
from bot.saying import say
from bot.settings_file import lines_wrong
from bot.setup import people, places, slack_app
from bot.setup.desk import Desk
from bot.setup.env_file import EnvFile
from bot.setup.talking import Script, Talk
from bot.slack_client import slack_client
from surveys import wording
from surveys.errors import AnswersUnreadable, AnswerUnknown, SetupStopped
from surveys.model.auditing import Verdict
from surveys.wording import _

INTERRUPTED: Final = 130
NOBODY_TO_ASK: Final = 2
# What a step asks for itself, and what a script may say beside settings.
ASKED: Final = frozenset(
    {"DATABASE_URL", "KEY_DIR", "BACKUP_DIR", "TIME_ZONE", places.SNAPSHOTS}
    | {slack_app.BOT, slack_app.APP, slack_app.SECRET}
)
QUESTIONS: Final = frozenset({"PEOPLE_FILE", "ADMINISTRATOR", "APPLY", "MIGRATE"})


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(setup)


def setup(
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", readable=False, help="Lines NAME=value in place of questions; - for stdin."
        ),
    ] = None,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: take what is set, else what is usual.")
    ] = False,
    change: Annotated[
        bool, typer.Option("--change", help="Ask for what is set already, too.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let a new token take another's place.")
    ] = False,
    http: Annotated[
        bool, typer.Option("--http", help="Slack calls this machine, in place of Socket Mode.")
    ] = False,
    hello: Annotated[
        bool, typer.Option("--hello", help="Send the administrator's hello once more.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON a step; with --yes or --answers.")
    ] = False,
) -> None:
    """Set Staff Voice up on a real workspace: folders, Slack, database, people, a first check."""
    is_script = yes or answers is not None
    if not is_script and (as_json or not sys.stdin.isatty()):
        sys.stderr.write(_("Nobody is there to be asked: give --yes or --answers FILE.") + "\n")
        raise typer.Exit(NOBODY_TO_ASK)
    talk = Script(_answers(answers), as_json=as_json) if is_script else Talk()
    config, _refused = settings.read_to_look()
    wording.use(config.locale)
    logs.start(config.log_level, ours_only=True)
    set_up(Desk(talk, EnvFile(Path(".env")), change, replace, http, hello))


def set_up(desk: Desk) -> None:
    """Go through every step; what was kept before an interruption stays, and is told."""
    try:
        _steps(desk)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        kept = ", ".join(desk.kept) or _("nothing new")
        say("")
        say(_("Stopped. In .env this time: {names}.").format(names=kept))
        for sentence in desk.did:
            say(sentence)
        say(_("Run staff-voice setup again: it goes on from here."))
        raise typer.Exit(INTERRUPTED) from None


def _steps(desk: Desk) -> None:
    talk = desk.talk
    if settings.read().slack_client_id:  # and a file that is wrong already is said at once
        raise SetupStopped(
            _("SLACK_CLIENT_ID is set, so workspaces install the app by themselves at PUBLIC_URL")
        )
    for name in sorted(talk.beyond(ASKED | QUESTIONS)):
        desk.ask_setting(name, name, "")  # a script may say any setting
    talk.tell(
        _(
            "This sets Staff Voice up in {folder}. Ctrl-C stops it at any time; run again, it goes"
            " on. Nobody is sent anything but the administrator, who gets a hello."
        ).format(folder=Path.cwd())
    )
    talk.step(_("1 of 6: where things live"))
    places.choose(desk)
    places.ask_about_snapshots(desk)
    talk.step(_("2 of 6: the app in Slack"))
    slack_app.show_manifest(desk)
    talk.step(_("3 of 6: its tokens"))
    slack_app.take_tokens(desk)
    talk.step(_("4 of 6: the database and the people"))
    runtime = people.make_database(desk)
    try:
        people.take_people(desk, runtime, people.workspace_of(slack_client(settings.read())))
        talk.step(_("5 of 6: who looks after the bot"))
        person = people.name_administrator(desk, runtime)
    finally:
        runtime.store.close()
    if person is not None:
        people.say_hello(desk, person)
    talk.step(_("6 of 6: a first check"))
    _check(desk)


def _check(desk: Desk) -> None:
    config, refused = settings.read_to_look()
    found = doctoring.examined(config, refused)
    wrong = [one for one in found if one.judgement.remedy]
    if wrong and not desk.talk.is_script:
        doctoring.show(wrong)
    said = _("Nothing needs attention.")
    if wrong:
        said = _("This needs attention, and staff-voice doctor says what to do: {checks}.").format(
            checks=", ".join(one.check for one in wrong)
        )
    desk.talk.done("doctor", "done", said)
    if any(one.check == "help-list" for one in wrong):
        desk.talk.tell(
            _(
                "Before people are asked, put your own safeguarding desk and other help into a"
                " list, and name it in SUPPORT_FILE."
            )
        )
    start = _("Start the bot with staff-voice run.")
    for one in found:
        if one.check == "people" and one.judgement.verdict is Verdict.FAIL:
            start = _("Do not start the bot yet. {seen} {remedy}").format(
                seen=one.judgement.evidence, remedy=one.judgement.remedy
            )
    desk.talk.tell(start)
    desk.talk.tell(_("Settings are in .env, which your own user alone may read."))


def _answers(file: Path | None) -> dict[str, str]:
    """Read what a script says. Raises AnswersUnreadable, AnswerUnknown."""
    if file is None:
        return {}
    try:
        text = text_of(file)
    except NotRead as error:
        raise AnswersUnreadable(error.reason) from None
    if wrong := lines_wrong(text):
        raise AnswersUnreadable(wrong)
    given = dotenv_values(stream=io.StringIO(text), interpolate=False)
    known = {name.upper() for name in Config.model_fields} | QUESTIONS
    if unknown := sorted(set(given) - known):
        raise AnswerUnknown(", ".join(unknown))
    return {name: value or "" for name, value in given.items()}
