"""Refusals about workshops, open safe spaces and groups."""

from collections.abc import Iterable

from surveys.errors.refusal import Problem, Refusal


class EventRefused(Refusal):
    """That can't be done to this event."""


class EventUnknown(EventRefused):
    """That event is over or is not there any more."""


class NotYoursToArrange(EventRefused):
    """HR, the Principal Social Worker and administrators add and change events, so nothing was saved."""


class EventChangedMeanwhile(EventRefused):
    """Somebody changed this event at the same time, so nothing of yours was saved; please look at it again."""


class EventWrong(EventRefused):
    """This event needs attention, and nothing was saved: {detail}."""

    def __init__(self, detail: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(detail)
        self.problems = tuple(problems)  # by input
