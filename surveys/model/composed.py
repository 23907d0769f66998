"""What a message to one person may be."""

from surveys.model.actions import PromiseReminder
from surveys.model.chairing import AnswerReminder
from surveys.model.leaving import ExitInvitation, TalkRequest
from surveys.model.messages import Digest, GoneBack, Invitation, Reminder, Welcome
from surveys.model.milestones import LandmarkNote
from surveys.model.ordering import PackNotMade
from surveys.model.previews import Trial
from surveys.model.roles import RoleRequest, RoleTold
from surveys.model.syncing import PeopleChanged
from surveys.model.thanks import ThanksMessage
from surveys.model.watching import WeekReport

Composed = (
    Welcome
    | Invitation
    | Reminder
    | Digest
    | Trial
    | PromiseReminder
    | PackNotMade
    | AnswerReminder
    | ExitInvitation
    | TalkRequest
    | ThanksMessage
    | LandmarkNote
    | GoneBack
    | RoleRequest
    | RoleTold
    | WeekReport
    | PeopleChanged
)
