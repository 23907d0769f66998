"""The newest results of a survey, as everyone may open them from the Home tab."""

from collections.abc import Sequence

from handlers import ids
from handlers.views.blocks import Block, View, divider, modal, section
from handlers.views.mrkdwn import escape, short_day
from handlers.views.promise import promise_line
from handlers.views.reporting import comments_row, digest_text, figures
from surveys.model.messages import Digest
from surveys.wording import _


def survey_results(messages: Sequence[Digest]) -> View:
    """What was published last, about the place where the reader sits."""
    blocks = [block for one in messages for block in (divider(), *_release(one))][1:]
    if not blocks:
        blocks = [section(_("Nothing has been published yet."))]
    blocks += [promise_line(one.thresholds) for one in messages[:1]]
    return modal(_("Results"), blocks, ids.NOTICE, close=_("Close"))


def _release(message: Digest) -> list[Block]:
    words = _("*{title}*, {opened} to {closed}").format(
        title=escape(digest_text(message)),
        opened=short_day(message.opened),
        closed=short_day(message.closed),
    )
    return [section(words), *figures(message), *comments_row(message)]
