"""The section of what was promised: you said, we did."""

from bot.pack.blocks import Block, Cell, Section, Table, Text
from bot.pack.wording import place_in_words
from handlers.views.acting import said_in_words, state_in_words
from handlers.views.mrkdwn import day_and_year
from surveys.model.actions import Post
from surveys.model.packs import Pack, Promise
from surveys.wording import _, ngettext


def promises(pack: Pack) -> Section | None:
    """The section; None where nothing was promised."""
    if not pack.promises and not pack.promises_below:
        return None
    blocks: list[Block] = [
        Text(
            _(
                "Recorded by managers and leaders after results, as it stood at the quarter's end:"
                " what is open, and what ended in the quarter."
            )
        )
    ]
    if pack.promises:
        columns = (_("Part"), _("You said"), _("What we will do"), _("Due by"), _("Lead"))
        rows = tuple(map(_row, pack.promises))
        blocks.append(Table(_("What was promised"), (*columns, _("State")), rows))
    if pack.promises_below:
        told = ngettext(
            "{n} more action is recorded for a team.",
            "{n} more actions are recorded for teams.",
            pack.promises_below,
        )
        blocks.append(Text(told.format(n=pack.promises_below)))
    return Section(_("You said, we did"), tuple(blocks))


def _row(one: Promise) -> tuple[Cell, ...]:
    words = [one.what]
    if one.outcome:
        words.append(_("Outcome: {outcome}").format(outcome=one.outcome))
    if one.measure:
        words.append(_("Measure: {measure}").format(measure=one.measure))
    late = [_("overdue")] if one.is_late else []
    state = "; ".join([state_in_words(one.state), *late, *([one.note] if one.note else [])])
    return (
        Cell(place_in_words(one.place), depth=one.place.depth),
        Cell(said_in_full(one)),
        Cell(" / ".join(words)),
        Cell(day_and_year(one.due)),
        Cell(lead_in_words(one)),
        Cell(state),
    )


def said_in_full(one: Promise) -> str:
    """After what it was promised, and where that was said."""
    return _("{label} ({place})").format(label=said_in_words(one.said), place=one.said.place)


def lead_in_words(one: Promise) -> str:
    """Whose promise it is: a post, and no name."""
    posts = {
        Post.LEADER: _("leader of {part}"),
        Post.MANAGER: _("manager of {part}"),
        Post.HR: _("HR, {part}"),
        Post.STAFF: _("of {part}"),
    }
    return posts[one.post].format(part=one.post_part)
