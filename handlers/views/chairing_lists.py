"""The forum on the Home tab of those who look after it or answer in it, and their lists."""

from collections.abc import Iterator, Mapping
from typing import Final

from handlers import forum_payloads, ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    header,
    modal,
    option,
    plain,
    section,
)
from handlers.views.chairing_words import (
    pile_in_words,
    state_of,
)
from handlers.views.forum import written_shortly
from handlers.views.mrkdwn import day
from handlers.views.paging import turns, which_page
from surveys.model.chairing import (
    Deed,
    Duties,
    Listing,
    Pile,
)
from surveys.wording import _, ngettext

MOST_NOTES: Final = 5  # the newest
MOST_WISHES: Final = 2
_IN_A_LIST: Final = 200  # characters of a question
_IN_A_LINE: Final = 120
_WORD: Final = 300  # characters of what is pointed out
_FIRST: Final = (Deed.PUBLISH, Deed.CONFIRM, Deed.ISSUE, Deed.DRAFT, Deed.ASSIGN, Deed.POST_AGAIN)
_HARD: Final = (Deed.CONFIRM, Deed.ISSUE, Deed.POST_AGAIN)  # to undo, so they ask first


def duties_step(model: Duties) -> list[Block]:
    """What waits for whoever looks after the forum or answers in it; empty: nothing does."""
    lines = [*(_to_screen(model) if model.looks_after else ()), *_with_reader(model)]
    if not lines:
        return []
    buttons = []
    if model.looks_after and (model.piles.get(Pile.SCREEN) or model.piles.get(Pile.SECOND)):
        buttons.append(button(_("Screen questions"), ids.SCREEN, primary=True))
    if model.piles.get(Pile.MINE):
        buttons.append(button(_("What is with you"), ids.PILE_MINE, str(Pile.MINE)))
    told = section("\n".join([_("*The Champions Forum*"), *lines]))
    return [told, *([actions(buttons, block_id="chairing")] if buttons else [])]


def desk_buttons(model: Duties) -> list[Block]:
    """The way to every question, for whoever looks after the forum."""
    if not model.looks_after:
        return []
    return [button(_("All questions"), ids.PILE, str(_fullest(model)))]


def listing(model: Listing) -> View:
    """A page of a pile, and the way to the others."""
    blocks: list[Block] = []
    if len(model.piles) > 1:
        options = [
            option(str(pile), f"{pile_in_words(pile)} ({model.piles[pile]})")
            for pile in Pile
            if pile in model.piles
        ]
        mine = next(one for one in options if one["value"] == str(model.pile))
        menu: Block = {
            "type": "static_select",
            "action_id": ids.PICK_PILE,
            "placeholder": plain(_("Choose"), 150),
            "options": options,
            "initial_option": mine,
        }
        blocks.append(actions([menu], block_id="piles"))
    blocks.append(header(pile_in_words(model.pile)))
    for place, one in enumerate(model.lines):
        show = button(_("Open"), ids.CASE, one.question.id)
        show["accessibility_label"] = _("Open question {n}").format(n=place + 1)
        line = state_of(one.question, one.held_by, is_late=one.is_late)
        text = written_shortly(one.question.text, _IN_A_LIST)
        blocks += [text | {"accessory": show, "block_id": f"case_{place}"}, context(line)]
    if not model.lines:
        blocks.append(section(_("Nothing here.")))
    if model.pages > 1:
        ways = turns(model.page, model.pages, ids.PILE_PAGE)
        blocks += [*which_page(model.page, model.pages), actions(ways, block_id="turn")]
    metadata = forum_payloads.pile_metadata(model.pile, model.page)
    return modal(_("Champions Forum"), blocks, ids.NOTICE, close=_("Close"), metadata=metadata)


def _to_screen(model: Duties) -> Iterator[str]:
    piles = model.piles
    waiting = piles.get(Pile.SCREEN, 0)
    words = ngettext(
        "{n} question waits to be screened", "{n} questions wait to be screened", waiting
    ).format(n=waiting)
    if model.screen_by is not None and model.screen_late:
        late = _("{words}; the oldest is *overdue since {day}*.")
        yield late.replace("{words}", words).replace("{day}", day(model.screen_by))
    elif model.screen_by is not None:
        due = _("{words}, the oldest due by {day}.")
        yield due.replace("{words}", words).replace("{day}", day(model.screen_by))
    yield from _elsewhere(piles)


def _elsewhere(piles: Mapping[Pile, int]) -> Iterator[str]:
    """What else waits, a line a kind; nothing where there is nothing."""
    second, wished = piles.get(Pile.SECOND, 0), piles.get(Pile.WISHED, 0)
    nobody, late = piles.get(Pile.NOBODY, 0), piles.get(Pile.LATE, 0)
    followed = piles.get(Pile.FOLLOWED, 0)
    told = (
        (
            second,
            ngettext(
                "{n} waits for you as the second champion.",
                "{n} wait for you as the second champion.",
                second,
            ),
        ),
        (
            wished,
            ngettext(
                "{n} waits for another champion, after you.",
                "{n} wait for another champion, after you.",
                wished,
            ),
        ),
        (
            nobody,
            ngettext(
                "{n} open question is with nobody.", "{n} open questions are with nobody.", nobody
            ),
        ),
        (late, ngettext("*{n} answer is overdue.*", "*{n} answers are overdue.*", late)),
        (
            followed,
            ngettext(
                "{n} asker wrote again in the last four weeks.",
                "{n} askers wrote again in the last four weeks.",
                followed,
            ),
        ),
    )
    yield from (words.format(n=count) for count, words in told if count)


def _with_reader(model: Duties) -> Iterator[str]:
    count = model.piles.get(Pile.MINE, 0)
    if model.due is None:
        return
    words = _("With you: {n}, the first due {day}.")
    if model.due_late:
        words = _("With you: {n}, the first *overdue since {day}*.")
    yield words.format(n=count, day=day(model.due))


def _fullest(model: Duties) -> Pile:
    """The pile that a list opens with: the first that asks for something."""
    wanted = (Pile.SCREEN, Pile.SECOND, Pile.LATE, Pile.NOBODY, Pile.DRAFTED)
    return next((one for one in wanted if model.piles.get(one)), Pile.OPEN)
