"""Every refusal, with the sentence a person reads.

Refusal
├── NotOnTheList            someone we do not know
├── NothingHeld             someone who asks what is kept about them, and nothing is
├── NotAnAuthor             surveys are looked after by HR and administrators
├── ButtonUnknown           a message of an older version
├── AnsweringRefused
│   ├── RoundClosed         too late for this round
│   ├── NotAsked            in the list, but not in this round's roster
│   ├── AnswerNotValid      an answer that is not one of the choices
│   ├── AnswerMissing       a question that cannot be skipped, said beneath it
│   │   └── WordsTooLong    a text that grew while it was changed, said beneath it
│   └── LaterThanClosing    put off until after the round
├── PauseTooShort           until today or earlier
├── HoursWrong              of a person or a unit
├── ForCheckersAlone        comments that nobody else may read yet
├── WordsNotThere           to take out of a comment
├── PeopleRefused
│   ├── PeopleFileUnreadable
│   ├── PeopleFileWrong     every mistake, by line and column
│   ├── PersonUnknown
│   ├── PersonNotFound      by a Slack id or an e-mail
│   ├── PersonNotSingle
│   ├── PersonStillListed   to be removed for good
│   ├── UnitUnknown
│   ├── UnitNameTaken
│   └── UnitNameWrong
├── RoundRefused
│   ├── NoOpenRound
│   ├── NothingToVoid
│   ├── NobodyToAsk
│   └── RoundAlreadyOpen
├── SurveyRefused
│   ├── SurveyUnknown
│   ├── SurveyWrong         every mistake, by its place
│   ├── SurveyIdTaken
│   ├── SurveyChangedMeanwhile
│   ├── QuestionMeansElse   results before and after could not be compared
│   ├── SurveyHasNoDate
│   ├── CalendarMissing     so a first day has no place
│   ├── SurveyDatePassed
│   ├── SurveyRunsAlready
│   ├── SurveyNotStarted
│   ├── SurveyPausedAlready
│   ├── SurveyArchived
│   ├── PulseStays          the weekly pulse is not for the archive
│   └── SurveyAsksAtMilestones
├── PackRefused             the pack of a quarter
│   ├── QuarterWrong
│   ├── QuarterNotOver
│   ├── QuarterEmpty
│   ├── PackNotWritten
│   ├── NotYoursToHave      in Slack, where not everyone may ask for each
│   └── CommentaryRefused   what leaders add to it in their own words
│       ├── NotYoursToSign
│       ├── CommentaryTooLong
│       ├── CommentaryTells     words that could tell who is meant
│       └── CommentaryChangedMeanwhile
├── ContextRefused          figures and days that HR enters
│   ├── FigureWrong
│   ├── PartTooFine
│   ├── LabelWrong
│   ├── NotYoursToEnter
│   └── MarkerUnknown
├── ActionRefused
│   ├── ActionUnknown
│   ├── NotYoursToRecord    for a part that somebody else manages
│   ├── ActionChangedMeanwhile
│   ├── NothingToActOn      no result can be shown yet
│   └── ActionWrong         every mistake, by its input
├── ForumRefused            the Champions Forum
│   ├── QuestionEmpty
│   ├── QuestionTooLong
│   ├── LettersSpent        of one person and day
│   ├── FormTooOld          its cycle has closed
│   ├── ReceiptUnknown
│   ├── ReceiptWrong        words that are none of a receipt
│   ├── QuestionGone
│   ├── QuestionMovedOn     somebody else was first
│   ├── VotingOver
│   ├── ForChampionsAlone
│   ├── NotYoursToAnswer    it is with somebody else
│   ├── PublishedMeanwhile  by another champion
│   ├── HiddenMeanwhile     the same
│   ├── SecondNeeded        whoever was first can't be the second
│   ├── HidingProposed      by another champion, who is to be heard first
│   ├── NotNow              a question's state does not allow it
│   ├── WordsNeeded         too few or too many
│   ├── AnswerMovedOn       another version of it was kept meanwhile
│   ├── LeaderUnknown
│   ├── DueWrong
│   └── MeetingRefused
│       ├── MeetingUnknown
│       ├── MeetingDayWrong     a day without work, or too far off
│       ├── MeetingNotYet       so there are no minutes
│       ├── MinutesPublished    a second time
│       ├── VotingStillOpen     and nobody said that it should end now
│       ├── NothingToDiscuss
│       ├── AgendaMade
│       ├── NoteMissing         of an answer
│       └── PaperNotWritten     of an agenda or minutes
├── LeavingRefused          who leaves, and why
│   ├── ForHrAlone
│   ├── LeaverUnknown
│   ├── LeaverKnown         recorded already
│   ├── LastDayWrong        said beneath its input
│   ├── LeavingCodeWrong
│   ├── AgreementMissing    before HR takes down what a leaver says
│   ├── LeavingOver         after the last day nothing of it is changed
│   ├── NoLeaving           neither recorded nor begun
│   ├── LeavingTextTooLong
│   └── LeavingWrong        an answer that is not one of the choices
├── CommentsFileUnreadable  a file of comments to read
├── CommentsFileNotWritten
├── LocalWordsUnreadable    an organisation's own words
├── LocalWordsWrong         every problem in them
└── InstallationRefused
    ├── SettingsWrong
    ├── SupportFileWrong        the organisation's own list of support
    ├── DatabaseUnreadable
    ├── DatabaseOutOfDate
    ├── DatabaseNotOurs
    ├── BotAlreadyRunning       on the same SQLite file
    ├── KeysInsideData
    ├── KeysElsewhere
    ├── ThresholdsLowered       below what people were promised
    ├── NothingToAudit
    ├── AuditNotWritten
    ├── AuditNotReadable        a copy that was to be checked
    ├── QuestionsMissing
    ├── KeyMissing
    ├── SlackRefused
    └── DemoRefused

Each class's docstring is its sentence; `{detail}` is filled from the constructor.
"""

from collections.abc import Iterable
from typing import NamedTuple

from surveys.wording import _


class Problem(NamedTuple):
    """What is wrong in one field of something written, in a file or in a form."""

    field: str  # as files name it
    sentence: str  # which names the field and its place
    in_form: str = ""  # the same for beneath an input of a form; empty: in the same words

    @property
    def beneath(self) -> str:
        """The sentence for beneath an input."""
        return self.in_form or self.sentence


class Refusal(Exception):
    """That can't be done."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(detail)

    @property
    def sentence(self) -> str:
        """The sentence a person reads, in their language."""
        return _(str(type(self).__doc__)).replace("{detail}", self.detail)


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


class PeopleRefused(Refusal):
    """The list of people was not changed."""


class PeopleFileUnreadable(PeopleRefused):
    """The people file can't be read, and nothing was changed: {detail}."""


class PeopleFileWrong(PeopleRefused):
    """The people file has mistakes, and nothing was changed: {detail}."""


class PersonUnknown(PeopleRefused):
    """Nobody in the list of people has the key {detail}."""


class PersonNotFound(PeopleRefused):
    """Nobody in the list of people has the Slack id or e-mail "{detail}"."""


class PersonNotSingle(PeopleRefused):
    """More than one person has "{detail}", so nothing was done; please name a Slack id that only one of them has."""


class PersonStillListed(PeopleRefused):
    """This person is still on the list, so nothing was removed; import a people file without them first."""


class UnitUnknown(PeopleRefused):
    """There is no part of the organisation called {detail}, and nothing was changed."""


class UnitNameTaken(PeopleRefused):
    """There is a part called {detail} in the same place already, and nothing was changed."""


class UnitNameWrong(PeopleRefused):
    """A part can't be called "{detail}": it needs a name of up to 200 characters, without a slash; nothing was changed."""


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


class SurveyAsksAtMilestones(SurveyRefused):
    """This survey asks people as they reach a milestone, so its rounds open and close by themselves."""


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


class NoLeaving(LeavingRefused):
    """No leaving is recorded or begun here, so nothing was saved; please start from the Home tab."""


class LeavingTextTooLong(LeavingRefused):
    """One of these texts is longer than 600 characters, so nothing was saved yet; please shorten it."""


class LeavingWrong(LeavingRefused):
    """That answer is not one of the choices, so nothing was saved; please open the form again."""


class CommentsFileUnreadable(Refusal):
    """The file of comments can't be read: {detail}."""


class CommentsFileNotWritten(Refusal):
    """The results can't be written there: {detail}."""


class LocalWordsUnreadable(Refusal):
    """The file of your own words can't be read: {detail}."""


class LocalWordsWrong(Refusal):
    """The file of your own words needs attention: {detail}."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class InstallationRefused(Refusal):
    """Staff Voice can't start."""


class SettingsWrong(InstallationRefused):
    """These settings need attention: {detail}."""


class SupportFileWrong(InstallationRefused):
    """The list of support in SUPPORT_FILE needs attention: {detail}."""


class DatabaseUnreadable(InstallationRefused):
    """The database can't be opened; check that DATABASE_URL is right and that the place can be read and written ({detail})."""


class DatabaseOutOfDate(InstallationRefused):
    """The database belongs to another version of Staff Voice; run "staff-voice migrate" first."""


class DatabaseNotOurs(InstallationRefused):
    """The database was made by a newer version or by something else, so it was not changed; check DATABASE_URL, or install the newer version."""


class BotAlreadyRunning(InstallationRefused):
    """Another bot runs on this SQLite database, which takes one at a time; stop it first, or use PostgreSQL to run several."""


class KeysInsideData(InstallationRefused):
    """KEY_DIR must lie outside the folder of the database and of its backups, or a copy of one would hold both; choose another KEY_DIR."""


class KeysElsewhere(InstallationRefused):
    """A round is open and its key was put in {detail}: set KEY_DIR to that folder, or if the key is lost, run "staff-voice round void" to give the unreadable answers up and ask people again."""


class ThresholdsLowered(InstallationRefused):
    """People answered on the promise of larger groups than the settings now allow, and thresholds only rise; set at least {detail}."""


class NothingToAudit(InstallationRefused):
    """There is no database of Staff Voice at DATABASE_URL yet, so there is nothing to audit."""


class AuditNotWritten(InstallationRefused):
    """The audit can't be written there: {detail}."""


class AuditNotReadable(InstallationRefused):
    """That file is no audit written with --json, so there is nothing to check: {detail}."""


class QuestionsMissing(InstallationRefused):
    """The question bank lacks questions that were asked before ({detail}); put them back, with "weekly = false" if they are not to be asked any more."""


class KeyMissing(InstallationRefused):
    """This round can't be read or changed, because its key is missing from KEY_DIR; nothing was saved."""


class SlackRefused(InstallationRefused):
    """Slack did not accept the connection ({detail}); check SLACK_BOT_TOKEN, SLACK_APP_TOKEN and SLACK_API_URL."""


class DemoRefused(InstallationRefused):
    """The demo can't start: {detail}."""


def every_refusal(of: type[Refusal] = Refusal) -> list[type[Refusal]]:
    """Return a refusal and all its kinds, as the tree above draws them."""
    return [of, *(kind for child in of.__subclasses__() for kind in every_refusal(child))]
