"""Refusals of answers, of what people choose for themselves, and of comments."""

from collections.abc import Iterable

from surveys.errors.refusal import Refusal


class TooFast(Refusal):
    """You were faster than people usually are, so this was not done. Please wait a minute, then try again."""


class NotOnTheList(Refusal):
    """You are not on the staff list yet, so nothing was saved. Please ask your administrator to add you."""


class NothingHeld(Refusal):
    """You are not on the staff list, so nothing is kept under your name."""


class NotAnAuthor(Refusal):
    """Surveys are looked after by HR and administrators, so nothing was changed. Please ask one of them."""


class ButtonUnknown(Refusal):
    """That button or form is from another version of Staff Voice, so nothing was saved. Please use the newest message, or type /staff-voice."""


class AnsweringRefused(Refusal):
    """That answer can't be kept, and nothing was saved."""


class RoundClosed(AnsweringRefused):
    """This round has closed, so nothing was saved. The next pulse comes as a new message."""


class NotAsked(AnsweringRefused):
    """You were not asked in this round, so nothing was saved. The next pulse comes as a new message."""


class AnswerNotValid(AnsweringRefused):
    """That answer is not one of the choices, so nothing was saved. Please open the form again."""


class AnswerMissing(AnsweringRefused):
    """This question can't be skipped, so nothing was saved yet. Please answer it, or close the form to answer nothing."""

    def __init__(self, questions: Iterable[str] = ()) -> None:
        super().__init__()
        self.questions = tuple(questions)  # ids, in the order asked


class WordsTooLong(AnswerMissing):
    """This is longer than 1,000 characters, so it was not saved yet. Please shorten it."""


class LaterThanClosing(AnsweringRefused):
    """This round closes before then, so nothing was saved. Please answer now, or skip this one."""


class PauseTooShort(Refusal):
    """A pause ends on a later day than today, so nothing was saved. Please choose another date."""


class HoursWrong(Refusal):
    """These hours can't be read, so nothing was saved: {detail}."""


class ForCheckersAlone(Refusal):
    """Only champions and the Principal Social Worker check comments, so nothing was changed."""


class WordsNotThere(Refusal):
    """Each line must stand in the comment as you write it, so nothing was changed. Please compare them."""
