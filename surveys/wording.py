"""Every sentence a person reads passes through here; British English is the source."""

import gettext
from pathlib import Path
from typing import Final

DOMAIN: Final = "staff_voice"
LOCALES: Final = Path(__file__).parent / "locale"

_translations: gettext.NullTranslations = gettext.NullTranslations()
_locale = "en_GB"


def use(locale: str) -> None:
    """Read sentences from the catalogue of `locale` (such as "cy"); the source text where none."""
    global _translations, _locale  # one language a process, chosen once at start-up
    _locale = locale
    _translations = gettext.translation(DOMAIN, LOCALES, languages=[locale], fallback=True)


def locale() -> str:
    """Return the locale in use, for dates and numbers."""
    return _locale


def _(sentence: str) -> str:
    """Translate one sentence."""
    return _translations.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence whose words depend on `count`."""
    return _translations.ngettext(one, many, count)
