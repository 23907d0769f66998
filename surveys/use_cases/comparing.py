"""Comparing: the scores of a release beside those displayed before it, all judged together."""

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Final

from surveys.model.figures import Change, Displayed
from surveys.model.questions import Choice, Item
from surveys.model.releases import Release
from surveys.rules.changes import QUARTER, Place, changes, displayed
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.asked import asked_under

MOST_REMEMBERED: Final = 8  # releases: the newest of each tier and survey are read the most
MOST_A_QUARTER: Final = 30  # releases of one survey: more than any calendar has


def changes_in(runtime: Runtime, db: Published, release: Release) -> Mapping[Place, Change]:
    """Return what a release says of each score displayed before, by question and node.

    The family that is judged together is the whole release, whoever reads how much of it: `release`
    may hold the cells of some places alone.
    """
    remembered = runtime.store.changes
    if release.id in remembered:
        return remembered[release.id]
    whole = db.releases.get(release.id)
    items = scored(asked_under(runtime, db, whole))
    since = whole.local_date - QUARTER
    found = changes(whole, items, db.figures.displayed_before(whole, items, since))
    if len(remembered) >= MOST_REMEMBERED:
        remembered.clear()
    remembered[release.id] = found
    return found


def scored(asked: Mapping[str, Item | Choice]) -> dict[str, Item]:
    """Return the questions whose figures are scores, by id."""
    return {one.id: one for one in asked.values() if isinstance(one, Item)}


class Past:
    """What was displayed so far, for whoever reads every release in the order of closing."""

    def __init__(self, db: Published) -> None:
        self._milestones = db.figures.milestones()
        self._shown: dict[tuple[str, str, int | None], dict[Place, deque[Displayed]]] = {}

    def changes_in(self, release: Release, items: Mapping[str, Item]) -> dict[Place, Change]:
        """Return what the next release says of each score displayed before, and remember it."""
        milestone = self._milestones.get((release.survey, release.round_number))
        series = (release.survey, release.tier, milestone)
        shown = self._shown.setdefault(series, defaultdict(lambda: deque(maxlen=MOST_A_QUARTER)))
        found = changes(release, items, shown)
        for place, now in displayed(release, items).items():
            shown[place].append(now)
        return found
