"""From what leavers said to what is shown: shares to 10%, few read alike, nothing ruled out.

Every share is of everyone in the pool who spoke. A category named by fewer than 3 in their own
hand, none included, reads "fewer than 3". Of categories of which each person has one, that is not
enough: shares that add up to everyone would rule the others out. So one person is taken from the
largest shown category where those shown would leave nobody for the others: the figures then are
those of another world in which somebody did say each of the others. Main reasons nest in classes
(pay or not; avoidable or not), and each class keeps the same for its own reasons.

Reasons of which anybody may name several are clipped to 1 up to all but one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, sqrt
from typing import Final

from surveys.model.figures import Interval
from surveys.model.leaving import Conversation, ExitCell, LeavingBank, Said

FEW: Final = 3
STEP: Final = 0.1
Z_95: Final = 1.96
REASONS: Final = "reasons"
MAIN: Final = "main"
CLASS: Final = "class"  # of the main reason
RETURNING: Final = "returning"
RECOMMEND: Final = "recommend"
RETURNINGS: Final = ("yes", "perhaps", "no")
RECOMMENDS: Final = ("9-10", "7-8", "0-6")
PAY: Final = "pay"
CLASSES: Final = (PAY, "avoidable", "outside", "unclear")


def cells(pool: Sequence[Conversation], bank: LeavingBank) -> tuple[ExitCell, ...]:
    """Return everything shown of those who spoke, own hand or taken down."""
    own = [one.own for one in pool if one.is_own]
    spoken = [one.spoken for one in pool if not one.is_own and not one.spoken.is_empty]
    everyone = len(own) + len(spoken)
    return (
        *_mentioned(own, spoken, everyone, bank),
        *_main(own, spoken, everyone, bank),
        *_exclusive(RETURNING, RETURNINGS, own, spoken, everyone),
        *_exclusive(RECOMMEND, RECOMMENDS, own, spoken, everyone),
    )


def class_of(reason: str, bank: LeavingBank) -> str:
    """Return whether a reason is pay, else whether the employer could have avoided it."""
    group = bank.group_of[reason]
    if group.is_pay:
        return PAY
    return {True: "avoidable", False: "outside", None: "unclear"}[group.is_avoidable]


def interval(share: float, at_least: int) -> Interval:
    """Return the 95% interval of a displayed share among `at_least` people or more, 0 to 1.

    Wilson's score interval (J. Am. Stat. Assoc. 22, 1927), half a step of rounding on each side,
    the ends rounded outwards to 5%. What is displayed decides it, so it tells nothing more.
    """
    n, z = at_least, Z_95**2
    low, high = (
        (p + z / (2 * n) + sign * Z_95 * sqrt(p * (1 - p) / n + z / (4 * n * n))) / (1 + z / n)
        for p, sign in ((max(0.0, share - STEP / 2), -1), (min(1.0, share + STEP / 2), 1))
    )
    return Interval(floor(20 * low + 1e-9) / 20, min(1.0, ceil(20 * high - 1e-9) / 20))


def is_news(share: float, at_least: int, before: float, then: int) -> bool:
    """Say whether two displayed shares of different people differ by more than chance (95%)."""
    variance = sum(
        max(p * (1 - p), 1 / n) / n + STEP**2 / 12 for p, n in ((share, at_least), (before, then))
    )
    return abs(share - before) > Z_95 * sqrt(variance) + 1e-9


def fitted(counts: Mapping[str, int], everyone: int) -> dict[str, int]:
    """Return the counts of what each person says one of, so that none of them is ruled out.

    Those under FEW read 0 here. `everyone`: of whom they are counted. Where some read so, those
    shown leave at least one person for them.
    """
    shown = {one: n for one, n in counts.items() if n >= FEW}
    while shown and sum(shown.values()) > everyone - (len(shown) < len(counts)):
        largest = max(shown, key=lambda one: (shown[one], one))
        shown[largest] -= 1
        if shown[largest] < FEW:
            del shown[largest]
    return {one: shown.get(one, 0) for one in counts}


def _mentioned(
    own: Sequence[Said], spoken: Sequence[Said], everyone: int, bank: LeavingBank
) -> Iterable[ExitCell]:
    said = Counter(reason for one in own for reason in one.reasons)
    heard = Counter(reason for one in spoken for reason in one.reasons)
    for reason in bank.by_id:
        n = min(said[reason], len(own) - 1)
        yield _cell(REASONS, reason, n if n >= FEW else 0, heard[reason], everyone)


def _main(
    own: Sequence[Said], spoken: Sequence[Said], everyone: int, bank: LeavingBank
) -> Iterable[ExitCell]:
    said = Counter(one.main for one in own if one.main)
    heard = Counter(one.main for one in spoken if one.main)
    by_class: dict[str, list[str]] = {one: [] for one in CLASSES}
    for reason in bank.by_id:
        by_class[class_of(reason, bank)].append(reason)
    sums = {one: sum(said[reason] for reason in by_class[one]) for one in CLASSES}
    kept = fitted(sums, len(own))
    for name, reasons in by_class.items():
        heard_here = sum(heard[reason] for reason in reasons)
        yield _cell(CLASS, name, kept[name], heard_here, everyone)
        # Of a class too small to show nothing is; of a shown one its reasons leave somebody over.
        within = fitted({one: said[one] for one in reasons}, kept[name])
        for reason in reasons:
            n = within[reason] if kept[name] else 0
            yield _cell(MAIN, reason, n, heard[reason], everyone)


def _exclusive(
    question: str,
    options: Sequence[str],
    own: Sequence[Said],
    spoken: Sequence[Said],
    everyone: int,
) -> Iterable[ExitCell]:
    said, heard = (Counter(_option(question, one) for one in said) for said in (own, spoken))
    kept = fitted({one: said[one] for one in options}, len(own))
    for one in options:
        yield _cell(question, one, kept[one], heard[one], everyone)


def _option(question: str, said: Said) -> str | None:
    if question == RETURNING:
        return said.returning
    if said.recommend is None:
        return None
    return RECOMMENDS[0 if said.recommend >= 9 else 1 if said.recommend >= 7 else 2]


def _cell(question: str, option: str, n: int, heard: int, everyone: int) -> ExitCell:
    if not n:
        return ExitCell(question, option, None)
    tenths = floor((n + heard) / everyone * 10 + 0.5)
    return ExitCell(question, option, min(9, max(1, tenths)) / 10)
