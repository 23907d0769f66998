"""Our own log in a buffer for a while; afterwards logging is as it was."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot import logs


@contextmanager
def our_log(level: str = "INFO") -> Iterator[io.StringIO]:
    """Start logging as the bot does."""
    with logging_kept():
        log = io.StringIO()
        logs.start(level, log)
        yield log


@contextmanager
def logging_kept() -> Iterator[None]:
    """Put back what the bot's way of logging changes for the whole process."""
    root = logging.getLogger()
    handlers, level, raises = list(root.handlers), root.level, logging.raiseExceptions
    known = {
        name: (list(logger.handlers), logger.propagate)
        for name, logger in logging.Logger.manager.loggerDict.items()
        if isinstance(logger, logging.Logger)
    }
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.raiseExceptions = raises
        for name, (own, propagate) in known.items():
            logger = logging.getLogger(name)
            logger.handlers[:], logger.propagate = own, propagate
