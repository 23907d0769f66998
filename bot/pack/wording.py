"""A pack's names, dates and figures in words."""

from datetime import date

from handlers.views.mrkdwn import day_and_year, number
from surveys.model.figures import Interval, Verdict
from surveys.model.packs import Figure, Place, Point, SurveyPart
from surveys.model.releases import Bound
from surveys.wording import _, ngettext


def place_in_words(place: Place) -> str:
    """Such as "Fostering, Team 4", or "Direct staff of Fostering"."""
    name = ", ".join(place.names[1:] or place.names)
    return _("Direct staff of {name}").format(name=name) if place.is_direct else name


def withheld() -> str:
    """One sentence whatever hides a figure: the reason would say something of the people."""
    return _("withheld to protect people")


def value_in_words(value: float, bound: Bound | None, *, is_share: bool) -> str:
    """Such as "3.4", "30%" or "4.5 or higher"."""
    words = percent(value) if is_share else number(value)
    if bound is Bound.GE:
        return _("{value} or higher").format(value=words)
    if bound is Bound.LE:
        return _("{value} or lower").format(value=words)
    return words


def percent(value: float) -> str:
    """Such as "30%"."""
    return _("{n}%").format(n=round(100 * value))


def interval_in_words(interval: Interval, *, is_share: bool) -> str:
    """Such as "3.1 to 3.7"."""
    low, high = (percent(one) if is_share else number(one) for one in (interval.low, interval.high))
    return _("{low} to {high}").format(low=low, high=high)


def before_in_words(figure: Figure, *, is_share: bool) -> str:
    """Such as "3.2 on 26 June 2026"."""
    if figure.before is None or figure.before_date is None:
        return _("not shown before")
    value = value_in_words(figure.before, None, is_share=is_share)
    return _("{value} on {date}").format(value=value, date=day_and_year(figure.before_date))


def change_in_words(figure: Figure, *, is_share: bool) -> str:
    """Such as "up 0.2: no detectable change"; of a share only by how much."""
    told = _since_last(figure, is_share=is_share)
    if figure.verdict is None:
        return told
    compared = figure.verdict.compared
    if figure.verdict.verdict is Verdict.NO_CHANGE:
        return _("{change}: no detectable change").format(change=told)
    if compared.releases == 1:
        return _("{change}: more than noise").format(change=told)
    points = number(abs(compared.points))
    if figure.verdict.verdict is Verdict.HIGHER:
        told = _("{points} above its usual {usual}: more than noise")
    else:
        told = _("{points} below its usual {usual}: more than noise")
    return told.format(points=points, usual=number(compared.usual))


def _since_last(figure: Figure, *, is_share: bool) -> str:
    if figure.change is None:
        return ""
    if not figure.change:
        return _("the same")
    size = abs(figure.change)
    points = _("{n} points").format(n=round(100 * size)) if is_share else number(size)
    words = _("up {points}") if figure.change > 0 else _("down {points}")
    return words.format(points=points)


def point_in_words(point: Point) -> str:
    """Such as "3.4 on 11 September 2026"."""
    value = value_in_words(point.value, point.bound, is_share=False)
    return _("{value} on {date}").format(value=value, date=day_and_year(point.on))


def dates_in_words(first: date, last: date) -> str:
    """Such as "1 July 2026 to 30 September 2026"."""
    return _("{first} to {last}").format(first=day_and_year(first), last=day_and_year(last))


def survey_in_words(survey: SurveyPart) -> str:
    """Such as "Weekly pulse", or "Settling in, 3 months in"."""
    if survey.title is None:
        return _("Weekly pulse")
    if not survey.milestone:  # of a pool on the day itself its title says what day that is
        return _(survey.title)
    return ngettext("{survey}, {n} month in", "{survey}, {n} months in", survey.milestone).format(
        survey=_(survey.title), n=survey.milestone
    )


def rate_in_words(rate: str | None) -> str:
    """Say a published rate in the reader's language."""
    return {"over 90%": _("over 90%"), "under 10%": _("under 10%")}.get(rate or "", rate or "")
