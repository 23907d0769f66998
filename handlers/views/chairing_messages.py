"""What the forum sends: an answer to its channel, and reminders that do not name it."""

from handlers import ids
from handlers.views.blocks import Block, actions, button, context, section
from handlers.views.forum import holder_in_words, topic_in_words, written
from handlers.views.mrkdwn import day, day_and_year, escape
from surveys.model.chairing import Announcement, AnswerReminder
from surveys.wording import _


def announcement_text(message: Announcement) -> str:
    """The notification's words; people in the channel have chosen to be there."""
    if message.is_correction:
        return _("An answer in the Champions Forum was corrected.")
    return _("A question in the Champions Forum was answered.")


def announcement(message: Announcement) -> list[Block]:
    """A question and its answer, as text that rings nobody."""
    heading = _("*Answered: {topic}*")
    if message.is_correction:
        heading = _("*Corrected: {topic}* (first answered on {day})")
    told = heading.replace("{topic}", escape(topic_in_words(message.topic)))
    return [
        section(told.replace("{day}", day_and_year(message.on))),
        *written(message.question),
        section(_("*The answer of {who}*").replace("{who}", holder_in_words(message.by))),
        *written(message.answer),
        context(_("Asked without a name: nobody can see who asked. More on the app's Home tab.")),
    ]


def reminder_text(message: AnswerReminder) -> str:
    """The notification's words: they stand on a locked screen, so they name nothing."""
    if message.is_late:
        return _("Something that is with you is overdue.")
    return _("Something that is with you is due on {day}.").format(day=day(message.due))


def reminder(message: AnswerReminder) -> list[Block]:
    """When it is due, and the way to it."""
    words = _("*It was due on {day}.* You can still open it.")
    if not message.is_late:
        words = _("*Something that is with you is due on {day}.*")
    return [
        section(words.format(day=day_and_year(message.due))),
        actions([button(_("Open it"), ids.CASE, message.question_id, primary=True)], "case"),
    ]
