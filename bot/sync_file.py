"""The file that says how people are read from Slack, where the settings name one."""

from bot.config import Config
from surveys.errors import SyncFileWrong, SyncNotSet
from surveys.model.syncing import Reading
from surveys.rules import sync_file


def reading_in(config: Config) -> Reading:
    """Return how people are to be read. Raises SyncNotSet, SyncFileWrong."""
    if config.sync_file is None:
        raise SyncNotSet
    try:
        data = config.sync_file.expanduser().read_bytes()
    except OSError as error:
        raise SyncFileWrong(error.strerror or type(error).__name__) from None
    return sync_file.reading_in(data)
