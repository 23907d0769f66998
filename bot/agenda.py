"""What is to come of surveys, printed for whoever plans them."""

from typing import Any
from zoneinfo import ZoneInfo

from handlers.views.authoring.words import full_moment
from handlers.views.mrkdwn import short_day
from surveys.model.asking import Agenda
from surveys.wording import ngettext


def agenda_as_json(agenda: Agenda) -> dict[str, Any]:
    """Return an agenda for scripts."""
    return {
        "next": agenda.next_at.isoformat() if agenda.next_at else None,
        "missed": [day.isoformat() for day in agenda.missed],
        "nobody": [day.isoformat() for day in agenda.nobody],
        "left_out": {str(reason): n for reason, n in agenda.left_out.items()},
    }


def agenda_in_words(agenda: Agenda, zone: ZoneInfo) -> tuple[str, str]:
    """Return when a survey is asked next, and which of its dates came to nothing."""
    next_at = full_moment(agenda.next_at.astimezone(zone)) if agenda.next_at else "-"
    told = []
    if agenda.missed:
        count = len(agenda.missed)
        told.append(
            ngettext("{n} missed, on {day}", "{n} missed, the last on {day}", count).format(
                n=count, day=short_day(agenda.missed[-1])
            )
        )
    if agenda.nobody:
        count = len(agenda.nobody)
        told.append(
            ngettext(
                "{n} with nobody to ask, on {day}",
                "{n} with nobody to ask, the last on {day}",
                count,
            ).format(n=count, day=short_day(agenda.nobody[-1]))
        )
    return next_at, "; ".join(told) or "-"
