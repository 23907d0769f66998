"""What happens by itself, at each tick of the clock: every step on its own."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from slack_sdk import WebClient

from handlers.delivering import deliver_due
from handlers.errors import record_fault
from handlers.gathering import ReadingOf, look, reconcile
from handlers.locating import learn_zones
from handlers.making import FilesOf, make_due
from handlers.pacing import Manner
from surveys.model.workspaces import Reach
from surveys.runtime import Runtime
from surveys.use_cases import (
    announcing,
    asking,
    closing,
    convening,
    delivering,
    hailing,
    opening,
    releasing,
    reminding,
    retaining,
    rounding_up,
    watching,
)

_log: Final = logging.getLogger("staff_voice")


def tick(runtime: Runtime, client: WebClient, workspace: str, owner: str) -> None:
    """Do whatever is due, one thing after the other."""
    keep_time(runtime)
    deliver(runtime, client, workspace, owner)


def keep_time(runtime: Runtime) -> None:
    """Open and close what is due. A step that fails is logged, and the next tick tries it again."""
    _step("void", lambda: _note("round_void", closing.void_unreadable(runtime)))
    _step("close", lambda: _note("round_closed", closing.close_due(runtime)))
    _step("finish", lambda: closing.finish(runtime))
    _step("forum_lost", lambda: convening.give_up_lost(runtime))
    _step("forum", lambda: asking.hand_over(runtime))
    _step("forum_finish", lambda: convening.finish(runtime))
    _step("leavers", lambda: releasing.tend(runtime))
    _step("open", lambda: _open_due(runtime))
    _step("postponed", lambda: delivering.queue_postponed(runtime))
    _step("remind", lambda: reminding.queue_reminders(runtime))
    _step("forum_remind", lambda: announcing.queue_reminders(runtime))
    _step("milestones", lambda: hailing.queue_notes(runtime))
    _step("thanks", lambda: rounding_up.tell_due(runtime))
    _step("report", lambda: watching.queue_reports(runtime))
    _step("retain", lambda: retaining.retain(runtime))


def deliver(
    runtime: Runtime,
    client: WebClient,
    workspace: str,
    owner: str,
    manner: Manner | None = None,
    reach: Reach | None = None,
) -> None:
    """Send what is due: a job of its own, so that a long one holds up no opening or closing."""
    _step("deliver", lambda: deliver_due(runtime, client, workspace, owner, manner, reach))
    _step("zones", lambda: learn_zones(runtime, client, workspace, manner))
    _step("settle", lambda: closing.settle(runtime))


def look_at_people(
    runtime: Runtime,
    clients: Mapping[str, WebClient],
    reading_of: ReadingOf | None,
    manner: Manner | None = None,
) -> None:
    """Each night read who is in every workspace: a job of its own, for Slack can make it wait.

    `clients`: by workspace; `reading_of` None: nothing says how the list is read from Slack.
    """
    wait = (manner or Manner()).stopping.wait
    for workspace, client in clients.items():
        _step("reconcile", partial(reconcile, runtime, client, workspace, wait))
    if reading_of is not None:
        _step("people", partial(look, runtime, tuple(clients.values()), reading_of, wait))


def make_packs(
    runtime: Runtime,
    client: WebClient,
    workspace: str,
    owner: str,
    files_of: FilesOf,
    manner: Manner | None = None,
    reach: Reach | None = None,
) -> None:
    """Make the packs that were asked for: a job of its own, for one can take long."""
    _step("packs", lambda: make_due(runtime, client, workspace, owner, files_of, manner, reach))


def back_up(make_due: Callable[[], object]) -> None:
    """Make a backup if one is due: a job of its own, for one can take long."""
    _step("backup", make_due)


def _open_due(runtime: Runtime) -> None:
    """Open each survey by itself: one that fails must not hold up the others."""
    for survey_id in opening.due_surveys(runtime):
        _step("open", partial(_open, runtime, survey_id))


def _open(runtime: Runtime, survey_id: str) -> None:
    _note("round_opened", opening.open_survey(runtime, survey_id))


def _step(name: str, work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as error:  # whatever it is, the other steps must still run
        record_fault(error, name)


def _note(event: str, rounds: tuple[object, ...]) -> None:
    for one in rounds:
        _log.info(event, extra={"round": getattr(one, "id", None)})
