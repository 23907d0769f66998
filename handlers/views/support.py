"""Where to turn: one tap away for everyone, always."""

from handlers import ids
from handlers.views.blocks import Block, View, button, context, divider, modal, section
from handlers.views.mrkdwn import escape, short_day
from surveys.model.support import Support, SupportLine
from surveys.wording import _


def help_button() -> Block:
    """The way to the help list."""
    return button(_("Get help"), ids.HELP)


def help_notice(support: Support) -> View:
    """The whole list, the most urgent first."""
    blocks = [
        section(_(support.notice)),
        *(_line(one) for one in support.help),
        divider(),
        section(_(support.not_here)),
        *(_line(one) for one in support.routes),
        context(_("Checked on {date}.").format(date=short_day(support.reviewed))),
    ]
    return modal(_("Get help"), blocks, ids.NOTICE, close=_("Close"), is_help=True)


def _line(line: SupportLine) -> Block:
    return section(f"*{escape(_(line.name))}*: {escape(_(line.reach))}\n{escape(_(line.when))}")
