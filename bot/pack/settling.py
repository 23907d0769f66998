"""Office files byte for byte the same whenever they are made: no clock in the archive."""

import io
import re
import zipfile
from datetime import date
from typing import Final

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that such an archive can tell
PROPERTIES: Final = "docProps/core.xml"
MOMENTS: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def settled(content: bytes, dated: date) -> bytes:
    """Return an Office file with the document's own date for every moment in it."""
    moment = f"{dated.isoformat()}T00:00:00Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w") as written:
        for entry in read.infolist():
            inside = read.read(entry)
            if entry.filename == PROPERTIES:
                inside = MOMENTS.sub(rb"\g<1>" + moment + rb"\g<2>", inside)
            kept = zipfile.ZipInfo(entry.filename, EARLIEST)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.external_attr = 0o600 << 16
            written.writestr(kept, inside)
    return out.getvalue()
