"""Feasibility: where an author may hope to see results, before anybody is asked.

It counts people who would be asked, supposes that so many answer, and puts these counts through
the very rules that later choose what is shown. No answer goes into it, so it tells none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from surveys.model.rounds import Thresholds
from surveys.model.surveys import Every, Survey
from surveys.model.tree import Tree
from surveys.rules.bands import response_rate
from surveys.rules.disclosure import choose, choose_pooled
from surveys.rules.sums import tree_sums

USUAL_RESPONSE: Final = 0.6  # of a survey that was never asked
# What each rounded rate stands for: the middle of the shares that read so.
_SHARES: Final[dict[str | None, list[float]]] = {}
for _share in range(1001):
    _SHARES.setdefault(response_rate(_share, 1000), []).append(_share / 1000)
_FULL: Final = 10  # tenths: everybody answers


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
class DepthOutlook:
    """One level of the tree: 0 the organisation, 1 services, 2 teams; direct staff not counted."""

    depth: int
    of: int  # parts in which anybody would be asked
    weekly: int  # of these, how many are likely
    quarterly: int


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
    steps = [response, *(one / _FULL for one in range(1, _FULL + 1) if one / _FULL > response)]
    shown = [_shown(tree, _answering(headcounts, one), scope, thresholds) for one in steps]
    weekly, quarterly = [one[0] for one in shown], [one[1] for one in shown]
    return tuple(
        NodeOutlook(node.id, _outlook(node.id, weekly), _outlook(node.id, quarterly))
        for node in tree.nodes
    )


def by_depth(
    tree: Tree, headcounts: Mapping[str, int], found: Iterable[NodeOutlook], scope: Scope
) -> tuple[DepthOutlook, ...]:
    """Sum outlooks up for the author, level by level: "4 of 5 services, 3 of 28 teams"."""
    people = tree_sums(tree, headcounts, 0)
    levels: dict[int, list[NodeOutlook]] = {}
    for one in found:
        is_counted = people[one.node_id] > 0 and tree.by_id[one.node_id].unit_id == one.node_id
        if is_counted and _is_in(tree, scope, one.node_id):
            levels.setdefault(tree.depth(one.node_id), []).append(one)
    return tuple(
        DepthOutlook(
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
    return tuple(
        one
        for one in calendar.months
        if one < tenure.least or (tenure.most is not None and one >= tenure.most)
    )


def _shown(
    tree: Tree, counts: Mapping[str, int], scope: Scope, thresholds: Thresholds
) -> tuple[frozenset[str], frozenset[str]]:
    """The nodes that a weekly and a quarterly release show."""
    if scope.is_whole_only:
        enough = sum(counts.values()) >= thresholds.week
        return frozenset({tree.root} if enough else ()), frozenset()
    weekly = choose(tree, counts, thresholds.week)
    quarterly = choose_pooled(tree, [(counts, weekly)], thresholds.team)
    return (
        frozenset(one for one in weekly if _is_in(tree, scope, one)),
        frozenset(one for one in quarterly if _is_in(tree, scope, one)),
    )


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
