"""Speaking: each message as Slack takes it, with the words of its notification."""

from handlers.sending import Message
from handlers.views import (
    answering,
    chairing_messages,
    enrolling,
    hailing,
    meeting,
    packing,
    parting,
    preferring,
    recording,
    reporting,
    restoring,
    roles,
    syncing,
    thanking,
    watching,
)
from handlers.views.authoring.preview import trial, trial_text
from handlers.views.mrkdwn import escape
from surveys.model.actions import PromiseReminder
from surveys.model.chairing import Announcement, AnswerReminder
from surveys.model.composed import Composed
from surveys.model.leaving import ExitInvitation, TalkRequest
from surveys.model.meetings import Minutes
from surveys.model.messages import GoneBack, Invitation, Reminder, Welcome
from surveys.model.milestones import LandmarkNote
from surveys.model.ordering import PackNotMade
from surveys.model.previews import Trial
from surveys.model.roles import RoleRequest, RoleTold
from surveys.model.syncing import PeopleChanged
from surveys.model.thanks import RoundUp, Thanked, ThanksBack
from surveys.model.watching import WeekReport


def announced(told: Announcement | Minutes | Thanked) -> Message:
    """Return what goes into a channel."""
    if isinstance(told, Thanked):
        return Message(thanking.post_text(told), thanking.post(told))
    if isinstance(told, Minutes):
        return Message(meeting.minutes_text(), meeting.minutes_message(told))
    return Message(chairing_messages.announcement_text(told), chairing_messages.announcement(told))


def message_of(composed: Composed) -> Message:
    """Return what goes to one person."""
    if isinstance(composed, Welcome):
        return Message(enrolling.welcome_text(), enrolling.welcome(composed))
    if isinstance(composed, Invitation):
        return Message(escape(answering.invitation_text(composed)), answering.invitation(composed))
    if isinstance(composed, Reminder):
        return Message(preferring.reminder_text(composed), preferring.reminder(composed))
    if isinstance(composed, PromiseReminder):
        return Message(recording.reminder_text(composed), recording.reminder(composed))
    if isinstance(composed, ExitInvitation):
        return Message(parting.invitation_text(), parting.invitation(composed))
    if isinstance(composed, TalkRequest):
        return Message(parting.talk_text(), parting.talk(composed))
    if isinstance(composed, PackNotMade):
        return Message(packing.not_made_text(composed), packing.not_made(composed))
    if isinstance(composed, AnswerReminder):
        words = chairing_messages.reminder_text(composed)
        return Message(words, chairing_messages.reminder(composed))
    if isinstance(composed, GoneBack):
        return Message(restoring.text(), restoring.gone_back(composed))
    if isinstance(composed, Thanked | ThanksBack | RoundUp):
        return Message(thanking.message_text(composed), thanking.message(composed))
    if isinstance(composed, Trial):
        return Message(escape(trial_text(composed)), trial(composed))
    if isinstance(composed, LandmarkNote):
        return Message(hailing.note_text(composed), hailing.note(composed))
    if isinstance(composed, RoleRequest | RoleTold):
        return Message(roles.message_text(composed), roles.message(composed))
    if isinstance(composed, PeopleChanged):
        return Message(syncing.message_text(composed), syncing.message(composed))
    if isinstance(composed, WeekReport):
        return Message(watching.report_text(composed), watching.report(composed))
    return Message(escape(reporting.digest_text(composed)), reporting.digest(composed))
