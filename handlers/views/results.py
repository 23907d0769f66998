"""Published results, as everyone reads them on the Home tab and may open them from there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    divider,
    header,
    modal,
    section,
    shortened,
    spoken,
)
from handlers.views.checking import comments_button
from handlers.views.mrkdwn import day, escape, short_day
from handlers.views.paging import turns, which_page
from handlers.views.picture import picture_block
from handlers.views.promise import promise_line
from handlers.views.reporting import comments_row, digest, digest_text, figures
from surveys.model.messages import Digest, Home, OtherPage, OtherResults
from surveys.model.surveys import WEEKLY_PULSE
from surveys.wording import _

MOST_OTHERS: Final = 5  # on Home; a button leads to pages of all
MOST_BLOCKS: Final = 12  # of the week on Home; a button leads to the whole of it
_TITLE: Final = 150


def results_section(model: Home) -> list[Block]:
    """The newest of the pulse, and a way to the newest of each other survey."""
    return [header(_("Results")), *_of_the_pulse(model), *_of_others(model.others)]


def survey_results(messages: Sequence[Digest]) -> View:
    """What was published last, about the place where the reader sits."""
    blocks = [block for one in messages for block in (divider(), *_release(one))][1:]
    if not blocks:
        blocks = [section(_("Nothing has been published yet."))]
    blocks += [promise_line(one.thresholds) for one in messages[:1]]
    return modal(_("Results"), blocks, ids.NOTICE, close=_("Close"))


def results_to_read(message: Digest) -> View:
    """One release, as somebody reads it who manages or leads: the words of their digest."""
    return modal(_("Results"), digest(message), ids.NOTICE, close=_("Close"))


def other_results(model: OtherPage) -> View:
    """A page of the surveys with results."""
    blocks = _rows(model.shown) or [section(_("Nothing has been published yet."))]
    blocks += which_page(model.page, model.pages)
    buttons = turns(model.page, model.pages, ids.OTHERS_PAGE)
    if buttons:
        blocks.append(actions(buttons, block_id="others"))
    return modal(_("Results"), blocks, ids.NOTICE, close=_("Close"))


def _of_the_pulse(model: Home) -> list[Block]:
    if model.weekly is None and model.quarterly is None:
        words = _("Nothing has been published yet. The first results appear when a round closes.")
        return [section(words)]
    # Words before the picture: it is tall, and what follows would be off the first screen.
    whole = figures(replace(model.weekly, picture=None)) if model.weekly else []
    picture = picture_block(model.weekly) if model.weekly else []
    buttons = []
    if model.weekly is not None and model.weekly.release_id:
        buttons.append(comments_button(model.weekly.release_id))
    if len(whole) > MOST_BLOCKS:
        buttons.append(button(_("Show all figures"), ids.RESULTS, WEEKLY_PULSE))
    alike = _("The same figures your manager reads, at the same time.")
    first = f"{_dated(model.weekly)}\n{alike}" if model.weekly else alike
    return [
        section(first),
        *whole[: MOST_BLOCKS - len(picture)],
        *([actions(buttons, block_id="comments")] if buttons else []),
        *picture,
        *([_of_the_quarter(model.quarterly)] if model.quarterly else []),
    ]


def _of_the_quarter(message: Digest) -> Block:
    """Its figures are many: a button leads to them."""
    words = f"{_('Show results')}: {digest_text(message)}"
    show = spoken(button(_("Show results"), ids.TEAM_RESULTS), words)
    return section(_dated(message), accessory=show) | {"block_id": "quarter"}


def _of_others(others: Sequence[OtherResults]) -> list[Block]:
    """A button for each of the newest, that opens its results."""
    if not others:
        return []
    blocks = [section(f"*{_('Results of other surveys')}*"), *_rows(others[:MOST_OTHERS])]
    if len(others) > MOST_OTHERS:
        words = _("Show all {n} surveys").format(n=len(others))
        blocks.append(actions([button(words, ids.OTHERS)], block_id="others"))
    return blocks


def _rows(others: Sequence[OtherResults]) -> list[Block]:
    blocks = []
    for place, one in enumerate(others):
        title = shortened(_(one.title), _TITLE)
        words = _("{title}, closed on {date}").format(
            title=escape(title), date=short_day(one.closed)
        )
        show = button(_("Show results"), ids.RESULTS, one.survey)
        show = spoken(show, _("Show results of {title}").format(title=title))
        blocks.append(section(words, accessory=show) | {"block_id": f"results_{place}"})
    return blocks


def _dated(message: Digest) -> str:
    return _("*{title}*, {opened} to {closed}").format(
        title=escape(digest_text(message)), opened=day(message.opened), closed=day(message.closed)
    )


def _release(message: Digest) -> list[Block]:
    words = _("*{title}*, {opened} to {closed}").format(
        title=escape(digest_text(message)),
        opened=short_day(message.opened),
        closed=short_day(message.closed),
    )
    return [section(words), *figures(message), *comments_row(message)]
