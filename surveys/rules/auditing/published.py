"""Releases so far: judged again, one by one and all together, by the rules they were made by."""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Final

from surveys.model.auditing import Facts, Judgement, Kept
from surveys.model.releases import Release, Tier
from surveys.model.tree import Tree
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.rules.auditing.statements import Statement, statements, weekly_shown
from surveys.rules.bands import n_band
from surveys.rules.cells import bounds
from surveys.rules.clipping import clip
from surveys.rules.derivable import Derivable, Figure, smallest_derivable
from surveys.rules.shownness import ShownTree
from surveys.rules.sums import tree_sums
from surveys.wording import _, ngettext

ROUNDING: Final = 0.05 + 1e-9  # figures are rounded to 0.1


def totals_clipped(facts: Facts) -> Judgement:
    """What is kept of a team's answers lies within the bounds that leave every answer possible."""
    rows = [
        (row, facts.scales[row.question_id])
        for totals in facts.kept.totals.values()
        for row in totals
        if row.question_id in facts.scales
    ]
    wrong = sum(row.clipped_sum != clip(row.clipped_sum, row.n, *ends) for row, ends in rows)
    if wrong:
        return failed(
            ngettext(
                "{n} total of a team lies outside its bounds, so it may tell what somebody said.",
                "{n} totals of teams lie outside their bounds, so they may tell what people said.",
                wrong,
            ).format(n=wrong),
            _("Restore the database from before, and find out what changed it."),
        )
    return passed(_("All {n} totals of teams lie within their bounds.").format(n=len(rows)))


def figures_from_totals(facts: Facts) -> Judgement:
    """Every figure shown is what the totals kept give, and hidden ones hold nothing."""
    return _judge_each(
        facts.kept,
        _is_from_totals,
        _("{n} questions of releases do not say what the totals give."),
        _("All {n} questions of releases say what the totals give, and no more."),
    )


def keep_the_rule(facts: Facts) -> Judgement:
    """Every node shown keeps the rule of its release, together with the weeks it pools."""
    weekly = weekly_shown(facts.kept)
    return _judge_each(
        facts.kept,
        lambda one: _keeps_rule(one, weekly),
        _("{n} questions of releases show groups that the rule hides."),
        _("All {n} questions of releases keep the rule, groups left by subtraction included."),
    )


def together(facts: Facts) -> Judgement:
    """Adding and subtracting everything published concerns as many people as the rule wants."""
    derivable = list(_derivable(facts.kept))
    small = sum(found.found is not None and found.found < k for found, k in derivable)
    if small:
        return failed(
            ngettext(
                "Of {n} question figures can be combined that tell of too few people.",
                "Of {n} questions figures can be combined that tell of too few people.",
                small,
            ).format(n=small),
            remedy(),
        )
    if any(found.at_least < k for found, k in derivable):
        return unclear(
            _("There are too many combinations of figures to go through."),
            _("Report this: figures released by Staff Voice never leave so many."),
        )
    return passed(
        _(
            "Whatever is added and subtracted, of {n} questions in both tiers, nothing tells of"
            " fewer people than a team release needs."
        ).format(n=len(derivable))
    )


def apart(facts: Facts) -> Judgement:
    """No round is released twice, and no two team releases of a question share a time."""
    pairs = list(combinations(facts.kept.releases, 2))
    if any(_clash(one, other) for one, other in pairs):
        return failed(_("Two releases speak of the same answers where there may be one."), remedy())
    return passed(
        _("Of {n} releases no two speak of the same answers where there may be one.").format(
            n=len(facts.kept.releases)
        )
    )


def _judge_each(
    kept: Kept, is_right: Callable[[Statement], bool], wrong_words: str, right_words: str
) -> Judgement:
    every = list(statements(kept))
    known = [one for one in every if one.is_countable]
    wrong = sum(not is_right(one) for one in known)
    wrong += sum(not one.rounds and bool(one.shown) for one in every)  # figures of no answers
    if wrong:
        return failed(wrong_words.format(n=wrong), remedy())
    lost = sum(bool(one.shown) for one in every) - sum(bool(one.shown) for one in known)
    if lost:
        return unclear(
            _("Of {n} questions of releases the counts are not kept any more.").format(n=lost),
            _("Compare with an audit made while they were kept."),
        )
    return passed(right_words.format(n=len(known)))


def _is_from_totals(one: Statement) -> bool:
    sums = [tree_sums(one.tree, counts, 0) for counts in one.counts]
    clipped = [
        tree_sums(one.tree, {row.leaf_id: row.clipped_sum for row in rows}, 0.0)
        for rows in one.totals
    ]
    rows = [row for own in one.totals for row in own]
    known = bounds(one.tree, one.question, rows) if one.question else {}
    for cell in one.cells:
        if not cell.shown:
            if (cell.value, cell.bound, cell.n_band) != (None, None, None):
                return False
            continue
        people = [by_node.get(cell.node_id, 0) for by_node in sums]
        if not any(people) or cell.n_band != n_band(max(people)):
            return False
        value = sum(by_node[cell.node_id] for by_node in clipped) / sum(people)
        if cell.value is None or abs(cell.value - value) > ROUNDING:
            return False
        if cell.bound != known.get(cell.node_id):
            return False
    return True


def _keeps_rule(one: Statement, weekly: Mapping[tuple[str, str], frozenset[str]]) -> bool:
    """Apply the rule to what is shown of one question, in each round it rests on."""
    if not one.shown <= one.tree.by_id.keys():
        return False
    is_weekly = one.release.tier is Tier.WEEKLY
    k = one.thresholds.week if is_weekly else one.thresholds.team
    for round_, counts in zip(one.rounds, one.counts, strict=True):
        before = frozenset() if is_weekly else weekly.get((round_.id, one.question_id), frozenset())
        union = ShownTree(one.tree, counts, one.shown, before & one.tree.by_id.keys())
        for node_id in one.shown | union.fixed:
            # What a week showed before the team threshold rose above its own stays as it was.
            need = k if node_id in one.shown else min(k, round_.thresholds.week)
            if not union.is_safe(node_id, need):
                return False
    return True


def _derivable(kept: Kept) -> Iterable[tuple[Derivable, int]]:
    """What can be worked out of each question in each window, and the fewest it may concern."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for one in statements(kept):
        if one.is_countable:
            groups.setdefault((one.release.window_id, one.question_id), []).append(one)
    for own in groups.values():
        counts: dict[str, Mapping[str, int]] = {}
        figures = []
        for one in own:
            rounds = tuple(round_.id for round_ in one.rounds)
            counts |= dict(zip(rounds, one.counts, strict=True))
            figures += [Figure(node_id, rounds) for node_id in sorted(one.shown)]
        k = min(round_.thresholds.team for one in own for round_ in one.rounds)
        largest: Tree = max((one.tree for one in own), key=lambda tree: len(tree.nodes))
        yield smallest_derivable(largest, counts, figures, k), k


def _clash(one: Release, other: Release) -> bool:
    if one.tier is not other.tier:
        return False
    if one.tier is Tier.WEEKLY:
        return (one.survey, one.round_number) == (other.survey, other.round_number)
    same = one.window_id == other.window_id
    shares = {cell.question_id for cell in one.cells if cell.shown} & {
        cell.question_id for cell in other.cells if cell.shown
    }
    return same or bool(shares and one.opened < other.closed and other.opened < one.closed)


def remedy() -> str:
    """Say what to do about anything published that the product did not make."""
    return _("Believe and pass on nothing of these releases, and find out what made them.")
