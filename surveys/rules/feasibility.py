"""Feasibility: where an author may hope to see results, before anybody is asked.

It counts people who would be asked, supposes that so many answer, and puts these counts through
the very rules that later choose what is shown: scores down to teams, shares and words never below a
service. No answer goes into it, so it tells none.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from surveys.model.milestones import Event
from surveys.model.previews import Level, Promise, Result
from surveys.model.questions import Choice, CommentPrompt, Question
from surveys.model.rounds import Thresholds
from surveys.model.surveys import Every, Survey
from surveys.model.tree import Tree
from surveys.rules.bands import response_rate
from surveys.rules.cutting import cut_at, unit_in
from surveys.rules.disclosure import choose, choose_pooled
from surveys.rules.placing import place_comments
from surveys.rules.showing import FEWEST
from surveys.rules.sums import tree_sums

USUAL_RESPONSE: Final = 0.6  # of a survey that was never asked
# What each rounded rate stands for: the middle of the shares that read so.
_SHARES: Final[dict[str | None, list[float]]] = {}
for _share in range(1001):
    _SHARES.setdefault(response_rate(_share, 1000), []).append(_share / 1000)
_FULL: Final = 10  # tenths: everybody answers
_SERVICE: Final = 1  # steps below the organisation

# From people who answer, by leaf, to the nodes that a weekly and a quarterly release show.
ShownOf = Callable[[Mapping[str, int]], tuple[frozenset[str], frozenset[str]]]


class Outlook(StrEnum):
    """Whether a figure of one part of the tree is to be expected."""

    LIKELY = "likely"  # at the response expected
    WITH_MORE = "with_more"  # only if more people answer than expected
    NEVER = "never"  # too few people, or too near to others'


@dataclass(frozen=True)
class NodeOutlook:
    """What one node may hope for in each kind of release."""

    node_id: str
    weekly: Outlook
    quarterly: Outlook  # also of what a single round of a longer survey shows of teams


@dataclass(frozen=True)
class Scope:
    """Where results of an audience can stand."""

    is_whole_only: bool  # one figure for the organisation: by attribute, or a milestone's pool
    units: frozenset[str] | None = None  # the chosen parts and all below; None: everywhere


def scope_of(survey: Survey, places: frozenset[str]) -> Scope:
    """Return where a survey's results can stand; `places` is rules.audience.places_of it."""
    whole = survey.audience.is_by_attribute or survey.is_pooled
    return Scope(whole, places if survey.audience.units else None)


def outlooks(
    tree: Tree,
    headcounts: Mapping[str, int],
    response: float,
    scope: Scope,
    thresholds: Thresholds,
) -> tuple[NodeOutlook, ...]:
    """Return the outlook of every node, in tree order, of a scored question all are asked.

    `headcounts` is the people who would be asked by leaf, of the leaves where anybody would be;
    `response` the share expected to answer, 0 to 1. Counts by leaf are rounded to whole people.
    """
    return _outlooks(
        tree, headcounts, response, lambda counts: _scores(tree, counts, scope, thresholds)
    )


def promises(
    tree: Tree,
    headcounts: Mapping[str, int],
    response: float,
    scope: Scope,
    thresholds: Thresholds,
    questions: Sequence[Question],
) -> tuple[Promise, ...]:
    """Return where each sort of result that these questions ask for may be expected.

    The first of them that is no comment decides where comments may stand, as it does in a release.
    `thresholds.comments` is how many people, at the least, stand behind comments: in a weekly
    release as many as behind its figures. The rest is as in `outlooks`.
    """
    found: list[Promise] = []
    for result in results_of(questions):
        shown_of = _shown_of(result, tree, scope, thresholds, questions)
        nodes = _outlooks(tree, headcounts, response, shown_of)
        deepest = None if result is Result.SCORES else _SERVICE
        levels = by_depth(tree, headcounts, nodes, scope)
        kept = (one for one in levels if deepest is None or one.depth <= deepest)
        found.append(Promise(result, tuple(kept)))
    return tuple(found)


def results_of(questions: Iterable[Question]) -> tuple[Result, ...]:
    """Return the sorts of results that some questions ask for, each once."""
    asked = {_result_of(one) for one in questions}
    return tuple(one for one in Result if one in asked)


def _outlooks(
    tree: Tree,
    headcounts: Mapping[str, int],
    response: float,
    shown_of: ShownOf,
) -> tuple[NodeOutlook, ...]:
    """The outlook of every node, from what is shown where so many answer by leaf."""
    steps = [response, *(one / _FULL for one in range(1, _FULL + 1) if one / _FULL > response)]
    shown = [shown_of(_answering(headcounts, one)) for one in steps]
    weekly, quarterly = [one[0] for one in shown], [one[1] for one in shown]
    return tuple(
        NodeOutlook(node.id, _outlook(node.id, weekly), _outlook(node.id, quarterly))
        for node in tree.nodes
    )


def by_depth(
    tree: Tree, headcounts: Mapping[str, int], found: Iterable[NodeOutlook], scope: Scope
) -> tuple[Level, ...]:
    """Sum outlooks up for the author, level by level: "4 of 5 services, 3 of 28 teams"."""
    people = tree_sums(tree, headcounts, 0)
    levels: dict[int, list[NodeOutlook]] = {}
    for one in found:
        is_counted = people[one.node_id] > 0 and tree.by_id[one.node_id].unit_id == one.node_id
        if is_counted and _is_in(tree, scope, one.node_id):
            levels.setdefault(tree.depth(one.node_id), []).append(one)
    return tuple(
        Level(
            depth=depth,
            of=len(nodes),
            weekly=sum(one.weekly is Outlook.LIKELY for one in nodes),
            quarterly=sum(one.quarterly is Outlook.LIKELY for one in nodes),
        )
        for depth, nodes in sorted(levels.items())
    )


def expected_response(rates: Sequence[str]) -> float:
    """Return the share that may be expected to answer, 0 to 1, from what releases said of it.

    `rates` are those of the whole organisation in the last releases, such as "80%"; the usual
    response where there is none.
    """
    if not rates:
        return USUAL_RESPONSE
    shares = [sum(_SHARES[rate]) / len(_SHARES[rate]) for rate in rates]
    return sum(shares) / len(shares)


def months_outside(survey: Survey) -> tuple[int, ...]:
    """Return the milestones at which nobody is in the audience, by the time since their start."""
    calendar, tenure = survey.calendar, survey.audience.tenure
    if calendar is None or tenure is None or calendar.every is not Every.MILESTONE:
        return ()
    if calendar.event is not Event.START:
        return ()  # how long they have been here by then differs
    return tuple(
        one
        for one in calendar.months
        if one < tenure.least or (tenure.most is not None and one >= tenure.most)
    )


def _result_of(question: Question) -> Result:
    if isinstance(question, CommentPrompt):
        return Result.WORDS
    return Result.SHARES if isinstance(question, Choice) else Result.SCORES


def _shown_of(
    result: Result,
    tree: Tree,
    scope: Scope,
    thresholds: Thresholds,
    questions: Sequence[Question],
) -> ShownOf:
    """What a weekly and a quarterly release show of one sort of result."""
    if result is Result.SCORES:
        return lambda counts: _scores(tree, counts, scope, thresholds)
    if result is Result.SHARES:
        return lambda counts: (_shares(tree, counts, scope, thresholds), frozenset())
    figures = [one for one in map(_result_of, questions) if one is not Result.WORDS]
    places = _shown_of((figures or [Result.SHARES])[0], tree, scope, thresholds, questions)
    least = thresholds.comments
    return lambda counts: (_words(tree, counts, places(counts)[0], least), frozenset())


def _scores(
    tree: Tree, counts: Mapping[str, int], scope: Scope, thresholds: Thresholds
) -> tuple[frozenset[str], frozenset[str]]:
    """The nodes at which a weekly and a quarterly release show a mean."""
    if scope.is_whole_only:
        return _shares(tree, counts, scope, thresholds), frozenset()
    weekly = choose(tree, counts, thresholds.week)
    quarterly = choose_pooled(tree, [(counts, weekly)], thresholds.team)
    return (
        frozenset(one for one in weekly if _is_in(tree, scope, one)),
        frozenset(one for one in quarterly if _is_in(tree, scope, one)),
    )


def _shares(
    tree: Tree, counts: Mapping[str, int], scope: Scope, thresholds: Thresholds
) -> frozenset[str]:
    """The nodes at which a release shows shares: services and above, or the organisation alone."""
    if scope.is_whole_only:
        enough = sum(counts.values()) >= thresholds.week
        return frozenset({tree.root} if enough else ())
    cut = cut_at(tree, _SERVICE)
    by_unit: Counter[str] = Counter()
    for leaf, people in counts.items():
        by_unit[unit_in(cut, tree, leaf)] += people
    return frozenset(
        one for one in choose(cut, by_unit, thresholds.week) if _is_in(tree, scope, one)
    )


def _words(
    tree: Tree, counts: Mapping[str, int], places: frozenset[str], least: int
) -> frozenset[str]:
    """The nodes at which comments could stand, if in every place enough people write.

    Where few do, theirs go to the organisation: so it is among them wherever it could hold any.
    """
    supposed = [(leaf, "") for leaf in counts for _one in range(FEWEST)]
    placed = place_comments(tree, places, counts, supposed, least)
    whole = {tree.root} & places if sum(counts.values()) >= least else set()
    return frozenset({*placed, *whole})


def _is_in(tree: Tree, scope: Scope, node_id: str) -> bool:
    if scope.is_whole_only:
        return node_id == tree.root
    return scope.units is None or tree.by_id[node_id].unit_id in scope.units


def _answering(headcounts: Mapping[str, int], response: float) -> dict[str, int]:
    return {leaf: int(people * response + 0.5) for leaf, people in headcounts.items()}


def _outlook(node_id: str, shown: Sequence[frozenset[str]]) -> Outlook:
    """The outlook from what is shown at the response expected, first, and at higher ones."""
    if node_id in shown[0]:
        return Outlook.LIKELY
    return Outlook.WITH_MORE if any(node_id in one for one in shown) else Outlook.NEVER
