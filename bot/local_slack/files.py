"""Files: an upload has a ticket, is completed, and only then gets its type."""

import mimetypes
from dataclasses import dataclass, field
from itertools import count
from secrets import token_hex
from typing import Any

from bot.local_slack.refusals import RefusedError

Json = dict[str, Any]


@dataclass
class File:
    """A file; `ticket` is what its upload address holds, None once something was uploaded."""

    id: str
    name: str
    length: int
    ticket: str | None
    title: str = ""
    content: bytes = b""
    alt_text: str = ""
    complete: bool = False
    asked: int = 0
    channels: list[str] = field(default_factory=list)

    @property
    def mimetype(self) -> str:
        """The type its name stands for."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def ready(self) -> bool:
        """Whether Slack has finished with it: a moment after the upload was completed."""
        return self.complete and self.asked > 0

    @property
    def words(self) -> str:
        """What a search would find in it: nothing in a picture."""
        return "" if self.mimetype.startswith("image/") else self.content.decode("latin-1")

    def as_json(self, address: str = "") -> Json:
        """The file as Slack's API gives it; its type only once it is ready."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "size": len(self.content),
            "mimetype": self.mimetype if self.ready else "",
            "filetype": self.name.rpartition(".")[2] if self.ready else "",
            "alt_txt": self.alt_text,
            "channels": list(self.channels),
            "url_private": f"{address}/files/{self.id}",
        }


class Files:
    """Every file in the workspace."""

    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}
        self._numbers = count(1)

    def begin(self, name: str, length: int, alt_text: str) -> File:
        """A file that is about to be uploaded."""
        file = File(f"F{next(self._numbers):08d}", name, length, token_hex(16), alt_text=alt_text)
        self.by_id[file.id] = file
        return file

    def upload(self, ticket: str, content: bytes) -> bool:
        """Take in what was sent to an upload address; False when nothing waits there."""
        file = next((each for each in self.by_id.values() if each.ticket == ticket), None)
        if file is None or len(content) != file.length:
            return False
        file.content, file.ticket = content, None
        return True

    def get(self, file_id: str) -> File:
        """The file with this id."""
        if file_id not in self.by_id:
            raise RefusedError("file_not_found")
        return self.by_id[file_id]

    def holds(self, blocks: list[Json]) -> bool:
        """Whether every file that image blocks show is here and ready."""
        shown = [each["slack_file"] for each in blocks if "slack_file" in each]
        ids = [each.get("id") or str(each.get("url")).rpartition("/")[2] for each in shown]
        return all(each in self.by_id and self.by_id[each].ready for each in ids)
