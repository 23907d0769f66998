"""Looking for keys in files, in a process of its own: those known come on its standard input.

Closing a file gives up every lock that the process holds on it. Whoever has the database open must
not read its files.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from surveys.model.auditing import Search
from surveys.rules.sealing import KEY_BYTES

PROGRAM: Final = "bot.audit.reading_files"


def copies_of_keys(
    keys: Sequence[bytes], round_ids: Iterable[str], folders: dict[str, Path], own: Path
) -> Search:
    """Search folders, by what they are called, for keys lying outside their `own` folder.

    For these keys, and for whatever looks like the key of a round: one that is over has no key
    any more that could be sought.
    """
    places = tuple(folders)
    if not folders:
        return Search(len(keys), places, 0, 0)
    asked = {
        "keys": [key.hex() for key in keys],
        "key_bytes": KEY_BYTES,
        "rounds": list(round_ids),
        "folders": [str(folder) for folder in folders.values()],
        "own": str(own),
    }
    done = subprocess.run(  # noqa: S603 - our own module, and the keys come on standard input
        [sys.executable, "-P", "-m", PROGRAM],  # -P: no module of the folder we stand in
        input=json.dumps(asked).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    copies, unread, alike = json.loads(done.stdout)
    return Search(len(keys), places, copies, unread, alike)
