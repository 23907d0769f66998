"""A picture of weekly figures in words: what is written on it, and what stands in its place."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from typing import Final

from babel.dates import format_date

from handlers.views.blocks import Block, plain, shortened
from handlers.views.lines import bounded, figure_in_words, place_in_words
from handlers.views.mrkdwn import day_and_year, number
from surveys.model.messages import Digest
from surveys.model.packs import Point
from surveys.model.pictures import Panel, Picture
from surveys.model.questions import Item
from surveys.wording import _, locale, ngettext

LONGEST: Final = 2000  # Slack's limit for the words in place of a picture, and for its title
LONG_ENOUGH: Final = 1900
_ALL, _LAST, _NOTHING = range(3)  # how much is told of earlier figures


def picture_block(message: Digest) -> list[Block]:
    """The picture of a digest, if it has one; its title names the place, and the file nothing."""
    if message.picture is None:
        return []
    sections = (one for part in message.parts for one in part.sections)
    whose = next(one for one in sections if one.node_id == message.picture.node_id)
    place = place_in_words(whose)
    return [
        {
            "type": "image",
            "title": plain(_("Week by week: {place}").format(place=place), LONGEST),
            "slack_file": {"id": message.picture.file_id},
            "alt_text": alt_text(message.picture.picture, place),
        }
    ]


def alt_text(picture: Picture, place: str) -> str:
    """Say what a picture shows, in 1,900 characters at most: the newest figures come first."""
    head = _("{place}, weeks of {first} to {last}, with 95% intervals. {legend}").format(
        place=shortened(place, 80),
        first=day_and_year(picture.first),
        last=day_and_year(picture.last),
        legend=_("Better is up in the picture; each driver stands by its question asked last."),
    )
    for how_much in (_ALL, _LAST, _NOTHING):
        behind = _("Their other questions stand in grey.") if _leaves_out(picture, how_much) else ""
        told = [f"{head} {behind}".strip(), *(_panel(one, how_much) for one in picture.panels)]
        if sum(map(len, told)) + len(told) <= LONG_ENOUGH:
            return "\n".join(told)
    return "\n".join(_fitting(told))


def _leaves_out(picture: Picture, how_much: int) -> bool:
    return how_much != _ALL and any(one.others for one in picture.panels)


def legend(picture: Picture) -> str:
    """Say how a picture is to be read."""
    scales = {(one.item.scale.lo, one.item.scale.hi) for one in picture.panels}
    told = [_("Shaded: where the mean of all who were asked probably lies.")]
    if len(scales) == 1:
        lo, hi = next(iter(scales))
        told.append(_("Every box is from {lo} to {hi}; up is better.").format(lo=lo, hi=hi))
    else:
        told.append(_("Every box is its question's whole scale; up is better."))
    told.append(_("No line where nothing was shown between."))
    if any(one.driver for one in picture.panels):
        told.append(_("A solid line joins one question's figures."))
    if any(one.others for one in picture.panels):
        told.append(_("Grey dashes: the driver's questions in turn; a step may be the question's."))
    if any(one.bound for one in _every_point(picture)):
        told.append(_("A hollow tip: the truth is this or beyond."))
    return " ".join(told)


def named(panel: Panel) -> str:
    """Whose box it is: a driver's, or the headline's."""
    return _(panel.driver.name) if panel.driver else _(panel.item.label)


def question_in_words(item: Item) -> str:
    """A question's name, such as "Feeling unsafe (lower is better)"."""
    turned = "" if item.direction > 0 else " " + _("(lower is better)")
    return f"{_(item.label)}{turned}"


def value_in_words(item: Item, one: Point) -> str:
    """A figure, such as "3.4 of 5 or lower"."""
    return figure_in_words(one.value, one.bound, item.scale.hi)


def short_date(on: date) -> str:
    """Return a date such as "9 Nov"."""
    return format_date(on, "d MMM", locale=locale())


def _panel(panel: Panel, how_much: int) -> str:
    """One box: its newest figure and its interval, then those before it."""
    last, before = panel.last, panel.points[:-1]
    newest = _("{question}: {value} ({low} to {high}), {day}").format(
        question=question_in_words(panel.item),
        value=value_in_words(panel.item, last),
        low=number(last.interval.low),
        high=number(last.interval.high),
        day=short_date(last.on),
    )
    if panel.driver is None:
        return "; ".join([newest, *_course(panel)]) + "."
    told = [f"{named(panel)}. {newest}"]
    if how_much == _ALL:
        told += _listed(_("before"), [_dated(one) for one in before])
        told += _listed(_("other questions"), [_dated(one) for _item, one in panel.others])
    elif how_much == _LAST:
        told += _listed(_("before"), [_undated(one) for one in before[-1:]])
    return "; ".join(told) + "."


def _course(panel: Panel) -> list[str]:
    """The headline has too many weeks to name each: its first, its lowest and its highest."""
    points = panel.points
    weeks = ngettext("{n} week shown", "{n} weeks shown", len(points)).format(n=len(points))
    if len(points) == 1:
        return [weeks]
    ends: list[tuple[str, Callable[..., Point]]] = [(_("lowest"), min), (_("highest"), max)]
    extremes = [f"{word} {_dated(of(points, key=lambda one: one.value))}" for word, of in ends]
    gaps = len(panel.stretches) - 1
    broken = ngettext("its line breaks once", "its line breaks {n} times", gaps).format(n=gaps)
    first = _("first {figure}").format(figure=_dated(points[0]))
    return [weeks, first, *extremes, *([broken] if gaps else [])]


def _dated(one: Point) -> str:
    return _("{value} on {day}").format(value=_undated(one), day=short_date(one.on))


def _undated(one: Point) -> str:
    return bounded(number(one.value), one.bound)


def _listed(name: str, figures: Sequence[str]) -> list[str]:
    return [f"{name} {', '.join(figures)}"] if figures else []


def _fitting(told: list[str]) -> list[str]:
    fits = list(told)
    while len(fits) > 1 and sum(map(len, fits)) + len(fits) > LONG_ENOUGH:
        fits.pop()
    left = len(told) - len(fits)
    return [*fits, ngettext("and {n} more driver", "and {n} more drivers", left).format(n=left)]


def _every_point(picture: Picture) -> list[Point]:
    others = (point for panel in picture.panels for _item, point in panel.others)
    return list(chain((point for panel in picture.panels for point in panel.points), others))
