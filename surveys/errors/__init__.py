"""Every refusal, with the sentence a person reads.

Refusal
├── NotOnTheList            someone we do not know
├── TooFast                 more presses in a minute than anybody needs
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
│   ├── NoAdministratorLeft     by a people file whose roles name none
│   ├── PersonUnknown
│   ├── PersonNotFound      by a Slack id or an e-mail
│   ├── PersonNotSingle
│   ├── PersonStillListed   to be removed for good
│   ├── UnitUnknown
│   ├── UnitNameTaken
│   └── UnitNameWrong
├── AdministeringRefused    roles, and what Slack says of people
│   ├── ForAdministratorsAlone
│   ├── RoleForNobody       said beneath its input
│   ├── LastAdministrator
│   ├── ProposalGone        decided by somebody else, say
│   ├── NotYoursToConfirm   whoever was first can't be the second
│   ├── SyncFileWrong
│   ├── SyncNotSet
│   ├── NowhereInstalled
│   ├── SlackNotRead
│   └── TooManyLeave        to be no mistake
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
│   ├── MilestoneMeansElse  the same, of the day from which months count
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
│       ├── CommentaryFileUnreadable
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
├── EventRefused            workshops, open safe spaces, groups
│   ├── EventUnknown        or over
│   ├── NotYoursToArrange
│   ├── EventChangedMeanwhile
│   └── EventWrong          every mistake, by its input
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
│   ├── LeavingTold         nor after the release that counted it
│   ├── OwnWords            HR takes down others, not themselves
│   ├── NoLeaving           neither recorded nor begun
│   ├── LeavingTextTooLong
│   └── LeavingWrong        an answer that is not one of the choices
├── ThanksRefused
│   ├── NobodyThanked       or people and a team at once
│   ├── ThankedUnknown
│   ├── ThankingYourself
│   ├── TeamEmpty
│   ├── TeamTooLarge        for a message to each
│   ├── ThanksWordsWrong    none, or too many
│   ├── ThanksNowhere       a channel that is none
│   ├── ThanksSpent         of one person and day
│   └── ThanksGone          withdrawn, told already, or somebody else's
├── CommentsFileUnreadable  a file of comments to read
├── CommentsFileNotWritten
├── LocalWordsUnreadable    an organisation's own words
├── LocalWordsWrong         every problem in them
└── InstallationRefused
    ├── SettingsWrong
    ├── SupportFileWrong        the organisation's own list of support
    ├── DatabaseNotThere        in another folder than the installation's, say
    ├── DatabaseUnreadable
    ├── DatabaseOutOfDate
    ├── DatabaseNotOurs
    ├── TablesInUse         while it is to be moved forward
    ├── BotAlreadyRunning       on the same SQLite file
    ├── KeysInsideData
    ├── KeysElsewhere
    ├── KeysNotFound        when starting: nothing there bears our mark
    ├── KeysAway            later: a disk that went away, say
    ├── KeyFolderUnusable       a file, or not ours to write to
    ├── KeyFolderForeign        a folder of somebody else's files
    ├── ThresholdsLowered       below what people were promised
    ├── NothingToAudit
    ├── AuditNotWritten
    ├── AuditNotReadable        a copy that was to be checked
    ├── QuestionsMissing
    ├── KeyMissing
    ├── SlackNotReached         through the network or its proxy
    ├── SlackRefused
    ├── SocketBlocked           by the network, though its API can be reached
    ├── RestoreCutShort         so what is sealed may be what was given up
    ├── RestoreUnderWay         on the same PostgreSQL database
    ├── BackupRefused
    │   ├── BackupHasNoPlace
    │   ├── NothingToBackUp
    │   ├── BackupAmongKeys
    │   ├── BackupPlaceMissing  on a disk that is not mounted, say
    │   ├── BackupUnderWay      in the same folder
    │   ├── BackupTooLarge
    │   ├── BackupNotWritten
    │   ├── BackupNotSound
    │   └── KeyInBackup
    ├── RestoreRefused          and nothing is changed
    │   ├── BackupNotThere
    │   ├── BackupNotOurs
    │   ├── BackupChanged       since it was made
    │   ├── BackupNewer
    │   ├── BackupNotPlaced     for want of room, say
    │   ├── DatabaseInTheWay
    │   ├── DatabaseInUse       by a bot
    │   └── KeysInTheWay
    ├── TokenKeysInsideData
    ├── TokenKeyMissing         of the tokens of several workspaces
    ├── NoTokenSealed           so there is no key of theirs
    ├── TokensTwice             one in the settings, others installed
    ├── WorkspaceUnknown
    ├── InstallRefused          of a workspace, on the page that its browser sees
    │   ├── InstallLinkSpent
    │   ├── InstallDeclined
    │   ├── WorkspaceNotAllowed
    │   ├── InstalledForAll     of an Enterprise Grid organisation
    │   ├── NotInstalledBySlack
    │   └── TooManyInstalls
    ├── SettingUpRefused        staff-voice setup
    │   ├── AnswerNeeded        of a script
    │   ├── AnswerUnknown
    │   ├── AnswersUnreadable
    │   ├── EnvFileUnreadable   or can't be written
    │   ├── SetupStopped        Slack can't be reached
    │   ├── TokenWrong          by its shape, or by Slack's word
    │   ├── TokenDiffers        from one that is there
    │   ├── YesOrNo
    │   └── HelloNotSent
    └── DemoRefused

Each class's docstring is its sentence; `{detail}` is filled from the constructor.
"""

from surveys.errors.administering import *
from surveys.errors.answering import *
from surveys.errors.events import *
from surveys.errors.forum import *
from surveys.errors.installation import *
from surveys.errors.leaving import *
from surveys.errors.people import *
from surveys.errors.refusal import Problem as Problem
from surveys.errors.refusal import Refusal as Refusal
from surveys.errors.reporting import *
from surveys.errors.setting_up import *
from surveys.errors.surveys import *
from surveys.errors.thanking import *


def every_refusal(of: type[Refusal] = Refusal) -> list[type[Refusal]]:
    """Return a refusal and all its kinds, as the tree above draws them."""
    return [of, *(kind for child in of.__subclasses__() for kind in every_refusal(child))]
