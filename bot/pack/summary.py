"""The summary of a pack: what a reader in a hurry takes away, none of it a judgement of ours."""

from bot.pack.blocks import Bullets, Section
from bot.pack.wording import (
    change_in_words,
    dates_in_words,
    interval_in_words,
    rate_in_words,
    survey_in_words,
    value_in_words,
)
from handlers.views.mrkdwn import day_and_year
from surveys.model.figures import Verdict
from surveys.model.packs import Figure, Pack, SurveyPart
from surveys.wording import _, ngettext


def summary(pack: Pack) -> Section:
    """The first section."""
    told = [
        line
        for survey in pack.surveys
        for line in (*_response_line(survey), *_headline_line(survey), *_driver_lines(survey))
    ]
    asked = [one.title for one in pack.surveys if one.title]
    if asked:
        told.append(_("Also asked: {surveys}.").format(surveys="; ".join(map(_, asked))))
    hidden = len({place for one in pack.surveys for place in one.hidden})
    if hidden:
        told.append(
            ngettext(
                "{n} part of the organisation is withheld whole, to protect people.",
                "{n} parts of the organisation are withheld whole, to protect people.",
                hidden,
            ).format(n=hidden)
        )
    return Section(_("Summary"), (Bullets(tuple(told)),))


def _response_line(survey: SurveyPart) -> list[str]:
    rates = [one for one in survey.response if one.rate]
    if not rates:
        return []
    words = _("{survey}: response {rate} in the round that closed on {date}.")
    newest = rates[-1]
    return [
        words.format(
            survey=survey_in_words(survey),
            rate=rate_in_words(newest.rate),
            date=day_and_year(newest.closed),
        )
    ]


def _headline_line(survey: SurveyPart) -> list[str]:
    found = [(told, told.rows[0].figures[0]) for told in survey.headline if told.rows[0].figures]
    return [
        _("{label}, {dates}: {figure}.").format(
            label=_(told.question.label),
            dates=dates_in_words(told.opened, told.closed),
            figure=_figure(figure),
        )
        for told, figure in found
    ]


def _driver_lines(survey: SurveyPart) -> list[str]:
    """The drivers that moved by more than noise, in the bank's order; or that none did."""
    means = [(one.driver, one.mean) for one in survey.drivers if one.driver and one.mean]
    judged = [(driver, mean) for driver, mean in means if mean.verdict]
    moved = [
        _("{driver}: {figure}.").format(driver=_(driver.name), figure=_figure(mean))
        for driver, mean in judged
        if mean.verdict and mean.verdict.verdict is not Verdict.NO_CHANGE
    ]
    if judged and not moved:
        return [_("No driver changed by more than noise since the quarter before.")]
    return moved


def _figure(figure: Figure) -> str:
    interval = interval_in_words(figure.interval, is_share=False)
    words = [
        value_in_words(figure.value, figure.bound, is_share=False),
        _("95% interval {interval}").format(interval=interval),
        _("{band} people").format(band=figure.n_band),
    ]
    if figure.change is not None:
        words.append(change_in_words(figure, is_share=False))
    return "; ".join(words)
