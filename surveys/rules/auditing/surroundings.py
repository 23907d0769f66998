"""Surroundings: what the log lets through, and how old the list of help is."""

from datetime import date

from surveys.model.auditing import Facts, Judgement
from surveys.rules.auditing.saying import failed, passed
from surveys.wording import _


def logs(facts: Facts) -> Judgement:
    """Lines that tell too much, given to the log's own filter, come out without it."""
    log = facts.log
    if log.leaked:
        return failed(
            _("{leaked} of {tried} trial lines passed the log's filter with words in them.").format(
                leaked=log.leaked, tried=log.tried
            ),
            _("Reinstall Staff Voice, and destroy the logs written so far."),
        )
    return passed(
        _(
            "There is no log file: lines go to standard error at {level}, through an allow-list"
            " that let none of {tried} trial lines' words pass."
        ).format(level=log.level, tried=log.tried)
    )


def help_list(facts: Facts) -> Judgement:
    """Somebody has checked the list of help within its own time."""
    return was_reviewed(facts.help_reviewed, is_stale=facts.help_is_stale)


def was_reviewed(reviewed: date, *, is_stale: bool) -> Judgement:
    """Judge the same of a list by the day on which it was last checked."""
    day = reviewed.isoformat()
    if is_stale:
        return failed(
            _("The list of help was last checked on {day}, too long ago.").format(day=day),
            _(
                "Check every line of the file that SUPPORT_FILE names, or make one from"
                " surveys/bank/support.toml, then set its date of review."
            ),
        )
    return passed(_("The list of help was checked on {day}.").format(day=day))
