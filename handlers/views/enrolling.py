"""The first message, the menu, and pausing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from handlers import ids
from handlers.views.asking import ask_button
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    date_input,
    modal,
    section,
    spoken,
)
from handlers.views.browsing import forum_button
from handlers.views.mrkdwn import day, escape
from handlers.views.notices import notice
from handlers.views.promise import promise_button
from handlers.views.round_up import thanks_button
from handlers.views.support import help_button
from surveys.model.messages import OpenRound, Welcome
from surveys.wording import _

USUAL_PAUSE: Final = timedelta(weeks=2)


def welcome_text() -> str:
    """The notification's words."""
    return _("Hello, I'm Staff Voice.")


def welcome(message: Welcome) -> list[Block]:
    """The first message; nothing is asked in it."""
    limits = message.thresholds
    return [
        section(
            _(
                "*Hello, I'm Staff Voice.* Weekly I'll ask a few questions: under a minute, in"
                " work time, always optional. No screen or report shows your manager, HR or IT"
                " who said what."
            )
        ),
        section(
            _(
                "Weekly results need {week} people; team results, at most quarterly, {team};"
                " comments {comments}. When a round closes, the link to you is destroyed."
            ).format(week=limits.week, team=limits.team, comments=limits.comments)
        ),
        section(
            _(
                "Limits: your own words can give you away, and someone tampering with our server"
                " during a round could break this."
            )
        ),
        section(
            _(
                "You can also ask senior managers anything in the Champions Forum, without your"
                " name. Do it here, on my Home tab, or by typing /staff-voice and nothing after it."
            )
        ),
        actions(
            [
                button(_("Try a pretend question"), ids.PRETEND),
                ask_button(),
                promise_button(),
                help_button(),
                pause_button(),
            ],
            block_id="more",
        ),
    ]


def pause_button() -> Block:
    """The way to a pause."""
    return button(_("Pause me"), ids.PAUSE)


def pause_form(today: date, paused_until: date | None) -> View:
    """Choosing how long; no reason is asked for."""
    blocks = [
        section(_("We won't ask you anything until the date you choose. No reason is kept.")),
        date_input(
            _("Ask me again from"),
            ids.UNTIL,
            ids.CHOICE,
            (paused_until or today + USUAL_PAUSE).isoformat(),
        ),
    ]
    if paused_until:
        blocks.append(actions([button(_("End my pause now"), ids.UNPAUSE)]))
    return modal(_("Pause me"), blocks, ids.SUBMIT_PAUSE, close=_("Cancel"), submit=_("Pause me"))


def paused(until: date | None) -> View:
    """After a pause was set, or ended (None)."""
    if until is None:
        return notice(_("Pause"), [_("You are not paused: the next round will ask you.")])
    words = _("You are paused: nothing is asked of you before {day}.").format(day=day(until))
    return notice(_("Pause"), [words])


def menu(open_rounds: Sequence[OpenRound]) -> View:
    """What the bare command opens."""
    first, rest = open_rounds[:1], open_rounds[1:]
    buttons = [open_form_button(one) for one in first]
    buttons += [
        ask_button(),
        forum_button(),
        thanks_button(),
        button(_("Try a pretend question"), ids.PRETEND),
        promise_button(),
        help_button(),
        pause_button(),
        button(_("I am leaving"), ids.LEAVING),
    ]
    words = [_opened(one) for one in first] or [_("No round is open for you just now.")]
    view = notice(_("Staff Voice"), words, buttons)
    view["blocks"] += [section(_opened(one), accessory=open_form_button(one)) for one in rest]
    return view


def open_form_button(open_round: OpenRound) -> Block:
    """The way to the form of an open round, called by its survey beside others."""
    title = _("Weekly pulse") if open_round.about is None else _(open_round.about.title)
    opening = button(_("Open the form"), ids.OPEN_FORM, open_round.round_id, primary=True)
    return spoken(opening, _("Open the form: {title}").format(title=title))


def _opened(open_round: OpenRound) -> str:
    if open_round.about is None:
        return _("A weekly pulse is open.")
    return _("*{title}* is open.").format(title=escape(_(open_round.about.title)))
