"""Writing a pack's files: each whole or not at all, and for their owner's eyes."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from surveys.errors import PackNotWritten


def write_all(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files into a folder, making it where it is missing. Raises PackNotWritten.

    Each is written beside its place first, so that a file of this name is the old one or the new.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return tuple(_write(folder / name, content) for name, content in files.items())
    except OSError as error:
        raise PackNotWritten(error.strerror or type(error).__name__) from None


def _write(file: Path, content: bytes) -> Path:
    handle, draft = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return file
