"""The section on the Champions Forum."""

from bot.pack.blocks import Block, Cell, Section, Table, Text
from handlers.views.forum import hide_reason_in_words
from handlers.views.mrkdwn import number
from surveys.model.openness import Statistics
from surveys.model.packs import Pack
from surveys.wording import _


def forum(pack: Pack) -> Section | None:
    """The section; None where the forum was not in use."""
    found = pack.forum
    if found is None:
        return None
    blocks: list[Block] = [
        Text(
            _(
                "Questions that staff asked senior managers without a name. Days are counted from"
                " when champions first had a question."
            )
        ),
        Table(_("The quarter in the forum"), (_("What"), _("How many")), _rows(found)),
    ]
    if found.hidden:
        rows = tuple(
            (Cell(hide_reason_in_words(reason)), Cell(str(n), n))
            for reason, n in found.hidden.items()
        )
        caption = _("Questions that two champions decided not to show, and why")
        blocks.append(Table(caption, (_("Why"), _("How many")), rows))
    return Section(_("The Champions Forum"), tuple(blocks))


def _rows(found: Statistics) -> tuple[tuple[Cell, ...], ...]:
    counts = (
        (_("Questions asked"), found.asked),
        (_("Questions answered"), found.answered),
        (_("Of those asked: without an answer so far"), found.still_open),
    )
    rows = [(Cell(words), Cell(str(n), n)) for words, n in counts]
    if found.median_days is not None:
        days = Cell(number(found.median_days), found.median_days)
        rows.insert(2, (Cell(_("Half of the answers took at most so many days")), days))
    return tuple(rows)
