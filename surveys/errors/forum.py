"""Refusals of the Champions Forum."""

from surveys.errors.refusal import Refusal


class ForumRefused(Refusal):
    """The forum was not changed."""


class QuestionEmpty(ForumRefused):
    """There is nothing in it yet: please write what you want to say."""


class QuestionTooLong(ForumRefused):
    """This is longer than the 3,000 characters that one form takes, so nothing was sent. Please shorten it."""


class LettersSpent(ForumRefused):
    """You have sent three today, which is the most in one day, so this was not sent. Please come back tomorrow."""


class FormTooOld(ForumRefused):
    """This form is from before the last meeting of the forum, so nothing was sent. Please open a new one."""


class ReceiptUnknown(ForumRefused):
    """No question has this receipt. Please compare the eight words and their order; a question can be found from when champions have it."""


class ReceiptWrong(ForumRefused):
    """These are not eight words of a receipt. Please look again: {detail}."""


class QuestionGone(ForumRefused):
    """That question is not in the forum, so nothing was changed."""


class QuestionMovedOn(ForumRefused):
    """Somebody else has just changed this question, so nothing of yours was saved. Please look at it again."""


class VotingOver(ForumRefused):
    """Votes on this question are not open now, so nothing was changed."""


class ForChampionsAlone(ForumRefused):
    """Only champions and the Principal Social Worker look after the forum, so nothing was changed."""


class NotYoursToAnswer(ForumRefused):
    """This question is not with you, so nothing was saved. Champions say who answers it."""


class PublishedMeanwhile(ForumRefused):
    """Another champion has just published this question, so nothing of yours was saved. Please look at it again."""


class HiddenMeanwhile(ForumRefused):
    """Two champions have just hidden this question, so nothing of yours was saved. Either of you can put it back."""


class SecondNeeded(ForumRefused):
    """Two champions decide this and you were the first, so it waits for another one."""


class HidingProposed(ForumRefused):
    """Another champion has just said what they want done with this question, so nothing of yours was saved. Please look at it again."""


class NotNow(ForumRefused):
    """That can't be done with this question as it stands now, so nothing was changed. Please look at it again."""


class WordsNeeded(ForumRefused):
    """Please write between 1 and 3,000 characters in each box, and for a split at least two questions; nothing was saved."""


class AnswerMovedOn(ForumRefused):
    """Another version of this answer was kept meanwhile, so nothing of yours was saved. Please look at it again."""


class LeaderUnknown(ForumRefused):
    """Please choose a senior leader who is on the staff list; nothing was saved."""


class DueWrong(ForumRefused):
    """Please choose a day from today on, within a year."""


class MeetingRefused(ForumRefused):
    """The meeting was not changed."""


class MeetingUnknown(MeetingRefused):
    """There are no minutes and no agenda of that meeting yet."""


class MeetingDayWrong(MeetingRefused):
    """The forum meets on a working day from today on, within a year: not at a weekend or on a bank holiday. Please choose another day."""


class MeetingNotYet(MeetingRefused):
    """The meeting has not been held yet, so there are no minutes to publish. If it was, please move it to the day it was on."""


class MinutesPublished(MeetingRefused):
    """The minutes of this meeting are published already and its votes are gone, so nothing was changed."""


class VotingStillOpen(MeetingRefused):
    """People can still vote, so the agenda was not made. It ends the voting: please say that you want it now."""


class NothingToDiscuss(MeetingRefused):
    """No question is open in the forum, so there is no agenda to make."""


class AgendaMade(MeetingRefused):
    """The agenda is made already, and stays as it is."""


class NoteMissing(MeetingRefused):
    """Please note what was answered, so that everyone can read it."""


class PaperNotWritten(MeetingRefused):
    """The document can't be written there: {detail}."""
