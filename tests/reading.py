"""How hard our sentences are to read: `python -m tests.reading` prints each group and its worst.

By the Automated Readability Index (Smith and Senter, 1967): 4.71 letters a word, 0.5 words a
sentence, less 21.43. It counts letters and never guesses syllables, so it needs no dictionary and
is the same everywhere. It gives a school grade of the United States; a reader is five years older.
Short texts scatter, so a group is judged as a whole, and a sentence by its length.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.catalogue import TEMPLATE

HOUSE: Final = Path(__file__).parents[1]
WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9'-]*")
FEWEST: Final = 4  # words; what is shorter is a button or a title
VIEWS: Final = {
    "answering": ("answering", "enrolling", "preferring", "guarding", "held_words", "notices"),
    "home": ("home", "yours", "next_steps", "support", "events"),
    "the forum": ("asking", "browsing", "forum", "returning"),
    "thanking": ("thanking", "round_up"),
    "leaving": ("leaving", "isolating"),
}
_END: Final = re.compile(r"(?<=[.!?])[\"”*_)]*\s+|\n+")


def index(sentences: Iterable[str]) -> float:
    """Return the index of all sentences together, a school grade."""
    words = [WORD.findall(one) for one in sentences]
    count = sum(map(len, words))
    letters = sum(sum(map(str.isalnum, word)) for one in words for word in one)
    return 4.71 * letters / count + 0.5 * count / len(words) - 21.43


def sentences(text: str) -> list[str]:
    """Part a text into its sentences, without what is marked up or filled in."""
    plain = re.sub(r"`[^`]*`|https?://\S+|[*_•|]|<!--.*?-->", " ", _filled(text))
    parts = [one.strip(" -\t") for one in _END.split(plain)]
    return [one for one in parts if len(WORD.findall(one)) >= FEWEST]


def page(path: str) -> list[str]:
    """Return the sentences of one of our pages, each cell of a table being one."""
    text = (HOUSE / path).read_text(encoding="utf-8")
    text = re.sub(r"^```[\s\S]*?^```$|^#+ .*$|^\|[-|]+$", "", text, flags=re.MULTILINE)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text).replace(" | ", ".\n")
    return sentences(text)


def catalogued(*files: str) -> list[str]:
    """Return the sentences of the catalogue that stand in these files."""
    found: list[str] = []
    for message in _catalogue():
        places = {file for file, _line in message.locations}
        if message.id and any(one.startswith(files) for one in places):
            found += sentences(message.id if isinstance(message.id, str) else message.id[1])
    return found


def longest(group: Iterable[str], most: int) -> list[str]:
    """Return the sentences with more words than `most`, the longest first."""
    counted = sorted(((len(WORD.findall(one)), one) for one in group), reverse=True)
    return [f"{count} words: {one}" for count, one in counted if count > most]


@cache
def groups() -> Mapping[str, list[str]]:
    """Return what everybody is meant to read, by where it stands."""
    return {
        "questions": catalogued("surveys/bank/questions.toml"),
        "where to turn": catalogued("surveys/bank/support.toml"),
        **{name: catalogued(*(f"handlers/views/{one}" for one in VIEWS[name])) for name in VIEWS},
        "the promise": page("docs/privacy/promise.md"),
        "the page for staff": page("docs/for/staff.md"),
        "the tour": page("docs/tour.md"),
    }


@cache
def _catalogue() -> Catalog:
    with TEMPLATE.open("rb") as content:
        return read_po(content)


def _filled(text: str) -> str:
    return re.sub(r"\{\w+\}", "20", text)


def main() -> None:
    """Print each group with its index and its longest sentences."""
    for name, group in groups().items():
        print(f"{name}: {index(group):.1f}, {len(group)} sentences")  # noqa: T201 - its purpose
        for one in longest(group, 25)[:8]:
            print(f"    {one}")  # noqa: T201 - a report for whoever runs it


if __name__ == "__main__":
    main()
