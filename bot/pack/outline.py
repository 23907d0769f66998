"""A pack laid out as a paper: its sections in the order in which a board reads them.

Each section is one function from a pack to a `Section`, or to None where it has nothing to say: a
new one is one more line in `SECTIONS`.
"""

from collections.abc import Callable
from typing import Final

from bot.pack.blocks import Block, Bullets, Cell, Paper, Quotes, Section, Table, Text
from bot.pack.commentary import commentary
from bot.pack.context import context, marked
from bot.pack.forum import forum
from bot.pack.leaving import leaving
from bot.pack.method import method
from bot.pack.promises import promises
from bot.pack.summary import summary
from bot.pack.tables import (
    definition,
    figure_cells,
    figure_columns,
    told_section,
    told_table,
    trend_chart,
    trend_table,
)
from bot.pack.wording import (
    dates_in_words,
    place_in_words,
    rate_in_words,
    survey_in_words,
    withheld,
)
from handlers.views.mrkdwn import day_and_year
from surveys.model.packs import Audience, DriverPart, Pack, SurveyPart, Told
from surveys.wording import _, locale

MOST_ROUNDS: Final = 14  # of a quarter, in a table; the picture has them all
MOST_QUARTERS: Final = 20


def paper(pack: Pack) -> Paper:
    """Lay a pack out."""
    sections = (section(pack) for section in SECTIONS)
    return Paper(
        title=_("Staff Voice: {organisation}, {quarter}").format(
            organisation=pack.organisation, quarter=pack.quarter.name
        ),
        subtitle=_("{audience}. {dates}.").format(
            audience=_for_whom(pack.audience), dates=dates_in_words(pack.first, pack.last)
        ),
        language=locale().replace("_", "-"),
        dated=pack.last,
        contents=_("Contents"),
        skip=_("Skip to the content"),
        sections=tuple(one for one in sections if one is not None),
    )


def _for_whom(audience: Audience) -> str:
    return {
        Audience.BOARD: _("For the board"),
        Audience.MEMBERS: _("For elected members"),
        Audience.LEADERS: _("For leaders"),
    }[audience]


def _response(pack: Pack) -> Section:
    blocks: list[Block] = [Text(_("How many of those asked answered, rounded to 10%."))]
    for survey in pack.surveys:
        if survey.response:
            blocks += _response_tables(survey)
    return Section(_("Response"), tuple(blocks))


def _response_tables(survey: SurveyPart) -> list[Block]:
    too_few = _("too few asked to say")
    rounds = tuple(
        (Cell(day_and_year(one.closed)), Cell(rate_in_words(one.rate) or too_few))
        for one in survey.response
    )
    parts = tuple(
        (Cell(place_in_words(place), depth=place.depth), Cell(rate_in_words(rate) or withheld()))
        for place, rate in survey.response_by_part
    )
    newest = day_and_year(survey.response[-1].closed)
    by_round = _("{survey}: response of the whole organisation, round by round")
    by_part = _("{survey}: response by part, round closed on {date}")
    return [
        Table(
            by_round.format(survey=survey_in_words(survey)),
            (_("Round closed on"), _("Response")),
            rounds,
        ),
        Table(
            by_part.format(survey=survey_in_words(survey), date=newest),
            (_("Part of the organisation"), _("Response")),
            parts,
        ),
    ]


def _headline(pack: Pack) -> Section | None:
    blocks: list[Block] = []
    for survey in pack.surveys:
        for place, told in enumerate(survey.headline):
            blocks += (
                [] if place else [Text(definition(told.question)), *_weeks(pack, survey, told)]
            )
            blocks.append(told_table(told))
    return Section(_("How people are"), tuple(blocks)) if blocks else None


def _weeks(pack: Pack, survey: SurveyPart, told: Told) -> list[Block]:
    trend = survey.headline_trend
    if trend is None:
        return []
    label = _(told.question.label)
    caption = _("{label}: the whole organisation, the quarter's rounds").format(label=label)
    return [
        trend_chart(label, trend, marked(pack)),
        trend_table(caption, trend, len(survey.response)),
    ]


def _drivers(pack: Pack) -> Section | None:
    pulse = pack.surveys[0]
    if pulse.title is not None or not pulse.drivers:
        return None
    means = [one for one in pulse.drivers if one.driver and one.mean]
    blocks: tuple[Block, ...] = (
        (_driver_table(means),)
        if means
        else (Text(_("No team release closed in this quarter, so drivers have no mean in it.")),)
    )
    return Section(_("Drivers"), blocks, tuple(_driver(pack, one) for one in pulse.drivers))


def _driver_table(parts: list[DriverPart]) -> Table:
    return Table(
        _("Every driver's mean in the whole organisation, in the order of the question bank"),
        figure_columns(_("Driver"), _("Score")),
        tuple(
            (Cell(_(one.driver.name)), *figure_cells(one.mean, is_share=False))
            for one in parts
            if one.driver and one.mean
        ),
    )


def _driver(pack: Pack, part: DriverPart) -> Section:
    name = _(part.driver.name) if part.driver else _("Other questions")
    blocks: tuple[Block, ...] = ()
    if part.trend:
        caption = _("{driver}: the whole organisation, quarter by quarter").format(driver=name)
        table = trend_table(caption, part.trend, MOST_QUARTERS)
        is_trend = len(part.trend.points) > 1
        blocks = (trend_chart(name, part.trend, marked(pack)), table) if is_trend else (table,)
    return Section(name, blocks, tuple(map(told_section, part.questions)))


def _others(pack: Pack) -> Section | None:
    surveys = [one for one in pack.surveys if one.title is not None]
    if not surveys:
        return None
    return Section(
        _("Other surveys"),
        (),
        tuple(
            Section(
                survey_in_words(one),
                (Text(_(one.purpose)),),
                tuple(map(told_section, _questions(one))),
            )
            for one in surveys
        ),
    )


def _questions(survey: SurveyPart) -> list[Told]:
    return [told for part in survey.drivers for told in part.questions]


def _comments(pack: Pack) -> Section | None:
    parts = tuple(
        Section(
            _("{survey}: {what}").format(survey=survey_in_words(survey), what=one.title), one.blocks
        )
        for survey in pack.surveys
        for one in map(told_section, survey.comments)
    )
    return Section(_("Tone and themes of comments"), (), parts) if parts else None


def _said(pack: Pack) -> Section | None:
    if not pack.comments:
        return None
    parts = tuple(
        Section(
            _("{place}, round closed on {date}").format(
                place=place_in_words(said.place), date=day_and_year(said.closed)
            ),
            (Text(_(said.question)), Quotes(said.bodies)),
        )
        for survey in pack.surveys
        for said in survey.said
    )
    told = _("Each was read by a champion first. Few are shown, chosen by chance, in no order.")
    none = _("No comment may be shown for this quarter.")
    return Section(_("What people wrote"), (Text(told if parts else none),), parts)


def _hidden(pack: Pack) -> Section | None:
    blocks: list[Block] = [
        Text(_("Of these parts nothing is shown; their answers count in the parts above them."))
    ]
    for survey in pack.surveys:
        if survey.hidden:
            blocks.append(Text(_("{survey}:").format(survey=survey_in_words(survey))))
            blocks.append(Bullets(tuple(map(place_in_words, survey.hidden))))
    return Section(_("Withheld to protect people"), tuple(blocks)) if len(blocks) > 1 else None


SECTIONS: Final[tuple[Callable[[Pack], Section | None], ...]] = (
    summary,
    commentary,
    _response,
    _headline,
    _drivers,
    _others,
    _comments,
    _said,
    _hidden,
    leaving,
    context,
    promises,
    forum,
    method,
)
