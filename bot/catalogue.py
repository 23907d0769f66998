"""The catalogue of every sentence a person reads: `python -m bot.catalogue` writes it anew.

Sentences stand in three places: inside `_()` in the code, in the docstrings of refusals, and in
the bank's data files. Each language's own catalogue keeps its translations, and gains and loses
sentences as the template does.
"""

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from surveys import bank, errors
from surveys.wording import DOMAIN, LOCALES

HOUSE: Final = Path(__file__).parents[1]
FLOORS: Final = ("bot", "handlers", "surveys")
TEMPLATE: Final = LOCALES / f"{DOMAIN}.pot"
BANK_WORDS: Final = frozenset(
    {
        "text",
        "label",
        "labels",
        "name",
        "usual",
        "worse",
        "better",
        "reach",
        "when",
        "notice",
        "not_here",
    }
    | {"title", "purpose", "options", "low", "high", "words", "reasons", "destinations"}
)


def template() -> bytes:
    """Return the catalogue's template: each sentence once, with the files it stands in."""
    catalogue = Catalog(project="Staff Voice", charset="utf-8", fuzzy=False)
    for sentence, file in (*_in_code(), *_in_refusals(), *_in_bank()):
        catalogue.add(sentence, locations=[(file, 0)])
    out = BytesIO()
    write_po(out, catalogue, omit_header=True, include_lineno=False, sort_output=True, width=100)
    return out.getvalue()


def translated(file: Path) -> bytes:
    """Return a language's catalogue as it must be: each sentence of the template, and no other."""
    ours = read(file)
    with TEMPLATE.open("rb") as content:
        today = read_po(content)
    # Nothing is guessed from likeness: a wrong promise in Welsh would be worse than one in English.
    ours.update(today, no_fuzzy_matching=True, update_creation_date=False)
    ours.obsolete.clear()
    out = BytesIO()
    write_po(out, ours, omit_header=True, no_location=True, sort_output=True, width=100)
    # Babel's own header would name its version, and a newer Babel would make another file.
    header = file.read_bytes().split(b"\n\n", 1)[0].rstrip(b"\n")
    return header + b"\n\n" + out.getvalue()


def languages() -> list[Path]:
    """Return the catalogue of each language there is."""
    return sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(file: Path) -> Catalog:
    """Read a language's catalogue, which lies in a folder of the language's name."""
    with file.open("rb") as content:
        return read_po(content, locale=file.parents[1].name)


def main() -> None:
    """Write the template and every language, and say how far each has come."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template())
    for file in languages():
        file.write_bytes(translated(file))
        told = [any(one.string or "") for one in read(file) if one.id]
        sys.stdout.write(f"{file.parents[1].name}: {sum(told)} of {len(told)} sentences\n")


def _in_code() -> Iterator[tuple[Any, str]]:
    for floor in FLOORS:
        for file, _line, sentence, *_rest in extract_from_dir(
            HOUSE / floor, [("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}
        ):
            yield sentence, f"{floor}/{file}"


def _in_refusals() -> Iterator[tuple[str, str]]:
    for refusal in errors.every_refusal():
        yield refusal.__doc__ or "", "surveys/errors"


def _in_bank() -> Iterator[tuple[str, str]]:
    for file in sorted(Path(bank.__file__).parent.rglob("*.toml")):
        for words in _words(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield words, file.relative_to(HOUSE).as_posix()


def _words(entry: Any, key: str = "") -> Iterator[str]:
    if isinstance(entry, dict):
        for name, inner in entry.items():
            yield from _words(inner, name)
    elif isinstance(entry, list):
        for inner in entry:
            yield from _words(inner, key)
    elif isinstance(entry, str) and key in BANK_WORDS:
        yield entry


if __name__ == "__main__":
    main()
