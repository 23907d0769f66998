"""What an author's forms say, in the subject's words."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from handlers import ids
from handlers.payloads import Body
from handlers.views.authoring.questions import NO_DRIVER
from surveys.errors import Problem, SurveyWrong
from surveys.model.authoring import Details, Kind, Written
from surveys.model.milestones import Event
from surveys.model.surveys import Audience, Calendar, Every, Tenure
from surveys.wording import _

_LONGEST_NUMBER: Final = re.compile("[0-9]{1,4}")


def details(body: Body) -> Details:
    """Return what a survey is called, what for, and its sizes."""
    return Details(
        title=_text(body, ids.TITLE),
        purpose=_text(body, ids.PURPOSE),
        minutes=_whole(_picked(body, ids.MINUTES)),
        open_working_days=_whole(_text(body, ids.OPEN_DAYS)),
        reminder=bool(_all_picked(body, ids.REMINDER)),
    )


def question(body: Body, kind: Kind) -> Written:
    """Return one question; what the form did not ask for is empty."""
    scale, driver = _picked(body, ids.SCALE), _picked(body, ids.DRIVER)
    is_own = kind is Kind.SCALE and scale == ids.OWN
    lines = ids.LABELS if is_own else ids.OPTIONS
    return Written(
        kind=kind,
        text=_text(body, ids.QUESTION_TEXT),
        label=_text(body, ids.LABEL),
        driver_id=None if driver == NO_DRIVER else driver,
        direction=-1 if _picked(body, ids.DIRECTION) == "-1" else 1,
        scale_id=None if is_own else scale,
        choices=tuple(_lines(_text(body, lines))),
        low=_text(body, ids.LOW),
        high=_text(body, ids.HIGH),
        required=bool(_all_picked(body, ids.REQUIRED)),
    )


def kind(body: Body) -> Kind:
    """Return what kind of question was chosen."""
    return Kind(_picked(body, ids.KIND) or Kind.SCALE)


def audience(body: Body) -> Audience:
    """Return whom a survey asks."""
    least, most = _text(body, ids.TENURE_FROM), _text(body, ids.TENURE_TO)
    tenure = Tenure(_whole(least or "0"), _whole(most) if most else None)
    return Audience(
        units=_all_picked(body, ids.UNITS),
        job_families=_all_picked(body, ids.FAMILIES),
        contracts=_all_picked(body, ids.CONTRACTS),
        tenure=tenure if least or most else None,
    )


def calendar(body: Body) -> Calendar:
    """Return when a survey is asked. Raises SurveyWrong where no date, time or zone is chosen."""
    every = Every(_picked(body, ids.EVERY) or Every.ONCE)
    months = _text(body, ids.MONTHS) if every is Every.MILESTONE else ""
    starts = _state(body, ids.STARTS).get("selected_date")
    at = _state(body, ids.AT).get("selected_time")
    zone = _picked(body, ids.ZONE)
    if not starts:
        raise _wrong(ids.STARTS, _("Please choose a first date."))
    if not at:
        raise _wrong(ids.AT, _("Please choose a time."))
    if zone not in available_timezones():
        raise _wrong(ids.ZONE, _("Please choose a time zone."))
    return Calendar(
        every=every,
        starts=date.fromisoformat(starts),
        at=time.fromisoformat(at),
        zone=ZoneInfo(zone),
        months=_numbers(months),
        event=_event(body) if every is Every.MILESTONE else Event.START,
    )


def _event(body: Body) -> Event:
    """Return what months count from; a form of before had no such choice."""
    return Event(_picked(body, ids.MILESTONE_EVENT) or Event.START)


def picked(body: Body, field: str) -> str | None:
    """Return the option chosen in a list. None: nothing was."""
    return _picked(body, field)


def all_picked(body: Body, field: str) -> tuple[str, ...]:
    """Return every option chosen in a list."""
    return _all_picked(body, field)


def _state(body: Body, field: str) -> Mapping[str, Any]:
    """Return what stands in one input; empty where the form has no such input."""
    actions: Mapping[str, Mapping[str, Any]] = body["view"]["state"]["values"].get(field, {})
    return next(iter(actions.values()), {})


def _text(body: Body, field: str) -> str:
    return str(_state(body, field).get("value") or "").strip()


def _picked(body: Body, field: str) -> str | None:
    option = _state(body, field).get("selected_option")
    return str(option["value"]) if option else None


def _all_picked(body: Body, field: str) -> tuple[str, ...]:
    options = _state(body, field).get("selected_options") or ()
    return tuple(str(one["value"]) for one in options)


def _wrong(field: str, sentence: str) -> SurveyWrong:
    return SurveyWrong(sentence.removesuffix("."), [Problem(field, sentence)])


def _whole(words: str | None) -> int:
    # What is no number is outside every range, and refused like any other.
    return int(words) if words and _LONGEST_NUMBER.fullmatch(words) else -1


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _numbers(words: str) -> tuple[int, ...]:
    found = [part.strip() for part in re.split(r"[,;\s]+", words) if part.strip()]
    return tuple(_whole(one) for one in found)
