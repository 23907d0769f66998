"""Where to turn: one tap away for everyone, always, laid out by what somebody needs.

The page needs no database: it opens when nothing else does, and nothing is kept of opening it.
"""

from handlers import ids
from handlers.views.blocks import Block, View, actions, button, context, header, modal, section
from handlers.views.mrkdwn import day_and_year, escape
from surveys.model.support import Need, Support, SupportLine
from surveys.wording import _


def help_button() -> Block:
    """The way to the page."""
    return button(_("Get help"), ids.HELP)


def help_notice(support: Support) -> View:
    """The whole page, the most urgent first."""
    blocks = [section(_(support.notice))]
    for need in Need:
        lines = support.lines_of(need)
        if not lines:
            continue
        blocks.append(header(_heading(need)))
        if need is Need.SPEAK_UP:
            blocks.append(section(_(support.not_here)))
        blocks += [_line(one) for one in lines]
    blocks += [
        header(_("Workshops and open spaces")),
        section(_("Open safe spaces, workshops and groups: just come, nobody is listed.")),
        actions([button(_("See what is coming up"), ids.EVENTS)], block_id="events"),
        context(_kept_up(support)),
    ]
    return modal(_("Get help"), blocks, ids.NOTICE, close=_("Close"), is_help=True)


def _kept_up(support: Support) -> str:
    words = _("Checked on {date}. Nobody is told that you opened this, and nothing is kept.")
    return words.format(date=day_and_year(support.reviewed))


def _heading(need: Need) -> str:
    return {
        Need.NOW: _("In crisis now"),
        Need.TALK: _("Somebody to talk to"),
        Need.WORK: _("At work"),
        Need.SPEAK_UP: _("A child at risk, or wrongdoing"),
        Need.OWN: _("What else we offer"),
    }[need]


def _line(line: SupportLine) -> Block:
    return section(f"*{escape(_(line.name))}*: {escape(_(line.reach))}\n{escape(_(line.when))}")
