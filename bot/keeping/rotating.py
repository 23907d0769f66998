"""Destroying older backups: those of this installation beyond the newest few, and no others.

A folder may hold several installations' backups: a trial's and the real one's, or those that a
command in the wrong folder makes.
"""

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from bot.keeping.files import backups_in, destroy
from surveys.store.copying import units_in


@dataclass(frozen=True)
class Rotated:
    """What came of it, in backups."""

    removed: int
    of_others: int  # left alone


def remove_beyond(folder: Path, keep: int, newest: Path) -> Rotated:
    """Destroy the oldest of an installation, whose newest backup this is, but for `keep`.

    Descriptions whose backup is gone are destroyed too. Raises OSError.
    """
    found = backups_in(folder)
    own = units_in(newest) or frozenset()
    ours = [one for one in found if one == newest or is_ours(own, one)]
    for path in ours[:-keep]:
        destroy(path)
    for note in folder.glob("staff-voice-*.db.json"):
        if not note.with_suffix("").exists():
            destroy(note)
    return Rotated(len(ours[:-keep]), len(found) - len(ours))


def is_ours(own: Set[str], path: Path) -> bool:
    """Say whether a backup shares a unit with our own, or has none and so nobody in it.

    Ids of units are random and stay when a unit is renamed or given up. What can't be read is
    nobody's to destroy.
    """
    theirs = units_in(path)
    if theirs is None:
        return False
    return not theirs or not own.isdisjoint(theirs)
