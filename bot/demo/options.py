"""What can be asked of the demo."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Mode(StrEnum):
    """How the bot hears from the workspace."""

    SOCKET = "socket"
    HTTP = "http"


@dataclass(frozen=True)
class Options:
    """What was asked of the demo."""

    once: bool
    no_staff: bool
    staff: int
    weeks: int
    seed: int
    data_dir: Path | None  # None: a new folder of the system's temporary ones
    people: Path | None  # None: an invented organisation
    answers: Path | None  # None: invented answers
    truth: Path | None
    calls: Path | None
    as_json: bool
    port: int
    mode: Mode
