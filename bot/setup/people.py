"""The database, the list of people, who looks after the bot, and a hello to them."""

from pathlib import Path
from typing import Final

from slack_sdk import WebClient

from bot import config as settings
from bot.app import build_runtime
from bot.given_files import NotRead, content_of
from bot.plan_table import show_plan
from bot.schema import Standing, bring_up, migrate, revision_on, standing
from bot.setup.desk import Desk
from bot.slack_client import slack_client
from handlers.sending import Arrived, Message, open_conversation, post
from handlers.views.blocks import section
from surveys.errors import (
    DatabaseOutOfDate,
    HelloNotSent,
    PeopleFileUnreadable,
    SlackRefused,
)
from surveys.model.people import Account, Person
from surveys.runtime import Runtime
from surveys.store.database import open_database
from surveys.use_cases import beginning, enrolling, starting
from surveys.wording import _, ngettext

TEMPLATE: Final = Path("people-template.csv")
LATER: Final = "later"
_HELLO: Final = "setup-hello"  # in the message's metadata: it is looked for before it is sent
# The id is none, so that nobody imports the example as a colleague.
_EXAMPLE: Final = (
    "person_key,workspace,slack_id,name,email,unit,job_family,contract,start_date,manages,roles,"
    "working_pattern\n"
    "E0001,{workspace},U… (profile ⋮ Copy member ID),Asha Khan,asha.khan@example.org,"
    "Children's Services/Referral and Assessment/Team 1,Social worker,Permanent,2025-01-06,,admin,"
    "\n"
)


def make_database(desk: Desk) -> Runtime:
    """Make the database, or bring an earlier one to this version. Raises DatabaseOutOfDate."""
    config = settings.load()
    engine = open_database(config.database_url)
    try:
        with engine.connect() as connection:
            was, found = revision_on(connection), standing(connection)
        if found is Standing.BEHIND:
            ask = _(
                "The database is of an earlier version. Is it backed up, to be brought to this one?"
            )
            if not desk.talk.agree("MIGRATE", ask, default=False):
                raise DatabaseOutOfDate
            migrate(engine)
        bring_up(engine)
    finally:
        engine.dispose()
    runtime = build_runtime(config)
    starting.check(runtime)
    made = _("The database is there.") if was else _("The database is made.")
    desk.talk.done("database", "kept" if was else "done", made)
    return runtime


def take_people(desk: Desk, runtime: Runtime, workspace: str) -> None:
    """Import a people file, or none yet; what it changes is shown first."""
    talk, count = desk.talk, beginning.count_people(runtime)
    if count and not desk.change and not talk.has("PEOPLE_FILE"):
        said = ngettext("{n} person is on the list.", "{n} people are on the list.", count)
        talk.done("people", "kept", said.format(n=count))
        return
    content: bytes | None = None
    while content is None:
        said = talk.ask(
            "PEOPLE_FILE",
            _('Your people file (CSV); "template" writes one to fill in, "later" goes on'),
            lambda one: _planned(runtime, one),
            default=LATER,
        )
        if said == LATER:
            later = _("Nobody is on the list yet: staff-voice people import people.csv")
            talk.done("people", LATER, later)
            return
        if said == "template":
            talk.tell(_write_template(workspace))
        else:
            content = _content(said)
    plan = enrolling.plan_people(runtime, content)
    if not talk.is_script:
        show_plan(plan)
    if plan.is_empty or not talk.agree("APPLY", _("Apply these changes?"), default=True):
        talk.done("people", "kept", _("Nothing was changed."))
        return
    enrolling.apply_people(runtime, content)
    count = beginning.count_people(runtime)
    now_on = ngettext("{n} person is on the list.", "{n} people are on the list.", count)
    talk.done("people", "done", now_on.format(n=count))


def _planned(runtime: Runtime, said: str) -> str:
    if said not in (LATER, "template"):
        enrolling.plan_people(runtime, _content(said))
    return said


def _content(path: str) -> bytes:
    try:
        return content_of(Path(path))
    except NotRead as error:
        raise PeopleFileUnreadable(error.reason) from None


def _write_template(workspace: str) -> str:
    try:
        with TEMPLATE.open("x", encoding="utf-8") as file:
            file.write(_EXAMPLE.format(workspace=workspace))
    except FileExistsError:
        return _("{file} is there already; fill it in, and name it here.").format(file=TEMPLATE)
    except OSError as error:
        return PeopleFileUnreadable(error.strerror or type(error).__name__).sentence
    return _("{file} has the columns and an example: fill it in, save it, name it here.").format(
        file=TEMPLATE
    )


def name_administrator(desk: Desk, runtime: Runtime) -> Person | None:
    """Say who looks after the bot. None: nobody yet."""
    talk, known = desk.talk, beginning.administrators(runtime)
    if known and not desk.change and not talk.has("ADMINISTRATOR"):
        said = ngettext("{n} administrator is on the list.", "{n} administrators are on the list.",
                        len(known))  # fmt: skip
        talk.done("administrator", "kept", said.format(n=len(known)))
        return known[0]
    if not beginning.count_people(runtime):
        talk.done("administrator", LATER, _("Import people, then run staff-voice setup again."))
        return None
    chosen = talk.ask(
        "ADMINISTRATOR",
        _('Who looks after the bot? Slack ID or e-mail of somebody on the list, or "later"'),
        lambda said: None if said == LATER else beginning.make_administrator(runtime, said),
        default=LATER,
    )
    if chosen is None:
        talk.done("administrator", LATER, _("Nobody looks after the bot yet."))
        return None
    said = _('{name} looks after the bot. Put "admin" into their roles in your people file too.')
    talk.done("administrator", "done", said.format(name=chosen.name))
    return chosen


def say_hello(desk: Desk, person: Person) -> None:
    """Send a hello to an administrator, once, however often this is run. Raises HelloNotSent."""
    client = slack_client(settings.read())
    account = _account(client, person)
    place = open_conversation(client, account.slack_id)
    outcome = (
        post(client, place, _hello(), _HELLO, look_first=not desk.hello_again)
        if isinstance(place, str)
        else place
    )
    if not isinstance(outcome, Arrived):
        raise HelloNotSent(outcome.error or "?")
    arrived = _("A hello from Staff Voice is in {name}'s messages in Slack.")
    desk.talk.done("hello", "done", arrived.format(name=person.name))


def workspace_of(client: WebClient) -> str:
    """Return the id of the workspace whose token we hold. Raises SlackRefused."""
    try:
        return str(client.auth_test()["team_id"])
    except Exception as error:  # every other fault was met while the token was taken
        raise SlackRefused(type(error).__name__) from None


def _account(client: WebClient, person: Person) -> Account:
    here = workspace_of(client)
    return next((one for one in person.accounts if one.workspace == here), person.accounts[0])


def _hello() -> Message:
    lines = [
        _("Hello. *Staff Voice is installed*, and you look after it. Next:"),
        _("• Start it: `staff-voice run`, under whatever keeps programs running."),
        _("• Open *Home* above: what you can do as an administrator stands there once it runs."),
        _("• `staff-voice doctor` says at any time what needs attention."),
        _("Everybody on the list gets a welcome from me first, in their own working hours."),
    ]
    return Message(
        _("Staff Voice is installed, and you look after it."), [section("\n".join(lines))]
    )
