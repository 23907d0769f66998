"""Why people leave, in a quarter's pack: the release made at its end, if there is one."""

from collections.abc import Iterable

from bot.pack.blocks import Block, Cell, Section, Table, Text
from handlers.views.lines import figure_in_words
from handlers.views.mrkdwn import day_and_year
from surveys.model.leaving import ExitFigure
from surveys.model.packs import Pack
from surveys.wording import _


def leaving(pack: Pack) -> Section | None:
    """What leavers said, of the whole organisation: shares alone, no text."""
    told = pack.leaving
    if told is None:
        return None
    opening = _(
        "What {n} leavers or more said, until {day}: of the whole organisation, never by team."
        " Shares are to 10%, of everyone who said anything. Fewer than 3: fewer than three leavers,"
        " or none, wrote it themselves."
    ).format(n=told.release.at_least, day=day_and_year(told.release.until))
    blocks: list[Block] = [Text(opening)]
    for caption, figures in (
        (_("The main reason was"), told.classes),
        (_("Main reasons"), told.main),
        (_("All reasons"), told.reasons),
        (_("Would they come back one day?"), told.returning),
        (_("Would they recommend working here?"), told.recommend),
    ):
        if figures:
            blocks.append(_table(caption, figures))
    return Section(_("Why people leave"), tuple(blocks))


def _table(caption: str, figures: Iterable[ExitFigure]) -> Table:
    columns = (
        _("What they said"),
        _("Share"),
        _("Probably between"),
        _("The release before"),
        _("In the weekly pulse"),
    )
    return Table(caption, columns, tuple(_row(one) for one in figures))


def _row(one: ExitFigure) -> tuple[Cell, ...]:
    if one.share is None or one.interval is None:
        return Cell(one.words), Cell(_("Fewer than 3"))
    low, high = (round(100 * end) for end in (one.interval.low, one.interval.high))
    before, pulse = "", ""
    if one.before is not None:
        words = _("{then}%, a real change") if one.is_news else _("{then}%, which may be chance")
        before = words.format(then=round(100 * one.before))
    if one.pulse is not None:
        figure = figure_in_words(one.pulse.value, one.pulse.bound, one.pulse.top)
        pulse = f"{_(one.pulse.label)}: {figure}"
    return (
        Cell(one.words),
        Cell(f"{round(100 * one.share)}%", one.share, is_share=True),
        Cell(_("{low} to {high}%").format(low=low, high=high)),
        Cell(before),
        Cell(pulse),
    )
