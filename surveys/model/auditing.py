"""An audit: what was found on an installation, and what is to be said of it.

Facts hold counts, modes and what was published: no person, no words, no key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from surveys.model.keeping import Keeping, Oldest
from surveys.model.marks import ThresholdMark
from surveys.model.releases import Release, UnitTotal
from surveys.model.rounds import Round, Thresholds
from surveys.model.tree import Tree


class Verdict(StrEnum):
    """What a check came to."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Judgement:
    """A verdict, one sentence of evidence, and what to do about it."""

    verdict: Verdict
    evidence: str
    remedy: str = ""  # "": nothing is to be done


@dataclass(frozen=True)
class Finding:
    """What one check says."""

    check: str
    judgement: Judgement


@dataclass(frozen=True)
class Entry:
    """A file or a folder, by what it is for; never by its whole path."""

    what: str
    mode: int  # its permission bits
    owner: int  # the number of the user it belongs to


@dataclass(frozen=True)
class Keys:
    """The folder of keys."""

    inside: tuple[str, ...]  # settings of the places it lies in; empty: it lies apart
    folder: Entry | None  # None: there is none yet, or it can't be seen
    files: Mapping[str, Entry]  # by round id
    readable: bool  # false: whoever runs the audit may not look into it


@dataclass(frozen=True)
class Search:
    """A search for copies of keys."""

    keys: int  # how many were sought
    places: tuple[str, ...]  # what was looked through; empty: nothing could be
    copies: int  # files, or columns of tables, with a key in them
    unread: int  # files that could not be looked into


@dataclass(frozen=True)
class LogFacts:
    """Where the log goes, and what became of lines that tell too much."""

    level: str
    tried: int
    leaked: int


@dataclass(frozen=True)
class TableShape:
    """What one table of the database refers to and holds."""

    name: str
    columns: frozenset[str]
    refers_to: frozenset[str]  # tables


@dataclass(frozen=True)
class Kept:
    """What one look into the database found, all at one moment."""

    organisation: str | None  # None: no people file was imported yet
    settings: Mapping[str, str] | None  # of a connection like the bot's; None: not SQLite
    rounds: tuple[Round, ...]
    unscrubbed: frozenset[str]  # ids of ended rounds that may have left traces
    sealed: Mapping[str, int]  # ballots and postponements by round id
    marks: tuple[ThresholdMark, ...]
    releases: tuple[Release, ...]
    comments: tuple[tuple[str, str], ...]  # release and node of each, without its words
    trees: Mapping[str, Tree]  # by window id
    totals: Mapping[str, tuple[UnitTotal, ...]]  # by round id
    asked: Mapping[str, Mapping[str, int]]  # people by leaf, by round id
    oldest: Oldest  # of each kind of record that is kept for a time
    tables: tuple[TableShape, ...]
    key_copies: Search


@dataclass(frozen=True)
class Facts:
    """Everything that checks judge."""

    now: datetime
    thresholds: Thresholds  # as the settings say
    keep: Keeping  # how long records are kept, as the settings say
    keys: Keys
    key_copies: Search  # in files
    snapshots_exclude_keys: bool | None  # None: nobody has said
    log_bytes: int | None  # of SQLite's write-ahead log; None: not SQLite
    places: tuple[Entry, ...]  # the database's files and its folder; empty: not SQLite
    env_file: Entry | None  # None: there is none
    backups: Entry | None  # None: not set, or not there
    backups_set: bool
    kept: Kept
    scales: Mapping[str, tuple[int, int]]  # lowest and highest answer of each known item
    help_reviewed: date
    help_is_stale: bool
    log: LogFacts
