"""Surroundings: settings, what the log lets through, and how old the list of help is."""

from collections.abc import Sequence
from datetime import date, datetime

from surveys.model.auditing import Facts, Judgement, RefusedSettings
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _


def settings(facts: Facts) -> Judgement:
    """The bot would start with these settings."""
    return are_fit(facts.refused)


def are_fit(refused: RefusedSettings | None) -> Judgement:
    """Judge the same of settings of which some may have been refused. None: none was."""
    if refused:
        return failed(refused.sentence, _("Set them right; the bot refuses to start so."))
    return passed(_("Every setting is known, can be read and lies within its bounds."))


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
    return was_reviewed(facts.help_reviewed, facts.now, is_stale=facts.help_is_stale)


def was_reviewed(reviewed: date, now: datetime, *, is_stale: bool) -> Judgement:
    """Judge the same of a list by the day on which it was last checked."""
    day = reviewed.isoformat()
    if is_stale and reviewed > now.date():
        return failed(
            _("The list of help says that it was checked on {day}, a day to come.").format(day=day),
            _(
                "Check every line of the file that SUPPORT_FILE names, then set its date of review"
                " to that day; if this machine's clock is wrong, set that right."
            ),
        )
    if is_stale:
        return failed(
            _("The list of help was last checked on {day}, too long ago.").format(day=day),
            _(
                "Check every line of the file that SUPPORT_FILE names, or make one from"
                " surveys/bank/support.toml, then set its date of review."
            ),
        )
    return passed(_("The list of help was checked on {day}.").format(day=day))


def not_filled_in(names: Sequence[str], *, is_ours: bool) -> Judgement:
    """Judge a list of help whose lines of these names say only what came with us.

    They may be right as they are, which nobody has said.
    """
    fill = _(
        "Put your own words into these lines of the file that SUPPORT_FILE names; where ours are"
        " right, take local = true off the line."
    )
    copy = _(
        "Copy surveys/bank/support.toml, put your own words into these lines, and name the copy in"
        " SUPPORT_FILE."
    )
    return unclear(
        _("Nobody has filled these lines of the list of help in: {names}.").format(
            names=", ".join(names)
        ),
        copy if is_ours else fill,
    )
