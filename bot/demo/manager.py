"""A simulated manager: somebody answers a result, and later says how it went, in the demo too."""

from datetime import date, timedelta
from typing import Any, Final

from bot.demo.play import offers
from bot.local_slack import Visitor
from handlers import ids
from surveys.wording import _

RECORDS: Final = 3  # weeks after which something is recorded
ENDS: Final = 6  # weeks after which it is done
_TIME: Final = timedelta(weeks=8)  # to do it: a reminder a week before it is never due


def acts(address: str, slack_id: str, week: int, today: date) -> None:
    """Do what a manager does with actions after a week's results."""
    if week == RECORDS:
        _record(Visitor(address, slack_id), today + _TIME)
    if week == ENDS:
        _end(Visitor(address, slack_id))


def _record(manager: Visitor, due: date) -> None:
    """Answer the first figure that is displayed; where none is, there is nothing to answer."""
    shown = manager.open_home()
    if shown is not None and offers(shown, ids.RECORD):
        manager.press(ids.RECORD, where="home")
        form = manager.until(lambda one: one.modal())
        figures = [one for one in form["blocks"] if one.get("block_id") == ids.SAID]
        if figures:
            manager.submit(_filled_in(figures[0], due))
        manager.close_modal(everything=True)


def _filled_in(figures: dict[str, Any], due: date) -> dict[str, Any]:
    first = figures["element"]["option_groups"][0]["options"][0]["value"]
    return {
        ids.SAID: first,
        "what": _("Two afternoons a week without meetings, for writing up visits"),
        "outcome": _("visits are written up in working hours"),
        "measure": _("the same figure of the pulse, in two months"),
        ids.DUE: due.isoformat(),
    }


def _end(manager: Visitor) -> None:
    """Say that it is done."""
    shown = manager.open_home()
    if shown is not None and offers(shown, ids.LEDGER):
        for press, where in ((ids.LEDGER, "home"), (ids.ACTION, "modal")):
            manager.press(press, where=where)
        if manager.modal() is not None and offers(manager.modal() or {}, ids.CHANGE_ACTION):
            manager.press(ids.CHANGE_ACTION)
            note = _("both afternoons are kept free since last week")
            manager.submit({ids.STATE: "done", "note": note})
        manager.close_modal(everything=True)
