"""The section of commentary: what leaders say of a quarter, apart from every figure."""

from bot.pack.blocks import Quotes, Section, Text
from handlers.views.mrkdwn import day_and_year
from handlers.views.quarters import signer_in_words
from surveys.model.packs import Pack
from surveys.wording import _


def commentary(pack: Pack) -> Section | None:
    """The section; None where nobody wrote any."""
    if not pack.commentary:
        return None
    words = _(
        "Written by leaders after this quarter's figures were published. It is their view: it"
        " changes no figure, and is not what staff answered."
    )
    parts = tuple(
        Section(
            _("Commentary: {who}, {day}").format(
                who=signer_in_words(one.signer), day=day_and_year(one.on)
            ),
            (Quotes((one.body,)),),
        )
        for one in pack.commentary
    )
    return Section(_("Commentary"), (Text(words),), parts)
