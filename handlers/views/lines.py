"""One displayed figure in words: a score, or the shares of a question with options."""

from handlers.views.mrkdwn import escape, number, short_day
from surveys.model.messages import Line, ResultLine, Share, ShareLine, is_of_comments
from surveys.model.releases import Bound
from surveys.wording import _

MOST_THEMES = 5  # told of the sixteen


def line_in_words(line: Line) -> str:
    """One figure, such as "• Manageable caseload: 3.4 of 5, up 0.2 since 31 August"."""
    if isinstance(line, ResultLine):
        return result_line(line)
    is_themes = line.choice.is_found and not line.choice.is_exclusive
    return themes_line(line) if is_themes else share_line(line)


def result_line(line: ResultLine) -> str:
    """A score, on its scale."""
    words = _("{value} of {top}").format(value=number(line.value), top=line.item.scale.hi)
    words = _bounded(words, line.bound)
    turned = "" if line.item.direction > 0 else " " + _("(lower is better)")
    return f"• {escape(_(line.item.label))}{turned}: *{words}*{_change(line)}"


def share_line(line: ShareLine) -> str:
    """Every option's share, in the order they were offered, and that of last time beside it."""
    shares = "; ".join(_share(one) for one in line.shares)
    since = ""
    if line.before_date is not None:
        since = _(" (in brackets: {date})").format(date=short_day(line.before_date))
    return f"• {_label(line)}: {shares}{since}"


def themes_line(line: ShareLine) -> str:
    """What comments were about: the largest shares, largest first; of equal ones all or none."""
    said = sorted((one for one in line.shares if one.value), key=lambda one: -one.value)
    left_out = max((one.value for one in said[MOST_THEMES:]), default=0.0)
    shares = ", ".join(_theme(one) for one in said if one.value > left_out)
    return f"• {_label(line)}: {shares or _('no theme stood out')}"


def figure_in_words(value: float, bound: Bound | None, top: int | None) -> str:
    """One displayed value, such as "3.4 of 5" or "40% or lower"; `top` None: a share."""
    if top is None:
        return _bounded(_percent(value), bound)
    return _bounded(_("{value} of {top}").format(value=number(value), top=top), bound)


def is_unchanged(line: Line) -> bool | None:
    """Say whether a figure is what it was last time. None: there is none to compare with."""
    if isinstance(line, ResultLine):
        return None if line.change is None else line.change == 0
    if line.before_date is None or is_of_comments(line):
        return None  # what few people write about changes every week
    return all(one.value == one.before for one in line.shares)


def _label(line: ShareLine) -> str:
    label = escape(_(line.choice.label))
    if line.n_band is None:
        return label
    return _("{label} ({band} people wrote)").format(label=label, band=line.n_band)


def _theme(share: Share) -> str:
    return f"{escape(_(share.option.label))} *{_bounded(_percent(share.value), share.bound)}*"


def _share(share: Share) -> str:
    words = _bounded(_percent(share.value), share.bound)
    told = f"{escape(_(share.option.label))}: *{words}*"
    return told if share.before is None else f"{told} ({_percent(share.before)})"


def _percent(value: float) -> str:
    return _("{n}%").format(n=round(100 * value))


def _bounded(words: str, bound: Bound | None) -> str:
    if bound is Bound.GE:
        return _("{value} or higher").format(value=words)
    if bound is Bound.LE:
        return _("{value} or lower").format(value=words)
    return words


def _change(line: ResultLine) -> str:
    if line.change is None or line.before_date is None:
        return ""
    since = short_day(line.before_date)
    if line.change == 0:
        return _(", as on {date}").format(date=since)
    words = (
        _(", up {points} since {date}") if line.change > 0 else _(", down {points} since {date}")
    )
    return words.format(points=number(abs(line.change)), date=since)
