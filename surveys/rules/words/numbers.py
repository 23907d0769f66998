"""Numbers that lead to somebody: NHS and pupil numbers, phones, cases, accounts, number plates."""

import re
from collections.abc import Iterator
from typing import Final

from surveys.model.words import Kind
from surveys.rules.words.lists import Lists

Found = tuple[int, int, Kind]

_NHS_LENGTH: Final = 10
_UPN_LENGTH: Final = 13
_ENOUGH_FOR_A_PHONE: Final = 7
_LONG: Final = 6  # digits in groups
_LONGEST_FREE: Final = 2  # digits in a mixed word such as "KS2" or "P45"

_HAS_DIGIT: Final = re.compile(r"\d")
_NHS: Final = re.compile(r"(?<!\w)\d(?:[\s.\-_/]{0,3}\d){9}(?!\w)")
_UPN: Final = re.compile(r"(?<!\w)[A-Za-z](?:[\s.\-]?\d){11}[\s.\-]?[\dA-Za-z](?!\w)")
_NATIONAL_INSURANCE: Final = re.compile(
    r"(?<!\w)[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-Z](?!\w)", re.IGNORECASE
)
_PLATE: Final = re.compile(r"(?<!\w)[A-Z]{2}\d{2} ?[A-Z]{3}(?!\w)")
_PHONE: Final = re.compile(r"(?<![\w£$€.])(?:\+\d{1,3}|\(?0)(?:[ ().-]{0,3}\d){8,12}(?!\w)")
_EXTENSION: Final = re.compile(r"\bext(?:ension|n)?\b\.?:?\s*\d{3,6}\b", re.IGNORECASE)
_SOLID: Final = re.compile(r"(?<![\w£$€.,])\d{5,}(?![\w%]|[.,]\d)")
_GROUPS: Final = re.compile(r"(?<![\w£$€.,:])\d+(?:[ ./-]\d+)+(?![\w%:])")
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:[ /-](?:(?:19|20)?\d\d))+")
_TIMES: Final = re.compile(r"[0-2]?\d[.:][0-5]\d ?[-/ ] ?[0-2]?\d[.:][0-5]\d")
_MIXED: Final = re.compile(r"(?<![\w£$€])[A-Za-z0-9]+(?:[/_-][A-Za-z0-9]+)*(?!\w)")
_COURT: Final = re.compile(r"(?<!\w)[A-Z]{2} ?\d{2} ?[A-Z] ?\d{4,5}(?!\w)", re.IGNORECASE)
_CITATION: Final = re.compile(r"\[(?:19|20)\d\d\] EW(?:FC|HC|CA)\b[^.,;\n]{0,20}?\d+")
_REFERENCE: Final = re.compile(
    r"\b(?:case|ref|reference|file|record|client|child|mosaic|lcs|liquidlogic|liquid logic|"
    r"carefirst|eclipse|urn|upn|id|crime|log|incident|crn|niche|cad|policy|account|acc|a/c|passport|visa|"
    r"hospital|nhs|court|claim|warrant|badge|collar|staff|payroll|employee|pc|pcso|dc|sgt|prison)\b"
    r"(?P<sure>\s*(?:no|number|num|nr|id|ref|reference|#)\b\.?|\s*#)?\s*[:#-]?\s*"
    r"(?P<number>[A-Z]{0,4}[-/]?\d[\d/-]*[A-Z]?)(?!\w)(?!\s*[%:])(?P<next>\s+[a-z]+)?",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"\d+|[A-Za-z]+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def numbers(text: str, known: Lists) -> Iterator[Found]:
    """Every such number in a plain text."""
    if not _HAS_DIGIT.search(text):
        return
    public = known.around["public_numbers"]
    for found in _all(text, known):
        if _digits(text[found[0] : found[1]]) not in public:
            yield found


def _all(text: str, known: Lists) -> Iterator[Found]:
    yield from _valid(text)
    for pattern in (_NATIONAL_INSURANCE, _PLATE, _COURT, _CITATION):
        yield from ((*one.span(), Kind.NUMBER) for one in pattern.finditer(text))
    yield from _phones(text)
    yield from _references(text, known)
    for one in _SOLID.finditer(text):
        if not _is_amount(text[one.end() :], known):
            yield *one.span(), Kind.NUMBER
    for one in _GROUPS.finditer(text):
        if _is_long(one.group()):
            yield *one.span(), Kind.NUMBER
    for one in _MIXED.finditer(text):
        if _is_code(one.group(), known):
            yield *one.span(), Kind.NUMBER


def _valid(text: str) -> Iterator[Found]:
    """NHS and pupil numbers that prove themselves by their check digit, however they are spaced."""
    from stdnum.gb import nhs, upn  # only a text with digits needs them

    for one in _NHS.finditer(text):
        if nhs.is_valid(_digits(one.group())[:_NHS_LENGTH]):
            yield *one.span(), Kind.NUMBER
    for one in _UPN.finditer(text):
        if upn.is_valid(re.sub(r"[\s.-]", "", one.group())[:_UPN_LENGTH].upper()):
            yield *one.span(), Kind.NUMBER


def _phones(text: str) -> Iterator[Found]:
    for pattern in (_PHONE, _EXTENSION):
        yield from ((*one.span(), Kind.PHONE) for one in pattern.finditer(text))
    if len(_digits(text)) < _ENOUGH_FOR_A_PHONE:
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    for match in PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID, max_tries=50):
        yield match.start, match.end, Kind.PHONE


def _references(text: str, known: Lists) -> Iterator[Found]:
    for one in _REFERENCE.finditer(text):
        number, sure = one["number"], bool(one["sure"])
        counted = (one["next"] or "").strip().lower() in known.around["units"]
        enough = 2 if sure else 3
        is_year = _YEAR.fullmatch(number) and not sure
        if len(_digits(number)) >= enough and not counted and not is_year:
            yield one.start("number"), one.end("number"), Kind.NUMBER


def _is_amount(rest: str, known: Lists) -> bool:
    following = re.match(r"\s+([a-z]+)", rest)
    return following is not None and following[1] in known.around["units"]


def _is_long(group: str) -> bool:
    if _YEARS.fullmatch(group) or _TIMES.fullmatch(group):
        return False
    lengths = [len(run) for run in re.findall(r"\d+", group)]
    # "12 13 14" are counts; a number that somebody was given comes in longer pieces.
    return sum(lengths) >= _LONG and (max(lengths) > _LONGEST_FREE or "-" in group)


def _is_code(word: str, known: Lists) -> bool:
    segments = re.split(r"[/_-]", word)
    if len(segments) > 1:
        has_letters = any(segment[0].isalpha() for segment in segments if segment)
        return has_letters and any(
            not _is_free(segment, known) for segment in segments if _HAS_DIGIT.search(segment)
        )
    return any(letter.isalpha() for letter in word) and not _is_free(word, known)


def _is_free(word: str, known: Lists) -> bool:
    """Whether a run of letters and digits says nothing of anybody: "KS2", "30mins", "Office365"."""
    lower = word.lower()
    parts = _PARTS.findall(lower)
    digits = [part for part in parts if part.isdigit()]
    letters = [part for part in parts if not part.isdigit()]
    if not digits or lower in known.work:
        return True
    total = sum(map(len, digits))
    if not letters:
        return total < 5 or bool(_YEAR.fullmatch(lower))
    if total <= _LONGEST_FREE:  # "covid19" is free, a Slack id is not
        return total == 1 or len(word) < 8 or not word.isupper()
    if all(part in known.around["units"] for part in letters):
        return True
    is_said = all(len(part) > _LONGEST_FREE and known.is_word(part) for part in letters)
    names_it = lower.startswith(("case", "ref", "id", "child", "client", "file", "lcs", "mosaic"))
    if is_said and not names_it and total <= 4:
        return True
    return len(word) < 5


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
