"""Logs by allow-list: what happened, never what anybody wrote or who they are."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final, TextIO

OURS: Final = "staff_voice"
# The only facts a line of ours may carry beyond its event.
FACTS: Final = ("round", "outcome", "error_type", "reference", "step", "frames", "count", "mode")


class Line(logging.Formatter):
    """One JSON object a line. Of other libraries only the name and the kind of error is kept."""

    def format(self, record: logging.LogRecord) -> str:
        """Write what is allowed of a record and nothing else."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if record.name == OURS:
            line["event"] = record.msg
            line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info and record.exc_info[0]:
            line["error_type"] = record.exc_info[0].__name__
        return json.dumps(line, default=str)


def start(level: str, stream: TextIO | None = None, *, ours_only: bool = False) -> None:
    """Send every record of every library through the allow-list.

    Slack's libraries log whole payloads at DEBUG and some at WARNING; APScheduler logs the message
    of a failed job. None of their words pass, whatever the level; with `ours_only` not even that
    they had something to say.
    """
    handler = handler_to(stream or sys.stderr, ours_only=ours_only)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in list(logging.Logger.manager.loggerDict):
        known = logging.getLogger(name)
        known.handlers.clear()
        known.propagate = True
    logging.raiseExceptions = False  # a failing handler would print the record's arguments


def handler_to(stream: TextIO, *, ours_only: bool = False) -> logging.Handler:
    """Return what writes lines by the allow-list."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Line())
    handler.addFilter(_is_ours if ours_only else _is_ours_or_a_warning)
    return handler


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS


def _is_ours_or_a_warning(record: logging.LogRecord) -> bool:
    # Below a warning a library tells of requests one by one: when somebody did something.
    return _is_ours(record) or record.levelno >= logging.WARNING
