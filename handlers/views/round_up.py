"""Thanks: the monthly round-up, and what the Home tab says."""

from typing import Final

from handlers import ids
from handlers.views.blocks import Block, button, context, header, plain, section, shortened
from handlers.views.isolating import isolated
from handlers.views.mrkdwn import month_and_year
from surveys.model.thanks import RoundUp
from surveys.rules.thanking import FEWEST
from surveys.wording import _, ngettext

MOST_WORDS: Final = 10  # of a round-up's message
MOST_AT_HOME: Final = 3
_SHORT: Final = 300


def thanks_button() -> Block:
    """The way to the form."""
    return button(_("Say thank you"), ids.SAY_THANKS)


def given_button() -> Block:
    """The way to what its reader wrote."""
    return button(_("Thank-yous you wrote"), ids.THANKS_GIVEN)


def round_up(model: RoundUp) -> list[Block]:
    """The monthly message to leaders."""
    title = _("Thank-yous in {month}").format(month=month_and_year(model.month))
    blocks = [header(title), section(_count(model))]
    if model.words:
        blocks.append(section(_("*Words that people chose to share*, without names:")))
        blocks += [said(one) for one in model.words[:MOST_WORDS]]
    if len(model.words) > MOST_WORDS:
        blocks.append(context(_("A few of them, chosen by chance.")))
    blocks.append(
        context(_("One count for everybody: there is none by person, by team or by manager."))
    )
    return blocks


def thanks_section(model: RoundUp | None) -> list[Block]:
    """What the Home tab says of last month: the same to everyone, and in few blocks.

    The way to the form stands among the first things of Home, whether or not there is a round-up.
    """
    if model is None:
        return []
    title, month = header(_("Thanks")), month_and_year(model.month)
    words = _("*{month}*: {count}").format(month=month, count=_count(model))
    told = [section(words)]
    if model.words:
        few = "\n".join(_quoted(shortened(one, _SHORT)) for one in model.words[:MOST_AT_HOME])
        told.append(_plain(few))
    return [title, *told]


def _count(model: RoundUp) -> str:
    if model.said is None:
        words = _("Fewer than {n} thank-yous were said in the whole organisation.")
        return words.format(n=FEWEST)
    return ngettext(
        "{n} thank-you was said in the whole organisation.",
        "{n} thank-yous were said in the whole organisation.",
        model.said,
    ).format(n=model.said)


def said(words: str) -> Block:
    """Plain text for what somebody wrote: nothing in it rings or links."""
    return _plain(_quoted(words))


def _quoted(words: str) -> str:
    return _("“{words}”").replace("{words}", isolated(words))


def _plain(words: str) -> Block:
    return {"type": "section", "text": plain(words, 3000) | {"emoji": False}}
