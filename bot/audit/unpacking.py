"""Looking into archives, and into archives within them: nothing is ever unpacked to a disk."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

HEAD: Final = 512  # bytes that tell what a file is
DEEPEST: Final = 6  # archives within archives; what lies deeper counts as not read
LARGEST: Final = 1 << 28  # bytes of an archive within another, which is held in memory

# Backups are packed as a rule: how a packed file begins, and what opens it.
PACKED: Final[dict[bytes, Callable[[Any], Any]]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
ZIPPED: Final = b"PK\x03\x04"
NOT_UNPACKED: Final = (
    EOFError, lzma.LZMAError, zlib.error, zipfile.BadZipFile, tarfile.TarError, RuntimeError,
    ValueError,
)  # fmt: skip


def inside(file: IO[bytes], head: bytes, depth: int) -> Iterator[tuple[IO[bytes], str]]:
    """Yield what an archive holds, each with its name; nothing of a file that is none.

    `head` is how it begins, `depth` how many archives it lies in. Raises OSError and NOT_UNPACKED.
    """
    if not _is_packed(head):
        return
    if depth >= DEEPEST:
        raise OSError
    file.seek(0)
    for magic, opened in PACKED.items():
        if head.startswith(magic):
            with opened(file) as inner:
                yield inner, ""
    if head.startswith(ZIPPED):
        yield from _in_zip(file)
    elif _is_tar(head):
        yield from _in_tar(file)


def _in_zip(file: IO[bytes]) -> Iterator[tuple[IO[bytes], str]]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            with archive.open(member) as inner:
                yield _held(inner, member.file_size), member.filename


def _in_tar(file: IO[bytes]) -> Iterator[tuple[IO[bytes], str]]:
    with tarfile.open(fileobj=file, mode="r:") as archive:
        for member in archive:
            inner = archive.extractfile(member) if member.isfile() else None
            if inner is not None:
                yield _held(inner, member.size), member.name


def _held(inner: IO[bytes], size: int) -> IO[bytes]:
    """Return something to be read from the start more than once, without unpacking all anew."""
    if size > LARGEST:
        return inner
    content = inner.read(LARGEST + 1)
    if len(content) > LARGEST:  # it says less than it holds
        raise OSError
    return io.BytesIO(content)


def _is_packed(head: bytes) -> bool:
    return head.startswith((*PACKED, ZIPPED)) or _is_tar(head)


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"
