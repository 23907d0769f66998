"""Around the conversation with a leaver: the message, how it begins and ends."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    date_input,
    modal,
    section,
    shortened,
)
from handlers.views.leaving import unconfirmed, withdraw_button
from handlers.views.mrkdwn import day, escape
from handlers.views.notices import notice
from handlers.views.promise import promise_button
from handlers.views.support import help_button
from surveys.model.leaving import STEPS, ExitBegun, ExitInvitation, TalkRequest
from surveys.wording import _

_NAME: Final = 100


def invitation_text() -> str:
    """The notification's words: they do not name leaving."""
    return _("A few questions for you, in your own time.")


def invitation(message: ExitInvitation) -> list[Block]:
    """The message to somebody who leaves."""
    words = _(
        "Your last day is {day}. Before then we would like to hear, if you want to say it, what"
        " made you decide to go: five short steps, each of which you can skip."
    ).format(day=day(message.last_day))
    blocks = [section(words)]
    if message.again:
        lost = _(
            "We lost the key of what leavers had said so far, so nobody can ever read it. If you"
            " had begun, please begin again. We are sorry."
        )
        blocks.insert(0, section(lost))
    return [
        *blocks,
        actions(
            [
                button(_("Have a look"), ids.LEAVING, primary=True),
                promise_button(),
                help_button(),
            ],
            block_id="more",
        ),
        context(_("This message never changes, so it shows nobody whether you said anything.")),
    ]


def talk_text() -> str:
    """The notification's words to whoever is asked for a conversation."""
    return _("A colleague would like to talk with you.")


def talk(message: TalkRequest) -> list[Block]:
    """Who would like to talk, which they asked us to say."""
    words = _(
        "*{name}* would like to talk with you, and asked us to tell you and nobody else. Please get"
        " in touch with them soon, in private."
    ).replace("{name}", escape(shortened(message.name, _NAME)))
    return [section(words)]


def last_day_form(today: date) -> View:
    """When one leaves, where HR has not said so yet."""
    blocks = [
        section(
            _(
                "HR has not recorded that you leave. You can begin all the same: no list names you"
                " for it, and nobody is told. It counts once HR has recorded your leaving, and is"
                " destroyed if that never happens."
            )
        ),
        date_input(_("Your last day"), ids.LAST_DAY, ids.CHOICE, today.isoformat()),
    ]
    return _form(blocks, ids.SUBMIT_LAST_DAY, _("Begin"))


def begun(model: ExitBegun) -> View:
    """Coming back: what can be done, never the answers first."""
    words = _("You have saved {n} of {all} steps. You can go on or change them until {day}.")
    if model.step == STEPS:
        words = _("You have sent all {all} steps. You can change what you said until {day}.")
    if not model.step:
        words = _(
            "HR took down a conversation with you. You can answer here yourself until {day}: your"
            " answers then count in place of those. Words that HR took down can be shown in a"
            " release all the same, until you withdraw it all."
        )
    told = words.format(n=model.step, all=STEPS, day=day(model.last_day))
    lines = [told] if model.is_confirmed else [told, unconfirmed()]
    go_on = button(_("Go on") if model.step < STEPS else _("Change it"), ids.LEAVING_ON)
    return notice(_("Why you are leaving"), lines, [go_on, withdraw_button()])


def finished(
    *, kept: bool, asked_for: str, for_hr: bool, where_to_turn: Sequence[Block] = ()
) -> View:
    """After the last step: in the form alone."""
    if for_hr:
        words = _(
            "*Saved.* It lies sealed, and nobody can open it again to read it. If they fill in the"
            " form themselves, their answers are counted in place of these."
        )
        return notice(_("Saved"), [words], first=where_to_turn)
    words = _("*Saved.* You can come back and change or withdraw it until your last day.")
    if not kept:
        words = _("You skipped everything, so nothing you said is kept.")
    lines = [words, _("Thank you, and all good wishes for what comes next.")]
    if asked_for:
        said = _("We have asked {name} to get in touch with you. Nobody else is told.")
        lines.insert(1, escape(said.replace("{name}", asked_for)))
    return notice(_("Thank you"), lines, first=where_to_turn)


def withdrawn(*, was_there: bool) -> View:
    """After a withdrawal, the second click included."""
    words = (
        _("What you said is withdrawn and destroyed. You can begin again until your last day.")
        if was_there
        else _("There was nothing to withdraw.")
    )
    return notice(_("Withdrawn"), [words])


def _form(blocks: list[Block], callback_id: str, submit: str) -> View:
    return modal(_("Why you are leaving"), blocks, callback_id, close=_("Cancel"), submit=submit)
