"""Withholding: what a new release may show beside earlier ones of the same questions.

Two releases are looked at round by round. Rounds that opened 13 weeks apart or more are left
alone, and so are the quarters of one survey that pools rounds in windows: windows are disjoint.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cached_property

from surveys.model.releases import Cell, Standing, Tier
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.tree import Tree
from surveys.rules.cells import shown_nodes
from surveys.rules.history import Asking, withhold
from surveys.rules.team_clock import DAYS_APART
from surveys.store.database import Transaction

Make = Callable[[frozenset[str] | None], tuple[Cell, ...]]  # cells among some nodes; None: all


@dataclass(frozen=True)
class History:
    """What was published of some questions near some rounds, as a new release looks at it."""

    tx: Transaction
    rounds: Sequence[Round]  # those of the new release
    questions: Sequence[str]
    tier: Tier  # of the new release

    def cells(self, question: str, make: Make) -> tuple[Cell, ...]:
        """The cells of one item that narrow nobody beside what was published before."""
        made = make(None)
        shown = shown_nodes(made, question)
        pairs = tuple(self._pairs(question))
        if any(self.tx.rounds.is_forgotten(one) for one in self._seats):
            # Who sat in both rounds can't be told any more: only what every week shows.
            return make(shown & self._shown_weekly(question))
        kept = withhold(
            lambda among: shown if among is None else shown_nodes(make(among), question),
            pairs,
            max(one.thresholds.team for one in self.rounds),
            is_weekly=self.tier is Tier.WEEKLY,
        )
        return made if kept == shown else make(kept)

    def _pairs(self, question: str) -> Iterator[tuple[Asking, Asking]]:
        """Each earlier round that shows a question with each of ours that asked it and is near."""
        before = self._standing.get(question, {})
        for ours in (one for one in self.rounds if question in one.questions):
            own = replace(self._asking(ours, before.get(ours.id, {})), teams=frozenset())
            for id_, nodes in before.items():
                other = self._round[id_]
                # Weekly figures beside weekly ones are exempt; those of one round are of the same
                # answers, and were chosen together.
                is_exempt = self.tier is Tier.WEEKLY and Tier.QUARTERLY not in nodes
                if id_ != ours.id and not is_exempt and _near(ours, other):
                    yield self._asking(other, nodes), own

    def _asking(self, round_: Round, nodes: Mapping[Tier, frozenset[str]]) -> Asking:
        if round_.id not in self._seats:
            self._seats[round_.id] = {
                seat.person_id: seat.leaf_id for seat in self.tx.rounds.roster(round_.id)
            }
        if round_.window_id not in self._trees:
            self._trees[round_.window_id] = self.tx.windows.tree(round_.window_id)
        return Asking(
            self._trees[round_.window_id],
            self._seats[round_.id],
            round_.thresholds.week,
            nodes.get(Tier.WEEKLY, frozenset()),
            nodes.get(Tier.QUARTERLY, frozenset()),
        )

    def _shown_weekly(self, question: str) -> frozenset[str]:
        """The nodes that each of our rounds that asked a question shows by itself."""
        before = self._standing.get(question, {})
        ours = (one.id for one in self.rounds if question in one.questions)
        weekly = (before.get(one, {}).get(Tier.WEEKLY, frozenset()) for one in ours)
        return frozenset.intersection(*weekly)

    @cached_property
    def _seats(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _trees(self) -> dict[str, Tree]:
        return {}

    @cached_property
    def _closed(self) -> dict[str, tuple[Round, ...]]:
        return {}

    @cached_property
    def _round(self) -> dict[str, Round]:
        return {}

    @cached_property
    def _standing(self) -> dict[str, dict[str, dict[Tier, frozenset[str]]]]:
        """The nodes shown by question, by round, by tier."""
        first = min(one.local_date for one in self.rounds) - timedelta(days=DAYS_APART + 1)
        since = datetime.combine(first, time(), tzinfo=UTC)
        found: dict[str, dict[str, dict[Tier, frozenset[str]]]] = {}
        for one in self.tx.releases.standing_since(since, self.questions):
            if self._is_own_quarter(one):
                continue
            for round_ in self._rounds_of(one):
                self._round[round_.id] = round_
                tiers = found.setdefault(one.question_id, {}).setdefault(round_.id, {})
                tiers[one.tier] = tiers.get(one.tier, frozenset()) | one.nodes
        return found

    def _is_own_quarter(self, one: Standing) -> bool:
        """Say whether both are quarters of the survey that pools rounds in windows."""
        ours = {round_.survey for round_ in self.rounds}
        return one.tier is self.tier is Tier.QUARTERLY and {one.survey} == ours == {WEEKLY_PULSE}

    def _rounds_of(self, one: Standing) -> Iterator[Round]:
        if one.window_id not in self._closed:
            self._closed[one.window_id] = self.tx.rounds.closed_in(one.window_id)
        for round_ in self._closed[one.window_id]:
            is_its_own = one.tier is Tier.QUARTERLY or round_.number == one.round_number
            if is_its_own and one.question_id in round_.questions:
                yield round_


def _near(one: Round, other: Round) -> bool:
    return abs((one.local_date - other.local_date).days) < DAYS_APART
