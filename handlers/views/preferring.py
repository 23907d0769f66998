"""What a person chooses for themselves: their hours, and whether reminders reach them."""

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    line_input,
    modal,
    section,
)
from handlers.views.mrkdwn import day_and_time, escape
from handlers.views.notices import notice
from handlers.views.promise import promise_button, promise_line
from handlers.views.support import help_button
from surveys.model.messages import Hours, Reminder
from surveys.wording import _

HOURS_CHARACTERS = 100


def reminder_text(reminder: Reminder) -> str:
    """The notification's words."""
    return _("{title} closes on {when}.").format(
        title=escape(_(reminder.title)), when=day_and_time(reminder.closes_at)
    )


def reminder(reminder: Reminder) -> list[Block]:
    """The one reminder of a round: the same words to everyone asked."""
    words = _(
        "Everyone who was asked gets this message, whether or not they have answered, so it tells"
        " nobody anything about you."
    )
    return [
        section(f"*{reminder_text(reminder)}* {words}"),
        actions(
            [
                button(_("Open the form"), ids.OPEN_FORM, reminder.round_id),
                promise_button(),
                help_button(),
                button(_("No reminders, ever"), ids.STOP_REMINDERS),
            ],
            block_id="more",
        ),
        promise_line(reminder.thresholds),
    ]


def reminders_chosen(*, wanted: bool) -> View:
    """After reminders were turned off, or on again."""
    words = (
        _("One reminder will reach you before a longer survey closes.")
        if wanted
        else _("No reminder of any survey will reach you. You can undo this on the Home tab.")
    )
    return notice(_("Reminders"), [words])


def preference_buttons(*, wants_reminders: bool, hears: bool | None) -> list[Block]:
    """The ways to a person's own hours and to their choices about reminders.

    `hears`: whether a manager hears of milestones; None: they manage nobody.
    """
    choice = (
        button(_("No reminders, ever"), ids.STOP_REMINDERS)
        if wants_reminders
        else button(_("Remind me again"), ids.WANT_REMINDERS)
    )
    milestones = {
        None: [],
        True: [button(_("No milestone messages"), ids.STOP_MILESTONES)],
        False: [button(_("Tell me of milestones again"), ids.WANT_MILESTONES)],
    }[hears]
    return [button(_("My hours"), ids.HOURS), choice, *milestones]


def hours_form(hours: Hours) -> View:
    """Writing down one's own hours."""
    said = _("We ask you things only while you work. Now that is {hours}, {zone} time.").format(
        hours=escape(hours.now), zone=escape(hours.zone)
    )
    blocks = [
        section(said),
        line_input(
            _("My hours"),
            ids.OWN_HOURS,
            ids.CHOICE,
            hint=_("Such as Mon-Fri 09:00-17:00, or Sun-Thu 20:00-08:00 for nights."),
            limit=HOURS_CHARACTERS,
            initial=hours.own or hours.now,
        ),
        context(_("Only Staff Voice uses this, and only to choose when it writes to you.")),
    ]
    if hours.own:
        blocks.append(actions([button(_("Back to my usual hours"), ids.FORGET_HOURS)]))
    return modal(_("My hours"), blocks, ids.SUBMIT_HOURS, close=_("Cancel"), submit=_("Save"))


def hours_chosen(hours: Hours) -> View:
    """After one's own hours were kept, or given up."""
    words = _("We will ask you things only within {hours}, {zone} time.").format(
        hours=escape(hours.now), zone=escape(hours.zone)
    )
    return notice(_("My hours"), [words])
