"""What a leader reads of results, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import pytest

import handlers.preferring
import handlers.reporting
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.releases import Tier
from surveys.model.surveys import SurveyState
from surveys.runtime import Runtime
from tests.acting import publish
from tests.asking import survey
from tests.attacks.canaries import Act, Breaking

SURVEYS = 12  # with results: more than fit on a page


def prepare(runtime: Runtime) -> None:
    """Publish a week, the quarter that it ends, and more surveys than Home lists."""
    publish(runtime, 5)
    with runtime.store.begin() as tx:
        (week,) = [one for one in tx.releases.all() if one.id == "week-5"]
        for number in range(SURVEYS):
            own = f"read-{number:02}"
            tx.surveys.add(replace(survey(own), title=f"Read {number}"), SurveyState.ARCHIVED)
            name = f"{own}/1/weekly"
            tx.releases.add(replace(week, id=own, name=name, survey=own, questions=(), cells=()))
        name = week.name.replace("weekly", "quarterly")
        tx.releases.add(replace(week, id="quarter", name=name, tier=Tier.QUARTERLY))


def _home(visitor: Visitor) -> None:
    visitor.open_home()  # what is news is judged with a library that takes a second to load
    visitor.until(lambda one: ids.READ in str(one.home()))


def _others(visitor: Visitor) -> None:
    _home(visitor)
    visitor.press(ids.OTHERS, where="home")
    visitor.until(lambda one: ids.OTHERS_PAGE in str(one.modal()))


def _untold(visitor: Visitor) -> None:
    """Turn messages about milestones off, unless they are."""
    _home(visitor)
    if ids.STOP_MILESTONES in str(visitor.home()):
        visitor.press(ids.STOP_MILESTONES, where="home")
        visitor.until(lambda one: one.modal())
        visitor.close_modal(everything=True)
        visitor.until(lambda one: ids.WANT_MILESTONES in str(one.open_home()))


ACTS: Mapping[str, Act] = {
    "stop_milestones": Act(lambda one: one.press(ids.STOP_MILESTONES, where="home"), _home),
    "want_milestones": Act(lambda one: one.press(ids.WANT_MILESTONES, where="home"), _untold),
    "open_to_read": Act(lambda visitor: visitor.press(ids.READ, where="home"), _home),
    "open_team_results": Act(lambda visitor: visitor.press(ids.TEAM_RESULTS, where="home"), _home),
    "open_others": Act(lambda visitor: visitor.press(ids.OTHERS, where="home"), _home),
    "turn_others": Act(lambda visitor: visitor.press(f"{ids.OTHERS_PAGE}_on"), _others),
}


@contextmanager
def broken_for_readers() -> Iterator[None]:
    """Everything that a listener of results calls goes wrong, with a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("reporting", "views"):
            patch.setattr(handlers.reporting, name, Breaking())
        patch.setattr(handlers.preferring, "hailing", Breaking())
        yield
