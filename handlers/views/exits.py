"""What was released of why people leave, and what the Home tab says of leaving."""

from collections.abc import Sequence
from itertools import count
from typing import Final

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    header,
    modal,
    plain,
    section,
    spoken,
)
from handlers.views.lines import figure_in_words
from handlers.views.mrkdwn import day_and_year, escape
from handlers.views.notices import notice
from surveys.model.leaving import ExitFigure, ExitResults, LeavingAtHome
from surveys.wording import _

_MOST_TEXTS: Final = 10  # of one question
_PARAGRAPH: Final = 2900  # characters; Slack takes 3000


def leaving_section(model: LeavingAtHome) -> list[Block]:
    """What everyone reads of leaving, and what HR keeps."""
    words = _(
        "What leavers say is told when ten or more of the whole organisation can stand together."
        " Nothing has been released yet."
    )
    buttons = [button(_("I am leaving"), ids.LEAVING)]
    if model.released:
        n, until = model.released
        words = _("What {n} leavers or more said, until {day}: the same for everyone.").format(
            n=n, day=day_and_year(until)
        )
        buttons.insert(0, button(_("Why people leave"), ids.EXITS))
    if model.may_record:
        buttons.append(button(_("Leavers"), ids.LEAVERS))
    return [
        header(_("Why people leave")),
        section(words),
        actions(buttons, block_id="leaving"),
    ]


def results(model: ExitResults | None) -> View:
    """The newest release."""
    if model is None:
        return notice(_("Why people leave"), [_("Nothing has been released yet.")])
    release = model.release
    opening = _(
        "*What {n} leavers or more said, until {day}.* Of the whole organisation, never by team."
        " Shares are to 10%, and of everyone who said anything. _Fewer than 3_: fewer than three"
        " leavers, or none, wrote it themselves."
    ).format(n=release.at_least, day=day_and_year(release.until))
    blocks = [section(opening)]
    parts = (
        (_("The main reason was"), model.classes),
        (_("Main reasons"), model.main),
        (_("All reasons"), model.reasons),
        (_("Would they come back one day?"), model.returning),
        (_("Would they recommend working here?"), model.recommend),
    )
    blocks += [block for heading, own in parts if own for block in _figures(heading, own)]
    number = count(1)
    for question, texts in model.texts:
        blocks += [divider(), section(f"*{escape(question)}*")]
        for one in texts[:_MOST_TEXTS]:
            words = _("Report text {n}").format(n=next(number))
            report = spoken(button(_("Report"), ids.REPORT, one.id), words)
            blocks.append({"type": "section", "text": plain(one.body, 3000), "accessory": report})
    blocks.append(
        context(
            _(
                "In brackets: where the share of all who leave for such reasons probably lies."
                " Which reasons count as pay, or as ours to change, was settled beforehand: HR has"
                " the list. Beside a reason stands what the weekly pulse showed of it in the"
                " quarter before."
            )
        )
    )
    return modal(_("Why people leave"), blocks, ids.NOTICE, close=_("Close"))


def _figures(heading: str, figures: Sequence[ExitFigure]) -> list[Block]:
    """Lines under their heading, in as many paragraphs as Slack needs for them."""
    told = [one for one in figures if one.share is not None]
    few = [escape(one.words) for one in figures if one.share is None]
    lines = [f"*{heading}*", *(_line(one) for one in told)]
    if few:
        lines.append(_("• Fewer than 3: {names}").replace("{names}", "; ".join(few)))
    paragraphs = [""]
    for line in lines:
        if len(paragraphs[-1]) + len(line) >= _PARAGRAPH:
            paragraphs.append("")
        paragraphs[-1] += f"{line}\n"
    return [section(one.rstrip()) for one in paragraphs if one]


def _line(one: ExitFigure) -> str:
    share = round(100 * (one.share or 0))
    words = f"• {escape(one.words)}: *{share}%*"
    if one.interval:
        low, high = (round(100 * end) for end in (one.interval.low, one.interval.high))
        words += " " + _("({low} to {high}%)").format(low=low, high=high)
    if one.before is not None:
        then = round(100 * one.before)
        change = _("{then}% in the release before, a real change")
        if not one.is_news:
            change = _("{then}% in the release before, which may be chance")
        words += "; " + change.format(then=then)
    if one.pulse is not None:
        figure = figure_in_words(one.pulse.value, one.pulse.bound, one.pulse.top)
        words += "; " + _("in the pulse {label}: {figure}").replace("{figure}", figure).replace(
            "{label}", escape(_(one.pulse.label))
        )
    return words
