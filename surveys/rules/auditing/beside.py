"""What a release holds beside its figures: comments, and how many of those asked answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from surveys.model.auditing import CommentsAt, Facts, Judgement, Kept
from surveys.model.questions import CommentPrompt
from surveys.model.releases import Release, Tier
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.tree import Tree
from surveys.rules.auditing.published import remedy
from surveys.rules.auditing.saying import failed, passed
from surveys.rules.auditing.statements import rounds_of
from surveys.rules.bands import FEWEST_ASKED, response_rate
from surveys.rules.cells import shown_nodes
from surveys.rules.showing import FEWEST
from surveys.rules.sums import tree_sums
from surveys.wording import _


def comments_placed(facts: Facts) -> Judgement:
    """Comments stand where enough people were asked and answered, three at once or more."""
    kept = facts.kept
    by_id = {one.id: one for one in kept.releases}
    if any(one.release_id not in by_id for one in kept.comments):
        return failed(_("Comments are kept of releases that are not."), remedy())
    own: dict[str, list[CommentsAt]] = {}
    for one in kept.comments:
        own.setdefault(one.release_id, []).append(one)
    beside = {release_id: _beside(kept, by_id[release_id]) for release_id in own}
    if not all(
        one is not None and all(one.may_hold(at) for at in own[release_id])
        for release_id, one in beside.items()
    ):
        return failed(
            _("Comments stand where too few people were asked, answered or wrote."), remedy()
        )
    if not all(one and one.wrote_enough(own[release_id]) for release_id, one in beside.items()):
        return failed(_("More comments are kept than people wrote."), remedy())
    return passed(
        _("Comments stand at services or above, where enough people were asked and answered.")
    )


def turnout_told(facts: Facts) -> Judgement:
    """Turnout stands where the figures of its release do, and says what the counts allow."""
    kept = facts.kept
    told = [one for one in kept.releases if one.turnout]
    wrong = 0
    for one in told:
        beside = _beside(kept, one)
        rates = {row.node_id: row.rate for row in one.turnout}
        wrong += beside is None or not all(beside.may_tell(*row) for row in rates.items())
    if wrong:
        return failed(
            _(
                "{n} releases tell how many answered where they may not, or what can't be so."
            ).format(n=wrong),
            remedy(),
        )
    return passed(
        _("All {n} releases that tell how many answered do so by the rule.").format(n=len(told))
    )


@dataclass(frozen=True)
class _Beside:
    """One round's release, and what is kept by which to judge what stands beside its figures."""

    kept: Kept
    release: Release
    round: Round
    tree: Tree

    def may_hold(self, at: CommentsAt) -> bool:
        """Say whether these comments may stand where they do."""
        depth_is_fit = at.node_id in self.tree.by_id and self.tree.depth(at.node_id) <= 1
        if not depth_is_fit or at.n < FEWEST or not self._is_of_words(at.question_id):
            return False
        behind = self.round.thresholds.comments
        if self.round.survey == WEEKLY_PULSE:
            behind = max(behind, self.round.thresholds.week)
        return self._is_place(at.node_id) and self._most[at.node_id] >= behind

    def wrote_enough(self, every: list[CommentsAt]) -> bool:
        """Say whether people enough wrote for all of these; true where that is not kept."""
        if not self._writers:
            return True
        counts: dict[str, dict[str, int]] = {}
        for at in every:
            counts.setdefault(at.question_id, {})[at.node_id] = at.n
        wrote = tree_sums(self.tree, self._writers, 0)
        return all(
            said <= wrote[node_id]
            for own in counts.values()
            for node_id, said in tree_sums(self.tree, own, 0).items()
            if node_id in self._writers or node_id == self.tree.root
        )

    def may_tell(self, node_id: str, rate: str) -> bool:
        """Say whether a rate may stand at a node, and can be that of those who answered."""
        asked = self._asked.get(node_id, 0)
        if asked < FEWEST_ASKED or not self._is_place(node_id):
            return False
        possible = range(self._least[node_id], self._most[node_id] + 1)
        return rate in {response_rate(answered, asked) for answered in possible}

    def _is_of_words(self, question_id: str) -> bool:
        question = self.kept.questions[self.round.id].get(question_id)
        is_asked = self.round.survey == WEEKLY_PULSE or question_id in self.round.questions
        return is_asked and isinstance(question, CommentPrompt)

    def _is_place(self, node_id: str) -> bool:
        """Say whether a release of figures shows its first there; one of texts alone may."""
        first = self.release.questions[0] if self.release.questions else ""
        if first.partition(":")[0] in self.round.questions:
            return node_id in shown_nodes(self.release.cells, first)
        is_high = node_id in self.tree.by_id and self.tree.depth(node_id) <= 1
        return is_high and self._most[node_id] >= self.round.thresholds.week

    @cached_property
    def _asked(self) -> dict[str, int]:
        return tree_sums(self.tree, self.kept.asked.get(self.round.id, {}), 0)

    @cached_property
    def _people(self) -> Mapping[str, Mapping[str, int]]:
        """How many answered, by unit, by question: all options of one are of the same people."""
        found: dict[str, dict[str, int]] = {}
        for row in self.kept.totals.get(self.round.id, ()):
            found.setdefault(row.question_id.partition(":")[0], {})[row.leaf_id] = row.n
        return found

    @cached_property
    def _writers(self) -> Mapping[str, int]:
        """How many wrote anything, by unit; empty: nothing is kept of it."""
        heard = [one for one in self._people if one not in self.round.questions]
        return self._people[heard[0]] if heard else {}

    @cached_property
    def _least(self) -> dict[str, int]:
        """The fewest who can have answered, at every node: those of its largest question."""
        sums = [tree_sums(self.tree, people, 0) for people in self._people.values()]
        return {node.id: max((one[node.id] for one in sums), default=0) for node in self.tree.nodes}

    @cached_property
    def _most(self) -> dict[str, int]:
        """The most who can: everyone asked, or if each of them answered one question only."""
        if not self._people or not set(self.round.questions) & self._people.keys():
            return self._asked
        asked = self._asked
        answered = [
            tree_sums(self.tree, people, 0)
            for name, people in self._people.items()
            if name in self.round.questions
        ]
        wrote = sum(self._writers.values())
        return {
            node_id: min(people, sum(one[node_id] for one in answered) + wrote)
            for node_id, people in asked.items()
        }


def _beside(kept: Kept, release: Release) -> _Beside | None:
    """Return what a release of one round is judged by. None: nothing may stand beside this one."""
    rounds = rounds_of(kept, release)
    if release.tier is not Tier.WEEKLY or len(rounds) != 1:
        return None
    return _Beside(kept, release, rounds[0], kept.trees[release.window_id])
