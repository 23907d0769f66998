"""Releases of what leavers said: judged again by the rule they were made by."""

from surveys.model.auditing import Facts, Judgement
from surveys.model.leaving import ExitRelease
from surveys.rules.auditing.published import remedy
from surveys.rules.auditing.saying import failed, passed
from surveys.rules.leaving.counting import FEW
from surveys.rules.leaving.deciding import BANDS
from surveys.rules.quarters import last_day, quarter_of
from surveys.wording import _


def released(facts: Facts) -> Judgement:
    """Every release is of ten leavers or more at a quarter's end, and rules nobody's answer out."""
    kept = facts.kept
    wrong = sum(not _is_right(one) for one in kept.exits)
    at_least = {one.id: one.at_least for one in kept.exits}
    crowded = sum(
        not FEW <= n <= at_least.get(release_id, 0)
        for (release_id, _question), n in kept.exit_texts.items()
    )
    if wrong or crowded:
        return failed(
            _("{n} releases of what leavers said are not by the rule.").format(n=wrong + crowded),
            remedy(),
        )
    return passed(
        _(
            "All {n} releases of what leavers said are of ten people or more, at a quarter's end,"
            " in tenths that leave somebody over."
        ).format(n=len(kept.exits))
    )


def _is_right(one: ExitRelease) -> bool:
    tenths = [10 * cell.share for cell in one.cells if cell.share is not None]
    return (
        one.at_least in BANDS
        and one.until == last_day(quarter_of(one.until))
        and all(abs(tenth - round(tenth)) < 1e-6 and 1 <= round(tenth) <= 9 for tenth in tenths)
    )
