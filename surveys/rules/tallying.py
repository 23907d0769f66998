"""Counting a closed round: people and clipped totals for each question in each unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from surveys.model.questions import Answers, Choice, Item
from surveys.model.releases import UnitTotal
from surveys.rules.clipping import clip, project_one, project_several

Said = Sequence[tuple[str, Answers]]  # (unit, answers) of each person who answered


def unit_totals(said: Said, question: Item | Choice, asked: Iterable[str]) -> list[UnitTotal]:
    """Return the totals of a question in every unit where anybody was asked, units in order.

    An item has one total a unit; a choice one an option, all of the same people.
    """
    units: dict[str, list[Answers]] = {unit_id: [] for unit_id in sorted(set(asked))}
    for unit_id, answers in said:
        units[unit_id].append(answers)
    if isinstance(question, Item):
        return [_of_item(question, unit_id, own) for unit_id, own in units.items()]
    return [total for unit_id, own in units.items() for total in _of_choice(question, unit_id, own)]


def respondents(said: Iterable[tuple[str, Answers]]) -> dict[str, int]:
    """Count the people in each unit who answered anything at all."""
    counts: dict[str, int] = defaultdict(int)
    for unit_id, answers in said:
        counts[unit_id] += not answers.is_empty
    return dict(counts)


def _of_item(item: Item, unit_id: str, said: Iterable[Answers]) -> UnitTotal:
    given = [one.scores[item.id] for one in said if item.id in one.scores]
    clipped = clip(sum(given), len(given), item.scale.lo, item.scale.hi)
    return UnitTotal(item.id, unit_id, len(given), clipped)


def _of_choice(choice: Choice, unit_id: str, said: Iterable[Answers]) -> list[UnitTotal]:
    picked = [one.picks[choice.id] for one in said if choice.id in one.picks]
    ticks = Counter(option for options in picked for option in options)
    counts = [ticks[option.id] for option in choice.options]
    n = len(picked)
    kept = project_one(counts) if choice.is_exclusive else project_several(counts, n)
    return [
        UnitTotal(measure, unit_id, n, total)
        for measure, total in zip(choice.measures, kept, strict=True)
    ]
