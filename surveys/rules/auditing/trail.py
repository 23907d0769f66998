"""The trail: what administrators did, as it was written down when they did it."""

from surveys.model.auditing import Facts, Judgement
from surveys.model.trail import is_whole
from surveys.rules.auditing.saying import failed, passed
from surveys.wording import _, ngettext


def chain(facts: Facts) -> Judgement:
    """Every act kept follows from the one before, and the first from those removed for age."""
    trail = facts.kept.trail
    if not is_whole(trail):
        return failed(
            _("What administrators did has been changed since, or was left out."),
            _("Find out who can write to the database; compare with a copy from before."),
        )
    if not trail.acts:
        return passed(_("No administrative act is kept."))
    n = len(trail.acts)
    return passed(
        ngettext(
            "{n} act in a row, the last {digest}.", "{n} acts in a row, the last {digest}.", n
        ).format(n=n, digest=trail.acts[-1].digest[:16])
    )
