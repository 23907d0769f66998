"""Between Send and keeping: words that would give somebody away, and where to turn."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from handlers import ids, payloads
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
from handlers.views.questions import COMMENT_CHARACTERS
from surveys.model.support import Route, Support, SupportLine
from surveys.model.words import Guarded, Held
from surveys.rules.words import said
from surveys.wording import _, ngettext

LONGEST_INPUT: Final = 3000  # characters that Slack takes
_SECTION: Final = 2900  # characters of one paragraph; Slack takes 3000
_PIECE: Final = 500  # characters
_MOST_KEPT: Final = 10  # options of one set of checkboxes
_LONGEST_WORD: Final = 75  # characters of an option
_MOST_BLOCKS: Final = 96  # of 100 in a modal: two more stand below
_BLOCKS_WITHOUT_POINTING: Final = 2


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
        *pointed_out(guarded),
        *_boxes(guarded, limit),
        nobody_is_told(),
    ]
    return modal(
        _("Before it is kept"),
        blocks,
        callback_id,
        close=_("Cancel"),
        submit=_("Send this"),
        metadata=metadata,
    )


def words_step(
    round_id: str, step: int, held: Sequence[Held], where_to_turn: Sequence[Block], *, kept: bool
) -> View:
    """The texts of a form that are not kept yet, each with its telling words pointed out.

    `kept`: the rest of the form is saved already. `step` counts from 1 how many times they are
    held back: in a box that keeps its name, Slack leaves what was typed before.
    """
    blocks = [*where_to_turn, section(_not_yet(len(held), kept=kept))]
    room = _MOST_BLOCKS - len(blocks) - len(held) * _BLOCKS_WITHOUT_POINTING
    for one in held:
        pointing = [section(f"*{escape(_(one.question))}*"), *pointed_out(one.guarded)]
        room -= len(pointing)
        blocks += pointing if room >= 0 else []
        blocks += _boxes(one.guarded, COMMENT_CHARACTERS, f"{step}_{one.question_id}", one.ticked)
    blocks.append(nobody_is_told())
    return modal(
        _("Before it is kept"),
        blocks,
        ids.SUBMIT_WORDS,
        close=_("Don't keep it"),
        submit=_("Send this"),
        metadata=payloads.metadata_of_words(round_id, held, step),
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


def nobody_is_told() -> Block:
    """What becomes of what was found."""
    return context(_("Nobody is told what was found, and nothing of it is stored or counted."))


def _not_yet(texts: int, *, kept: bool) -> str:
    words = _(
        "Some words in it could tell somebody who is meant. Below is your text without them: send"
        " it so, or change it first."
    )
    if kept:
        saved = ngettext(
            "*Your answers are saved; this comment is not yet.*",
            "*Your answers are saved; these comments are not yet.*",
            texts,
        )
    else:
        saved = _("*Nothing is kept yet.*")
    return f"{saved} {words}"


def _boxes(
    guarded: Guarded, limit: int, suffix: str = "", ticked: frozenset[str] = frozenset()
) -> list[Block]:
    """The box with what would be kept, and the words that may stay."""
    box = text_input(
        _("What will be kept"),
        f"{ids.GUARDED}{suffix}",
        ids.CHOICE,
        hint=_("You can change it. Your own words can still give you away."),
        # A mask may be longer than what it hides, and Slack refuses a box that is too full.
        limit=min(LONGEST_INPUT, max(limit, len(guarded.masked))),
        initial=guarded.masked[:LONGEST_INPUT],
    )
    return [box, *keepable(guarded, suffix, ticked)]


def pointed_out(guarded: Guarded) -> list[Block]:
    """The text in paragraphs that Slack takes, each telling word named as what it is.

    Plain text: nothing in it rings, links or needs escaping, which could make it too long.
    """
    paragraphs = [""]
    for piece in _pieces(guarded):
        if len(paragraphs[-1]) + len(piece) > _SECTION:
            paragraphs.append("")
        paragraphs[-1] += piece
    return [
        {"type": "section", "text": plain(paragraph, _SECTION) | {"emoji": False}}
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


def keepable(guarded: Guarded, suffix: str, ticked: frozenset[str]) -> list[Block]:
    """What its author may say to keep: names and capitals, never numbers or addresses."""
    fitting = (
        option(str(place), word)
        for place, word in guarded.keepable.items()
        if word.strip() and len(word) <= _LONGEST_WORD
    )
    options = list(islice(fitting, _MOST_KEPT))
    if not options:
        return []
    element: Block = {"type": "checkboxes", "action_id": ids.CHOICE, "options": options}
    if set_already := [one for one in options if one["text"]["text"] in ticked]:
        element["initial_options"] = set_already
    return [
        {
            "type": "input",
            "block_id": f"{ids.KEPT_WORDS}{suffix}",
            "label": plain(_("These are words of our work and name nobody: keep them"), _SECTION),
            "element": element,
            "optional": True,
        }
    ]


def _line(line: SupportLine) -> Block:
    return section(f"*{escape(_(line.name))}*: {escape(_(line.reach))}\n{escape(_(line.when))}")
