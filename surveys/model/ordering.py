"""Packs in Slack: what may be asked for, and what was."""

from dataclasses import dataclass

from surveys.model.commentary import Signer
from surveys.model.packs import Audience
from surveys.model.quarters import Quarter


@dataclass(frozen=True)
class Desk:
    """What somebody has to do with packs; all of it empty: nothing."""

    audiences: tuple[Audience, ...]  # for whom they may ask for one
    enters: bool  # figures and days that stand beside results
    signer: Signer | None  # as which they comment on a quarter

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing for them here."""
        return not (self.audiences or self.enters or self.signer)


@dataclass(frozen=True)
class PackChoices:
    """What a pack may be asked for."""

    order_id: str
    quarters: tuple[Quarter, ...]  # newest first; empty: there is none yet
    audiences: tuple[Audience, ...]


@dataclass(frozen=True)
class PackOrder:
    """A pack that was asked for."""

    order_id: str
    quarter: Quarter
    audience: Audience


@dataclass(frozen=True)
class PackNotMade:
    """That a pack which somebody asked for won't come."""

    quarter: Quarter
    audience: Audience
    may_not_upload: bool  # because Slack doesn't let the app upload files yet
