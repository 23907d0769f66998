"""Counting a closed round: people and clipped totals for each question in each unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from surveys.model.questions import Answers, Choice, Item
from surveys.model.releases import UnitTotal
from surveys.rules.clipping import clip, project_found, project_one, project_several

Said = Sequence[tuple[str, Answers]]  # (unit, answers) of each person who answered


def unit_totals(said: Said, question: Item | Choice, asked: Iterable[str]) -> list[UnitTotal]:
    """Return the totals of a question in every unit where anybody was asked, units in order.

    An item has one total a unit; a choice one an option, all of the same people.
    """
    units = sorted(set(asked))
    if isinstance(question, Item):
        return _of_item(question, units, said)
    return _of_choice(question, units, said)


def respondents(said: Iterable[tuple[str, Answers]]) -> dict[str, int]:
    """Count the people in each unit who answered anything at all."""
    counts: dict[str, int] = defaultdict(int)
    for unit_id, answers in said:
        counts[unit_id] += not answers.is_empty
    return dict(counts)


def _of_item(item: Item, units: Iterable[str], said: Said) -> list[UnitTotal]:
    scores: dict[str, list[int]] = {unit_id: [] for unit_id in units}
    for unit_id, answers in said:
        if item.id in answers.scores:
            scores[unit_id].append(answers.scores[item.id])
    lo, hi = item.scale.lo, item.scale.hi
    return [
        UnitTotal(item.id, unit_id, len(given), clip(sum(given), len(given), lo, hi))
        for unit_id, given in scores.items()
    ]


def _of_choice(choice: Choice, units: Iterable[str], said: Said) -> list[UnitTotal]:
    picked: dict[str, list[tuple[str, ...]]] = {unit_id: [] for unit_id in units}
    for unit_id, answers in said:
        if choice.id in answers.picks:
            picked[unit_id].append(answers.picks[choice.id])
    return [total for unit_id, own in picked.items() for total in _shares(choice, unit_id, own)]


def _shares(choice: Choice, unit_id: str, picked: Sequence[tuple[str, ...]]) -> Iterator[UnitTotal]:
    ticks = Counter(option for options in picked for option in options)
    counts = [ticks[option.id] for option in choice.options]
    n = len(picked)
    if choice.is_exclusive:
        kept = project_one(counts)
    else:
        kept = (project_found if choice.is_found else project_several)(counts, n)
    for measure, total in zip(choice.measures, kept, strict=True):
        yield UnitTotal(measure, unit_id, n, total)
