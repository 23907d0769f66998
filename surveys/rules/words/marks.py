"""What was found in a text, and the text without it."""

import re
from collections.abc import Iterable, Mapping

from surveys.model.words import Kind, Mark
from surveys.wording import _


def settled(found: Iterable[Mark]) -> tuple[Mark, ...]:
    """Put marks in order; of two that overlap, keep what both cover, with the longer one's kind."""
    kept: list[Mark] = []
    for one in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if kept and one.start < kept[-1].end:
            last = kept[-1]
            longer = max(last, one, key=lambda mark: mark.end - mark.start)
            kept[-1] = Mark(last.start, max(last.end, one.end), longer.kind)
        else:
            kept.append(one)
    return tuple(kept)


def masked(text: str, marks: Iterable[Mark]) -> str:
    """Return the text with each mark replaced by its kind, such as "[name]"."""
    parts, at = [], 0
    for one in settled(marks):
        parts += [text[at : one.start], f"[{said(one.kind)}]"]
        at = one.end
    return "".join([*parts, text[at:]])


def said(kind: Kind) -> str:
    """The word that stands for a kind."""
    return {
        Kind.NAME: _("name"),
        Kind.WORD: _("name"),
        Kind.PLACE: _("place"),
        Kind.ADDRESS: _("address"),
        Kind.NUMBER: _("number"),
        Kind.EMAIL: _("e-mail"),
        Kind.PHONE: _("phone"),
        Kind.DATE: _("date"),
        Kind.AGE: _("age"),
        Kind.LINK: _("link"),
    }[kind]


def alike(text: str) -> int:
    """Return how many times a text says by itself what a mask says, such as "[name]"."""
    return len(_masks(text)) // 2


def taken_out(text: str, phrases: Iterable[str]) -> str | None:
    """Return a text with every occurrence of some phrases masked, in whatever case they stand.

    Nothing else of it changes. None: one of them stands nowhere in it, or there is none.
    """
    wanted = sorted({one.strip().casefold() for one in phrases} - {""}, key=len, reverse=True)
    low = text.casefold()
    if not wanted or len(low) != len(text) or any(one not in low for one in wanted):
        return None
    found = re.compile("|".join(map(re.escape, wanted)))
    parts, at = [], 0
    for one in found.finditer(low):
        parts += [text[at : one.start()], f"[{_('taken out')}]"]
        at = one.end()
    return "".join([*parts, text[at:]])


def put_back(text: str, kept: Mapping[int, str], marks: int) -> str:
    """Return a masked text with some of the author's words in their places again.

    `kept` holds them by the place of their mask, and `marks` says how many masks there were. If the
    author has added or taken out any, places say nothing any more and the text stays as it is.
    """
    parts = _masks(text)
    if len(parts) != 2 * marks + 1:
        return text
    for place, word in kept.items():
        parts[2 * place + 1] = word
    return "".join(parts)


def _masks(text: str) -> list[str]:
    """The text in pieces, every other one a mask."""
    words = "|".join(sorted({re.escape(said(kind)) for kind in Kind}))
    return re.split(rf"(\[(?:{words})\])", text)
