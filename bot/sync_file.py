"""The file that says how people are read from Slack, where the settings name one."""

from bot.config import Config
from bot.given_files import NotRead, content_of
from surveys.errors import SyncFileWrong, SyncNotSet
from surveys.model.syncing import Reading
from surveys.rules import sync_file


def reading_in(config: Config) -> Reading:
    """Return how people are to be read. Raises SyncNotSet, SyncFileWrong."""
    if config.sync_file is None:
        raise SyncNotSet
    try:
        return sync_file.reading_in(content_of(config.sync_file))
    except NotRead as error:
        raise SyncFileWrong(error.reason) from None
