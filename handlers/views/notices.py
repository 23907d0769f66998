"""A short word in a modal or a line: refusals, and what was done."""

from collections.abc import Sequence

from handlers import ids
from handlers.views.blocks import Block, View, actions, modal, section
from handlers.views.mrkdwn import escape
from surveys.wording import _


def notice(
    title: str,
    sentences: list[str],
    buttons: list[Block] | None = None,
    *,
    first: Sequence[Block] = (),
) -> View:
    """A title, some sentences, perhaps buttons; `first` stands above it all."""
    blocks = [*first, *(section(sentence) for sentence in sentences)]
    if buttons:
        blocks.append(actions(buttons))
    return modal(title, blocks, ids.NOTICE, close=_("Close"))


def refusal(sentence: str) -> View:
    """What could not be done, and why."""
    return notice(_("That didn't work"), [escape(sentence)])


def fault(reference: str) -> str:
    """The sentence for a fault of our own; the reference leads to our log."""
    return _("Something went wrong on our side. Nothing was saved. Reference {reference}").format(
        reference=reference
    )
