"""Uploading: which pictures Slack holds already, and who uploads one that it lacks.

One picture serves everyone who reads about a place. An upload is claimed under a lease; its file's
id is kept before the file is complete, so that whoever finds it after a death asks Slack about that
file instead of uploading another. Whatever fails, a digest goes out without its picture.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from surveys.model.messages import Digest
from surveys.model.pictures import Claim, Pictured, Shown
from surveys.runtime import Runtime
from surveys.use_cases.delivering import LEASE
from surveys.use_cases.picturing import picture_of, place_of

MOST_ATTEMPTS: Final = 3  # each may upload one file


def claim(runtime: Runtime, shown: Shown, owner: str) -> Claim:
    """Take a picture to upload, or say that Slack holds it or that it is not to be had now."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        return tx.pictures.claim(shown, owner, now, now + LEASE, MOST_ATTEMPTS)


def begun(runtime: Runtime, shown: Shown, owner: str, attempt: int, file_id: str) -> bool:
    """Keep the id of a file before it is complete; False: another has taken the picture over."""
    with runtime.store.begin() as tx:
        return tx.pictures.begun(shown, owner, attempt, file_id)


def finished(runtime: Runtime, shown: Shown, owner: str, attempt: int) -> None:
    """Record that Slack holds a picture."""
    with runtime.store.begin() as tx:
        tx.pictures.finished(shown, owner, attempt)


def put_back(
    runtime: Runtime, shown: Shown, owner: str, attempt: int, wait: timedelta, *, is_attempt: bool
) -> None:
    """Try a picture again after a while, for the digests that are still to come.

    Being told to wait is no attempt.
    """
    with runtime.store.begin() as tx:
        not_before = runtime.now() + wait
        tx.pictures.put_back(shown, owner, attempt, not_before, is_attempt=is_attempt)


def with_picture(runtime: Runtime, message: Digest | None, workspace: str) -> Digest | None:
    """Return a digest with its picture, where Slack holds it already."""
    node_id = place_of(message) if message else None
    if message is None or node_id is None:
        return message
    with runtime.store.published() as db:
        file_id = db.pictures.ready(Shown(workspace, message.release_id, node_id))
    picture = picture_of(runtime, message.release_id, node_id) if file_id else None
    if file_id is None or picture is None:
        return message
    return replace(message, picture=Pictured(file_id, node_id, picture))
