"""A leaver's sealed box: always of one size, whatever is in it, and there is one for everybody.

Whoever is recorded has a box from that day on, empty until they speak: so no copy of the database
tells who did. Its last day lies inside it, so that a pool can be judged without HR's records.

A box that stood still would be known by the moment it came: whoever held two backups, or saw where
rows lie in one file, could lay HR's newest record beside the newest box, and see later whether that
box had changed. So whose a box is stands inside it, as a mark; every box of a pool is sealed anew
under a tag by chance whenever one is touched; and there are always more boxes than leavers, added
by the dozen, of which some are never used: how many is known to the key alone.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from surveys.model.leaving import (
    LONGEST,
    Conversation,
    KeptBox,
    LeavingBank,
    Said,
    SealedBox,
    Text,
)
from surveys.rules import sealing

_BYTES_A_CHARACTER: Final = 6  # JSON writes the dearest characters as escapes of six
_HEAD: Final = 4096  # bytes for everything but texts, of which far fewer are needed
SIZE: Final = _HEAD + 2 * len(Text) * LONGEST * _BYTES_A_CHARACTER
CHUNK: Final = 16  # boxes are added by so many at once
_SPARED: Final = CHUNK // 2  # of which fewer than so many, by chance, are never used


def seal(key: bytes, pool_id: str, tag: bytes, nonce: bytes, kept: KeptBox) -> SealedBox:
    """Seal a box. `nonce` is never used twice."""
    said = {"free": kept.is_free} if kept.inside is None else _facts(kept.inside)
    facts = {"mark": kept.mark.hex(), **said}
    # A broken client can send a lone surrogate, which has no bytes of its own.
    content = json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace")
    return SealedBox(tag, sealing.seal_padded(key, pool_id, tag, nonce, content, SIZE))


def unseal(key: bytes, pool_id: str, box: SealedBox) -> KeptBox:
    """Open one box. Raises BoxUnreadable.

    One of a version in which the mark was the tag is read as well.
    """
    content = sealing.unseal_padded(key, pool_id, box.tag, box.box)
    facts = json.loads(content.partition(b"\0")[0])
    mark = bytes.fromhex(facts["mark"]) if "mark" in facts else box.tag
    if "free" in facts:
        return KeptBox(mark, None, facts["free"])
    return KeptBox(mark, _conversation(facts))


def filled(boxes: Sequence[KeptBox], most: int, spared: int) -> list[KeptBox]:
    """Return as many boxes as a pool shows: those of people, and others that hold nothing.

    `most`: as many as it has shown before, for it never shows fewer. `spared`: a number by chance,
    which says how many of new boxes are never used: so whoever knows how many leavers there are
    does not know when boxes are added, and learns nothing from it.
    """
    people = [one for one in boxes if one.inside is not None]
    never = [one for one in boxes if one.inside is None and not one.is_free]
    shown = max(most, 0)
    while shown < len(people) + len(never) or shown == 0 or shown % CHUNK:
        if shown % CHUNK == 0:
            never += [KeptBox(b"", None, is_free=False)] * (spared % _SPARED)
        shown += CHUNK - shown % CHUNK
    free = shown - len(people) - len(never)
    return [*people, *never, *[KeptBox(b"", None, is_free=True)] * free]


def _conversation(facts: Mapping[str, Any]) -> Conversation:
    return Conversation(
        last_day=date.fromisoformat(facts["last_day"]),
        service=facts["service"],
        is_confirmed=facts["confirmed"],
        own=_said(facts["own"]),
        spoken=_said(facts["spoken"]),
        step=facts["step"],
    )


def is_fitting(said: Said, bank: LeavingBank) -> bool:
    """Say whether a form could have sent this."""
    known = bank.by_id
    return (
        set(said.reasons) <= known.keys()
        and (said.main is None or said.main in known)
        and said.returning in (None, "yes", "perhaps", "no")
        and (said.recommend is None or 0 <= said.recommend <= 10)
        and said.texts.keys() <= set(Text)
        and all(len(one) <= LONGEST for one in said.texts.values())
    )


def whole(said: Said) -> Said:
    """Return what was said, once each and in one order; the main reason is one of the reasons."""
    named = {*said.reasons, *([said.main] if said.main else [])}
    texts = {str(name): said.texts[name] for name in Text if said.texts.get(name)}
    clean = {name: words.replace("\0", "") for name, words in texts.items()}
    return Said(tuple(sorted(named)), said.main, said.returning, said.recommend, clean)


def _facts(inside: Conversation) -> dict[str, Any]:
    return {
        "last_day": inside.last_day.isoformat(),
        "service": inside.service,
        "confirmed": inside.is_confirmed,
        "own": _written(inside.own),
        "spoken": _written(inside.spoken),
        "step": inside.step,
    }


def _written(said: Said) -> dict[str, Any]:
    return {
        "reasons": said.reasons,
        "main": said.main,
        "returning": said.returning,
        "recommend": said.recommend,
        "texts": dict(said.texts),
    }


def _said(facts: Mapping[str, Any]) -> Said:
    return Said(
        reasons=tuple(facts["reasons"]),
        main=facts["main"],
        returning=facts["returning"],
        recommend=facts["recommend"],
        texts=facts["texts"],
    )
