"""Office files byte for byte the same whenever they are made: no clock in the archive."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that such an archive can tell
BODY: Final = "word/document.xml"
PROPERTIES: Final = "docProps/core.xml"
MOMENTS: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
NOTHING: Final[Mapping[bytes, bytes]] = MappingProxyType({})


def settled(content: bytes, dated: date, put: Mapping[bytes, bytes] = NOTHING) -> bytes:
    """Return an Office file with the document's own date for every moment in it.

    `put`: what stands in the body of a text document in place of a mark; each mark once at most.
    """
    moment = f"{dated.isoformat()}T00:00:00Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w") as written:
        for entry in read.infolist():
            inside = read.read(entry)
            if entry.filename == PROPERTIES:
                inside = MOMENTS.sub(rb"\g<1>" + moment + rb"\g<2>", inside)
            if entry.filename == BODY:
                inside = _put(inside, put)
            kept = zipfile.ZipInfo(entry.filename, EARLIEST)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.external_attr = 0o600 << 16
            written.writestr(kept, inside)
    return out.getvalue()


def _put(body: bytes, put: Mapping[bytes, bytes]) -> bytes:
    out, place = [], 0
    for mark, words in put.items():  # in the order of the body
        found = body.index(mark, place)
        out += [body[place:found], words]
        place = found + len(mark)
    return b"".join([*out, body[place:]])
