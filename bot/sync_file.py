"""The file that says how people are read from Slack."""

from pathlib import Path

from surveys.errors import SyncFileWrong, SyncNotSet
from surveys.model.syncing import Reading
from surveys.rules.syncing import reading_in


def sync_file(file: Path | None) -> Reading:
    """Read it. Raises SyncNotSet where the setting names none, SyncFileWrong."""
    if file is None:
        raise SyncNotSet
    try:
        data = file.expanduser().read_bytes()
    except OSError as error:
        raise SyncFileWrong(error.strerror or type(error).__name__) from None
    return reading_in(data)
