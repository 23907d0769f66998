"""Reading displayed figures: which of them a team could talk about first, and how."""

from collections.abc import Iterable, Mapping

from surveys.model.messages import Line, ResultLine
from surveys.model.questions import Conversations


def favourable(line: ResultLine) -> float:
    """Return where a displayed value lies on its scale, 0 (worst) to 1 (best)."""
    scale = line.item.scale
    share = (line.value - scale.lo) / (scale.hi - scale.lo)
    return share if line.item.direction > 0 else 1 - share


def conversation_about(
    lines: Iterable[Line], by_driver: Mapping[str, Conversations], number: int
) -> str | None:
    """Return one open question to talk about. None: no score of a driver is among the figures.

    First of what got worse by more than chance, then of what got better; else of the least
    favourable figure, and then another question each round. Of several, the least favourable.
    A share is neither good nor bad, and a question that its author wrote may have no driver.
    """
    scores = [
        line for line in lines if isinstance(line, ResultLine) and line.item.driver_id in by_driver
    ]
    if not scores:
        return None
    worse = [line for line in scores if line.turned < 0]
    better = [line for line in scores if line.turned > 0]
    chosen = min(worse or better or scores, key=favourable)
    own = by_driver[chosen.item.driver_id]
    if worse:
        return own.worse
    return own.better if better else own.usual[number % len(own.usual)]
