"""Where somebody can be found: e-mail, links, handles, postcodes, streets, homes, schools."""

import re
from collections.abc import Iterator
from typing import Final

from surveys.model.words import Kind
from surveys.rules.words.lists import Lists

Found = tuple[int, int, Kind]

_ANYONE: Final = frozenset({"here", "channel", "everyone", "all", "team"})
_SLACK: Final = re.compile(r"<(?P<what>[@#!]|mailto:|tel:|https?:)(?P<rest>[^<>\n]{1,2000})>")
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+'-]{1,64}(?:(?:@| ?\(at\) ?| ?\[at\] ?)[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"| @ [\w.-]{1,63}\.(?:com|uk|net|org|gov)\b)",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"(?<![\w.])@\s?(?P<who>[A-Za-z_][\w.-]*\w|[A-Za-z_])")
_LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>]+"
    r"|(?<![\w@.])(?:[\w-]+\.)+(?:com|net|org|uk|gov|info|io|me|tv)/[^\s<>]+",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA)(?!\w)", re.IGNORECASE
)
_SECTOR: Final = re.compile(r"(?<!\w)[A-Z]{1,2}\d{1,2}[A-Z]? \d(?!\w|[.,:/]\d| ?%| [a-z])")
_DISTRICT: Final = re.compile(
    r"(?:\bpost\s?codes?:? (?:is |of |in )?(?P<a>[a-z]{1,2}\d{1,2}[a-z]?)(?!\w))"
    r"|(?:\b(?:in|the|around|near) (?P<b>[a-z]{1,2}\d{1,2}) (?:area|post\s?code))",
    re.IGNORECASE,
)
_FLAT: Final = re.compile(
    r"\b(?:flat|apartment|apt|bedsit|maisonette)\s?(?:no\.?\s?)?\d+\s?[a-d]?\b,?", re.IGNORECASE
)
_NUMBERED: Final = re.compile(
    r"(?<![\w£.:/])(?P<no>\d{1,4}\s?[a-d]?),?\s+"
    r"(?P<name>[A-Za-z][A-Za-z'-]+(?:\s+[A-Za-z][A-Za-z'-]+){0,2}?)\s+(?P<kind>[A-Za-z]+)\b",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"\b(?P<name>(?:The )?[A-Z][a-z'A-Z-]+(?: [A-Z][a-z'A-Z-]+){0,2}?),? (?P<kind>[A-Z][a-z]+)\b"
)
_THE: Final = re.compile(
    r"\b(?:at|in|from|to|near|outside|visited|visiting|leave|left) "
    r"(?P<name>The [A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)\b"
)
_IN_LOWER: Final = re.compile(
    r"(?<=[a-z] )(?P<name>[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?) (?P<kind>[a-z]+)\b"
)
_DOOR: Final = re.compile(
    r"\b(?:at|from|outside|opposite) (?P<name>(?:no\.?|number) ?\d{1,3}[a-d]?)\b", re.IGNORECASE
)
_PROFILE: Final = re.compile(
    r"\b(?:insta|instagram|snap|snapchat|facebook|fb|tiktok|twitter|username|gamertag|skype)\b"
    r"(?: (?:is|name|handle|account))?[ :=-]{1,3}(?P<name>(?=[\w.]*[\d_.]\w)[A-Za-z][\w.]{2,}\w)",
    re.IGNORECASE,
)
_SAINT: Final = re.compile(
    r"\b(?:st\.?|saint)\s+(?P<who>[a-z]+)(?:'?s)?(?!\w)(?:\s(?:and st\.?|&)\s[a-z'.]+)?",
    re.IGNORECASE,
)
_HOMES: Final = re.compile(
    r"\b(?P<name>[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?) "
    r"(?:[Cc]hildren'?s|[Cc]are|[Nn]ursing|[Rr]esidential) [Hh]ome\b"
)
_LOWER: Final = re.compile(
    r"\b(?P<name>[a-z'-]+) (?P<kind>road|avenue|crescent|terrace|primary|academy|high school"
    r"|infants|juniors|grammar|nursery|school|college|lodge|house|ward|hospital"
    r"|children'?s home)\b",
    re.IGNORECASE,
)


def addresses(text: str, known: Lists) -> Iterator[Found]:
    """Every such place in a plain text."""
    yield from _online(text)
    for pattern in (_POSTCODE, _SECTOR, _FLAT):
        for one in pattern.finditer(text):
            if one.group().split(" ")[0].lower() not in known.work:  # "P45 1", "KS2 4"
                yield *one.span(), Kind.ADDRESS
    yield from ((*one.span("name"), Kind.ADDRESS) for one in _DOOR.finditer(text))
    yield from ((*one.span("name"), Kind.NAME) for one in _PROFILE.finditer(text))
    for one in _DISTRICT.finditer(text):
        group = "a" if one["a"] else "b"
        yield *one.span(group), Kind.ADDRESS
    yield from _streets(text, known)
    yield from _houses(text, known)


def _online(text: str) -> Iterator[Found]:
    for one in _SLACK.finditer(text):
        if one["what"] == "@" or (one["what"] == "!" and one["rest"].startswith("subteam")):
            yield *one.span(), Kind.NAME
        elif one["what"] != "!":
            kinds = {"mailto:": Kind.EMAIL, "tel:": Kind.PHONE}
            yield *one.span(), kinds.get(one["what"], Kind.LINK)
    yield from ((*one.span(), Kind.EMAIL) for one in _EMAIL.finditer(text))
    yield from ((*one.span(), Kind.LINK) for one in _LINK.finditer(text))
    for one in _HANDLE.finditer(text):
        if one["who"].lower() not in _ANYONE and not one.group().startswith("@ "):
            yield *one.span(), Kind.NAME


def _streets(text: str, known: Lists) -> Iterator[Found]:
    """A number, one to three words, and a kind of street: "14 Acacia Road", "31 station road"."""
    at = 0
    while one := _NUMBERED.search(text, at):
        at = one.end("no")
        words = one["name"].lower().split()
        has_capital = one["kind"][0].isupper() and one["name"][0].isupper()
        streets = known.around["streets" if has_capital else "sure_streets"]
        ruled_out = known.around["little"] | known.around["units"]
        if one["kind"].lower() in streets and not ruled_out & set(words):
            yield *one.span(), Kind.ADDRESS


def _houses(text: str, known: Lists) -> Iterator[Found]:
    """A capitalised word and a kind of place, a saint, "The Willows", "oakfield primary"."""
    kinds = known.around["kinds_of_place"] | known.around["sure_streets"]
    at = 0
    while one := _NAMED.search(text, at):
        at = one.end("name") if one["kind"].lower() not in kinds else one.end()
        if one["kind"].lower() in kinds and not _is_general(one["name"].lower().split(), known):
            yield *one.span(), Kind.PLACE
    for pattern in (_HOMES, _IN_LOWER):
        for one in pattern.finditer(text):
            words = one["name"].lower().split()
            is_kind = pattern is _HOMES or one["kind"] in known.around["kinds_of_place"]
            is_work = any(word in known.work for word in words) or _is_general(words, known)
            if is_kind and not is_work:
                yield *one.span(), Kind.PLACE
    for one in _THE.finditer(text):
        words = one["name"].lower().split()[1:]
        if not any(word in known.work or word in known.around["general"] for word in words):
            yield *one.span("name"), Kind.PLACE
    for one in _SAINT.finditer(text):
        who = one["who"].lower()
        if {who, who.removesuffix("s")} & (known.names | known.around["saints"]):
            yield *one.span(), Kind.PLACE
    for one in _LOWER.finditer(text):
        word = one["name"].lower().removesuffix("'s")
        if len(word) > 3 and not known.is_word(word) and not known.is_nearly_word(word):
            yield *one.span(), Kind.PLACE


def _is_general(words: list[str], known: Lists) -> bool:
    """Whether words before a kind of place name no single one: "primary school", "the house"."""
    general = known.around["general"] | known.around["kinds_of_place"]
    return all(word in general for word in words)
