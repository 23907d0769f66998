"""Which driver was last asked about, and when."""

from collections.abc import Sequence

from handlers import ids
from handlers.views.authoring.pages import page_view
from handlers.views.authoring.words import full_day
from handlers.views.blocks import View, actions, button, context, header, section
from handlers.views.mrkdwn import escape
from surveys.model.authoring import Covered, Page
from surveys.wording import _, ngettext


def coverage(page: Page, covered: Sequence[Covered]) -> View:
    """Every driver, the one asked about longest ago first."""
    longest_ago = sorted(covered, key=lambda one: (one.last is not None, one.last))
    lines = [_line(one) for one in longest_ago]
    blocks = [
        header(_("What was asked about when")),
        context(_("Of all surveys, the longest ago first; ✓ marks what this survey asks about.")),
        *(section("\n".join(lines[start : start + 15])) for start in range(0, len(lines), 15)),
        actions([button(_("Back to the survey"), ids.OVERVIEW)], block_id="back"),
    ]
    return page_view(page.brief, blocks)


def _line(one: Covered) -> str:
    name = escape(_(one.driver.name))
    mark = "✓ " if one.is_here else ""
    if one.last is None:
        return _("• {mark}*{driver}*: never").format(mark=mark, driver=name)
    times = ngettext("{n} time", "{n} times", one.rounds).format(n=one.rounds)
    return _("• {mark}*{driver}*: {day}, {times} in all").format(
        mark=mark, driver=name, day=full_day(one.last), times=times
    )
