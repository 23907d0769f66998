"""The file of the organisation's own words, from the disk."""

from pathlib import Path

from surveys.bank.reading import bytes_of
from surveys.errors import LocalWordsUnreadable
from surveys.model.local_words import NO_LOCAL_WORDS, LocalWords
from surveys.model.tables import TablesUnreadable
from surveys.rules.local_words import local_words_in


def local_words(file: Path | None) -> LocalWords:
    """Read a file of local words; None: there are none.

    Raises LocalWordsUnreadable, LocalWordsWrong with every problem in it.
    """
    if file is None:
        return NO_LOCAL_WORDS
    try:
        data = bytes_of(file.expanduser())
    except TablesUnreadable as error:
        raise LocalWordsUnreadable(error.reason) from None
    return local_words_in(data)
