"""What is counted of comments without their words: how they sound, and what they are about.

Each person who wrote counts once, however many questions they answered in words. Few people write,
so a share that is held back by one person in every unit says little where units are small: at
fifteen comments in a hundred, a service of thirty would keep every theme at one in four or five.
So where services are small on average their comments are counted together, for the organisation as
one unit; who was *asked* decides that, as a window of rounds begins, and never who wrote. And a
part is shown only where its units have ten writers each on average: held back by one, a share is
then right to ten percentage points, as it is told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from surveys.model.local_words import LocalWords
from surveys.model.questions import Answers, Choice, CommentPrompt
from surveys.model.releases import Cell, UnitTotal
from surveys.model.tree import Tree
from surveys.rules.cells import PooledRound, hidden_outside, pooled_cells, weekly_cells
from surveys.rules.cutting import Ground, cut_at, unit_in
from surveys.rules.sentiment import Kind, kind_of, polarity
from surveys.rules.sums import tree_sums
from surveys.rules.tallying import Said, unit_totals
from surveys.rules.themes import about

POSITIVE: Final = "positive"
NEGATIVE: Final = "negative"
UNCLEAR: Final = "unclear"
# Assumption: about fifteen in a hundred of those asked write something, so that a service of this
# many has about ten writers a week.
ASKED_A_UNIT: Final = 70
WRITERS_A_UNIT: Final = 10


def heard(
    said: Said, prompts: Sequence[CommentPrompt], tone: Choice, themes: Choice, local: LocalWords
) -> Said:
    """The tone and the themes of everyone who wrote, as answers to two questions."""
    return [
        (leaf, Answers(picks={tone.id: (tone_of(wrote, local),), themes.id: of}))
        for leaf, answers in said
        if (wrote := _wrote(answers, prompts))
        for of in [themes_of((text for text, _question in wrote), local)]
    ]


def tone_of(wrote: Iterable[tuple[str, str]], local: LocalWords) -> str:
    """How some comments, each with the question it answers, sound together.

    Clear where some sound so and none the other way; the reading does not tell mixed feelings from
    none, and neither does this.
    """
    kinds = {kind_of(polarity(text, question, local)) for text, question in wrote}
    if {Kind.POSITIVE, Kind.NEGATIVE} <= kinds:
        return UNCLEAR
    if Kind.POSITIVE in kinds:
        return POSITIVE
    return NEGATIVE if Kind.NEGATIVE in kinds else UNCLEAR


def themes_of(texts: Iterable[str], local: LocalWords) -> tuple[str, ...]:
    """Every theme of some comments, each once; empty: they fit none."""
    return tuple(dict.fromkeys(theme for text in texts for theme in about(text, local)))


def tree_for_comments(ground: Ground, tone: Choice, asked: Mapping[str, int]) -> Tree:
    """The tree on which a window's comments are counted, by those asked as it begins, by leaf.

    Cut at the services, or where they are small the organisation alone, if it may be shown.
    """
    cut = ground.tree_for(tone)
    units = {unit_in(cut, ground.tree, leaf) for leaf, people in asked.items() if people}
    is_small = sum(asked.values()) < ASKED_A_UNIT * len(units)
    return cut_at(ground.tree, 0) if is_small and ground.tree.root in ground.inside else cut


def counted(
    ground: Ground, tree: Tree, choice: Choice, read: Said, asked: Iterable[str], k: int
) -> tuple[list[UnitTotal], tuple[Cell, ...]]:
    """What is kept of one round's tones or themes, and the cells of its release.

    `read` holds the leaf of each person who wrote, `asked` every leaf where anybody was asked.
    """
    units = {leaf: unit_in(tree, ground.tree, leaf) for leaf in asked}
    placed = [(units[leaf], answers) for leaf, answers in read]
    totals = unit_totals(placed, choice, units.values())
    fine = ground.inside - too_rough(tree, rows_of(choice, totals))
    return totals, hidden_outside(weekly_cells(tree, choice, totals, k), fine)


def pooled(
    ground: Ground, tree: Tree, choice: Choice, rounds: Sequence[PooledRound], k: int
) -> tuple[Cell, ...]:
    """The cells of a release over several rounds whose totals were kept on one tree."""
    rows = [row for one in rounds for row in rows_of(choice, one.totals)]
    fine = ground.inside - too_rough(tree, rows)
    return hidden_outside(pooled_cells(tree, choice, rounds, k), fine)


def rows_of(choice: Choice, totals: Iterable[UnitTotal]) -> list[UnitTotal]:
    """The rows of its first option: those of the others have the same units and people."""
    return [row for row in totals if row.question_id == choice.measures[0]]


def too_rough(tree: Tree, rows: Sequence[UnitTotal]) -> frozenset[str]:
    """The nodes whose units have too few writers for a share to mean much.

    `rows` are of one measure, of one round or of several pooled. A node without nodes below it is
    never too rough where it has the people to be shown, so what is hidden is hidden from the top.
    """
    people, units = Counter[str](), Counter[str]()
    for row in rows:
        people[row.leaf_id] += row.n
        units[row.leaf_id] += row.n > 0
    writers, counted = tree_sums(tree, people, 0), tree_sums(tree, units, 0)
    return frozenset(
        node.id for node in tree.nodes if writers[node.id] < WRITERS_A_UNIT * counted[node.id]
    )


def _wrote(answers: Answers, prompts: Sequence[CommentPrompt]) -> list[tuple[str, str]]:
    return [(answers.comments[one.id], one.text) for one in prompts if one.id in answers.comments]
