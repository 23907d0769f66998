"""Keys: where they lie, who can read them, which there are, and whether there is any copy."""

from collections.abc import Iterable

from surveys.model.auditing import Entry, Facts, Judgement, Keys, Search
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _, ngettext


def apart(facts: Facts) -> Judgement:
    """KEY_DIR lies outside the database's folder and the backups."""
    if facts.keys.inside:
        return failed(
            _("KEY_DIR lies inside the place of {where}, so one copy holds both.").format(
                where=", ".join(facts.keys.inside)
            ),
            _("Close every open round, then set KEY_DIR to a folder outside."),
        )
    if facts.places and facts.backups_set:
        return passed(_("KEY_DIR lies outside the database's folder and outside BACKUP_DIR."))
    if facts.places:
        return passed(_("KEY_DIR lies outside the database's folder; BACKUP_DIR is not set."))
    return passed(
        _("The database is a server's, and KEY_DIR lies outside BACKUP_DIR if it is set.")
    )


def private(facts: Facts) -> Judgement:
    """The folder is 0700 and every key 0600, all of one user's."""
    return lie_privately(facts.keys, facts.places)


def lie_privately(keys: Keys, places: Iterable[Entry]) -> Judgement:
    """Judge the same of keys beside the files of a database; empty: it is a server's."""
    if not keys.readable:
        return _not_readable()
    if keys.folder is None:
        return passed(_("There is no folder of keys yet: no round was ever opened."))
    if keys.folder.mode & 0o077 or any(one.mode & 0o177 for one in keys.files.values()):
        return failed(
            _("Others on this machine may look into KEY_DIR or read a key."),
            _("Run chmod 700 on KEY_DIR and chmod 600 on each file in it."),
        )
    if len(_owners(keys, places)) > 1:
        return failed(
            _("KEY_DIR, its keys and the database belong to different users."),
            _("Give KEY_DIR and all in it to the user the bot runs as, with chown."),
        )
    if not keys.files:
        return passed(_("KEY_DIR is 0700 and holds no key."))
    return passed(
        ngettext(
            "KEY_DIR is 0700 and its {n} key 0600, all of one user's.",
            "KEY_DIR is 0700 and its {n} keys 0600, all of one user's.",
            len(keys.files),
        ).format(n=len(keys.files))
    )


def of_open_rounds(facts: Facts) -> Judgement:
    """Every open round has its key."""
    if not facts.keys.readable:
        return _not_readable()
    opened = facts.kept.opened
    missing = len(opened - facts.keys.files.keys())
    if missing:
        return failed(
            ngettext(
                "{n} open round has no key, so its answers can't be counted.",
                "{n} open rounds have no key, so their answers can't be counted.",
                missing,
            ).format(n=missing),
            _('Set KEY_DIR to where the keys are, or run "staff-voice round void".'),
        )
    if not opened:
        return passed(_("No round is open."))
    return passed(
        ngettext("{n} round is open and has its key.", "{n} rounds are open and have their keys.",
                 len(opened)).format(n=len(opened))
    )  # fmt: skip


def without_a_round(facts: Facts) -> Judgement:
    """No key is there but of open rounds."""
    if not facts.keys.readable:
        return _not_readable()
    extra = len(facts.keys.of_rounds - facts.kept.opened)
    if extra:
        return failed(
            ngettext(
                "{n} file in KEY_DIR is the key of no open round.",
                "{n} files in KEY_DIR are keys of no open round.",
                extra,
            ).format(n=extra),
            _(
                "Start the bot, which destroys keys of ended rounds; remove by hand what is left"
                " that no database of yours uses."
            ),
        )
    return passed(_("Every file in KEY_DIR is the key of an open round."))


def copies_in_files(facts: Facts) -> Judgement:
    """No file beside the database, in the backups or in the logs holds a key, however written."""
    if not facts.keys.readable:
        return _not_readable()
    found = facts.key_copies
    words = (
        _("No file of {places} holds a key, plain, in hexadecimal or in base64.")
        if found.keys
        else _("No round is open, and no file of {places} looks like the key of one.")
    )
    return _copies(found, _remove_files()) or _alike(found) or _searched(found, words)


def copies_in_tables(facts: Facts) -> Judgement:
    """No row of the database holds a key, however written."""
    if not facts.keys.readable:
        return _not_readable()
    found = facts.kept.key_copies
    if not found.keys:
        return passed(_("There is no key now, so there is none to search for."))
    remedy = _("Close every open round now, then remove the copies from the database.")
    return _copies(found, remedy) or _searched(
        found, _("No row of {places} holds a key, plain, in hexadecimal or in base64.")
    )


def snapshots(facts: Facts) -> Judgement:
    """Whole-machine snapshots leave KEY_DIR out: only the administrator can know."""
    if facts.snapshots_exclude_keys:
        return passed(_("SNAPSHOTS_EXCLUDE_KEYS says that snapshots leave KEY_DIR out."))
    said = facts.snapshots_exclude_keys is not None
    return failed(
        _("SNAPSHOTS_EXCLUDE_KEYS says that snapshots of this machine or its disks hold KEY_DIR.")
        if said
        else _("Nobody has said whether snapshots of this machine or its disks hold KEY_DIR."),
        _(
            "Leave KEY_DIR out of every snapshot and backup of the machine and its disks, then set"
            " SNAPSHOTS_EXCLUDE_KEYS=yes."
        ),
    )


def _owners(keys: Keys, places: Iterable[Entry]) -> set[int]:
    entries: list[Entry] = [*keys.files.values(), *places]
    entries += [keys.folder] if keys.folder else []
    return {one.owner for one in entries}


def _copies(found: Search, remedy: str) -> Judgement | None:
    if not found.copies:
        return None
    words = ngettext(
        "A key was found in {n} place of {places}.",
        "Keys were found in {n} places of {places}.",
        found.copies,
    )
    return failed(words.format(n=found.copies, places=", ".join(found.places)), remedy)


def _alike(found: Search) -> Judgement | None:
    if not found.alike:
        return None
    words = ngettext(
        "{n} file of {places} looks like the key of a round, perhaps of one that is over.",
        "{n} files of {places} look like keys of rounds, perhaps of some that are over.",
        found.alike,
    )
    return failed(
        words.format(n=found.alike, places=", ".join(found.places)),
        _(
            "Destroy them, and every copy of the database from while their rounds were open; move"
            " keys that are not ours elsewhere. Then find out what put them there."
        ),
    )


def _searched(found: Search, nothing: str) -> Judgement:
    if not found.places:
        return unclear(
            _("Nothing could be searched: the database is a server's and BACKUP_DIR is not set."),
            _("Set BACKUP_DIR, and run the audit while a round is open."),
        )
    if found.unread:
        return unclear(
            ngettext("{n} file could not be read.", "{n} files could not be read.",
                     found.unread).format(n=found.unread),
            _("Run the audit as the user the bot runs as."),
        )  # fmt: skip
    return passed(nothing.format(places=", ".join(found.places)))


def _remove_files() -> str:
    return _("Close every open round now, then destroy the copies and whatever made them.")


def _not_readable() -> Judgement:
    return unclear(
        _("KEY_DIR can't be looked into."), _("Run the audit as the user the bot runs as.")
    )
