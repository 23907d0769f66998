"""Looking for an answer where a thief would: the disk, the logs, and what Slack keeps."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.demo.traces import Found, in_files
from surveys.wording import ngettext


def searcher(
    folders: tuple[Path, ...], database: Path, kept: Callable[[], list[dict[str, Any]]]
) -> Callable[[str], list[Found]]:
    """Return a search over every byte of some folders and everything that Slack keeps."""

    def search(words: str) -> list[Found]:
        wanted = words.strip()
        if not wanted:
            return []
        found = [*in_files(folders, wanted), *_in_slack(kept(), wanted)]
        return [*found, _ballot_box(database)] if found else []

    return search


def _in_slack(messages: list[dict[str, Any]], wanted: str) -> Iterator[Found]:
    hits: Counter[str] = Counter()
    for message in messages:
        if wanted.casefold() in json.dumps(message, ensure_ascii=False).casefold():
            hits[str(message.get("place", ""))] += 1
    for place, count in hits.items():
        said = ngettext("{n} message", "{n} messages", count).format(n=count)
        yield "What Slack keeps", f"{place}: {said}"


def _ballot_box(database: Path) -> Found:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        boxes = [row[0] for row in connection.execute("SELECT box FROM ballots")]
    connection.close()
    count = ngettext("{n} sealed box", "{n} sealed boxes", len(boxes)).format(n=len(boxes))
    if not boxes:
        return "The ballot box in the database", count
    sample = boxes[0][:16].hex()
    return "The ballot box in the database", f"{count}, all {len(boxes[0])} bytes long: {sample}…"
