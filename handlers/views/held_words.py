"""What each kind of message is called to whoever it was sent to."""

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.holdings import Holdings
from surveys.wording import _


def messages(model: Holdings) -> list[str]:
    """Return what each kind of message is called to whoever got it."""
    kinds = {
        Kind.WELCOME: _("welcome"),
        Kind.INVITATION: _("invitations to answer"),
        Kind.LATER: _("invitations you asked to have later"),
        Kind.REMINDER: _("reminders"),
        Kind.DIGEST: _("results, for managers and leaders"),
        Kind.PREVIEW: _("surveys you sent yourself to try"),
        Kind.ACTION_SOON: _("reminders of what you promised"),
        Kind.ACTION_LATE: _("reminders of what you promised and is overdue"),
        Kind.MILESTONE: _("milestones of people you manage"),
        Kind.EXIT: _("the questions for leavers"),
        Kind.TALK: _("somebody who asked to talk with you"),
        Kind.PACK: _("packs of a quarter you asked for"),
        Kind.PACK_NOT_MADE: _("word that a pack you asked for was not made"),
        Kind.FORUM_SOON: _("reminders of questions that are with you"),
        Kind.FORUM_LATE: _("reminders of questions that are with you and overdue"),
        Kind.FORUM_ANSWER: _("answers of yours, posted into the forum's channel"),
        Kind.FORUM_MINUTES: _("minutes that you published, posted into the forum's channel"),
        Kind.ROLE_ASKED: _("roles to confirm, for administrators"),
        Kind.ROLE_TOLD: _("word of a role of yours"),
        Kind.GONE_BACK: _("word that we went back to a backup"),
        Kind.THANKS_MONTH: _("round-ups of thank-yous, for leaders"),
        Kind.PEOPLE_CHANGED: _("word of changes to the list of people, for administrators"),
        Kind.SELF_REPORT: _("weekly reports on how Staff Voice runs"),
    }
    lines = []
    for kind, counts in model.messages.items():
        sent = counts.get(DeliveryState.SENT, 0)
        words = _("{kind}: {sent} sent, {others} not sent")
        words = words.format(kind=kinds[kind], sent=sent, others=sum(counts.values()) - sent)
        lines.append(f"• {words}")
    return lines or [_("No message to you is on record.")]
