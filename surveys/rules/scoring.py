"""Reading displayed figures: which of them a team could talk about first."""

from collections.abc import Iterable, Mapping

from surveys.model.messages import Line, ResultLine
from surveys.model.questions import Driver


def favourable(line: ResultLine) -> float:
    """Return where a displayed value lies on its scale, 0 (worst) to 1 (best)."""
    scale = line.item.scale
    share = (line.value - scale.lo) / (scale.hi - scale.lo)
    return share if line.item.direction > 0 else 1 - share


def conversation_about(lines: Iterable[Line], drivers: Mapping[str, Driver]) -> str | None:
    """Return the open question of the least favourable score's driver. None: no such score.

    A share is neither good nor bad, and a question that its author wrote may have no driver.
    """
    scores = (line for line in lines if isinstance(line, ResultLine))
    lowest = min(
        (line for line in scores if line.item.driver_id in drivers), key=favourable, default=None
    )
    return drivers[lowest.item.driver_id].conversation if lowest else None
