"""Thresholds: never below the floor, never lowered, never changed behind people's backs."""

from surveys.model.auditing import Facts, Judgement
from surveys.model.policy import LOWEST
from surveys.rules.auditing.saying import failed, passed
from surveys.rules.rising import ever_fell, is_chain, shortfalls
from surveys.wording import _


def kept(facts: Facts) -> Judgement:
    """The settings are at least what every round so far was opened under."""
    least = LOWEST
    for mark in facts.kept.marks:
        least = least.raised_to(mark.thresholds)
    short = shortfalls(facts.thresholds, least)
    if short:
        wanted = ", ".join(f"{name}={number}" for name, number in short.items())
        return failed(
            _("The settings would show smaller groups than rounds were opened under."),
            _("Set at least {wanted}.").format(wanted=wanted),
        )
    now = facts.thresholds
    return passed(
        _("Set to team {team}, week {week}, comments {comments}; never set higher before.").format(
            team=now.team, week=now.week, comments=now.comments
        )
    )


def chain(facts: Facts) -> Judgement:
    """Every mark follows from the one before, and every round is as its mark says."""
    marks = facts.kept.marks
    by_round = {one.round_id: one.thresholds for one in marks}
    agree = all(by_round.get(one.id) == one.thresholds for one in facts.kept.rounds)
    if not agree or not is_chain(marks):
        return failed(
            _("What rounds were opened under has been changed since, or was left out."),
            _("Restore the database from before; believe no figure released since."),
        )
    if not marks:
        return passed(_("No round has been opened yet."))
    return passed(
        _("{n} marks in a row, the last {digest}, agree with every round.").format(
            n=len(marks), digest=marks[-1].digest[:16]
        )
    )


def of_rounds(facts: Facts) -> Judgement:
    """Each round's thresholds are at the floor or above, and at those before it or above."""
    rounds = facts.kept.rounds
    if any(shortfalls(one.thresholds, LOWEST) for one in rounds):
        return failed(
            _("A round was opened under thresholds below the lowest permitted."),
            _("Believe and pass on nothing released of that round."),
        )
    if ever_fell(facts.kept.marks):
        return failed(
            _("A round was opened under lower thresholds than one before it."),
            _("Set the thresholds to the highest ever used, and keep them there."),
        )
    return passed(_("From round to round thresholds stayed or rose, never below the lowest."))
