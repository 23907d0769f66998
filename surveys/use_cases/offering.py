"""Offering: the displayed results of a part of the organisation that an action can follow."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from surveys.model.actions import Figure, Heard, Offered, Subject
from surveys.model.questions import Choice, Item
from surveys.model.releases import Release, Tier
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

    def newest(self, unit_id: str) -> Iterator[tuple[Release, tuple[Offer, ...]]]:
        """Yield the newest releases of each survey that show something, the latest survey first."""
        for survey_id, _closed in self.db.releases.surveys()[:MOST_SURVEYS]:
            for tier in Tier:
                release = self.db.releases.latest(survey_id, tier)
                if release and (offers := self.of(release, unit_id)):
                    yield release, offers

    def find(self, key: str, unit_id: str) -> Offer | None:
        """Return one result of a part by its key. None: nothing like it is displayed there."""
        release_id, _colon, _measure = key.partition(":")
        release = self.db.releases.find(release_id)
        if release is None:
            return None
        return next((one for one in self.of(release, unit_id) if one[1].key == key), None)

    def of(self, release: Release, unit_id: str) -> tuple[Offer, ...]:
        """Return what one release displays of a part."""
        db, tree = self.db, self.db.windows.tree(release.window_id)
        node_id = node_of(tree, self.telling.units, unit_id)
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
