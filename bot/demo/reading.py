"""A message as lines of text, for a terminal."""

import re
from collections.abc import Mapping
from typing import Any


def as_text(message: Mapping[str, Any]) -> str:
    """Return a message's words, without its markup and its buttons."""
    return "\n".join(words for block in message["blocks"] if (words := _words(block)))


def _words(block: Mapping[str, Any]) -> str:
    texts = [block["text"]] if "text" in block else block.get("elements", [])
    said = [one["text"] for one in texts if isinstance(one.get("text"), str)]
    plain = re.sub(r"(?<!\w)[*_](.+?)[*_](?!\w)", r"\1", "\n".join(said))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
