"""What stands beside a backup: of which version it is, when it was made, and its digest."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from bot.keeping.files import CHUNK
from surveys.errors import BackupNotOurs, BackupNotThere

FORMAT: Final = 1
PRODUCT: Final = "staff-voice"


@dataclass(frozen=True)
class Description:
    """A backup, without anything of what is in it."""

    made_at: datetime  # the moment it shows, or just before; UTC
    database: str  # "sqlite" or "postgresql": what it was a copy of
    revision: str  # of the tables
    size: int  # bytes
    sha256: str

    def text(self) -> str:
        """Return it as it is written."""
        said = asdict(self) | {"made_at": self.made_at.isoformat()}
        head = {"backup_of": PRODUCT, "format": FORMAT, "version": version(PRODUCT)}
        return json.dumps(head | said, indent=1) + "\n"


def read_description(path: Path) -> Description:
    """Read a description. Raises BackupNotThere, BackupNotOurs."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return _description(said)
    except OSError as error:
        raise BackupNotThere(error.strerror or type(error).__name__) from None
    except (ValueError, KeyError, TypeError):
        raise BackupNotOurs from None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _description(said: Any) -> Description:
    if (said["backup_of"], said["format"]) != (PRODUCT, FORMAT):
        raise ValueError
    made_at = datetime.fromisoformat(str(said["made_at"]))
    if made_at.tzinfo is None:
        raise ValueError
    return Description(
        made_at, str(said["database"]), str(said["revision"]), int(said["size"]),
        str(said["sha256"]),
    )  # fmt: skip
