"""Holding the privacy papers against the code: numbers, settings, tests, commands, files, buttons.

How a writer marks a number: `20<!-- week -->` or `thirteen<!-- rounds -->`. Readers don't see the
mark; the number must be the fact of that name. A mark in capitals is a setting's default. Numbers
of the law bear the mark `law`. Any other from three on is a problem, save in the names of laws.

What stands in italics is a button or sentence of the product, unless it is a line of its own. What
stands in code is a setting, command, file, test, table or scope, and must be there.
"""

import json
import re
import tomllib
from calendar import day_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import typer
from babel.messages.pofile import read_po

from bot import cli
from bot.catalogue import TEMPLATE
from bot.config import Config
from surveys.bank.support import SUPPORT_FILE
from surveys.model.keeping import FORUM_MONTHS, MOST, THANKS_DAYS
from surveys.model.policy import LOWEST, ROUNDS_A_WINDOW, Policy
from surveys.rules import bands, sealing, showing, team_clock
from surveys.rules.events import KEPT as EVENT_KEPT
from surveys.rules.forum import meetings, votes
from surveys.rules.leaving import counting, deciding
from surveys.rules.thanking import FEWEST as FEWEST_THANKS
from surveys.rules.thanking import TO_SAY_NO
from surveys.use_cases import locating, retaining

HOUSE: Final = Path(__file__).parents[1]
PAPERS: Final = HOUSE / "docs" / "privacy"
SIGN: Final = "✎"  # stands where the organisation has to write

_FROM_THREE: Final = (
    *("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"),
)
WORDS: Final = dict(zip(_FROM_THREE, (*range(3, 20), *range(20, 101, 10)), strict=True))
MARK: Final = re.compile(r"([\w:.]+)<!-- (\w+) -->")
_CODE: Final = re.compile(r"`([^`\n]+)`")
_LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_ON_SCREEN: Final = re.compile(r"(?<!\*)\*(?![*\s])([^*\n]+)\*(?!\*)")
_INTRODUCTION: Final = re.compile(r"^\*[^*]+\*$", re.MULTILINE)  # a whole line in italics
_SETTING: Final = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+)+\b")
_PLACE_IN_LAW: Final = re.compile(
    r"\b(?:Articles?|[Ss]ections?|Schedules?|Parts?|[Pp]aragraphs?|[Rr]egulations?|Recitals?)"
    r" \d+[A-Z]*(?:\(\w+\))*(?:(?:, | and | or | to )\d+[A-Z]*(?:\(\w+\))*)*"
)
_YEAR: Final = re.compile(r"\b(?:Act|Regulations|November) (?:19|20)\d\d\b")
_ORDER: Final = re.compile(r"^(?:#+ Step \d|\d+\.)", re.MULTILINE)
_NUMBER: Final = re.compile(rf"(?<![\w-])(?:\d[\d.:,]*|{'|'.join(WORDS)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What the code says, as far as papers speak of it."""

    facts: Mapping[str, str]
    settings: frozenset[str]
    screens: frozenset[str]  # every sentence, button and title
    scopes: frozenset[str]
    command: Any  # the command line, as Click has it


@cache
def known() -> Known:
    """Read everything from the code."""
    manifest = json.loads((HOUSE / "bot" / "manifest.json").read_text(encoding="utf-8"))
    with TEMPLATE.open("rb") as file:
        catalogue = read_po(file)
    screens = {one for message in catalogue for one in _forms(message.id)}
    settings = {name.upper(): field.default for name, field in Config.model_fields.items()}
    return Known(
        facts={**_facts(), **{name: str(value) for name, value in settings.items()}},
        settings=frozenset(settings),
        screens=frozenset(screens),
        scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]),
        command=typer.main.get_command(cli.app),
    )


def problems(text: str, known: Known, folder: Path = PAPERS) -> list[str]:
    """Say all in which a paper that lies in a folder departs from the code."""
    prose = _prose(text)
    return [
        *_wrong_marks(prose, known),
        *_bare_numbers(prose),
        *_wrong_code(prose, known),
        *ways_to_nowhere(text, known, folder),
        *(f"no setting: {one}" for one in _SETTING.findall(prose) if one not in known.settings),
        *(
            f"on no screen: {one}"
            for one in _ON_SCREEN.findall(_INTRODUCTION.sub("", _CODE.sub("", prose)))
            if one not in known.screens
        ),
    ]


def ways_to_nowhere(text: str, known: Known, folder: Path) -> list[str]:
    """Say which commands and links of any document lead nowhere."""
    prose = _prose(text)
    lines = (code for code in _CODE.findall(prose) if code.startswith("staff-voice "))
    commands = (one for line in lines for one in _wrong_command(line, known.command))
    return [*commands, *_wrong_links(prose, folder)]


def named_tests(text: str) -> list[str]:
    """The tests that a text names, as path::name."""
    return re.findall(r"`(tests/[\w/]+\.py::\w+)`", text)


def marks_in(text: str) -> set[str]:
    """The facts that a text marks."""
    return {name for _said, name in MARK.findall(text)} - {"law"}


def _prose(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _facts() -> dict[str, str]:
    policy = Policy()
    support = tomllib.loads(SUPPORT_FILE.read_text(encoding="utf-8"))
    facts: dict[str, object] = {
        "team": LOWEST.team,
        "event_days": EVENT_KEPT.days,
        "forum_months": FORUM_MONTHS,
        "thanks_days": THANKS_DAYS,
        "thanks_to_say_no": TO_SAY_NO.days,
        "thanks_fewest": FEWEST_THANKS,
        "voters_together": votes.VOTERS_TOGETHER,
        "letters_together": meetings.TOGETHER,
        "week": LOWEST.week,
        "week_beside_a_restore": team_clock.week_beside_a_restore(LOWEST),
        "comments": LOWEST.comments,
        "together": showing.FEWEST,
        "leavers": deciding.FEWEST,
        "leaver_services": deciding.SERVICES,
        "leaver_texts": counting.FEW,
        "census_years": retaining.CENSUS_YEARS,
        "rounds": ROUNDS_A_WINDOW,
        "days_apart": team_clock.DAYS_APART,
        "own_days_apart": team_clock.OWN_DAYS_APART,
        "fewest_asked": bands.FEWEST_ASKED,
        "key_bytes": sealing.KEY_BYTES,
        "tag_bytes": sealing.TAG_BYTES,
        "characters": sealing.COMMENT_CHARACTERS,
        "open_days": policy.open_working_days,
        "over_days": policy.minutes_over_days,
        "opening_day": day_name[policy.opening_weekday],
        "opening_time": f"{policy.opening_time:%H:%M}",
        "closing_time": f"{policy.closing_time:%H:%M}",
        "zone_days": locating.GOOD_FOR.days,
        "review_days": support["review_every_days"],
        **{f"most_{period}": most for period, most in vars(MOST).items()},
    }
    return {name: str(value) for name, value in facts.items()}


def _forms(message: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def _wrong_marks(prose: str, known: Known) -> Iterator[str]:
    for said, name in MARK.findall(prose):
        if name == "law":
            continue
        value = str(WORDS.get(said.lower(), said))
        if name not in known.facts:
            yield f"no fact: {name}"
        elif value != known.facts[name]:
            yield f"{name} is {known.facts[name]}, not {said}"


def _bare_numbers(prose: str) -> Iterator[str]:
    rest = re.sub(r"\]\([^)]*\)", "]", prose)
    for allowed in (_CODE, MARK, _PLACE_IN_LAW, _YEAR, _ORDER, re.compile(rf"\[{SIGN}[^\]]*\]")):
        rest = allowed.sub(" ", rest)
    for match in _NUMBER.finditer(rest):
        if match[0] not in {"0", "1", "2"}:
            around = rest[max(0, match.start() - 20) : match.end() + 20]
            yield f"a number without a mark: {around!r}"


def _wrong_code(prose: str, known: Known) -> Iterator[str]:
    for code in _CODE.findall(prose):
        path, _, test = code.partition("::")
        if re.fullmatch(r"[a-z]+:[a-z]+", code) and code not in known.scopes:
            yield f"no scope: {code}"
        elif re.fullmatch(r"[A-Z]{4,}", code) and code not in known.settings:
            yield f"no setting: {code}"
        elif re.fullmatch(r"[\w.-]+(?:/[\w.-]*)+", path) and not (HOUSE / path).exists():
            yield f"no file: {path}"
        elif test and not re.search(rf"def {test}\(", (HOUSE / path).read_text(encoding="utf-8")):
            yield f"no test: {code}"


def _wrong_command(line: str, command: Any) -> Iterator[str]:
    for word in line.split()[1:]:
        if word.startswith("--"):
            if not any(word in option.opts for option in command.params):
                yield f"no option {word}: {line}"
        elif word.islower() and hasattr(command, "commands"):
            if word not in command.commands:
                yield f"no command: {line}"
                return
            command = command.commands[word]


def _wrong_links(prose: str, folder: Path) -> Iterator[str]:
    for target in _LINK.findall(prose):
        path, _, anchor = target.partition("#")
        if path.startswith("https://"):
            continue
        file = (folder / path).resolve() if path else None
        if file is not None and not file.exists():
            yield f"no file: {target}"
            continue
        page = prose if file is None else file.read_text(encoding="utf-8") if anchor else ""
        if anchor and anchor not in _anchors(page):
            yield f"no heading: {target}"


def _anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}
