"""The section of context: what HR entered of the quarter, beside what staff said."""

from bot.pack.blocks import Block, Bullets, Cell, Section, Table, Text
from bot.pack.wording import place_in_words
from handlers.views.mrkdwn import number
from handlers.views.noting import marker_in_words, measure_in_words
from surveys.model.context import Marker, Measure
from surveys.model.packs import ContextRow, Pack
from surveys.wording import _


def context(pack: Pack) -> Section | None:
    """The section; None where nothing was entered."""
    blocks: list[Block] = [
        table
        for measure in Measure
        if (table := _table(measure, [one for one in pack.context if one.measure is measure]))
    ]
    recent = [(place, one) for place, one in pack.markers if one.on >= pack.first]
    if recent:
        says = _("{place}: {event}")
        told = (
            says.format(place=place_in_words(place), event=marker_in_words(one))
            for place, one in recent
        )
        blocks += [Text(_("Days to bear in mind:")), Bullets(tuple(told))]
    if not blocks:
        return None
    first = Text(
        _(
            "Entered by HR from its own records. These figures stand beside what staff said; they"
            " are joined to no answer and to no person, and prove no cause."
        )
    )
    return Section(_("Context"), (first, *blocks))


def marked(pack: Pack) -> tuple[Marker, ...]:
    """The days to mark on a trend of the whole organisation: its own."""
    return tuple(one for place, one in pack.markers if place.depth == 0)


def _table(measure: Measure, rows: list[ContextRow]) -> Table | None:
    if not rows:
        return None
    columns = (_("Part of the organisation"), _("This quarter"), _("The quarter before"))
    return Table(measure_in_words(measure), columns, tuple(map(_row, rows)))


def _row(row: ContextRow) -> tuple[Cell, ...]:
    before = Cell(_("not entered")) if row.before is None else Cell(number(row.before), row.before)
    here = Cell(place_in_words(row.place), depth=row.place.depth)
    return (here, Cell(number(row.value), row.value), before)
