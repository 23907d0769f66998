"""A simulated champion: comments wait for somebody to check them, in the demo too."""

from bot.demo.play import offers
from bot.local_slack import Visitor
from handlers import ids


def check_comments(address: str, slack_id: str) -> int:
    """Show every comment that waits, as a champion does who finds nobody in them; return how many.

    The simulated staff write of nobody, and what names somebody was pointed out to them before.
    """
    champion, checked = Visitor(address, slack_id), 0
    shown = champion.open_home()
    if shown is None or not offers(shown, ids.CHECK):
        return checked
    shown = champion.press(ids.CHECK, where="home")
    while shown is not None and offers(shown, ids.PERMIT):
        shown = champion.press(ids.PERMIT)
        checked += 1
    champion.close_modal(everything=True)
    return checked
