"""Refusals about surveys and their rounds."""

from collections.abc import Iterable

from surveys.errors.refusal import Problem, Refusal


class RoundRefused(Refusal):
    """That can't be done to this round."""


class NoOpenRound(RoundRefused):
    """No round is open, so there is nothing to close."""


class NothingToVoid(RoundRefused):
    """Every open round has its key, so nothing was given up."""


class NobodyToAsk(RoundRefused):
    """Nobody can be asked now: {detail}."""


class RoundAlreadyOpen(RoundRefused):
    """A round of this survey is open already; close it first."""


class SurveyRefused(Refusal):
    """That can't be done to this survey."""


class SurveyUnknown(SurveyRefused):
    """There is no survey called {detail}."""


class SurveyWrong(SurveyRefused):
    """This survey needs attention, and nothing was changed: {detail}."""

    def __init__(self, detail: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(detail)
        self.problems = tuple(problems)  # by field, where the fields are known


class SurveyIdTaken(SurveyRefused):
    """There is a survey called {detail} already, so nothing was changed; please choose another id."""


class SurveyChangedMeanwhile(SurveyRefused):
    """Somebody changed this survey at the same time, so nothing of yours was saved; please look at it again."""


class QuestionMeansElse(SurveyRefused):
    """Questions that were asked before have other choices now ({detail}), so nothing was changed; please give each of them a new id."""


class SurveyHasNoDate(SurveyRefused):
    """This survey has no first day yet, so nothing was changed; please choose when it is asked."""


class CalendarMissing(SurveyRefused):
    """This file has no [calendar], so --starts has no place in it and nothing was changed; please add one, or leave --starts out."""


class SurveyDatePassed(SurveyRefused):
    """The only day of this survey has passed, so nothing was changed; please choose another."""


class SurveyRunsAlready(SurveyRefused):
    """This survey runs already, so nothing was changed."""


class SurveyNotStarted(SurveyRefused):
    """This survey was never started, so nothing was changed."""


class SurveyPausedAlready(SurveyRefused):
    """This survey is paused, so nothing was changed; resume it when it is to go on."""


class SurveyArchived(SurveyRefused):
    """This survey is in the archive, so nothing was changed; please begin another with a new id."""


class PulseStays(SurveyRefused):
    """The weekly pulse can't go into the archive, from which nothing comes back, so nothing was changed; please pause it instead."""


class MilestoneMeansElse(SurveyRefused):
    """This survey has asked people at another milestone, with which results could not be compared, so nothing was changed; please begin another survey for this one."""


class SurveyAsksAtMilestones(SurveyRefused):
    """This survey asks people as they reach a milestone, so its rounds open and close by themselves."""
