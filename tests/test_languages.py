"""Other languages: in step with the English, whole where they are there, English where not."""

import gettext
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel import Locale
from babel.messages.catalog import Message

from bot.catalogue import HOUSE, TEMPLATE, languages, read, translated
from handlers.views.mrkdwn import day, day_and_year
from surveys import wording
from surveys.wording import _, ngettext

# Languages whose sentences of safety and of measuring somebody who speaks them has reviewed.
REVIEWED: frozenset[str] = frozenset()
GUARDED = ("surveys/bank/", "handlers/views/promise.py", "handlers/views/support.py")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    wording.use("en_GB")


def told(file: Path) -> list[Message]:
    return [one for one in read(file) if one.id and any(_forms(one.string))]


def _forms(words: Any) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _blanks(words: str) -> set[str | None]:
    return {name for _before, name, *_rest in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("file", languages(), ids=lambda file: file.parents[1].name)
def test_a_language_has_every_sentence_and_no_other(file: Path) -> None:
    assert file.read_bytes() == translated(file), "run: python -m bot.catalogue"


@pytest.mark.parametrize("file", languages(), ids=lambda file: file.parents[1].name)
def test_a_translation_has_every_form_and_the_blanks_of_its_sentence(file: Path) -> None:
    count = read(file).num_plurals
    for one in told(file):
        forms = _forms(one.string)
        assert len(forms) == (1 if isinstance(one.id, str) else count), one.id
        assert all(forms), one.id
        source = _forms(one.id)[-1]
        assert {frozenset(_blanks(form)) for form in forms} == {frozenset(_blanks(source))}, one.id
        assert not one.fuzzy, one.id  # what nobody is sure of is left out, not marked


@pytest.mark.parametrize("file", languages(), ids=lambda file: file.parents[1].name)
def test_plural_forms_are_those_of_the_language(file: Path) -> None:
    ours = gettext.c2py(read(file).plural_expr)
    theirs = Locale.parse(file.parents[1].name).plural_form
    pairs = {(ours(n), theirs(n)) for n in range(200)}
    assert len(pairs) == len({one for one, _tag in pairs}) == len({tag for _one, tag in pairs})
    assert {one for one, _tag in pairs} == set(range(read(file).num_plurals))


@pytest.mark.parametrize(
    "file",
    [one for one in languages() if one.parents[1].name not in REVIEWED],
    ids=lambda file: file.parents[1].name,
)
def test_what_keeps_people_safe_stays_english_until_a_speaker_has_reviewed_it(file: Path) -> None:
    guarded = _only_in_guarded_files()
    assert "Call 116 123" in guarded
    assert {_forms(one.id)[0] for one in told(file)} & guarded == set()


def _only_in_guarded_files() -> set[str]:
    """Every sentence that stands nowhere but in the bank, the promise and the list of help."""
    found = re.findall(r'(?m)((?:^#: .+\n)+)(?:#, .+\n)?^msgid ((?:".*"\n)+)', TEMPLATE.read_text())
    return {
        "".join(re.findall(r'^"(.*)"$', words, re.M))
        for places, words in found
        if all(one.startswith(GUARDED) for one in places.replace("#:", "").split())
    }


def test_welsh_is_spoken_where_it_is_there_and_english_elsewhere() -> None:
    wording.use("cy_GB")
    assert _("Close") == "Cau"
    assert _("Call 116 123") == "Call 116 123"
    said = [ngettext("{n} person", "{n} people", n).format(n=n) for n in (0, 1, 2, 3, 6, 20)]
    assert said == ["0 person", "1 person", "2 berson", "3 pherson", "6 pherson", "20 person"]
    assert day_and_year(date(2026, 9, 7)) == "7 Medi 2026"
    assert day(date(2026, 9, 7)).endswith("Llun 7 Medi")


def test_a_language_that_we_do_not_have_is_english() -> None:
    wording.use("fr")
    assert _("Close") == "Close"
    assert wording.locale() == "fr"


def test_translations_come_with_the_program() -> None:
    settings = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    assert "*.po" in settings["tool"]["setuptools"]["package-data"]["*"]
