"""Every sentence a person reads passes through here; British English is the source."""

import gettext
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN: Final = "staff_voice"
LOCALES: Final = Path(__file__).parent / "locale"

_translations: gettext.NullTranslations = gettext.NullTranslations()
_locale = "en_GB"


def use(locale: str) -> None:
    """Read sentences from the catalogue of `locale` (such as "cy"); the source text where none."""
    global _translations, _locale  # one language a process, chosen once at start-up
    _locale = locale
    _translations = _catalogue(locale)


def locale() -> str:
    """Return the locale in use, for dates and numbers."""
    return _locale


def _(sentence: str) -> str:
    """Translate one sentence."""
    return _translations.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence whose words depend on `count`."""
    return _translations.ngettext(one, many, count)


def _catalogue(locale: str) -> gettext.NullTranslations:
    """Read what translators write: nothing is built, so nothing built can be out of date.

    "cy_GB" is read as "cy" where there is no catalogue of its own.
    """
    for name in (locale, locale.split("_")[0]):
        file = LOCALES / name / "LC_MESSAGES" / f"{DOMAIN}.po"
        if file.is_file():
            compiled = BytesIO()
            with file.open("rb") as content:
                write_mo(compiled, read_po(content, locale=name))
            compiled.seek(0)
            return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()
