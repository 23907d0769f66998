"""Questions: scales, items, drivers, and what a survey asks in one round."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True)
class Scale:
    """An ordered set of worded choices, worth the whole numbers lo, lo + 1, ... hi."""

    id: str
    lo: int
    hi: int
    labels: tuple[str, ...]  # from lo to hi, in words
    spread: float  # the usual standard deviation of one answer, in points of the scale


@dataclass(frozen=True)
class Driver:
    """One reason people stay or leave."""

    id: str
    name: str


@dataclass(frozen=True)
class Conversations:
    """Open questions for the team meeting about one driver."""

    usual: tuple[str, ...]  # one or more, in turn
    worse: str  # when a figure of it got worse
    better: str  # when one got better


@dataclass(frozen=True)
class Item:
    """One question with a scale."""

    id: str
    driver_id: str
    scale: Scale
    text: str
    direction: int  # +1: a higher answer is better; -1: a lower one is
    standard: str  # the public standard it reflects; "" where its author names none
    label: str  # two to five words that stand for it in a digest


class Style(StrEnum):
    """What a question with options is, for whoever writes and reads it."""

    ONE = "one"  # exactly one of its options
    SEVERAL = "several"  # any of them
    YES_NO = "yes_no"
    CASELOAD = "caseload"  # bands of a number of children


@dataclass(frozen=True)
class Option:
    """One thing to pick."""

    id: str
    label: str


@dataclass(frozen=True)
class Choice:
    """One question answered by picking; what is published of it is each option's share."""

    id: str
    text: str
    label: str  # two to five words that stand for it in a digest
    style: Style
    options: tuple[Option, ...]  # two or more
    driver_id: str | None = None  # None: it belongs to no driver
    is_found: bool = False  # nobody picks: what of it is in a comment was found, perhaps nothing

    @property
    def is_exclusive(self) -> bool:
        """Say whether everyone who answers picks exactly one option."""
        return self.style is not Style.SEVERAL

    def measure(self, option_id: str) -> str:
        """Return the id under which an option's share is kept and published."""
        return f"{self.id}:{option_id}"

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of every option's share, in the order of the options."""
        return tuple(self.measure(one.id) for one in self.options)


@dataclass(frozen=True)
class CommentPrompt:
    """One question answered in words."""

    id: str
    text: str


Question = Item | Choice | CommentPrompt


@dataclass(frozen=True)
class Bank:
    """Every question we may ask, validated when loaded."""

    drivers: tuple[Driver, ...]
    items: tuple[Item, ...]  # asked in turn by the weekly pulse
    headline: Item  # the weekly "how are you?" item
    comment: CommentPrompt
    others: tuple[Item, ...] = ()  # kept for longer surveys, never in the weekly pulse

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        """Every item, the headline and the longer surveys' items included, by id."""
        return {item.id: item for item in (self.headline, *self.items, *self.others)}

    @cached_property
    def driver_by_id(self) -> dict[str, Driver]:
        """Every driver by id."""
        return {driver.id: driver for driver in self.drivers}


@dataclass(frozen=True)
class Answers:
    """What one person said in one round. Questions that are missing were skipped."""

    scores: dict[str, int] = field(default_factory=dict)  # item id -> a number of its scale
    # choice id -> what was picked, in the order of its options; one unless SEVERAL may be
    picks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)  # text question id -> what was written

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was answered at all."""
        return not (self.scores or self.picks or self.comments)
