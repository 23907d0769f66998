"""Where things live: the database, the keys apart from it, backups, the clock, snapshots."""

from typing import Final

from bot import config as settings
from bot.config import Config
from bot.setup.desk import Desk
from surveys.errors import YesOrNo
from surveys.wording import _

SNAPSHOTS: Final = "SNAPSHOTS_EXCLUDE_KEYS"
_SAID: Final = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "later": "", "": ""}


def choose(desk: Desk) -> None:
    """Ask where data, keys and backups lie, and hold the walls between them."""
    usual = Config.model_fields
    desk.ask_setting(
        "DATABASE_URL",
        _("The database: a file of this machine, or postgresql://user:password@host/database"),
        str(usual["database_url"].default),
    )
    desk.ask_setting(
        "KEY_DIR",
        _("The folder of keys, outside the database's folder and outside every backup"),
        str(usual["key_dir"].default),
    )
    desk.ask_setting("BACKUP_DIR", _("The folder of your backups (Enter: there is none yet)"), "")
    desk.ask_setting(
        "TIME_ZONE", _("The time zone of the organisation"), str(usual["time_zone"].default)
    )
    settings.load()  # the walls, with everything that was said
    desk.talk.done("places", "done", _("The keys lie apart from the database and its backups."))


def ask_about_snapshots(desk: Desk) -> None:
    """Ask whether copies of the whole machine take the keys along: nobody else can know."""
    talk = desk.talk
    if settings.read().snapshots_exclude_keys and desk.is_settled(SNAPSHOTS):
        talk.done("snapshots", "kept", _("{name} is set, and stays.").format(name=SNAPSHOTS))
        return
    talk.tell(
        _(
            "Whoever has a snapshot of the whole machine or disk, made while a round is open, may"
            " have its key and its sealed answers together. Whoever runs this machine can leave"
            " the folder of keys out: {folder}"
        ).format(folder=settings.read().key_dir)
    )
    said = talk.ask(
        SNAPSHOTS,
        _("Do all snapshots and backups of the machine leave it out? yes, no, or later"),
        _yes_or_no,
        default=desk.env.values().get(SNAPSHOTS) or "later",
    )
    if said or SNAPSHOTS in desk.env.values():
        desk.keep(SNAPSHOTS, said)
    if said == "yes":
        talk.done("snapshots", "done", _("Snapshots leave the keys out, by your word."))
        return
    talk.done(
        "snapshots",
        "later",
        _(
            "Until you set {name}=yes, staff-voice audit fails, and the promise tells everybody"
            " that this is not confirmed."
        ).format(name=SNAPSHOTS),
    )


def _yes_or_no(said: str) -> str:
    if said.casefold() not in _SAID:
        raise YesOrNo
    return _SAID[said.casefold()]
