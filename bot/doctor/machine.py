"""What lies on this machine: settings, database, keys, room on the disk; and what is late."""

import shutil
from datetime import datetime
from typing import Final

from bot.app import runtime_to_look
from bot.audit.files import database_entries, database_file, keys_of
from bot.config import Config
from bot.doctor import backups, forum
from bot.local_words import local_words
from bot.schema import Standing, standing
from bot.support_file import support_in
from bot.sync_file import reading_in
from surveys.bank.support import load_support
from surveys.errors import Refusal
from surveys.model.auditing import Finding, Judgement, Verdict
from surveys.model.deliveries import Health
from surveys.rules.auditing.keys import lie_privately
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.rules.auditing.surroundings import not_filled_in, was_reviewed
from surveys.store.database import open_database
from surveys.store.inspecting import reading
from surveys.store.keyring import Keyring
from surveys.use_cases.health import health
from surveys.wording import _, ngettext

LEAST_ROOM: Final = 500  # megabytes; a backup, and a year of a large council's rounds
MEGABYTE: Final = 1_000_000


def findings(config: Config, now: datetime) -> list[Finding]:
    """Look at this machine, changing nothing."""
    database = _database(config)
    found = [
        Finding("database", database),
        Finding("keys", _keys(config)),
        *surroundings(config, now),
    ]
    late = _health(config) if database.remedy == "" else None
    judged = {"people": _people, "schedule": _schedule, "messages": _messages}
    found += [Finding(name, judge(late) if late else _unseen()) for name, judge in judged.items()]
    return found + forum.findings(config, late)


def surroundings(config: Config, now: datetime) -> list[Finding]:
    """Look at what lies around the bot, without its database and without a key."""
    return [
        Finding("disk", _disk(config)),
        Finding("backup", backups.judged(config, now)),
        Finding("backup-place", backups.well_placed(config)),
        Finding("help-list", _help_list(config, now)),
        Finding("local-words", _local_words(config)),
        Finding("sync-file", _sync_file(config)),
    ]


def wrong_around(config: Config, now: datetime) -> tuple[Judgement, ...]:
    """Return what is wrong on this machine but for the database, each with its remedy."""
    found = [_keys(config), *(one.judgement for one in surroundings(config, now))]
    return tuple(one for one in found if one.verdict is Verdict.FAIL)


def _database(config: Config) -> Judgement:
    migrate = _("Run staff-voice migrate.")
    file = database_file(config)
    if file is not None and not file.exists():
        return failed(
            _("There is no database at {file}.").format(file=file),
            _("Run this in the folder that holds .env; a new one begins with staff-voice setup."),
        )
    try:
        engine = open_database(config.database_url)
        with reading(engine) as connection:
            found = standing(connection)
        engine.dispose()
    except Refusal as refusal:
        return failed(refusal.sentence, _("Mend DATABASE_URL, or start the database."))
    if found is Standing.AHEAD:
        return passed(_("The database is there, and ahead of this version, which may work on it."))
    if found is not Standing.OURS:
        return failed(_("The database is of another version of Staff Voice."), migrate)
    return passed(_("The database is there, and of this version."))


def _keys(config: Config) -> Judgement:
    found, _contents = keys_of(config)
    if not found.readable:
        return failed(
            _("KEY_DIR is no folder that we may look into."),
            _("Let KEY_DIR belong to the bot's own user alone: chmod 700."),
        )
    try:
        Keyring(config.key_dir.expanduser()).check_usable()
    except Refusal as refusal:
        return failed(refusal.sentence, _("Set KEY_DIR to a folder of the bot's own user alone."))
    return lie_privately(found, database_entries(database_file(config)))


def _disk(config: Config) -> Judgement:
    file = database_file(config)
    folder = file.parent if file else config.key_dir.expanduser()
    while not folder.exists():
        folder = folder.parent
    room = shutil.disk_usage(folder).free // MEGABYTE
    if room < LEAST_ROOM:
        return failed(
            _("There are {n} MB left on the disk.").format(n=room),
            _("Make room: at least {n} MB.").format(n=LEAST_ROOM),
        )
    return passed(_("There is room on the disk: {n} MB.").format(n=room))


def _help_list(config: Config, now: datetime) -> Judgement:
    try:
        support = support_in(config.support_file)
    except Refusal as refusal:
        return failed(refusal.sentence, _("Mend the file that SUPPORT_FILE names."))
    is_stale = support.is_stale(now.astimezone(config.policy.zone).date())
    unfilled = [line.name for line in support.unfilled(load_support())]
    if unfilled and not is_stale:
        return not_filled_in(unfilled, is_ours=config.support_file is None)
    return was_reviewed(support.reviewed, now, is_stale=is_stale)


def _local_words(config: Config) -> Judgement:
    try:
        local_words(config.local_words_file)
    except Refusal as refusal:
        return failed(refusal.sentence, _("Mend the file that LOCAL_WORDS_FILE names."))
    if config.local_words_file is None:
        return passed(_("No words of your own are set."))
    return passed(_("Your own words can be read."))


def _sync_file(config: Config) -> Judgement:
    if config.sync_file is None:
        return passed(_("People are not read from Slack."))
    try:
        reading_in(config)
    except Refusal as refusal:
        return failed(refusal.sentence, _("Mend the file that SYNC_FILE names."))
    return passed(_("The file says how people are read from Slack."))


def _health(config: Config) -> Health | None:
    """Look at the database; None: a file that the settings name is wrong, as is said elsewhere."""
    try:
        runtime = runtime_to_look(config)
    except Refusal:
        return None
    if runtime is None:
        return None
    try:
        return health(runtime)
    finally:
        runtime.store.close()


def _unseen() -> Judgement:
    return unclear(
        _("That can't be seen before the rest is in order."), _("Mend what is wrong first.")
    )


def _people(found: Health) -> Judgement:
    if not found.people:
        return failed(_("Nobody is on the list."), _("Run staff-voice people import."))
    if not found.administrators:
        return unclear(
            _("Who looks after Staff Voice? No administrator on the list can be reached in Slack."),
            _(
                "Run staff-voice people role SLACK-ID --give admin, and write admin into somebody's"
                " roles in your people file."
            ),
        )
    said = ngettext("{n} person is on the list.", "{n} people are on the list.", found.people)
    return passed(said.format(n=found.people))


def _schedule(found: Health) -> Judgement:
    start = _("Start the bot, staff-voice run, and look for errors in its log.")
    if found.late_surveys:
        surveys = ", ".join(found.late_surveys)
        return failed(_("These should have been asked: {surveys}.").format(surveys=surveys), start)
    if found.late_rounds:
        said = ngettext(
            "{n} round should have closed.", "{n} rounds should have closed.", found.late_rounds
        )
        return failed(said.format(n=found.late_rounds), start)
    return passed(_("Every survey was asked, and every round closed, when it should."))


def _messages(found: Health) -> Judgement:
    if found.stuck:
        said = ngettext(
            "{n} message is an hour late or more.", "{n} messages are an hour late or more.",
            found.stuck,
        )  # fmt: skip
        return failed(said.format(n=found.stuck), _("See staff-voice deliveries for the reasons."))
    return passed(_("No message is late."))
