"""Quarters in forms, and who signs what is said of them."""

from collections.abc import Sequence

from handlers import ids
from handlers.views.blocks import Block, View, menu
from handlers.views.fields import MOST_LISTED
from handlers.views.notices import notice
from surveys.model.commentary import Signer
from surveys.model.quarters import Quarter
from surveys.wording import _


def signer_in_words(signer: Signer) -> str:
    """The post that signs."""
    return {
        Signer.LEADER: _("leader of the organisation"),
        Signer.PSW: _("Principal Social Worker"),
    }[signer]


def quarter_menu(quarters: Sequence[Quarter]) -> Block:
    """One of some quarters, the first chosen already."""
    options = [(one.name, one.name) for one in quarters[:MOST_LISTED]]
    first = options[0][0]
    return menu(_("Quarter"), ids.QUARTER, ids.CHOICE, options, initial=first, optional=False)


def no_quarter() -> View:
    """While there is nothing to make a pack of."""
    words = _("Nothing was published in a quarter that is over, so there is no pack yet.")
    return notice(_("No pack yet"), [words])
