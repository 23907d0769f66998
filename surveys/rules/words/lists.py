"""The word lists of this folder, read once and checked."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
_ENTRY: Final = re.compile(r"[a-z0-9][a-z0-9'&_-]*")
# TextBlob's word list has inflections too, but not all of them.
_ENDINGS: Final = ("s", "es", "d", "ed", "ing", "ly", "er", "ers", "ness", "ment", "able", "al")
_BEGINNINGS: Final = (
    "un", "re", "non", "over", "under", "pre", "post", "multi", "inter", "co", "mis", "de", "anti",
    "out", "self", "micro", "semi", "mid", "cross", "super", "sub", "ex", "well",
)  # fmt: skip
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_WITH_ENDING: Final = 4


class ListWrong(ValueError):
    """A word list has an entry that could never match: a fault of ours, never shown to staff."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Every list, in lower case."""

    english: frozenset[str]  # ordinary words
    work: frozenset[str]  # single words
    work_phrases: frozenset[tuple[str, ...]]
    names: frozenset[str]  # first names, whatever else they are
    surely: frozenset[str]  # names wherever they have a capital
    doubtful: frozenset[str]  # names only by what stands around them
    everyday: frozenset[str]  # names common enough to be known at three letters
    surnames: frozenset[str]
    places: frozenset[tuple[str, ...]]
    around: dict[str, frozenset[str]]  # the lists of judgement.toml, by name

    def is_word(self, word: str) -> bool:
        """Whether a lower-case word is ordinary English or a word of the work."""
        if word in self.english or word in self.work or word.removesuffix("s") in self.work:
            return True
        stems = [word[: -len(end)] for end in _ENDINGS if word.endswith(end)]
        stems += [stem + "e" for stem in stems]
        stems += [word[len(one) :] for one in _BEGINNINGS if word.startswith(one)]
        stems.append(word.replace("is", "iz").replace("our", "or").replace("ys", "yz"))
        return any(len(stem) >= _SHORTEST_WITH_ENDING and stem in self.english for stem in stems)

    def is_nearly_word(self, word: str) -> bool:
        """Whether one slip of the finger makes a lower-case word an ordinary one."""
        parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
        if any(head + tail[1:] in self.english for head, tail in parts if tail):
            return True
        if any(
            head + tail[1] + tail[0] + tail[2:] in self.english
            for head, tail in parts
            if len(tail) > 1
        ):
            return True
        return any(
            head + letter + tail in self.english or head + letter + tail[1:] in self.english
            for head, tail in parts
            for letter in _LETTERS
        )


@cache
def lists() -> Lists:
    """Load every list. Raises ListWrong if an entry could never match."""
    kept = tomllib.loads((HERE / "judgement.toml").read_text(encoding="utf-8"))
    around = {name: frozenset(_entries(block, name)) for name, block in kept.items()}
    names = {
        name for file in sorted((HERE / "first_names").glob("*.txt")) for name in _file(file)
    } - around["dropped"]
    if not names:
        raise ListWrong("The lists of first names are missing: without them names would be kept.")
    everyday = {
        *_file(HERE / "first_names" / "british.txt"),
        *_file(HERE / "first_names" / "celtic.txt"),
    }
    work, phrases = _split(_file(HERE / "work_words.txt"))
    english = _english()
    return Lists(
        english=english,
        work=frozenset(work),
        work_phrases=frozenset(phrases),
        names=frozenset(names),
        surely=frozenset(names - english | names & around["surely"]) - around["doubtful"],
        doubtful=frozenset(names & around["doubtful"]),
        everyday=frozenset(everyday & names),
        surnames=frozenset(_file(HERE / "surnames.txt")),
        places=frozenset(tuple(place.split("_")) for place in _file(HERE / "places.txt")),
        around=around,
    )


def _split(entries: list[str]) -> tuple[set[str], set[tuple[str, ...]]]:
    return (
        {entry for entry in entries if "_" not in entry},
        {tuple(entry.split("_")) for entry in entries if "_" in entry},
    )


def _file(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return _entries(" ".join(line for line in lines if not line.startswith("#")), file.name)


def _entries(block: str, where: str) -> list[str]:
    entries = block.split()
    wrong = [entry for entry in entries if not _ENTRY.fullmatch(entry)]
    if wrong:
        raise ListWrong(f"{where} has entries that could never match: {', '.join(wrong)}.")
    return entries


def _english() -> frozenset[str]:
    """Return the lower-case words of TextBlob's word list, without importing TextBlob."""
    found = find_spec("textblob")
    if found is None or found.origin is None:
        raise ListWrong("TextBlob is not installed.")
    file = Path(found.origin).parent / "en" / "en-lexicon.txt"
    words = (line.split(" ", 1)[0] for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(word for word in words if word.isalpha() and word.islower())
