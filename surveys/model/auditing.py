"""An audit: what was found on an installation, and what is to be said of it.

Facts hold counts, modes and what was published: no person, no words, no key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from surveys.model.forum import KEY_PREFIX, Cycle
from surveys.model.keeping import Keeping, Oldest
from surveys.model.leaving import ExitRelease
from surveys.model.marks import ThresholdMark
from surveys.model.questions import Question
from surveys.model.releases import Release, UnitTotal
from surveys.model.rounds import Round, RoundState, Thresholds
from surveys.model.trail import NO_TRAIL, Trail
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
    files: Mapping[str, Entry]  # by round id, or by their name where they are the forum's
    readable: bool  # false: whoever runs the audit may not look into it

    @property
    def of_rounds(self) -> frozenset[str]:
        """Return the rounds of which there is a key, or what else lies there."""
        return frozenset(one for one in self.files if not one.startswith(KEY_PREFIX))

    @property
    def of_forum(self) -> frozenset[str]:
        """Return the names of the forum's keys, of cycles and of days."""
        return frozenset(one for one in self.files if one.startswith(KEY_PREFIX))


@dataclass(frozen=True)
class Search:
    """A search for copies of keys."""

    keys: int  # how many were sought
    places: tuple[str, ...]  # what was looked through; empty: nothing could be
    copies: int  # files, or columns of tables, with a key in them
    unread: int  # files that could not be looked into
    alike: int = 0  # files that look like a key of some round, open or over


@dataclass(frozen=True)
class Tokens:
    """The tokens of several workspaces, in counts."""

    inside: tuple[str, ...]  # settings of the places that their keys lie in; empty: they lie apart
    modes: tuple[int, ...]  # permission bits of the keys' folder, if it is there, and of each key
    sealed: int  # how many workspaces have a token
    unreadable: int  # those that do not open


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
class CommentsAt:
    """How many comments on one question stand at one place, read or not; never their words."""

    release_id: str
    question_id: str
    node_id: str
    n: int


@dataclass(frozen=True)
class ForumKept:
    """What is kept of the forum's cycles: counts alone."""

    cycles: tuple[Cycle, ...]
    votes: Mapping[str, int]  # by cycle
    letters: Mapping[str, int]  # by cycle
    odd_letters: int  # boxes of another size than every letter has
    first_quota: date | None  # the oldest day of which letters are counted; None: none are


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
    comments: tuple[CommentsAt, ...]
    questions: Mapping[str, Mapping[str, Question]]  # what each round may have asked, by its id
    trees: Mapping[str, Tree]  # by window id
    totals: Mapping[str, tuple[UnitTotal, ...]]  # by round id
    asked: Mapping[str, Mapping[str, int]]  # people by leaf, by round id
    oldest: Oldest  # of each kind of record that is kept for a time
    tables: tuple[TableShape, ...]
    strangers: tuple[str, ...]  # kind and name of whatever no migration made
    key_copies: Search
    forum: ForumKept
    pools: frozenset[str] = frozenset()  # ids of open pools of leavers: they have keys as rounds do
    exits: tuple[ExitRelease, ...] = ()
    exit_texts: Mapping[tuple[str, str], int] = field(default_factory=dict)  # by release, question
    trail: Trail = NO_TRAIL  # what administrators did
    pools_ever: tuple[str, ...] = ()  # ids of those that are over as well

    @property
    def opened(self) -> frozenset[str]:
        """Return the ids of everything that has a key: open rounds, and open pools."""
        rounds = {one.id for one in self.rounds if one.state is RoundState.OPEN}
        return self.pools | rounds


@dataclass(frozen=True)
class RefusedSettings:
    """Settings with which the bot does not start; an audit reads the others all the same."""

    sentence: str  # the refusal, which tells no value
    names: frozenset[str]  # in lower case; they count as not set


@dataclass(frozen=True)
class Facts:
    """Everything that checks judge."""

    now: datetime
    refused: RefusedSettings | None  # None: every setting is as it may be
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
    looked: Kept | Exception  # what a look into the database found, or stumbled over
    scales: Mapping[str, tuple[int, int]]  # lowest and highest answer of each known item
    help_reviewed: date
    help_is_stale: bool
    log: LogFacts
    tokens: Tokens | None = None  # None: there is one workspace, whose token is in the settings

    @property
    def kept(self) -> Kept:
        """What the database keeps. Raises what the look into it stumbled over."""
        if isinstance(self.looked, Exception):
            raise self.looked
        return self.looked
