"""An organisation's own words, read from its file whole, or refused with everything wrong in it."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from surveys.errors import LocalWordsUnreadable, LocalWordsWrong
from surveys.model.local_words import LocalWords, ThemeWords
from surveys.model.tables import TablesUnreadable, tables_in
from surveys.rules import themes
from surveys.rules.sentiment.tokens import tokens
from surveys.rules.sheets import quoted
from surveys.wording import _

TABLES: Final = ("names", "tone", "themes")
CHANGES: Final = ("add", "remove")
NEUTRAL: Final = "neutral"
LONGEST: Final = 80  # characters of a phrase
MOST_WORDS: Final = 8
MOST_GAPS: Final = 2  # each may be up to three words: more are slow to look for
MOST_ENTRIES: Final = 2000
SHORTEST_STEM: Final = 3  # "a*" would be every word that begins with an a

Said = dict[str, str]  # by a phrase as it is looked for: as it was typed first


def local_words_in(data: bytes) -> LocalWords:
    """Everything an organisation says of its own words.

    Raises LocalWordsUnreadable if it is no TOML file, LocalWordsWrong with every problem in it.
    """
    try:
        tables = tables_in(data)
    except TablesUnreadable as error:
        says = _("{error}; every phrase stands in quotes") if error.is_grammar else "{error}"
        raise LocalWordsUnreadable(says.format(error=error.reason)) from None
    problems = [*_unknown(tables, TABLES, _("The file"))]
    tones, told = _tones(_table(tables, "tone", "[tone]", problems), problems)
    names = _phrases(tables.get("names", []), "names", _heard, problems)
    for phrase in sorted(told.keys() & names.keys()):
        says = _("{phrase} is among names, which have no tone, and in [tone]; choose one")
        problems.append(says.format(phrase=quoted(names[phrase])))
    changes = _themes(_table(tables, "themes", "[themes]", problems), problems)
    words = LocalWords(tones, tuple(names), changes)
    if len(words) > MOST_ENTRIES:
        says = _("The file has {count} entries; at most {most} fit")
        problems.append(says.format(count=len(words), most=MOST_ENTRIES))
    if problems:
        raise LocalWordsWrong(tuple(problems))
    return words


def _tones(table: Mapping[str, Any], problems: list[str]) -> tuple[dict[str, float], Said]:
    tones: dict[str, float] = {}
    told: Said = {}
    for typed, score in table.items():
        phrase = _read(typed, "[tone]", _heard, told, problems)
        is_number = isinstance(score, int | float) and not isinstance(score, bool)
        if score == NEUTRAL:
            tones[phrase] = 0.0
        elif is_number and -1 <= score <= 1:
            tones[phrase] = float(score)
        else:
            says = _('[tone] needs a number from -1 to 1, or "neutral", beside {phrase}')
            problems.append(says.format(phrase=quoted(typed)))
    return tones, told


def _themes(table: Mapping[str, Any], problems: list[str]) -> dict[str, ThemeWords]:
    changes = {}
    for theme in table:
        where = f"[themes.{theme}]"
        if theme not in themes.names():
            problems.append(_no_theme(theme))
            continue
        change = _table(table, theme, where, problems)
        problems += _unknown(change, CHANGES, where)
        added, removed = (
            _phrases(change.get(one, []), f"{where} {one}", themes.spelled, problems)
            for one in CHANGES
        )
        problems += _needless(added, removed, theme, where)
        changes[theme] = ThemeWords(tuple(added), tuple(removed))
    return changes


def _no_theme(theme: str) -> str:
    says = _("There is no theme called {theme}; the themes are {themes}")
    return says.format(theme=quoted(theme), themes=", ".join(themes.names()))


def _needless(added: Said, removed: Said, theme: str, where: str) -> Iterator[str]:
    known = themes.phrases_of(theme)
    for phrase, typed in removed.items():
        if phrase in added:
            says = _("{where} adds {phrase} and removes it; choose one")
        elif phrase not in known:
            close = get_close_matches(phrase, sorted(known), n=1)
            says = _("{where} removes {phrase}, which it does not have")
            says += _(" (did you mean '{close}'?)").replace("{close}", close[0]) if close else ""
        else:
            continue
        yield says.format(where=where, phrase=quoted(typed))


def _phrases(listed: object, where: str, spell: Callable[[str], str], problems: list[str]) -> Said:
    """Return the phrases of a list, each as it is looked for and as it was typed."""
    told: Said = {}
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        problems.append(_("{where} needs a list of phrases in quotes").format(where=where))
        return told
    for typed in listed:
        _read(typed, where, spell, told, problems)
    return told


def _read(
    typed: str, where: str, spell: Callable[[str], str], told: Said, problems: list[str]
) -> str:
    """Note a phrase and what is wrong with it; return it as it is looked for."""
    phrase = spell(typed)
    says = _fault(typed, phrase)
    if spell is _heard and themes.WILD & set(typed.split()):
        says = _("{where}: {phrase} can't have gaps or numbers (_, #), which only themes have")
    if not says and phrase in told:
        says = _("{where} has {phrase} twice")
    if says:
        problems.append(
            says.format(where=where, phrase=quoted(typed), longest=LONGEST, most=MOST_WORDS)
        )
    else:
        told[phrase] = typed
    return phrase


def _fault(typed: str, phrase: str) -> str:
    words = phrase.split()
    if not set(words) - themes.WILD:
        return _("{where} has a phrase without a word: {phrase}")
    if len(typed) > LONGEST or len(words) > MOST_WORDS:
        return _("{where}: {phrase} is longer than {longest} characters or {most} words")
    if words.count("_") > MOST_GAPS or words[0] == "_" or words[-1] == "_":
        return _("{where}: {phrase} may have two gaps (_), each between words")
    stems = [word for word in words if word.endswith("*")]
    if len(stems) > 1 or any(len(stem) <= SHORTEST_STEM for stem in stems):
        return _("{where}: {phrase} may have one star, after three letters or more")
    return ""


def _heard(typed: str) -> str:
    """A phrase of tone or a name as comments are heard: in tokens, a star kept at its word."""
    found = []
    for word in typed.split():
        heard = " ".join(tokens(word.removesuffix("*")))
        found.append(heard + "*" if heard and word.endswith("*") else heard)
    return " ".join(filter(None, found))


def _table(tables: Mapping[str, Any], name: str, where: str, problems: list[str]) -> dict[str, Any]:
    found = tables.get(name, {})
    if isinstance(found, dict):
        return found
    problems.append(_("{where} must be a table").format(where=where))
    return {}


def _unknown(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> Iterator[str]:
    for name in table:
        if name not in known:
            says = _("{where} can't hold {name}; it can hold {known}")
            yield says.format(where=where, name=quoted(name), known=", ".join(known))
