"""Between Send and keeping: words that would give somebody away, and where to turn."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    context,
    divider,
    modal,
    option,
    plain,
    section,
    text_input,
)
from handlers.views.mrkdwn import escape
from surveys.model.support import Route, Support, SupportLine
from surveys.model.words import Guarded
from surveys.rules.words import said
from surveys.wording import _

LONGEST_INPUT: Final = 3000  # characters that Slack takes
_SECTION: Final = 2900  # characters of one paragraph; Slack takes 3000
_PIECE: Final = 500  # characters
_MOST_KEPT: Final = 10  # options of one set of checkboxes
_LONGEST_WORD: Final = 75  # characters of an option


def guard_step(guarded: Guarded, callback_id: str, metadata: str, limit: int) -> View:
    """The comment with its telling words pointed out, and the box with what would be kept.

    `limit` is the longest text that its author may write, in characters.
    """
    blocks = [
        section(
            _(
                "*Nothing is kept yet.* These words could tell somebody who is meant. Below is your"
                " text without them: send it so, or change it first."
            )
        ),
        *_pointed_out(guarded),
        text_input(
            _("What will be kept"),
            ids.GUARDED,
            ids.CHOICE,
            hint=_("You can change it. Your own words can still give you away."),
            # A mask may be longer than what it hides, and Slack refuses a box that is too full.
            limit=min(LONGEST_INPUT, max(limit, len(guarded.masked))),
            initial=guarded.masked[:LONGEST_INPUT],
        ),
        *_keepable(guarded),
        context(_("Nobody is told what was found, and nothing of it is stored or counted.")),
    ]
    return modal(
        _("Before it is kept"),
        blocks,
        callback_id,
        close=_("Cancel"),
        submit=_("Send this"),
        metadata=metadata,
    )


def crisis_notice(support: Support) -> list[Block]:
    """Where to turn for oneself, shown to the writer alone."""
    return [
        section(_("*It sounds as if things may be very hard. You don't have to carry it alone.*")),
        section(_(support.notice)),
        *(_line(line) for line in support.lines_for(Route.CRISIS)),
        context(_("Only you see this. Nobody is told, and nothing about it is stored.")),
        divider(),
    ]


def safeguarding_notice(support: Support, routes: Iterable[Route]) -> list[Block]:
    """Where to turn for a child at risk or with wrongdoing, each line once."""
    wanted = {Route.CHILD_AT_RISK, Route.WRONGDOING} & set(routes)
    lines = [line for line in support.routes if line.serves & wanted]
    if not lines:
        return []
    return [
        section(f"*{escape(_(support.not_here))}*"),
        *(_line(line) for line in lines),
        context(_("Only you see this. Nobody is told that you did.")),
        divider(),
    ]


def notices(support: Support, routes: frozenset[Route]) -> list[Block]:
    """Every notice that a text calls for, the most urgent first."""
    crisis = crisis_notice(support) if Route.CRISIS in routes else []
    return [*crisis, *safeguarding_notice(support, routes)]


def _pointed_out(guarded: Guarded) -> list[Block]:
    """The text in paragraphs that Slack takes, each telling word named as what it is.

    Plain text: nothing in it rings, links or needs escaping, which could make it too long.
    """
    paragraphs = [""]
    for piece in _pieces(guarded):
        if len(paragraphs[-1]) + len(piece) > _SECTION:
            paragraphs.append("")
        paragraphs[-1] += piece
    return [
        {"type": "section", "text": plain(paragraph, _SECTION)}
        for paragraph in paragraphs
        if paragraph.strip()
    ]


def _pieces(guarded: Guarded) -> Iterator[str]:
    at = 0
    for one in guarded.marks:
        yield from _cut(guarded.text[at : one.start])
        what = _("{words}: {kind}?").format(
            words=guarded.text[one.start : one.end][:_PIECE], kind=said(one.kind)
        )
        yield f"⟦{what}⟧"
        at = one.end
    yield from _cut(guarded.text[at:])


def _cut(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def _keepable(guarded: Guarded) -> list[Block]:
    """What its author may say to keep: names and capitals, never numbers or addresses."""
    fitting = (
        option(str(place), word)
        for place, word in guarded.keepable.items()
        if word.strip() and len(word) <= _LONGEST_WORD
    )
    options = list(islice(fitting, _MOST_KEPT))
    if not options:
        return []
    return [
        {
            "type": "input",
            "block_id": ids.KEPT_WORDS,
            "label": plain(_("These are words of our work and name nobody: keep them"), _SECTION),
            "element": {"type": "checkboxes", "action_id": ids.CHOICE, "options": options},
            "optional": True,
        }
    ]


def _line(line: SupportLine) -> Block:
    return section(f"*{escape(_(line.name))}*: {escape(_(line.reach))}\n{escape(_(line.when))}")
