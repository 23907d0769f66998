"""Quarters in forms, and who signs what is said of them."""

from collections.abc import Sequence
from datetime import date

from handlers import ids
from handlers.views.blocks import Block, View, menu
from handlers.views.fields import MOST_LISTED
from handlers.views.mrkdwn import month, month_and_year
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


def quarter_in_words(quarter: Quarter) -> str:
    """Such as "2026-Q3: July to September 2026"."""
    first, last = (date(quarter.year, 3 * quarter.number - before, 1) for before in (2, 0))
    return _("{quarter}: {first} to {last}").format(
        quarter=quarter.name, first=month(first), last=month_and_year(last)
    )


def quarter_menu(quarters: Sequence[Quarter], wanted: str | None = None) -> Block:
    """One of some quarters; the wanted one, or else the first, is chosen already."""
    options = [(one.name, quarter_in_words(one)) for one in quarters[:MOST_LISTED]]
    names = [name for name, _words in options]
    chosen = wanted if wanted in names else names[0]
    return menu(_("Quarter"), ids.QUARTER, ids.CHOICE, options, initial=chosen, optional=False)


def no_quarter() -> View:
    """While there is nothing to make a pack of."""
    words = _("Nothing was published in a quarter that is over, so there is no pack yet.")
    return notice(_("No pack yet"), [words])
