"""News: what of one release changed by more than chance, before any other figure."""

from handlers.views.blocks import Block, section
from handlers.views.lines import fitting, is_unchanged, place_in_words
from handlers.views.mrkdwn import escape, number
from surveys.model.messages import Digest, ResultLine, Section
from surveys.wording import _, ngettext

MOST_CHARACTERS = 700  # of what got better, and of what got worse


def news(message: Digest) -> list[Block]:
    """What got better and what got worse, in tree order; or that nothing did.

    Nothing at all where nothing was displayed before.
    """
    found = {
        (one.node_id, line.item.id): (one, line)
        for part in message.parts
        for one in part.sections
        for line in one.lines
        if isinstance(line, ResultLine)
    }
    told = [
        *_told(_("Better"), [both for both in found.values() if both[1].turned > 0]),
        *_told(_("Worse"), [both for both in found.values() if both[1].turned < 0]),
    ]
    if told:
        return [section("\n".join([_("*Changed by more than chance*"), *told]))]
    if any(is_unchanged(line) for _one, line in found.values()):
        words = _("*No detectable change:* every difference is one that chance alone brings.")
        return [section(words)]
    return []


def _told(heading: str, changed: list[tuple[Section, ResultLine]]) -> list[str]:
    lines = [f"• {heading}: {_in_words(one, line)}" for one, line in changed]
    return fitting(lines, MOST_CHARACTERS, _more)


def _more(n: int) -> str:
    return ngettext("and {n} more", "and {n} more", n).format(n=n)


def _in_words(one: Section, line: ResultLine) -> str:
    if line.changed is None:
        return ""
    return _("{label} in {place}, {value} from {usual}").format(
        label=escape(_(line.item.label)),
        place=escape(place_in_words(one)),
        value=number(line.value),
        usual=number(line.changed.compared.usual),
    )
