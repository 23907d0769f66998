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
        "Written by people after this quarter's figures were published. It is their view of them,"
        " changes none, and is no answer of staff."
    )
    parts = tuple(
        Section(
            _("Commentary: {who}, {day}").format(
                who=signer_in_words(one.signer), day=day_and_year(one.on)
            ),
            (Quotes(tuple(line.strip() for line in one.body.splitlines() if line.strip())),),
        )
        for one in pack.commentary
    )
    return Section(_("Commentary"), (Text(words),), parts)
