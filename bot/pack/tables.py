"""Tables and charts of a pack: every figure with its interval, its people and its last value."""

from collections.abc import Iterator, Sequence

from bot.pack.blocks import Cell, Chart, Section, Table, Text
from bot.pack.wording import (
    before_in_words,
    change_in_words,
    dates_in_words,
    interval_in_words,
    place_in_words,
    point_in_words,
    value_in_words,
    withheld,
)
from handlers.views.mrkdwn import day_and_year
from handlers.views.noting import marker_in_words
from surveys.model.context import Marker
from surveys.model.packs import Figure, Row, Told, Trend
from surveys.model.questions import Choice, Item, Option
from surveys.model.releases import Tier
from surveys.wording import _, ngettext

Cells = tuple[Cell, ...]


def told_section(told: Told) -> Section:
    """One question: its words, its scale, and every part in tree order."""
    return Section(_(told.question.label), (Text(definition(told.question)), told_table(told)))


def told_table(told: Told) -> Table:
    """Every part's figures of one question, in tree order."""
    part = _("Part of the organisation")
    if isinstance(told.question, Item):
        return Table(
            _caption(told), figure_columns(part, _("Score")), tuple(map(_score, told.rows))
        )
    _part, *others = figure_columns(part, _("Share"))
    columns = (part, _("Answer"), *others)
    rows = tuple(cells for row in told.rows for cells in _shares(row, told))
    return Table(_caption(told), columns, rows)


def definition(question: Item | Choice) -> str:
    """What was asked, and what its figure means."""
    if isinstance(question, Choice):
        return _choice_definition(question)
    scale = question.scale
    says = _(
        "“{question}” The figure is the mean answer, from {lo} ({lowest}) to {hi} ({highest})."
    )
    better = _("Higher is better.") if question.direction > 0 else _("Lower is better.")
    told = says.format(
        question=_(question.text),
        lo=scale.lo,
        lowest=_(scale.labels[0]),
        hi=scale.hi,
        highest=_(scale.labels[-1]),
    )
    return f"{told} {better}"


def _choice_definition(choice: Choice) -> str:
    if choice.is_found and choice.is_exclusive:
        return _("How comments sound, read by a program: shares of the people who wrote.")
    if choice.is_found:
        return _(
            "What comments are about, read by a program: shares of the people who wrote. A comment"
            " can be about several things or none; what nobody seems to write about is left out."
        )
    if choice.is_exclusive:
        told = _("“{question}” One answer each. The figure is the share of people who chose it.")
    else:
        told = _("“{question}” Several answers each. The figure is the share who chose it.")
    return told.format(question=_(choice.text))


def figure_cells(figure: Figure, *, is_share: bool) -> Cells:
    """A figure, its interval, its people, the last one and the change."""
    words = value_in_words(figure.value, figure.bound, is_share=is_share)
    return (
        Cell(words, None if figure.bound else figure.value, is_share),
        Cell(interval_in_words(figure.interval, is_share=is_share)),
        Cell(figure.n_band),
        Cell(before_in_words(figure, is_share=is_share)),
        Cell(change_in_words(figure, is_share=is_share)),
    )


def figure_columns(first: str, value: str) -> tuple[str, ...]:
    """The heads above such cells."""
    return (first, value, _("95% interval"), _("People"), _("Last time"), _("Change"))


def trend_chart(name: str, trend: Trend, markers: Sequence[Marker] = ()) -> Chart:
    """A trend as a picture, with the days that are marked in it, and the same in words."""
    points = trend.points
    low, high = min(points, key=lambda one: one.value), max(points, key=lambda one: one.value)
    count = len(points)
    words = [
        ngettext(
            "{name}: {n} figure on a scale from {lo} to {hi}.",
            "{name}: {n} figures on a scale from {lo} to {hi}.",
            count,
        ).format(name=name, n=count, lo=trend.lo, hi=trend.hi)
    ]
    if count > 1:
        words += [
            _("First {first}; last {last}.").format(
                first=point_in_words(points[0]), last=point_in_words(points[-1])
            ),
            _("Lowest {low}; highest {high}.").format(
                low=point_in_words(low), high=point_in_words(high)
            ),
        ]
    marked = [one for one in markers if points[0].on <= one.on <= points[-1].on]
    words += [_("Marked: {event}.").format(event=marker_in_words(one)) for one in marked]
    return Chart(name, " ".join(words), trend, tuple(one.on for one in marked))


def trend_table(caption: str, trend: Trend, most: int) -> Table:
    """The newest figures of a trend, oldest first."""
    rows = tuple(
        (
            Cell(day_and_year(one.on)),
            Cell(
                value_in_words(one.value, one.bound, is_share=False),
                None if one.bound else one.value,
            ),
            Cell(interval_in_words(one.interval, is_share=False)),
            Cell(one.n_band),
        )
        for one in trend.points[-most:]
    )
    return Table(caption, (_("Round closed on"), _("Score"), _("95% interval"), _("People")), rows)


def _caption(told: Told) -> str:
    label, dates = _(told.question.label), dates_in_words(told.opened, told.closed)
    if told.tier is Tier.QUARTERLY:
        says = _("{label}: answers from {dates}, all rounds together")
    else:
        says = _("{label}: answers from {dates}, one round")
    return says.format(label=label, dates=dates)


def _score(row: Row) -> Cells:
    if not row.figures:
        return (place_cell(row), Cell(withheld()))
    return (place_cell(row), *figure_cells(row.figures[0], is_share=False))


def _shares(row: Row, told: Told) -> Iterator[Cells]:
    if not row.figures:
        yield (place_cell(row), Cell(withheld()))
        return
    choice = told.question
    is_theme = isinstance(choice, Choice) and choice.is_found and not choice.is_exclusive
    for option, figure in zip(told.options, row.figures, strict=True):
        if figure.value or not is_theme:
            yield (place_cell(row), _answer(option), *figure_cells(figure, is_share=True))


def _answer(option: Option) -> Cell:
    return Cell(_(option.label))


def place_cell(row: Row) -> Cell:
    """The name of a row's part."""
    return Cell(place_in_words(row.place), depth=row.place.depth)
