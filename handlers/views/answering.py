"""A round as its reader meets it: the message, the form, and the words after it."""

from collections.abc import Sequence
from datetime import datetime

from handlers import ids, payloads
from handlers.views.blocks import (
    TITLE,
    Block,
    View,
    actions,
    button,
    context,
    modal,
    radio,
    section,
)
from handlers.views.mrkdwn import day_and_time, escape
from handlers.views.notices import notice
from handlers.views.promise import promise_button, promise_line
from handlers.views.questions import choice_buttons, in_words, question_input
from handlers.views.support import help_button
from surveys.model.messages import About, Form, Invitation, Reopened
from surveys.wording import _, ngettext


def invitation_text(invitation: Invitation) -> str:
    """The notification's words."""
    return _(invitation.first.text) if invitation.about is None else invitation.about.title


def invitation(invitation: Invitation) -> list[Block]:
    """The message of a round: the same for everyone, and it never changes."""
    choices = choice_buttons(invitation.first, invitation.round_id)
    blocks = [section(sentence) for sentence in _opening_words(invitation)]
    if choices:
        blocks.append(section(f"*{escape(_(invitation.first.text))}*"))
        blocks.append(actions(choices, block_id="choices"))
    blocks += [
        actions(
            [
                button(
                    _("Open the form"),
                    ids.OPEN_FORM,
                    invitation.round_id,
                    primary=not choices,
                ),
                button(_("Not now"), ids.NOT_NOW, invitation.round_id),
                promise_button(),
                help_button(),
            ],
            block_id="more",
        ),
        context(_how_long(invitation, has_choices=bool(choices))),
        promise_line(invitation.thresholds),
    ]
    return blocks


def answer_form(form: Form) -> View:
    """One form, with the tapped choice set."""
    pretend = form.round_id is None
    blocks = [section(sentence) for sentence in _heading(form)]
    blocks += [
        question_input(one, form.chosen, required=one.id in form.required) for one in form.questions
    ]
    blocks += [
        promise_line(form.thresholds),
        actions([promise_button(), help_button()], block_id="more"),
    ]
    return modal(
        _("A pretend pulse") if pretend and form.about is None else _title(form.about),
        blocks,
        ids.SUBMIT_PRETEND if pretend else ids.SUBMIT_PULSE,
        close=_("Cancel"),
        submit=_("Send"),
        metadata="" if form.round_id is None else payloads.metadata(form.round_id),
    )


def saved(round_id: str, *, kept: bool, where_to_turn: Sequence[Block] = ()) -> View:
    """After Send: in the form only, so that no message shows who answered."""
    if not kept:
        words = _("You skipped everything, so nothing of yours is kept.")
        return notice(_("Nothing kept"), [words], first=where_to_turn)
    words = _("Your message won't change, so it shows nobody that you answered.")
    until = _("You can change or withdraw your answer until the round closes.")
    lines = [f"*{_('Saved.')}* {words}", until]
    return notice(_("Saved"), lines, _after(round_id), first=where_to_turn)


def pretend_done(where_to_turn: Sequence[Block] = ()) -> View:
    """After Send in the pretend form."""
    words = _("That is all there is to it. Nothing was kept: this one was only for trying.")
    return notice(_("Nothing kept"), [words], first=where_to_turn)


def reopened(again: Reopened) -> View:
    """Coming back: what can be done, never the answers first."""
    words = _("You have answered this round. You can change your answer until {when}.").format(
        when=day_and_time(again.closes_at)
    )
    return notice(_title(again.about), [words], _after(again.round_id))


def own_answers(form: Form) -> View:
    """What the reader answered, at their own word."""
    lines = [
        f"*{escape(_(question.text))}*\n{in_words(question, form.chosen)}"
        for question in form.questions
    ]
    return notice(_("What you answered"), lines, _after(form.round_id or ""))


def withdrawn(*, was_there: bool) -> View:
    """After a withdrawal, the second click included."""
    words = (
        _("Your answer is withdrawn and destroyed. You can answer again until the round closes.")
        if was_there
        else _("There is no answer of yours in this round, so there was nothing to withdraw.")
    )
    return notice(_("Withdrawn"), [words])


def not_now_form(round_id: str) -> View:
    """Putting a round off."""
    options = [
        ("today", _("Ask me later today")),
        ("tomorrow", _("Ask me tomorrow")),
        ("skip", _("Skip this one")),
    ]
    blocks = [
        radio(
            _("When would suit you?"),
            ids.WHEN,
            ids.CHOICE,
            options,
            initial="today",
            optional=False,
        ),
        context(_("Nobody is told. If we ask again, the message says only that you wanted it.")),
    ]
    return modal(
        _("Not now"),
        blocks,
        ids.SUBMIT_NOT_NOW,
        close=_("Cancel"),
        submit=_("Confirm"),
        metadata=payloads.metadata(round_id),
    )


def put_off(until: datetime | None) -> View:
    """After putting a round off. None: it is skipped."""
    if until is None:
        words = _("Skipped. Nothing is recorded, and you can still answer if you change your mind.")
    else:
        words = _("We will ask you again on {when}.").format(when=day_and_time(until))
    return notice(_("Not now"), [words])


def _opening_words(invitation: Invitation) -> list[str]:
    words = []
    if invitation.asked_for:
        words.append(_("You asked to have this question later. Here it is."))
    if invitation.repeats and invitation.about is None:
        words.append(
            _(
                "We lost the key of this week's round, so nobody can ever read what was answered"
                " in it. If you answered, please answer here again. We are sorry."
            )
        )
    elif invitation.repeats:
        words.append(
            _(
                "We lost the key of this survey's last round, so nobody can ever read what was"
                " answered in it. If you answered, please answer here again. We are sorry."
            )
        )
    if invitation.about is not None:
        about = invitation.about
        words.append(f"*{escape(_(about.title))}*\n{escape(_(about.purpose))}")
    return words


def _how_long(invitation: Invitation, *, has_choices: bool) -> str:
    until = day_and_time(invitation.closes_at)
    if invitation.about is None:
        return _(
            "Under a minute. Tapping a choice opens a short form; nothing is kept until you"
            " press Send there. Open until {when}."
        ).format(when=until)
    minutes = invitation.about.minutes
    time = ngettext("About {n} minute.", "About {n} minutes.", minutes).format(n=minutes)
    if has_choices:
        rest = _(
            "Tapping a choice opens the form; nothing is kept until you press Send there. Open"
            " until {when}."
        )
    else:
        rest = _("Nothing is kept until you press Send in the form. Open until {when}.")
    return f"{time} {rest.format(when=until)}"


def _heading(form: Form) -> list[str]:
    said = []
    if form.round_id is None:
        said.append(_("This is a pretend form. Nothing you choose or write here is kept."))
    if form.about is not None and len(_(form.about.title)) > TITLE:
        said.append(f"*{escape(_(form.about.title))}*")  # the form's own title would cut it short
    return said


def _title(about: About | None) -> str:
    return _("Weekly pulse") if about is None else _(about.title)


def _after(round_id: str) -> list[Block]:
    return [
        button(_("Change my answer"), ids.CHANGE, round_id),
        button(_("Show my answer"), ids.SHOW, round_id),
        button(_("Withdraw it"), ids.WITHDRAW, round_id),
    ]
