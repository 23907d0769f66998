"""Coming back with a receipt: the eight words, and what they open."""

from collections.abc import Sequence
from typing import Final

from handlers import ids, payloads
from handlers.views.asking import IN_A_LIST, MOST_POINTING, alone_choice, box_suffix, when_seen
from handlers.views.blocks import Block, View, button, context, divider, modal, section, text_input
from handlers.views.browsing import answer_blocks
from handlers.views.forum import (
    age_in_words,
    hide_reason_in_words,
    holder_in_words,
    state_in_words,
    written,
    written_shortly,
)
from handlers.views.guarding import LONGEST_INPUT, keepable, nobody_is_told, pointed_out
from handlers.views.mrkdwn import day_and_year
from handlers.views.notices import notice
from surveys.model.browsing import Listed
from surveys.model.composing import AfterForm, Between, Returned, Said, Stage
from surveys.model.forum import LONGEST_QUESTION, LetterKind, QuestionState
from surveys.wording import _, ngettext

LONGEST_RECEIPT: Final = 300  # characters
MOST_SAID: Final = 5  # the newest, of each up to six blocks
MOST_WHOLE: Final = 2  # questions, of each up to thirteen blocks
MOST_PARTS: Final = 5


def receipt_form() -> View:
    """Where the eight words are typed."""
    words = _(
        "Your receipt opens your question, what champions wrote to you about it, and a way to write"
        " back. Nobody is told who you are, and nothing of it is kept."
    )
    return modal(
        _("I have a receipt"),
        [section(words), _words_box()],
        ids.SUBMIT_RECEIPT,
        close=_("Cancel"),
        submit=_("Open it"),
    )


def thread(form: AfterForm, first: Sequence[Block] = ()) -> View:
    """What a receipt opens; `first` stands above it all."""
    returned = form.returned
    if form.sent is not None:
        return _sent(form.sent, first)
    blocks = [*first, *_held(form)]
    if form.held is None:
        blocks += _in_the_letterbox(returned)
        whole = len(returned.listed) + len(returned.targets) <= MOST_WHOLE
        for one in returned.listed[:MOST_PARTS]:
            blocks += _stands(one, whole=whole)
        for one in returned.targets[:MOST_PARTS]:
            told = _("*It was joined with this question:*")
            blocks += [divider(), section(told), *_stands(one, whole=whole)]
        blocks += [*_correspondence(returned), *_on_their_way(returned)]
    if returned.stage is Stage.LETTERBOX:
        return modal(_("Your question"), blocks, ids.NOTICE, close=_("Close"))
    after = form.after
    blocks += [divider(), *_box(form), alone_choice(form.latest, alone=after.alone), _words_box()]
    carries = payloads.carrying(
        form=after.form_id,
        step=after.step,
        kind=str(after.kind),
        marks=form.held.masks if form.held else 0,
    )
    return modal(
        _("Your question"),
        blocks,
        ids.SUBMIT_AFTER,
        close=_("Close"),
        submit=_("Send it"),
        metadata=carries,
    )


def _words_box() -> Block:
    return text_input(
        _("Your receipt"),
        ids.RECEIPT_WORDS,
        ids.CHOICE,
        hint=_("The eight words, in their order. Capitals and line breaks do not matter."),
        limit=LONGEST_RECEIPT,
        optional=False,
    )


def _sent(seen: Between, first: Sequence[Block]) -> View:
    words = _("Come back with the same eight words to read what champions write to you.")
    again = button(_("I have a receipt"), ids.RECEIPT)
    told = [f"*{_('Sent.')}* {when_seen(seen)}", words]
    return notice(_("Your question"), told, [again], first=first)


def _held(form: AfterForm) -> list[Block]:
    if form.held is None:
        return []
    words = _(
        "*Nothing is sent yet.* These words could tell somebody who is meant. Below is your text"
        " without them: send it so, or change it first."
    )
    return [section(words), *pointed_out(form.held)[:MOST_POINTING]]


def _in_the_letterbox(returned: Returned) -> list[Block]:
    if returned.seen is None:
        return []
    words = _("*It is in the letterbox: no champion has seen it yet.* {when}")
    told = words.format(when=when_seen(returned.seen))
    return [section(told), *written(returned.text)]


def _stands(one: Listed, *, whole: bool) -> list[Block]:
    """One question, where it stands, and its answer; of many, how each begins."""
    state = f"*{state_in_words(one.state)}*"
    if one.state is QuestionState.OPEN:
        with_whom = _("With {who}.").replace("{who}", holder_in_words(one.held))
        state = f"{state} {age_in_words(one.age)}. {with_whom}"
    if one.state is QuestionState.REWORDING:
        state = _("*Waiting for your other words*")
    told = {
        QuestionState.WAITING: _("Champions have it, and will read it in the next three days."),
        QuestionState.REWORDING: _("Champions ask you for other words: see below."),
        QuestionState.HIDDEN: _("Two champions decided so. What they wrote to you stands below."),
    }.get(one.state, "")
    if one.state is QuestionState.HIDDEN and one.hidden_for is not None:
        told = f"{hide_reason_in_words(one.hidden_for)}. {told}"
    stands = section(f"{state}\n{told}".strip())
    if not whole:
        return [written_shortly(one.text, IN_A_LIST), stands]
    return [*written(one.text), stands, *answer_blocks(one.answer)]


def _correspondence(returned: Returned) -> list[Block]:
    if returned.stage is Stage.LETTERBOX:
        return []
    blocks = [divider(), section(f"*{_('Between you and the champions')}*")]
    if not returned.said and not returned.unreadable:
        blocks.append(section(_("Champions have written nothing to you.")))
    earlier = len(returned.said) - MOST_SAID
    if earlier > 0:
        words = ngettext("and {n} earlier", "and {n} earlier ones", earlier)
        blocks.append(context(words.format(n=earlier)))
    for one in returned.said[-MOST_SAID:]:
        blocks += [context(_who_said(one)), *written(one.text)]
    if returned.unreadable:
        words = ngettext(
            "{n} reply is damaged and can't be read.",
            "{n} replies are damaged and can't be read.",
            returned.unreadable,
        )
        blocks.append(section(words.format(n=returned.unreadable)))
    return blocks


def _on_their_way(returned: Returned) -> list[Block]:
    if not returned.on_their_way:
        return []
    words = ngettext(
        "*{n} letter of yours is in the letterbox*: no champion has seen it yet.",
        "*{n} letters of yours are in the letterbox*: no champion has seen them yet.",
        returned.on_their_way,
    )
    return [section(words.format(n=returned.on_their_way))]


def _who_said(one: Said) -> str:
    words = _("You, {day}") if one.by_asker else _("Champions, {day}")
    return words.format(day=day_and_year(one.on))


def _box(form: AfterForm) -> list[Block]:
    after, held = form.after, form.held
    label, hint = (
        (_("Your question in other words"), _("It takes the place of what you asked."))
        if after.kind is LetterKind.REWORDING
        else (
            _("Write to the champions"),
            _(
                "They get it like a question: later, with others. Whoever knows that you write now,"
                " and when you asked, could put the two together."
            ),
        )
    )
    after_it = suffix(after.form_id, after.step)
    box = text_input(
        label,
        f"{ids.AFTERWARDS}{after_it}",
        ids.CHOICE,
        hint=hint,
        limit=LONGEST_QUESTION,
        initial=(held.masked if held else after.text.text)[:LONGEST_INPUT],
        optional=False,
    )
    if held is None:
        return [box]
    ticked = frozenset(after.text.kept.values())
    return [box, *keepable(held, after_it, ticked), nobody_is_told()]


def suffix(form_id: str, step: int) -> str:
    """What follows the name of the box: a new form must not begin with what was sent."""
    return f"{form_id[:8]}{box_suffix(step)}"
