"""A pulse as its reader meets it: the message, the form, and the words after it."""

from datetime import datetime

from handlers import ids, payloads
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    modal,
    radio,
    section,
    text_input,
)
from handlers.views.mrkdwn import day_and_time, escape
from handlers.views.notices import notice
from handlers.views.promise import promise_button, promise_line
from handlers.views.support import help_button
from surveys.model.messages import Form, Invitation, Reopened
from surveys.model.questions import Item
from surveys.wording import _

COMMENT_CHARACTERS = 1000


def invitation_text(invitation: Invitation) -> str:
    """The notification's words."""
    return _(invitation.headline.text)


def invitation(invitation: Invitation) -> list[Block]:
    """The message of a round: the same for everyone, and it never changes."""
    blocks = [section(sentence) for sentence in _opening_words(invitation)]
    blocks += [
        section(f"*{escape(_(invitation.headline.text))}*"),
        actions(_choices(invitation), block_id="choices"),
        actions(
            [
                button(_("Open the form"), ids.OPEN_FORM, invitation.round_id),
                button(_("Not now"), ids.NOT_NOW, invitation.round_id),
                promise_button(),
                help_button(),
            ],
            block_id="more",
        ),
        context(
            _(
                "Under a minute. Tapping a choice opens a short form; nothing is kept until you"
                " press Send there. Open until {when}."
            ).format(when=day_and_time(invitation.closes_at))
        ),
        promise_line(invitation.thresholds),
    ]
    return blocks


def answer_form(form: Form) -> View:
    """One short form, with the tapped choice set."""
    pretend = form.round_id is None
    first = _("This is a pretend form. Nothing you choose or write here is kept.")
    blocks = [section(first)] if pretend else []
    blocks += [_question(item, form.chosen.scores.get(item.id)) for item in form.items]
    blocks += [
        text_input(
            _(form.comment.text),
            ids.COMMENT,
            ids.CHOICE,
            hint=_("Your own words can give you away. Up to 1,000 characters."),
            limit=COMMENT_CHARACTERS,
            initial=form.chosen.comment,
        ),
        promise_line(form.thresholds),
        actions([promise_button(), help_button()], block_id="more"),
    ]
    return modal(
        _("A pretend pulse") if pretend else _("Weekly pulse"),
        blocks,
        ids.SUBMIT_PRETEND if pretend else ids.SUBMIT_PULSE,
        close=_("Cancel"),
        submit=_("Send"),
        metadata="" if form.round_id is None else payloads.metadata(form.round_id),
    )


def saved(round_id: str, *, kept: bool) -> View:
    """After Send: in the form only, so that no message shows who answered."""
    if not kept:
        words = _("You skipped everything, so nothing of yours is kept.")
        return notice(_("Nothing kept"), [words])
    words = _("Your message won't change, so it shows nobody that you answered.")
    until = _("You can change or withdraw your answer until the round closes.")
    return notice(_("Saved"), [f"*{_('Saved.')}* {words}", until], _after(round_id))


def pretend_done() -> View:
    """After Send in the pretend form."""
    words = _("That is all there is to it. Nothing was kept: this one was only for trying.")
    return notice(_("Nothing kept"), [words])


def reopened(again: Reopened) -> View:
    """Coming back: what can be done, never the answers first."""
    words = _("You have answered this round. You can change your answer until {when}.").format(
        when=day_and_time(again.closes_at)
    )
    return notice(_("Weekly pulse"), [words], _after(again.round_id))


def own_answers(form: Form) -> View:
    """What the reader answered, at their own word."""
    lines = [
        f"*{escape(_(item.text))}*\n{_said(item, form.chosen.scores.get(item.id))}"
        for item in form.items
    ]
    comment = escape(form.chosen.comment) if form.chosen.comment else _("Nothing written")
    lines.append(f"*{escape(_(form.comment.text))}*\n{comment}")
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
    """Putting a pulse off."""
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
    """After putting a pulse off. None: it is skipped."""
    if until is None:
        words = _("Skipped. Nothing is recorded, and you can still answer if you change your mind.")
    else:
        words = _("We will ask you again on {when}.").format(when=day_and_time(until))
    return notice(_("Not now"), [words])


def _opening_words(invitation: Invitation) -> list[str]:
    words = []
    if invitation.asked_for:
        words.append(_("You asked to have this question later. Here it is."))
    if invitation.repeats:
        words.append(
            _(
                "We lost the key of this week's round, so nobody can ever read what was answered"
                " in it. If you answered, please answer here again. We are sorry."
            )
        )
    return words


def _choices(invitation: Invitation) -> list[Block]:
    scale = invitation.headline.scale
    return [
        button(_(label), f"{ids.CHOOSE}_{choice}", invitation.round_id)
        for choice, label in enumerate(scale.labels, start=scale.lo)
    ]


def _question(item: Item, chosen: int | None) -> Block:
    scale = item.scale
    options = [(str(n), _(label)) for n, label in enumerate(scale.labels, start=scale.lo)]
    options.append((ids.SKIPPED, _("Skip this question")))
    return radio(
        _(item.text),
        f"{ids.ITEM}_{item.id}",
        ids.CHOICE,
        options,
        initial=None if chosen is None else str(chosen),
    )


def _said(item: Item, score: int | None) -> str:
    return _("Skipped") if score is None else escape(_(item.scale.labels[score - item.scale.lo]))


def _after(round_id: str) -> list[Block]:
    return [
        button(_("Change my answer"), ids.CHANGE, round_id),
        button(_("Show my answer"), ids.SHOW, round_id),
        button(_("Withdraw it"), ids.WITHDRAW, round_id),
    ]
