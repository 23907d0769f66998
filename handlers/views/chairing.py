"""One question of the forum before a champion, or the leader whom it is with."""

from typing import Final

from handlers import forum_payloads, ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    modal,
    section,
)
from handlers.views.chairing_words import (
    deed_in_words,
    done_in_words,
    posted_in_words,
    state_of,
)
from handlers.views.fields import confirmed
from handlers.views.forum import (
    addressee_in_words,
    hide_reason_in_words,
    holder_in_words,
    topic_in_words,
    written,
    written_shortly,
)
from handlers.views.mrkdwn import day, day_and_year, escape, short_day
from handlers.views.notices import notice
from surveys.model.chairing import (
    FORMS,
    Answer,
    Case,
    Deed,
    Done,
)
from surveys.model.forum import QuestionState
from surveys.model.words import Guarded
from surveys.rules.words import said
from surveys.wording import _, ngettext

MOST_NOTES: Final = 5  # the newest
MOST_WISHES: Final = 2
_IN_A_LIST: Final = 200  # characters of a question
_IN_A_LINE: Final = 120
_WORD: Final = 300  # characters of what is pointed out
_FIRST: Final = (Deed.PUBLISH, Deed.CONFIRM, Deed.ISSUE, Deed.DRAFT, Deed.ASSIGN, Deed.POST_AGAIN)
_HARD: Final = (Deed.CONFIRM, Deed.ISSUE, Deed.POST_AGAIN)  # to undo, so they ask first


def case(model: Case | None, done: Done | None = None, first: list[Block] | None = None) -> View:
    """One question, what is known of it, and what can become of it. None: nothing waits."""
    told = [*(first or []), *([section(done_in_words(done))] if done else [])]
    if model is None:
        words = _("No question waits for you to decide on.")
        return notice(_("Champions Forum"), [words], first=told)
    blocks = [*told, *_opening(model), *_asked(model), *_answers(model), *_notes(model)]
    blocks += [*_alike(model), *_wishes(model), *_rows(model), _promise(model)]
    return modal(
        _("Champions Forum"),
        blocks,
        ids.NOTICE,
        close=_("Close"),
        metadata=forum_payloads.seen_metadata(model.seen),
    )


def _opening(model: Case) -> list[Block]:
    question, lines = model.question, []
    if question.state is QuestionState.WAITING:
        words = _("*Overdue since {day}.*") if model.is_late else _("To be screened by {day}.")
        lines.append(words.format(day=day(model.screen_by)))
    else:
        lines.append(f"*{state_of(question, model.held_by, is_late=model.is_late)}*")
    if model.waiting > 1:
        words = ngettext("{n} question waits.", "{n} questions wait.", model.waiting)
        lines.append(words.format(n=model.waiting))
    blocks = [section(" ".join(lines))]
    if model.left is not None and question.state is QuestionState.OPEN:
        words = _("It was with {who}, who can no longer answer it: it is with nobody now.")
        blocks.append(section(words.replace("{who}", holder_in_words(model.left))))
    if model.target is not None:
        blocks += [section(_("It was merged into:")), written_shortly(model.target, _IN_A_LIST)]
    if question.hidden_for is not None:
        blocks.append(section(hide_reason_in_words(question.hidden_for)))
    return blocks


def _asked(model: Case) -> list[Block]:
    question, found = model.question, model.guarded
    about = _("About: {topic}. For: {addressee}. Champions have had it since {day}.")
    if model.topic is None:
        about = _("For: {addressee}. Champions have had it since {day}.")
    told = {
        "{topic}": escape(topic_in_words(model.topic)),
        "{addressee}": addressee_in_words(question.addressee),
        "{day}": day_and_year(question.released_on),
    }
    for name, words in told.items():
        about = about.replace(name, words)
    blocks = [context(about), *written(marked(found) if found else question.text)]
    if found and Deed.PUBLISH in model.may:
        blocks.append(
            context(_("⟦…⟧ may tell somebody who is meant, so publishing it takes two champions."))
        )
    return blocks


def marked(found: Guarded) -> str:
    """A text with what would give somebody away pointed out in it."""
    parts, at = [], 0
    for one in found.marks:
        words = _("{words}: {kind}?").format(
            words=found.text[one.start : one.end][:_WORD], kind=said(one.kind)
        )
        parts += [found.text[at : one.start], f"⟦{words}⟧"]
        at = one.end
    return "".join([*parts, found.text[at:]])


def _wishes(model: Case) -> list[Block]:
    blocks: list[Block] = []
    for one in model.wishes[:MOST_WISHES]:
        who = _("You") if one.is_mine else escape(one.by[:_IN_A_LINE])
        if one.hide_for is None:
            words = _("*{who}: publish it, although it may name somebody.*")
        else:
            reason = hide_reason_in_words(one.hide_for)
            words = _("*{who}: hide it.* {reason}.").replace("{reason}", reason)
        wait = _("Another champion decides.") if one.is_mine else _("You decide, as the second.")
        blocks.append(section(f"{words.replace('{who}', who)} {wait}"))
        if one.words:
            blocks += [context(_("Its asker will read:")), *written(one.words)]
    return blocks


def _rows(model: Case) -> list[Block]:
    """The buttons: what leads on in one row, the rest below it."""
    first = [_button(model, one) for one in _FIRST if one in model.may]
    rest = [_button(model, one) for one in Deed if one in model.may and one not in _FIRST]
    if model.seen.in_turn:
        rest.append(button(_("Leave for later"), ids.SCREEN_LATER, model.question.id))
    if _is_shown(model):
        rest.append(button(_("Record an action"), ids.RECORD_AFTER, model.question.id))
    rows = (("first", first), ("rest", rest))
    return [actions(buttons, block_id=name) for name, buttons in rows if buttons]


def _is_shown(model: Case) -> bool:
    """Say whether everybody reads a question, so that an action can follow it."""
    return model.question.state in {QuestionState.OPEN, QuestionState.ANSWERED}


def _button(model: Case, deed: Deed) -> Block:
    is_first = deed in {Deed.PUBLISH, Deed.ISSUE}
    words = deed_in_words(deed, model)
    made = button(words, f"{ids.DEED}_{deed}", model.question.id, primary=is_first)
    if deed not in _HARD:
        return made
    text = {
        Deed.CONFIRM: _("Nobody sees it then, and its asker reads the reason with their receipt."),
        Deed.ISSUE: _("Everybody reads it then. It can be corrected, and each version is kept."),
        Deed.POST_AGAIN: _("Please look in the channel first: it may be there already."),
    }[deed]
    return confirmed(made, words.removesuffix("…"), text, words, danger=deed is Deed.CONFIRM)


def _answers(model: Case) -> list[Block]:
    blocks: list[Block] = []
    if model.published:
        heading = _("Answer, corrected {day}") if model.corrected else _("Answer of {day}")
        blocks += _answer(heading, model.published)
        if model.posted:
            words = posted_in_words(model.posted)
            if model.published.link:
                words = f"{words} <{escape(model.published.link)}|{_('In the channel')}>"
            blocks.append(context(words))
    if model.draft:
        blocks += _answer(_("Draft of {day}, not published"), model.draft)
    if model.sent_back:
        blocks += _answer(_("Sent back on {day}"), model.sent_back)
    return blocks


def _answer(heading: str, one: Answer) -> list[Block]:
    title = f"*{heading.format(day=short_day(one.on))}* ({holder_in_words(one.by)})"
    return [divider(), section(title), *written(one.text)]


def _notes(model: Case) -> list[Block]:
    blocks: list[Block] = []
    for one in model.notes[:MOST_NOTES]:
        words = _("*Its asker wrote again*, {day}")
        if one.question_id in model.joined:
            words = _(
                "*The asker of a question that was merged into this one wrote*, {day}. A private"
                " reply from here goes to somebody else: reply from their own question."
            )
        heading = words.format(day=short_day(one.released_on))
        blocks += [section(heading), *written(one.text)]
    if model.replies:
        words = ngettext(
            "{n} private reply was written. Only the asker can read it, with their receipt.",
            "{n} private replies were written. Only the asker can read them, with their receipt.",
            model.replies,
        )
        blocks.append(context(words.format(n=model.replies)))
    return [divider(), *blocks] if blocks else []


def _alike(model: Case) -> list[Block]:
    if not model.alike:
        return []
    heading = section(f"*{_('Asked much alike')}*")
    return [divider(), heading, *(written_shortly(one.text, _IN_A_LIST) for one in model.alike)]


def _promise(model: Case) -> Block:
    if model.may & FORMS:
        return context(_("Nobody can see who asked. Please don't try to find out."))
    return context(_("Nobody can see who asked."))
