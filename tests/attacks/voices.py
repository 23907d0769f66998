"""Organisations whose staff write, and everything our rules publish of how it sounds."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from surveys.bank.comments import comment_themes, comment_tone
from surveys.model.questions import Answers, Choice
from surveys.model.releases import Cell, UnitTotal
from surveys.model.surveys import Audience
from surveys.model.tree import Tree
from surveys.rules.cells import PooledRound, shown_nodes
from surveys.rules.cutting import ground_of, unit_in
from surveys.rules.voicing import counted, pooled, rows_of, tree_for_comments
from tests.attacks.evidence import Evidence, figures_of

TONE, THEMES = comment_tone(), comment_themes()
K, K_WEEK = 10, 20
Wrote = Mapping[str, Sequence[Answers]]  # leaf -> what each person's comments were read as
Voice = Callable[[random.Random], Answers]


@dataclass(frozen=True)
class Told:
    """Everything published of tone, or of themes, over some rounds and their quarter."""

    tree: Tree  # on which it was counted
    choice: Choice
    weekly: Mapping[str, tuple[Cell, ...]]
    quarter: tuple[Cell, ...]
    totals: Mapping[str, Sequence[UnitTotal]]

    @property
    def shapes(self) -> list[tuple[str, str, bool, str | None]]:
        """What can be seen before reading a value."""
        cells = [one for own in (*self.weekly.values(), self.quarter) for one in own]
        return [(one.question_id, one.node_id, one.shown, one.n_band) for one in cells]


def anything(rng: random.Random) -> Answers:
    """Any tone, up to four themes, or none."""
    ids = [one.id for one in THEMES.options]
    of = rng.sample(ids, rng.randint(0, 4))
    tone = rng.choice(TONE.options).id
    return Answers(picks={TONE.id: (tone,), THEMES.id: tuple(one for one in ids if one in of)})


def of_one_mind(_rng: random.Random) -> Answers:
    """Everybody is cross about pay."""
    return Answers(picks={TONE.id: ("negative",), THEMES.id: ("pay",)})


def about_nothing(_rng: random.Random) -> Answers:
    """Nobody says anything of any theme."""
    return Answers(picks={TONE.id: ("unclear",), THEMES.id: ()})


def writing(
    staff: Mapping[str, int], rounds: int, rng: random.Random, rate: float, voice: Voice
) -> dict[str, Wrote]:
    """Rounds in which a share `rate` of people write."""
    return {
        f"r{number}": {
            leaf: [voice(rng) for _ in range(size) if rng.random() < rate]
            for leaf, size in staff.items()
        }
        for number in range(rounds)
    }


def rewritten(world: Mapping[str, Wrote], rng: random.Random, voice: Voice) -> dict[str, Wrote]:
    """The same people write in the same rounds, something else."""
    return {
        name: {leaf: [voice(rng) for _ in own] for leaf, own in wrote.items()}
        for name, wrote in world.items()
    }


def told(tree: Tree, staff: Mapping[str, int], world: Mapping[str, Wrote], choice: Choice) -> Told:
    """What our own rules publish of a world."""
    ground = ground_of(tree, Audience(), is_pooled=False)
    cut = tree_for_comments(ground, TONE, staff)
    totals: dict[str, Sequence[UnitTotal]] = {}
    weekly: dict[str, tuple[Cell, ...]] = {}
    for name, wrote in world.items():
        read = [(leaf, answers) for leaf, own in wrote.items() for answers in own]
        totals[name], weekly[name] = counted(ground, cut, choice, read, staff, K_WEEK)
    again = [
        PooledRound(totals[name], shown_nodes(cells, choice.measures[0]))
        for name, cells in weekly.items()
    ]
    return Told(cut, choice, weekly, pooled(ground, cut, choice, again, K), totals)


def evidence_of(found: Told, whole: Tree, world: Mapping[str, Wrote], measure: str) -> Evidence:
    """What a reader holds of one share: who wrote, where, and every figure of both tiers."""
    figures = [
        figure
        for name, cells in found.weekly.items()
        for figure in figures_of(_of(cells, measure), [name])
    ]
    figures += figures_of(_of(found.quarter, measure), list(world))
    answered: dict[str, dict[str, frozenset[str]]] = {}
    for name, wrote in world.items():
        units: dict[str, set[str]] = {}
        for leaf, own in wrote.items():
            unit = unit_in(found.tree, whole, leaf)
            units.setdefault(unit, set()).update(f"{leaf}#{place}" for place in range(len(own)))
        answered[name] = {unit: frozenset(people) for unit, people in units.items()}
    return Evidence(found.tree, answered, tuple(figures), 0, 1)


def people_in(found: Told, name: str) -> dict[str, int]:
    """How many wrote in each unit of a round."""
    return {row.leaf_id: row.n for row in rows_of(found.choice, found.totals[name])}


def _of(cells: Sequence[Cell], measure: str) -> list[Cell]:
    return [one for one in cells if one.question_id == measure]
