"""Offering: the displayed results of a part of the organisation that an action can follow."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from surveys.model.actions import Figure, Heard, Offered, Subject
from surveys.model.questions import Choice, Item
from surveys.model.releases import Tier
from surveys.model.tree import Tree
from surveys.rules.disclosure import nearest_shown
from surveys.rules.seating import node_of
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.asked import about_release
from surveys.use_cases.reading import Reading
from surveys.use_cases.recounting import Telling, asked

MOST_SURVEYS: Final = 6  # the newest
Offer = tuple[Subject, Offered]


@dataclass(frozen=True)
class Offering:
    """What is displayed of one part, or of the nearest part around it that can be shown."""

    runtime: Runtime
    db: Published
    telling: Telling

    def newest(self, unit_id: str) -> Iterator[tuple[Offer, ...]]:
        """Yield what the newest releases of each survey display, the latest survey first."""
        for survey_id, _closed in self.db.releases.surveys()[:MOST_SURVEYS]:
            for tier in Tier:
                release_id = self.db.releases.newest(survey_id, tier)
                if release_id and (offers := self._of(release_id, unit_id)):
                    yield offers

    def find(self, key: str, unit_id: str) -> Offer | None:
        """Return one result of a part by its key. None: nothing like it is displayed there."""
        release_id, _colon, _measure = key.partition(":")
        offers = self._of(release_id, unit_id)
        return next((one for one in offers if one[1].key == key), None)

    def _of(self, release_id: str, unit_id: str) -> tuple[Offer, ...]:
        """Return what one release displays of a part, or nearest around it."""
        db = self.db
        window_id = db.releases.window_of(release_id)
        if window_id is None:
            return ()
        tree = db.windows.tree(window_id)
        node_id = node_of(tree, self.telling.units, unit_id)
        # A release of a large organisation has thousands of cells: those around the part will do.
        release = db.releases.at(release_id, tuple(tree.ancestors(node_id)))
        reading = Reading(self.runtime, db, release, tree)
        about = about_release(self.runtime, db, release)
        title = about.title if about else None
        return tuple(
            offer
            for question in reading.questions
            for place in [nearest_shown(tree, reading.shown(question), node_id)]
            if place is not None
            for offer in self._offers(reading, title, question, place)
        )

    def _offers(
        self, reading: Reading, title: str | None, question: Item | Choice, place: str
    ) -> Iterator[Offer]:
        options = [""]
        if isinstance(question, Choice):
            options = [one.id for one in question.options]
        is_theme = isinstance(question, Choice) and question.is_found
        kind = Heard.THEME if is_theme else Heard.RESULT
        release, where = reading.release, _called(self.telling, reading.tree, place)
        for option in options:
            measure = f"{question.id}:{option}" if option else question.id
            cell = reading.cell(measure, place)
            if cell is None or cell.value is None:
                continue
            figure = Figure(cell.value, cell.bound, self.telling.day(release.closed))
            said = replace(asked(title, question, option, where), figure=figure)
            subject = Subject(kind, release.id, measure, place)
            yield subject, Offered(f"{release.id}:{measure}", said)


def _called(telling: Telling, tree: Tree, node_id: str) -> str:
    return telling.place(node_id) or tree.by_id[node_id].name
