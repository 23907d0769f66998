"""Voicing: the tone and the themes of comments, counted as a round closes and pooled by quarter.

Words are read here, in memory, while their round closes; counts are all that stays of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.bank.comments import comment_themes, comment_tone, of_comments
from surveys.model.questions import CommentPrompt, Question
from surveys.model.releases import Cell, Release, UnitTotal
from surveys.model.rounds import Round
from surveys.model.tree import Tree
from surveys.rules.cells import PooledRound, shown_nodes
from surveys.rules.cutting import Ground, cut_at
from surveys.rules.tallying import Said
from surveys.rules.voicing import counted, heard, pooled, rows_of, tree_for_comments
from surveys.runtime import Runtime
from surveys.store.database import Transaction


@dataclass(frozen=True)
class Voices:
    """What is kept and what is published of a round's comments beside their words."""

    totals: tuple[UnitTotal, ...] = ()
    cells: tuple[Cell, ...] = ()


def voices_of_round(
    runtime: Runtime,
    tx: Transaction,
    ground: Ground,
    closed: Round,
    said: Said,
    questions: Sequence[Question],
    asked: Mapping[str, int],
) -> Voices:
    """Count one round's comments; nothing where it asked for none. `asked`: people by leaf."""
    prompts = [one for one in questions if isinstance(one, CommentPrompt)]
    if not prompts:
        return Voices()
    read = heard(said, prompts, comment_tone(), comment_themes(), runtime.words)
    tree = _tree(tx, ground, closed, asked)
    k = max(closed.thresholds.week, closed.thresholds.comments)
    totals: list[UnitTotal] = []
    cells: list[Cell] = []
    for choice in of_comments():
        own, shown = counted(ground, tree, choice, read, asked, k)
        totals += own
        cells += shown
    return Voices(tuple(totals), tuple(cells))


def voices_of_window(
    tx: Transaction, ground: Ground, rounds: Sequence[Round], weekly: Mapping[int, Release]
) -> tuple[Cell, ...]:
    """The same over a window's rounds together: those that counted comments, if any did."""
    kept = [
        (one, totals)
        for one in rounds
        if one.number is not None and rows_of(comment_tone(), totals := tx.rounds.totals(one.id))
    ]
    if not kept:
        return ()
    tree = _tree_of(ground, kept[0][1])
    k = max(max(one.thresholds.team, one.thresholds.comments) for one, _totals in kept)
    cells: list[Cell] = []
    for choice in of_comments():
        shown = {
            number: shown_nodes(one.cells, choice.measures[0]) for number, one in weekly.items()
        }
        again = [PooledRound(totals, shown[one.number or 0]) for one, totals in kept]
        cells += pooled(ground, tree, choice, again, k)
    return tuple(cells)


def _tree(tx: Transaction, ground: Ground, closed: Round, asked: Mapping[str, int]) -> Tree:
    """The tree of the window's earlier rounds, so that they can be pooled; else one chosen now."""
    for earlier in reversed(tx.rounds.closed_in(closed.window_id)):
        totals = tx.rounds.totals(earlier.id)
        if rows_of(comment_tone(), totals):
            return _tree_of(ground, totals)
    return tree_for_comments(ground, comment_tone(), asked)


def _tree_of(ground: Ground, totals: Sequence[UnitTotal]) -> Tree:
    is_whole = {row.leaf_id for row in rows_of(comment_tone(), totals)} == {ground.tree.root}
    return cut_at(ground.tree, 0) if is_whole else ground.tree_for(comment_tone())
