"""One displayed figure in words: a score, or the shares of a question with options."""

import math
from collections.abc import Callable

from handlers.views.mrkdwn import escape, number, short_day
from surveys.model.figures import Change, Verdict
from surveys.model.messages import Line, ResultLine, Section, Share, ShareLine, is_of_comments
from surveys.model.releases import Bound
from surveys.wording import _

MOST_THEMES = 5  # told of the sixteen


def place_in_words(one: Section) -> str:
    """Whose figures these are, such as "Direct staff of Fostering"."""
    return _("Direct staff of {name}").format(name=one.name) if one.is_direct else one.name


def line_in_words(line: Line, *, with_change: bool = True) -> str:
    """One figure, such as "• Manageable caseload: 3.4 of 5, probably between 3.2 and 3.6"."""
    if isinstance(line, ResultLine):
        return result_line(line, with_change=with_change)
    is_themes = line.choice.is_found and not line.choice.is_exclusive
    return themes_line(line) if is_themes else share_line(line)


def result_line(line: ResultLine, *, with_change: bool = True) -> str:
    """A score on its scale, where the truth probably lies, and whether it changed.

    Without the change: what it was last time, where it was displayed then.
    """
    words = _("{value} of {top}").format(value=number(line.value), top=line.item.scale.hi)
    words = bounded(words, line.bound)
    turned = "" if line.item.direction > 0 else " " + _("(lower is better)")
    change = ""
    if line.changed:
        change = _change(line.changed) if with_change else _last_time(line.changed)
    return f"• {escape(_(line.item.label))}{turned}: *{words}*{_probably(line)}{change}"


def share_line(line: ShareLine) -> str:
    """Every option's share, in the order they were offered, and that of last time beside it."""
    shares = "; ".join(_share(one) for one in line.shares)
    since = ""
    if line.before_date is not None:
        since = _(" (in brackets: {date})").format(date=short_day(line.before_date))
    return f"• {_label(line)}: {shares}{since}{_give_or_take(line)}"


def themes_line(line: ShareLine) -> str:
    """What comments were about: the largest shares, largest first; of equal ones all or none."""
    said = sorted((one for one in line.shares if one.value), key=lambda one: -one.value)
    left_out = max((one.value for one in said[MOST_THEMES:]), default=0.0)
    shares = ", ".join(_theme(one) for one in said if one.value > left_out)
    if not shares:
        return f"• {_label(line)}: {_('no theme stood out')}"
    return f"• {_label(line)}: {shares}{_give_or_take(line)}"


def fitting(lines: list[str], characters: int, more: Callable[[int], str]) -> list[str]:
    """Return the lines that fit, and in place of the others how many there are."""
    told = list(lines)
    while told and sum(map(len, told)) > characters:
        told.pop()
    left = len(lines) - len(told)
    return [*told, f"_{more(left)}_"] if left else told


def figure_in_words(value: float, bound: Bound | None, top: int | None) -> str:
    """One displayed value, such as "3.4 of 5" or "40% or lower"; `top` None: a share."""
    if top is None:
        return bounded(_percent(value), bound)
    return bounded(_("{value} of {top}").format(value=number(value), top=top), bound)


def is_unchanged(line: Line) -> bool | None:
    """Say whether a figure tells no news. None: there is none to compare with."""
    if isinstance(line, ResultLine):
        return None if line.verdict is None else line.verdict is Verdict.NO_CHANGE
    if line.before_date is None or is_of_comments(line):
        return None  # what few people write about changes every week
    return all(one.value == one.before for one in line.shares)


def _label(line: ShareLine) -> str:
    label = escape(_(line.choice.label))
    if line.n_band is None:
        return label
    return _("{label} ({band} people wrote)").format(label=label, band=line.n_band)


def _theme(share: Share) -> str:
    return f"{escape(_(share.option.label))} *{bounded(_percent(share.value), share.bound)}*"


def _share(share: Share) -> str:
    words = bounded(_percent(share.value), share.bound)
    told = f"{escape(_(share.option.label))}: *{words}*"
    return told if share.before is None else f"{told} ({_percent(share.before)})"


def _percent(value: float) -> str:
    return _("{n}%").format(n=round(100 * value))


def bounded(words: str, bound: Bound | None) -> str:
    """A value, and whether the truth is this or lower, or this or higher."""
    if bound is Bound.GE:
        return _("{value} or higher").format(value=words)
    if bound is Bound.LE:
        return _("{value} or lower").format(value=words)
    return words


def _probably(line: ResultLine) -> str:
    """Say where the truth probably lies; an end of the scale says nothing."""
    scale, within = line.item.scale, line.interval
    low, high = number(within.low), number(within.high)
    if within.low > scale.lo and within.high < scale.hi:
        return _(", probably between {low} and {high}").format(low=low, high=high)
    if within.low > scale.lo:
        return _(", probably {low} or higher").format(low=low)
    if within.high < scale.hi:
        return _(", probably {high} or lower").format(high=high)
    return ""


def _give_or_take(line: ShareLine) -> str:
    return _(", give or take {n} points each").format(n=math.ceil(round(100 * line.within, 6)))


def _last_time(changed: Change) -> str:
    return _(" ({last} last time)").format(last=_last(changed))


def _last(changed: Change) -> str:
    last = changed.compared.last
    return bounded(number(last.value), last.bound)


def _change(changed: Change) -> str:
    against = changed.compared
    if changed.verdict is Verdict.NO_CHANGE:
        return _(", no detectable change since {date} ({last})").format(
            date=short_day(against.last.on), last=_last(changed)
        )
    if against.releases == 1:
        words = (
            _(", *up* from {usual} on {date}, by more than chance")
            if changed.verdict is Verdict.HIGHER
            else _(", *down* from {usual} on {date}, by more than chance")
        )
    else:
        words = (
            _(", *up* from {usual} on average since {date}, by more than chance")
            if changed.verdict is Verdict.HIGHER
            else _(", *down* from {usual} on average since {date}, by more than chance")
        )
    return words.format(usual=number(against.usual), date=short_day(against.since))
