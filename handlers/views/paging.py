"""Lists longer than a view: which page this is, and the ways to those beside it."""

from handlers.views.blocks import Block, button, context
from surveys.wording import _


def which_page(page: int, pages: int) -> list[Block]:
    """Say which of several pages this is, counted from 0; of one page nothing."""
    if pages < 2:
        return []
    return [context(_("Page {n} of {all}").format(n=page + 1, all=pages))]


def turns(page: int, pages: int, action_id: str) -> list[Block]:
    """The buttons back and on, those that lead somewhere: `action_id` and `_back` or `_on`."""
    ways = []
    if page > 0:
        ways.append(button(_("Previous page"), f"{action_id}_back", str(page - 1)))
    if page < pages - 1:
        ways.append(button(_("Next page"), f"{action_id}_on", str(page + 1)))
    return ways
