"""Counting a closed round: people and clipped sums for each question in each leaf."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from surveys.model.questions import Answers, Item
from surveys.model.releases import UnitTotal
from surveys.rules.clipping import clip


def unit_totals(
    said: Sequence[tuple[str, Answers]], items: Iterable[Item], asked: Iterable[str]
) -> tuple[UnitTotal, ...]:
    """Return the totals of (leaf, answers) pairs, one a person, for every leaf that was asked."""
    leaves = sorted(set(asked))
    return tuple(total for item in items for total in _of_item(said, item, leaves))


def respondents(said: Iterable[tuple[str, Answers]]) -> dict[str, int]:
    """Count the people in each leaf who answered anything at all."""
    counts: dict[str, int] = defaultdict(int)
    for leaf_id, answers in said:
        counts[leaf_id] += not answers.is_empty
    return dict(counts)


def _of_item(
    said: Iterable[tuple[str, Answers]], item: Item, leaves: Iterable[str]
) -> list[UnitTotal]:
    scores: dict[str, list[int]] = {leaf_id: [] for leaf_id in leaves}
    for leaf_id, answers in said:
        if item.id in answers.scores:
            scores[leaf_id].append(answers.scores[item.id])
    return [
        UnitTotal(
            question_id=item.id,
            leaf_id=leaf_id,
            n=len(given),
            clipped_sum=clip(sum(given), len(given), item.scale.lo, item.scale.hi),
        )
        for leaf_id, given in scores.items()
    ]
