"""Refusals about leaving."""

from surveys.errors.refusal import Refusal


class LeavingRefused(Refusal):
    """That can't be done about leaving."""


class ForHrAlone(LeavingRefused):
    """Leavers are recorded by HR, so nothing was changed."""


class LeaverUnknown(LeavingRefused):
    """That person is not on the staff list, or their leaving is not recorded any more, so nothing was saved."""


class LeaverKnown(LeavingRefused):
    """This person is recorded as leaving already, with the last day {detail}, so nothing was saved; change that record instead."""


class LastDayWrong(LeavingRefused):
    """A last day lies within a year of today, so nothing was saved; please choose another."""


class LeavingCodeWrong(LeavingRefused):
    """There is no such code in the census's lists, so nothing was saved."""


class AgreementMissing(LeavingRefused):
    """What somebody says is taken down only if they agree, so nothing was saved; please ask them, and tick that they do."""


class LeavingOver(LeavingRefused):
    """The last day has passed, so what was said stays as it was left, and nothing was saved now."""


class LeavingTold(LeavingRefused):
    """What leavers said up to then has been told in a release, so nothing can be added to it, and nothing was saved."""


class OwnWords(LeavingRefused):
    """Nobody takes down what they say themselves, so nothing was saved; please use "I am leaving" on the Home tab."""


class NoLeaving(LeavingRefused):
    """No leaving is recorded or begun here, so nothing was saved; please start from the Home tab."""


class LeavingTextTooLong(LeavingRefused):
    """One of these texts is longer than 600 characters, so nothing was saved yet; please shorten it."""


class LeavingWrong(LeavingRefused):
    """That answer is not one of the choices, so nothing was saved; please open the form again."""
