"""Event forms: what is wrong in one, each beneath its input."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from surveys.errors import Problem
from surveys.model.events import (
    LONGEST,
    LONGEST_HOST,
    LONGEST_LINK,
    LONGEST_PLACE,
    LONGEST_TITLE,
    LONGEST_WHAT,
    SHORTEST,
    EventText,
    Planned,
    Repeat,
    When,
)
from surveys.rules.events import FURTHEST, is_link, sitting_on, sittings
from surveys.wording import _

# The inputs of a form that hold no text that is looked through, by their names.
HOST: Final = "host"
PLACE: Final = "place"
LINK: Final = "link"
STARTS: Final = "starts"
AT: Final = "at"
MINUTES: Final = "minutes"
UNTIL: Final = "until"
LEFT_OUT: Final = "left_out"


def problems_of(
    planned: Planned,
    texts: Mapping[EventText, str],
    when: When,
    before: When | None,
    now: datetime,
) -> list[Problem]:
    """Return what keeps an event from being kept as a form says it.

    `before`: when it was, as the form's writer saw it; None: a new event. `when` has no day left
    out yet.
    """
    return [*_of_words(planned, texts), *_of_days(planned, when, before, now)]


def none_left(when: When, now: datetime) -> list[Problem]:
    """Return that every day to come is left out, if so."""
    if any(one.ends > now for one in sittings(when)):
        return []
    return [Problem(LEFT_OUT, _("Please leave one day at least, or cancel the event."))]


def _of_words(planned: Planned, texts: Mapping[EventText, str]) -> Iterator[Problem]:
    lengths = (
        (EventText.TITLE, texts[EventText.TITLE], LONGEST_TITLE),
        (EventText.WHAT, texts[EventText.WHAT], LONGEST_WHAT),
        (HOST, planned.host, LONGEST_HOST),
        (PLACE, planned.place, LONGEST_PLACE),
    )
    for name, said, most in lengths:
        if len(said) > most:
            yield Problem(name, _("Please shorten this to {most} characters.").format(most=most))
    if not texts[EventText.TITLE]:
        yield Problem(EventText.TITLE, _("Please give it a name."))
    if not texts[EventText.WHAT]:
        yield Problem(EventText.WHAT, _("Please say what it is."))
    if not planned.place and not planned.link:
        yield Problem(PLACE, _("Please give a room, or a link to meet at."))
    if planned.link and (len(planned.link) > LONGEST_LINK or not is_link(planned.link)):
        yield Problem(LINK, _("Please give a whole address that begins with https://."))


def _of_days(planned: Planned, when: When, before: When | None, now: datetime) -> Iterator[Problem]:
    if planned.starts_on is None or planned.at is None:
        named = STARTS if planned.starts_on is None else AT
        yield Problem(named, _("Please choose a day and a time."))
        return
    if not SHORTEST <= when.minutes <= LONGEST:
        yield Problem(MINUTES, _("Please choose how long it takes."))
        return
    repeats = when.repeat is not Repeat.NEVER
    found = [*_of_the_first(when, before, now), *(_of_the_last(when) if repeats else ())]
    yield from found
    if not found and not any(one.ends > now for one in sittings(when)):
        yield Problem(UNTIL if repeats else AT, _("By then it would be over already."))


def _of_the_first(when: When, before: When | None, now: datetime) -> Iterator[Problem]:
    today = now.astimezone(when.zone).date()
    if before is not None and before.starts_on == when.starts_on:
        return  # as it was, of what has begun to repeat
    if not today <= when.starts_on <= today + FURTHEST:
        yield Problem(STARTS, _("Please choose a day from today on, within a year."))
    elif sitting_on(when, when.starts_on).starts <= now:
        yield Problem(AT, _("Please choose a time that is still to come."))


def _of_the_last(when: When) -> Iterator[Problem]:
    if when.until is None:
        yield Problem(UNTIL, _("Please choose the last day on which it may be."))
    elif when.until < when.starts_on:
        yield Problem(UNTIL, _("The last day can't come before the first."))
    elif when.until > when.starts_on + FURTHEST:
        yield Problem(UNTIL, _("Please choose a last day within a year of the first."))
