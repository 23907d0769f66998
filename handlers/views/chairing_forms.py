"""The forms of those who look after the forum: words, another question, a leader and a day."""

from collections.abc import Sequence
from typing import Final

from handlers import forum_payloads, ids
from handlers.views.blocks import (
    Block,
    View,
    context,
    date_input,
    menu,
    modal,
    radio,
    section,
    text_input,
)
from handlers.views.fields import MOST_LISTED
from handlers.views.forum import hide_reason_in_words, isolated, written, written_shortly
from handlers.views.guarding import LONGEST_INPUT, keepable, nobody_is_told, pointed_out
from handlers.views.notices import notice
from surveys.model.chairing import Assigning, Deed, Targets, WordsForm
from surveys.model.forum import HideReason
from surveys.wording import _

_IN_A_LIST: Final = 300
_MOST_POINTING: Final = 60  # blocks of the hundred in which words are pointed out


def words_form(form: WordsForm, where_to_turn: Sequence[Block] = ()) -> View:
    """Something to write about a question; `where_to_turn` stands above it."""
    deed = form.sheet.deed
    blocks: list[Block] = [*where_to_turn]
    if form.held:
        words = _(
            "*Nothing is kept yet.* Some words could tell somebody who is meant. They are pointed"
            " out above each text, which stands below without them: keep it so, or change it first."
        )
        blocks.append(section(words))
    else:
        blocks += [section(_opening(deed)), *_asked(form)]
    if deed is Deed.HIDE:
        reasons = [(str(one), hide_reason_in_words(one)) for one in HideReason]
        reason = str(form.reason) if form.reason else None
        label = _("Why")
        blocks.append(
            radio(label, ids.CHAIR_REASON, ids.CHOICE, reasons, initial=reason, optional=False)
        )
    room = _MOST_POINTING
    for place, name in enumerate(form.texts):
        own = _text(form, name, place)
        room -= len(own)
        blocks += own if room >= 0 else own[-2:]
    if form.held:
        blocks.append(nobody_is_told())
    return modal(
        _title(deed),
        blocks,
        ids.SUBMIT_WRITTEN,
        close=_("Cancel"),
        submit=_("Keep draft") if deed is Deed.DRAFT else _("Keep it"),
        metadata=forum_payloads.sheet_metadata(form.sheet, form.held),
    )


def merge_form(model: Targets) -> View:
    """Into which question one is merged."""
    if not model.offered:
        words = _("No other question is open, so there is none to merge this one into.")
        return notice(_("Merge"), [words])
    offered = [
        (one.question_id, isolated(" ".join(one.text.split())))
        for one in model.offered[:MOST_LISTED]
    ]
    label = _("Into which question")
    blocks = [
        section(_("This question goes, and the other stays. Votes add up, each person once.")),
        written_shortly(model.question.text, _IN_A_LIST),
        menu(label, ids.CHAIR_TARGET, ids.CHOICE, offered, optional=False),
        context(
            _("The most alike come first. Its asker reads what becomes of the other, as before.")
        ),
    ]
    return modal(
        _("Merge"),
        blocks,
        ids.SUBMIT_MERGE,
        close=_("Cancel"),
        submit=_("Merge"),
        metadata=forum_payloads.seen_metadata(model.seen),
    )


def assign_form(model: Assigning) -> View:
    """Who answers a question, and by when."""
    if not model.leaders:
        words = _("No senior leader is on the staff list, so nobody can be given this question.")
        return notice(_("Who answers it"), [words])
    leaders = model.leaders[:MOST_LISTED]
    blocks = [
        written_shortly(model.question.text, _IN_A_LIST),
        menu(
            _("Senior leader"),
            ids.CHAIR_LEADER,
            ids.CHOICE,
            leaders,
            initial=model.chosen,
            optional=False,
        ),
        date_input(_("Answer due by"), ids.CHAIR_DUE, ids.CHOICE, model.due.isoformat()),
        context(_("Everybody sees whom a question is with. The leader is reminded a week before.")),
    ]
    return modal(
        _("Who answers it"),
        blocks,
        ids.SUBMIT_ASSIGN,
        close=_("Cancel"),
        submit=_("Keep it"),
        metadata=forum_payloads.seen_metadata(model.seen),
    )


def _title(deed: Deed) -> str:
    return {
        Deed.REWORD: _("Other words"),
        Deed.SPLIT: _("Split"),
        Deed.HIDE: _("Hide"),
        Deed.DRAFT: _("Answer"),
        Deed.SEND_BACK: _("Send the draft back"),
    }.get(deed, _("To its asker alone"))


def _opening(deed: Deed) -> str:
    return {
        Deed.REWORD: _("What should be put differently? Only the asker reads this."),
        Deed.SPLIT: _("Two to four questions in place of one; each waits to be screened."),
        Deed.HIDE: _(
            "A second champion decides too. The reason is counted; the words are for the asker."
        ),
        Deed.DRAFT: _("Everybody reads this once you publish it, and champions before."),
        Deed.SEND_BACK: _("What should be looked at again? Whoever answers reads this."),
    }.get(deed, _("Only the asker can read this, with their receipt. Nobody is messaged."))


def _asked(form: WordsForm) -> list[Block]:
    if form.sheet.deed is Deed.SPLIT:
        return []  # it stands in the first box
    return [context(_("Asked:")), *written(form.question.text)]


def _text(form: WordsForm, name: str, place: int) -> list[Block]:
    deed, step = form.sheet.deed, form.sheet.step
    entered, held = form.texts[name], form.held.get(name)
    label = _("In your words")
    if deed is Deed.SPLIT:
        label = _("Question {n}").format(n=place + 1)
    elif deed is Deed.DRAFT:
        label = _("Answer")
    box = text_input(
        label,
        forum_payloads.words_block(name, step),
        ids.CHOICE,
        hint=_("In plain words, naming nobody."),
        limit=LONGEST_INPUT,
        initial=entered.text[:LONGEST_INPUT],
        optional=place > 1,
    )
    if held is None:
        return [box]
    return [
        *pointed_out(held.guarded),
        box,
        *keepable(held.guarded, f"{step}_{name}", held.ticked),
    ]
