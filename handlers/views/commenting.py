"""Commentary on a quarter: which quarter, the text, and what becomes of it."""

from collections.abc import Sequence

from handlers import ids, quarter_payloads
from handlers.views.blocks import Block, View, modal, section, text_input
from handlers.views.guarding import LONGEST_INPUT, keepable, nobody_is_told, pointed_out
from handlers.views.notices import notice
from handlers.views.quarters import quarter_menu, signer_in_words
from surveys.model.commentary import LONGEST, Commentary, CommentaryForm
from surveys.model.quarters import Quarter
from surveys.wording import _


def quarter_form(quarters: Sequence[Quarter]) -> View:
    """Which quarter is commented on."""
    return modal(
        _("Comment on a quarter"),
        [
            section(_("What the figures do not say, in your own words: printed in the pack.")),
            quarter_menu(quarters),
        ],
        ids.SUBMIT_QUARTER,
        close=_("Cancel"),
        submit=_("Next"),
    )


def commentary_form(form: CommentaryForm, where_to_turn: Sequence[Block] = ()) -> View:
    """The text; held back, its telling words above it and those to keep below."""
    words = _(
        "For the pack of *{quarter}*, signed as *{who}*. Everyone who is given the pack reads it:"
        " the board, elected members, leaders. Please name nobody."
    ).format(quarter=form.quarter.name, who=signer_in_words(form.signer))
    if form.held:
        words = _(
            "*Nothing is kept yet.* Some words could tell somebody who is meant. They are pointed"
            " out above the text, which stands below without them: keep it so, or change it first."
        )
    box = text_input(
        _("Commentary"),
        quarter_payloads.commentary_block(form.step),
        ids.CHOICE,
        hint=_("It stands apart from the figures and changes none. Left empty, it is withdrawn."),
        limit=min(LONGEST_INPUT, max(LONGEST, len(form.text.text))),
        initial=form.text.text[:LONGEST_INPUT],
    )
    blocks = [*where_to_turn, section(words)]
    if form.held:
        guarded, ticked = form.held.guarded, form.held.ticked
        kept = keepable(guarded, str(form.step), ticked)
        blocks += [*pointed_out(guarded), box, *kept, nobody_is_told()]
    else:
        blocks.append(box)
    return modal(
        _("Comment on a quarter"),
        blocks,
        ids.SUBMIT_COMMENTARY,
        close=_("Cancel"),
        submit=_("Keep it"),
        metadata=quarter_payloads.commentary_metadata(form),
    )


def commentary_kept(kept: Commentary | None, first: Sequence[Block] = ()) -> View:
    """After a commentary was kept or withdrawn."""
    words = _("Kept. It is printed in packs that are made from now on.")
    if kept is None or not kept.body:
        words = _("There is no commentary of yours in packs that are made from now on.")
    return notice(_("Comment on a quarter"), [words], first=first)
