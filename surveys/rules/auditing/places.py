"""Places: how the database's files, the settings' file and the backups lie on the disk."""

from collections.abc import Mapping
from typing import Final

from surveys.model.auditing import Entry, Facts, Judgement
from surveys.model.rounds import RoundState
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _

OTHERS: Final = 0o077  # the permission bits of everyone but the owner
SAFE: Final[Mapping[str, str]] = {
    "secure_delete": "1",
    "journal_mode": "wal",
    "foreign_keys": "1",
    "temp_store": "2",  # memory
    "trusted_schema": "0",
}


def connection_settings(facts: Facts) -> Judgement:
    """A connection opened as the bot opens its own deletes for good and trusts no file."""
    found = facts.kept.settings
    if found is None:
        return passed(
            _("PostgreSQL has no such settings: what it keeps of an answer is a sealed box.")
        )
    wrong = sorted(name for name, value in SAFE.items() if found.get(name) != value)
    if wrong:
        return failed(
            _("On a connection like the bot's {names} are not as they must be.").format(
                names=", ".join(wrong)
            ),
            _("Install a SQLite that permits these settings, on a disk of this machine."),
        )
    return passed(_("{names} are in force.").format(names=", ".join(SAFE)))


def write_ahead_log(facts: Facts) -> Judgement:
    """SQLite's log is empty or absent while no round is open."""
    if facts.log_bytes is None:
        return passed(_("PostgreSQL's log is its own; in it answers are sealed boxes."))
    if any(one.state is RoundState.OPEN for one in facts.kept.rounds):
        return passed(_("A round is open, and what the log holds of its answers is sealed."))
    if facts.log_bytes:
        return failed(
            _("No round is open, and the database's log is not empty."),
            _("Start the bot, or stop whatever keeps reading the database."),
        )
    return passed(_("No round is open, and the database's log is empty."))


def private(facts: Facts) -> Judgement:
    """Only the bot's user may read the database's files and its folder."""
    if not facts.places:
        return unclear(
            _("The database is a server's, and its files are not on this machine's books."),
            _("Ask whoever runs the server who may read its files."),
        )
    bare = [one.what for one in facts.places if one.mode & OTHERS]
    if bare:
        return failed(
            _("Others on this machine may read {names}.").format(names=", ".join(bare)),
            _("Run chmod 700 on the database's folder and chmod 600 on the files in it."),
        )
    return passed(_("Nobody but their owner may read the database's files and folder."))


def settings_private(facts: Facts) -> Judgement:
    """Only its owner may read .env."""
    if facts.env_file is None:
        return passed(_("There is no .env here; settings come from the environment."))
    return _private(facts.env_file, _("Run chmod 600 on .env."))


def backups_private(facts: Facts) -> Judgement:
    """Only its owner may look into BACKUP_DIR."""
    if not facts.backups_set:
        return unclear(
            _("BACKUP_DIR is not set, so nobody can tell where backups lie."),
            _("Set BACKUP_DIR to the folder of your backups."),
        )
    if facts.backups is None:
        return unclear(
            _("BACKUP_DIR is not there, or can't be looked into."),
            _("Make that folder, or run the audit where it can be seen."),
        )
    return _private(facts.backups, _("Run chmod 700 on BACKUP_DIR."))


def _private(entry: Entry, remedy: str) -> Judgement:
    if entry.mode & OTHERS:
        return failed(_("Others on this machine may read {name}.").format(name=entry.what), remedy)
    return passed(_("Nobody but its owner may read {name}.").format(name=entry.what))
