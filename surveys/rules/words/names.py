"""Every name in a text: words that are names, and what stands with them."""

import re
from collections.abc import Iterator
from typing import Final

from surveys.model.words import Kind
from surveys.rules.words.judging import Judge
from surveys.rules.words.letters import JOINING, mark_letters
from surveys.rules.words.lists import Lists
from surveys.rules.words.tokens import Shape, Token, Words

Found = tuple[int, int, Kind]

_LONGEST_PLACE: Final = 4  # words
_LONGEST_TITLE: Final = 4  # letters: "Prof." and initials have a full stop in mid-name
_AGE: Final = re.compile(
    r"\s*\(\s*(?:aged?\s*)?\d{1,2}\s*(?:yrs?|years?|y/?o|months?|mths)?(?:\s*old)?\s*\)"
    r"|,?\s+aged?\s+\d{1,2}\b|,\s*\d{1,2}(?=\s*(?:[,.)]|$))",
    re.IGNORECASE,
)
_FREE_AFTER_A_NAME: Final = frozenset({"i", "ok", "thanks", "thank", "please", "mr", "mrs", "ms"})


def names(text: str, words: Words, known: Lists, free: frozenset[int]) -> Iterator[Found]:
    """Every name and every town in a plain text, with ages beside them."""
    judge = Judge(words, known, free)
    kinds = list(judge.kinds)
    for step in (_places, _titled, mark_letters, _joined, _stretched):
        step(words, known, free, kinds)
    for start, end, kind in _runs(words, kinds):
        yield start, end, kind
        age = _AGE.match(text, end)
        if age:
            yield end + len(age.group()) - len(age.group().lstrip(" ,")), age.end(), Kind.AGE


def _places(words: Words, known: Lists, free: frozenset[int], kinds: list[Kind | None]) -> None:
    """Mark towns and counties; one that is a word too needs its capital and an "in" or "to"."""
    for place, token in enumerate(words.tokens):
        for length in range(_LONGEST_PLACE, 0, -1):
            stretch = words.tokens[place : place + length]
            if len(stretch) < length:
                continue
            low = tuple(part for one in stretch for part in one.low.split("-"))
            if low in known.places and not free & set(range(place, place + length)):
                alone = length == 1 and (known.is_word(token.low) or token.low in known.names)
                if not alone or _is_gone_to(words, place, token):
                    kinds[place : place + length] = [Kind.PLACE] * length
                break


def _is_gone_to(words: Words, place: int, token: Token) -> bool:
    previous = words.at(place - 1)
    heads = {"in", "to", "from", "near", "around", "at", "of"}
    return (
        previous is not None
        and previous.low in heads
        and token.shape is Shape.TITLE
        and not words.many_capitals
    )


def _titled(words: Words, known: Lists, free: frozenset[int], kinds: list[Kind | None]) -> None:
    """Mark "Mr Bean", "pc brannigan", "Auntie Bev": the title and the name after it."""
    for place, token in enumerate(words.tokens):
        following = words.at(place + 1)
        sure = token.low in known.around["titles"]
        gaps = {" ", ". ", "."} if sure or token.low == "rev" else {" "}
        if following is None or token.gap not in gaps or place + 1 in free:
            continue
        if not sure and token.low not in known.around["maybe_titles"]:
            continue
        if _is_titled(token, following, known, sure=sure) or kinds[place + 1] is not None:
            kinds[place + 1] = Kind.NAME
            if sure or token.shape is not Shape.LOWER or kinds[place] is None:
                kinds[place] = Kind.NAME


def _is_titled(token: Token, following: Token, known: Lists, *, sure: bool) -> bool:
    low = following.low
    if low in {"i", "a"} and not (sure and following.gap.strip()):
        return False
    is_work = low in known.work or low in known.around["general"] or following.is_plain
    if following.shape in {Shape.TITLE, Shape.MIXED}:
        if token.gap != " " and known.is_word(low) and low not in known.surnames:
            return False  # the title ended a sentence: "saw the dr. However"
        return not is_work or (sure and low in known.surnames) or len(low) == 1
    if following.shape is Shape.UPPER:
        return not is_work and (sure or len(low) > 4) and low not in known.work
    if is_work or len(low) == 1:
        return len(low) == 1 and sure and low not in {"i", "a"}
    return (
        sure and (low in known.surnames or not known.is_word(low))
    ) or low in known.surnames - known.english


def _joined(words: Words, known: Lists, free: frozenset[int], kinds: list[Kind | None]) -> None:
    """Mark the other half of "rosie n jack": a name that is a word too, beside a sure one."""
    for place in range(1, len(words.tokens) - 1):
        token = words.tokens[place]
        if token.low not in JOINING or token.gap != " ":
            continue
        for here, there in ((place - 1, place + 1), (place + 1, place - 1)):
            is_beside = kinds[here] is Kind.NAME and there not in free
            if is_beside and _can_be_other_half(words.tokens[there], token, known):
                kinds[there] = Kind.NAME


def _can_be_other_half(token: Token, joint: Token, known: Lists) -> bool:
    if token.low not in known.names or token.low in known.around["seldom"]:
        return False
    if token.shape is not Shape.LOWER or token.low in known.surely:
        return True
    return joint.low != "with" and token.low not in known.work


def _stretched(words: Words, known: Lists, free: frozenset[int], kinds: list[Kind | None]) -> None:
    """Carry a name on over its family name: "Sarah Baker", "kayleigh smith", "Sharon T"."""
    for place, token in enumerate(words.tokens[:-1]):
        following = words.tokens[place + 1]
        dots = len(token.text) == 1 or token.low in known.around["titles"]
        is_near = token.gap in ({" ", "-", ". "} if dots else {" ", "-"}) and not token.owns
        named = kinds[place] in {Kind.NAME, Kind.WORD}
        if not named or not is_near or kinds[place + 1] is not None or place + 1 in free:
            continue
        if following.low in known.around["particles"] and place + 2 < len(words.tokens):
            beyond = words.tokens[place + 2]
            if beyond.shape is Shape.TITLE or following.shape is not Shape.LOWER:
                kinds[place + 1] = Kind.NAME
            continue
        if _is_family_name(following, known):
            kinds[place + 1] = Kind.NAME
    for place in range(len(words.tokens) - 1, 0, -1):
        before = words.tokens[place - 1]
        is_initial = (
            len(before.text) == 1 and before.text.isupper() and before.low not in {"i", "a"}
        )
        is_known = kinds[place] is not None and not known.is_word(words.tokens[place].low)
        if is_known and is_initial and before.gap in {" ", ". ", "."}:
            kinds[place - 1] = Kind.NAME


def _is_family_name(token: Token, known: Lists) -> bool:
    if token.is_plain or token.low in _FREE_AFTER_A_NAME:
        return False
    if token.shape is Shape.LOWER:
        return len(token.low) > _LONGEST_TITLE and not known.is_word(token.low)
    if len(token.text) == 1:
        return token.low not in {"i", "a"}
    if token.shape is Shape.UPPER:
        return token.low not in known.work and token.low in known.surnames
    return token.low in known.surnames or token.low not in known.work


def _runs(words: Words, kinds: list[Kind | None]) -> Iterator[Found]:
    """Names side by side make one mark."""
    place = 0
    while place < len(kinds):
        kind = kinds[place]
        if kind is None:
            place += 1
            continue
        last = place
        while last + 1 < len(kinds) and kinds[last + 1] is not None and _is_one(words, kinds, last):
            last += 1
        is_name = Kind.NAME in kinds[place : last + 1]
        yield (
            words.tokens[place].start,
            words.tokens[last].end,
            Kind.NAME if is_name else kind,
        )
        place = last + 1


def _is_one(words: Words, kinds: list[Kind | None], place: int) -> bool:
    token = words.tokens[place]
    here, there = kinds[place], kinds[place + 1]
    if token.owns or (here is not there and Kind.PLACE in {here, there}):
        return False
    return token.gap in {" ", "-"} or (
        token.gap in {". ", "."} and len(token.text) <= _LONGEST_TITLE
    )
