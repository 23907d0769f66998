"""Commentary: what leaders say of a quarter, beside its figures and never in their place."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from surveys.model.quarters import Quarter
from surveys.model.words import Held, Rewritten

LONGEST: Final = 2000  # characters


class Signer(StrEnum):
    """The post that signs a commentary: each has one text a quarter."""

    LEADER = "leader"  # of the whole organisation
    PSW = "psw"  # the Principal Social Worker


@dataclass(frozen=True)
class Commentary:
    """A commentary as somebody left it. A change is kept as it was made."""

    quarter: Quarter
    signer: Signer
    version: int  # 1, 2, ...
    at: datetime
    by: str | None  # a person's id; None: removed since, or written at the command line
    body: str  # "": withdrawn


@dataclass(frozen=True)
class CommentaryForm:
    """A commentary's form, with what was entered so far."""

    quarter: Quarter
    signer: Signer
    version: int  # that its writer saw; 0: there was none
    text: Rewritten
    step: int = 0  # how many times the text was held back
    held: Held | None = None  # the words to look at; None: there are none
