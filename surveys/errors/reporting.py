"""Refusals about packs, commentary, context and actions."""

from collections.abc import Iterable

from surveys.errors.refusal import Problem, Refusal


class PackRefused(Refusal):
    """That pack can't be made."""


class QuarterWrong(PackRefused):
    """A quarter is written like 2026-Q3, which is July to September 2026."""


class QuarterNotOver(PackRefused):
    """That quarter is not over, so its pack can't be made yet; please come back on {detail} or later."""


class QuarterEmpty(PackRefused):
    """Nothing was published in {detail}, so there is no pack to make."""


class PackNotWritten(PackRefused):
    """The pack can't be written there: {detail}."""


class NotYoursToHave(PackRefused):
    """Packs are made in Slack for leaders, HR and the Principal Social Worker, and those with every team for leaders and HR alone; nothing was made."""


class CommentaryRefused(PackRefused):
    """That commentary can't be kept."""


class NotYoursToSign(CommentaryRefused):
    """Leaders of the organisation and the Principal Social Worker comment on a quarter, so nothing was saved."""


class CommentaryFileUnreadable(CommentaryRefused):
    """The file of the commentary can't be read, so nothing was saved: {detail}."""


class CommentaryTooLong(CommentaryRefused):
    """A commentary has 2,000 characters at most, so nothing was saved; please shorten it."""


class CommentaryTells(CommentaryRefused):
    """Some words could tell somebody who is meant, so nothing was saved: {detail}. Please leave them out, or say that they are to be kept."""


class CommentaryChangedMeanwhile(CommentaryRefused):
    """Somebody changed this commentary at the same time, so nothing of yours was saved; please look at it again."""


class ActionRefused(Refusal):
    """That can't be done to this action."""


class ActionUnknown(ActionRefused):
    """That action is not there, or is for another part of the organisation than yours."""


class NotYoursToRecord(ActionRefused):
    """Managers and leaders record what is done for their own part and below it, and HR for all, so nothing was saved."""


class ActionChangedMeanwhile(ActionRefused):
    """Somebody changed this action at the same time, so nothing of yours was saved; please look at it again."""


class NothingToActOn(ActionRefused):
    """No result of this part, or of the parts around it, has been published yet, so there is nothing to act on."""


class ActionWrong(ActionRefused):
    """This action needs attention, and nothing was saved: {detail}."""

    def __init__(self, detail: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(detail)
        self.problems = tuple(problems)  # by input


class ContextRefused(Refusal):
    """That can't be entered."""


class FigureWrong(ContextRefused):
    """A figure lies outside what is possible, so nothing was saved: {detail}."""


class PartTooFine(ContextRefused):
    """Figures and days are entered for the organisation or a service and never for a team, so nothing was saved: {detail}."""


class LabelWrong(ContextRefused):
    """A label has 60 characters at most and names nobody and no place, so nothing was saved; please say it more plainly."""


class MarkerUnknown(ContextRefused):
    """No such day is marked there, so nothing was changed."""


class NotYoursToEnter(ContextRefused):
    """Figures and days that stand beside results are entered by HR, so nothing was saved."""
