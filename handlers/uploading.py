"""The picture of a digest: drawn, uploaded once for everyone who reads about a place, then named.

Whatever goes wrong with a picture, its digest goes out without one. The file's name and title are
the same for all: they stand where others may see them.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from slack_sdk import WebClient

from handlers.errors import record_fault
from handlers.files import send_up, share
from handlers.pacing import SharedPace
from handlers.painting.digest import draw
from handlers.sending import LOOK_AT_FILE, SHARE, TOKEN_REFUSALS, UPLOAD, Delayed, Refused, called
from surveys.model.messages import Digest
from surveys.model.pictures import Claim, Picture, Pictured, Shown, Upload
from surveys.runtime import Runtime
from surveys.use_cases import picturing, uploading

FILE: Final = "picture.png"
TITLE: Final = "Picture"

_log: Final = logging.getLogger("staff_voice")

# Slack finishes a file some time after it says that it is complete.
_WAITS: Final = (0.0, 0.1, 0.5, 1.0, 1.5, 2.0)  # seconds before each question whether it has
_SECONDS_ELSEWHERE: Final = 2
_SECONDS_UNFINISHED: Final = 15
_SECONDS_AFTER_A_REFUSAL: Final = 300


@dataclass(frozen=True)
class Easel:
    """What it takes to make a picture."""

    runtime: Runtime
    client: WebClient
    workspace: str
    owner: str
    pace: SharedPace

    def turn(self, method: str) -> Delayed | None:
        """Wait for the turn to call a method."""
        return self.pace.turn(method)

    def told(self, method: str, delayed: Delayed) -> None:
        """Slow the method down; a right that only files need stops no message."""
        if delayed.error not in TOKEN_REFUSALS:
            self.pace.told(method, delayed)


def with_picture(easel: Easel, message: Digest) -> Digest | Delayed:
    """Return a digest with its picture, or without. Delayed: somebody is uploading it just now."""
    node_id = picturing.place_of(message)
    if node_id is None:
        return message
    shown = Shown(easel.workspace, message.release_id, node_id)
    try:
        return _pictured(easel, shown, message)
    except Exception as error:  # whatever it is, the digest must not wait for it
        record_fault(error, "picture")
        return message


def _pictured(easel: Easel, shown: Shown, message: Digest) -> Digest | Delayed:
    picture = picturing.picture_of(easel.runtime, shown.release_id, shown.node_id)
    if picture is None:
        return message
    claim = uploading.claim(easel.runtime, shown, easel.owner)
    if claim.upload is Upload.ELSEWHERE:
        return Delayed(_SECONDS_ELSEWHERE, ambiguous=False, error=None, stop=False)
    file_id = claim.file_id if claim.upload is Upload.READY else None
    if claim.upload is Upload.OURS:
        file_id = _file(easel, shown, claim, picture)
    if file_id is None:
        return message
    return replace(message, picture=Pictured(file_id, shown.node_id, picture))


def _file(easel: Easel, shown: Shown, claim: Claim, picture: Picture) -> str | None:
    """Return a file that Slack has finished with; None, and it is put back: there is none yet."""
    try:
        uploaded = _uploaded(easel, shown, claim, picture)
        if isinstance(uploaded, Delayed):
            _left_out(uploaded.error)
            wait, is_attempt = max(uploaded.seconds, 1), not uploaded.stop
        elif isinstance(uploaded, Refused):
            _left_out(uploaded.error)
            wait, is_attempt = _SECONDS_AFTER_A_REFUSAL, True
        elif _is_ready(easel, uploaded, _WAITS):
            uploading.finished(easel.runtime, shown, easel.owner, claim.attempt)
            return uploaded
        else:
            _left_out("unfinished")
            wait, is_attempt = _SECONDS_UNFINISHED, True
    except Exception:
        _put_back(easel, shown, claim, _SECONDS_AFTER_A_REFUSAL, is_attempt=True)
        raise
    _put_back(easel, shown, claim, wait, is_attempt=is_attempt)
    return None


def _left_out(error: str | None) -> None:
    _log.warning("picture_left_out", extra={"outcome": error or "no_turn"})


def _uploaded(
    easel: Easel, shown: Shown, claim: Claim, picture: Picture
) -> str | Delayed | Refused:
    """Upload a file into no conversation; one left complete by who died is taken as it is."""
    if claim.file_id and _is_ready(easel, claim.file_id, _WAITS[:2]):
        return claim.file_id
    client, content = easel.client, draw(picture)
    file_id = called(easel, UPLOAD, lambda: send_up(client, FILE, content))
    if isinstance(file_id, Delayed | Refused):
        return file_id
    if not uploading.begun(easel.runtime, shown, easel.owner, claim.attempt, file_id):
        return Refused("taken_over")
    done = called(easel, SHARE, lambda: share(client, {file_id: TITLE}, None))
    return done if isinstance(done, Delayed | Refused) else file_id


def _is_ready(easel: Easel, file_id: str, waits: Sequence[float]) -> bool:
    """Ask until Slack says what kind of file it is: before, no message may show it."""
    for wait in waits:
        if wait and easel.pace.manner.stopping.wait(wait):
            return False
        found = called(easel, LOOK_AT_FILE, lambda: easel.client.files_info(file=file_id))
        if isinstance(found, Delayed | Refused):
            return False
        if found["file"].get("mimetype"):
            return True
    return False


def _put_back(easel: Easel, shown: Shown, claim: Claim, seconds: int, *, is_attempt: bool) -> None:
    wait = timedelta(seconds=seconds)
    uploading.put_back(
        easel.runtime, shown, easel.owner, claim.attempt, wait, is_attempt=is_attempt
    )
