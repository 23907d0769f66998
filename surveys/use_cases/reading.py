"""Reading one release: its questions in the order told, and the lines that its cells make."""

from dataclasses import dataclass
from functools import cached_property

from surveys.model.messages import Line, ResultLine, Share, ShareLine
from surveys.model.questions import Choice, Item
from surveys.model.releases import Cell, Release, Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.tree import Tree
from surveys.rules.cells import shown_nodes
from surveys.rules.intervals import interval, within
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.asked import asked_under
from surveys.use_cases.comparing import changes_in


@dataclass(frozen=True)
class Reading:
    """A release beside what was published before it."""

    runtime: Runtime
    db: Published
    release: Release
    tree: Tree

    @cached_property
    def questions(self) -> tuple[Item | Choice, ...]:
        """The questions as asked; those of the pulse's quarter by driver, the weightiest first."""
        asked = asked_under(self.runtime, self.db, self.release).values()
        questions = tuple({one.id: one for one in asked}.values())
        if not self._is_by_driver:
            return questions
        weight = {driver.id: place for place, driver in enumerate(self.runtime.bank.drivers)}
        headline = self.runtime.bank.headline.id
        return tuple(
            sorted(
                questions,
                key=lambda one: (one.id != headline, weight.get(one.driver_id or "", len(weight))),
            )
        )

    def shown(self, question: Item | Choice) -> frozenset[str]:
        """The nodes at which a question's figures are shown."""
        return shown_nodes(self._cells.values(), _measures(question)[0])

    def line(self, question: Item | Choice, place: str) -> Line:
        """What is shown of a question at a place, beside what was displayed there last."""
        driver = None
        if self._is_by_driver and question.driver_id:
            driver = self.runtime.bank.driver_by_id[question.driver_id].name
        if isinstance(question, Choice):
            return self._shares(question, place, driver)
        cell = self._cells[question.id, place]
        return ResultLine(
            item=question,
            value=self._value(question.id, place),
            bound=cell.bound,
            interval=interval(question, cell, self.rate(place)),
            changed=changes_in(self.runtime, self.db, self.release).get((question.id, place)),
            driver=driver,
        )

    def rate(self, place: str) -> str | None:
        """The response displayed at a place. None: none is."""
        return self._rates.get(place)

    def cell(self, measure: str, place: str) -> Cell | None:
        """One displayed cell. None: it is not displayed."""
        return self._cells.get((measure, place))

    def band(self, line: Line, place: str) -> str:
        """The band of people behind a line."""
        question = line.item if isinstance(line, ResultLine) else line.choice
        return self._cells[_measures(question)[0], place].n_band or ""

    def _shares(self, choice: Choice, place: str, driver: str | None) -> ShareLine:
        last = self.db.releases.last_shown(self.release, choice.measures, place)
        before = [last.get(measure) for measure in choice.measures]
        shares = tuple(
            Share(
                option,
                self._value(measure, place),
                self._cells[measure, place].bound,
                found[1].value if found else None,
            )
            for option, measure, found in zip(choice.options, choice.measures, before, strict=True)
        )
        first = self._cells[choice.measures[0], place]
        # Fewer write than answer, so what is told of comments names its own people.
        band = first.n_band if choice.is_found else None
        give = within(choice, first, self.rate(place))
        dates = {found[0] for found in before if found}
        if len(dates) != 1 or None in before:  # other options were offered then: nothing compares
            shares = tuple(Share(one.option, one.value, one.bound, None) for one in shares)
            return ShareLine(choice, shares, None, give, driver, band)
        return ShareLine(choice, shares, dates.pop(), give, driver, band)

    def _value(self, measure: str, place: str) -> float:
        value = self._cells[measure, place].value
        if value is None:
            raise ValueError("a shown cell has a value")
        return value

    @cached_property
    def _cells(self) -> dict[tuple[str, str], Cell]:
        return {(one.question_id, one.node_id): one for one in self.release.cells if one.shown}

    @cached_property
    def _rates(self) -> dict[str, str]:
        return {one.node_id: one.rate for one in self.release.turnout}

    @property
    def _is_by_driver(self) -> bool:
        return self.release.survey == WEEKLY_PULSE and self.release.tier is Tier.QUARTERLY


def _measures(question: Item | Choice) -> tuple[str, ...]:
    return (question.id,) if isinstance(question, Item) else question.measures
