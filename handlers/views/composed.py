"""What a message to a person says, whatever it is about: the notification's words, and blocks."""

from typing import TypeAlias

from handlers.views import (
    answering,
    chairing_messages,
    enrolling,
    hailing,
    packing,
    parting,
    preferring,
    recording,
    reporting,
    watching,
)
from handlers.views.authoring.preview import trial, trial_text
from handlers.views.blocks import Block
from handlers.views.mrkdwn import escape
from surveys.model.actions import PromiseReminder
from surveys.model.chairing import AnswerReminder
from surveys.model.leaving import ExitInvitation, TalkRequest
from surveys.model.messages import Digest, Invitation, Reminder, Welcome
from surveys.model.milestones import LandmarkNote
from surveys.model.ordering import PackNotMade
from surveys.model.previews import Trial
from surveys.model.watching import WeekReport

Composed: TypeAlias = (
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
    | LandmarkNote
    | WeekReport
)


def said(one: Composed) -> tuple[str, list[Block]]:
    """Return the words and the blocks of any message."""
    match one:
        case Welcome():
            return enrolling.welcome_text(), enrolling.welcome(one)
        case Invitation():
            return escape(answering.invitation_text(one)), answering.invitation(one)
        case Reminder():
            return preferring.reminder_text(one), preferring.reminder(one)
        case PromiseReminder():
            return recording.reminder_text(one), recording.reminder(one)
        case LandmarkNote():
            return hailing.note_text(one), hailing.note(one)
        case ExitInvitation():
            return parting.invitation_text(), parting.invitation(one)
        case TalkRequest():
            return parting.talk_text(), parting.talk(one)
        case PackNotMade():
            return packing.not_made_text(one), packing.not_made(one)
        case AnswerReminder():
            return chairing_messages.reminder_text(one), chairing_messages.reminder(one)
        case Trial():
            return escape(trial_text(one)), trial(one)
        case WeekReport():
            return watching.report_text(one), watching.report(one)
        case Digest():
            return escape(reporting.digest_text(one)), reporting.digest(one)
