"""Making packs that were asked for: claim, make, upload, share in one message, record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from slack_sdk import WebClient

from handlers.errors import record_fault
from handlers.files import find_shared, send_up, share
from handlers.pacing import Manner, SharedPace
from handlers.sending import (
    LOOK,
    NOBODY_THERE,
    SHARE,
    UPLOAD,
    Arrived,
    Delayed,
    Outcome,
    Refused,
    called,
    open_conversation,
)
from handlers.views.packing import pack_sent, title_of
from surveys.errors import Refusal
from surveys.model.deliveries import Delivery
from surveys.model.packs import Pack
from surveys.model.workspaces import Reach
from surveys.runtime import Runtime
from surveys.use_cases import delivering, ordering

FilesOf = Callable[[Pack], Mapping[str, bytes]]
# Slack shows what was shared a moment later: so long before it is looked for.
_SECONDS_TO_SHARE: Final = 60
_MOST_FAULTS: Final = 3  # of our own: it would go wrong a fourth time, too
_STOPPING: Final = Delayed(0, ambiguous=False, error=None, stop=True)


@dataclass(frozen=True)
class _Desk:
    """What it takes to make a pack and to send it."""

    runtime: Runtime
    client: WebClient
    workspace: str
    owner: str
    pace: SharedPace
    files_of: FilesOf
    reach: Reach | None  # None: there is one workspace, and this is it


def make_due(
    runtime: Runtime,
    client: WebClient,
    workspace: str,
    owner: str,
    files_of: FilesOf,
    manner: Manner | None = None,
    reach: Reach | None = None,
) -> int:
    """Make every pack that was asked for; return how many arrived.

    `files_of` makes a pack's files, by their names. `reach`: only those that go to this one of
    several workspaces.
    """
    pace = SharedPace(runtime, workspace, manner or Manner())
    desk = _Desk(runtime, client, workspace, owner, pace, files_of, reach)
    arrived = 0
    while pace.is_open() and (delivery := ordering.claim(runtime, owner, reach)):
        outcome = _make_alone(desk, delivery)
        arrived += isinstance(outcome, Arrived)
        if isinstance(outcome, Delayed) and outcome.stop:
            break
    return arrived


def _make_alone(desk: _Desk, delivery: Delivery) -> Outcome:
    """Make one pack and record how it went, whatever goes wrong in it."""
    outcome: Outcome
    try:
        outcome = _make(desk, delivery)
    except Refusal as refusal:
        outcome = Refused(type(refusal).__name__)
    except Exception as error:  # whatever it is, it must not hold up the others
        reference = record_fault(error, "pack")
        outcome = Delayed(_SECONDS_TO_SHARE, ambiguous=False, error=reference, stop=False)
        if delivery.attempt >= _MOST_FAULTS:
            outcome = Refused(reference)
    _record(desk, delivery, outcome)
    return outcome


def _record(desk: _Desk, delivery: Delivery, outcome: Outcome) -> None:
    runtime, owner = desk.runtime, desk.owner
    if isinstance(outcome, Arrived):
        ordering.arrived(runtime, delivery, owner, outcome.channel, outcome.ts or None)
    elif isinstance(outcome, Refused) and outcome.error in NOBODY_THERE:
        delivering.failed(runtime, delivery, owner, outcome.error)  # nobody to be told so
    elif isinstance(outcome, Refused):
        ordering.give_up(runtime, delivery, owner, outcome.error)
    else:
        wait = timedelta(seconds=outcome.seconds)
        delivering.put_back(
            runtime, delivery, owner, wait, ambiguous=outcome.ambiguous, error=outcome.error
        )


def _make(desk: _Desk, delivery: Delivery) -> Outcome:
    addressed = delivering.address(desk.runtime, delivery, desk.workspace, desk.reach)
    if addressed is None:
        return Refused("user_not_found")
    channel = open_conversation(desk.client, addressed[0].slack_id, desk.pace)
    if not isinstance(channel, str):
        return channel
    found = _look(desk, channel, delivery)
    if found is not None:
        return found
    if delivery.attempt > ordering.MOST_ATTEMPTS:
        return Refused("too_many_attempts")
    pack = ordering.gather(desk.runtime, delivery)
    titles: dict[str, str] = {}
    for name, content in desk.files_of(pack).items():
        if desk.pace.manner.stopping.is_set():
            return _STOPPING
        file_id = _upload(desk, name, content)
        if not isinstance(file_id, str):
            return file_id
        titles[file_id] = title_of(pack, name)
    return _share(desk, delivery, channel, titles, pack_sent(pack))


def _look(desk: _Desk, channel: str, delivery: Delivery) -> Outcome | None:
    """Look whether an earlier attempt arrived. None: it did not."""
    if not delivery.files:
        return None
    found = called(
        desk.pace,
        LOOK,
        lambda: find_shared(desk.client, channel, delivery.files),
        before=True,
        silent=True,
    )
    return Arrived(channel, found) if isinstance(found, str) else found


def _upload(desk: _Desk, name: str, content: bytes) -> str | Delayed | Refused:
    return called(
        desk.pace, UPLOAD, lambda: send_up(desk.client, name, content), before=False, silent=False
    )


def _share(
    desk: _Desk, delivery: Delivery, channel: str, titles: Mapping[str, str], words: str
) -> Outcome:
    if not ordering.sharing(desk.runtime, delivery, desk.owner, [*titles]):
        return Delayed(0, ambiguous=True, error=None, stop=False)  # another process has it
    outcome = called(
        desk.pace,
        SHARE,
        lambda: share(desk.client, titles, channel, words),
        before=False,
        silent=True,
    )
    if outcome is None:
        return Arrived(channel, "")  # when, Slack does not say
    if isinstance(outcome, Delayed) and outcome.ambiguous:
        return Delayed(_SECONDS_TO_SHARE, ambiguous=True, error=outcome.error, stop=False)
    return outcome
