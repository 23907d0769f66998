"""Monday's report to whoever keeps the bot running: three lines, or what is wrong and a remedy."""

from typing import Final

from handlers.views.blocks import Block, header, section, shortened
from handlers.views.mrkdwn import day_and_time, day_and_year, escape, short_day
from handlers.views.next_steps import trouble_in_words
from surveys.model.deliveries import Missed
from surveys.model.home import Trouble
from surveys.model.watching import WeekReport
from surveys.wording import _, ngettext

MOST: Final = 12  # of what is wrong; a message must not grow too long
_LONGEST: Final = 350  # of what is seen on the machine, and of its remedy
_TITLE: Final = 150
# Told by code.
_BY_CODE: Final = frozenset({Trouble.REFUSED})
# What the machine tells as well, with the date.
_SEEN: Final = frozenset({Trouble.HELP_UNCHECKED})


def report_text(model: WeekReport) -> str:
    """Return a report's words for notifications."""
    if not (count := len(_wrong(model))):
        return _("Staff Voice ran as it should last week.")
    return ngettext(
        "Staff Voice: {n} thing needs your eye.", "Staff Voice: {n} things need your eye.", count
    ).format(n=count)


def report(model: WeekReport) -> list[Block]:
    """Return a report."""
    wrong = _wrong(model)
    if not wrong:
        well = _("*Staff Voice ran as it should last week.* {sent}").format(sent=_sent(model))
        return [section("\n".join([well, _dates(model), _upkeep(model)]))]
    left = len(wrong) - MOST
    lines = [f"• {evidence}\n{remedy}" for evidence, remedy in wrong[:MOST]]
    lines += [ngettext("and {n} more", "and {n} more", left).format(n=left)] if left > 0 else []
    rest = "\n".join([_sent(model), _dates(model), _upkeep(model)])
    return [header(report_text(model)), *map(section, lines), section(rest)]


def _wrong(model: WeekReport) -> list[tuple[str, str]]:
    """Return what is wrong, each with what there is to do about it."""
    told = _BY_CODE | (_SEEN if model.since else frozenset())
    troubles = [one for one in model.troubles if one[0] not in told]
    return [
        *((trouble_in_words(kind, n), _remedy(kind)) for kind, n in troubles),
        *((_refused(code, n), _remedy(Trouble.REFUSED)) for code, n in model.refused.items()),
        *((_missed(one), _remedy(Trouble.NOT_ASKED)) for one in model.missed),
        *((_cut(one.evidence), _cut(one.remedy)) for one in model.wrong),
    ]


def _cut(text: str) -> str:
    return escape(shortened(text, _LONGEST))


def _remedy(kind: Trouble) -> str:
    start = _("See that the bot runs without a break, and look for faults in its log.")
    remedies = {
        Trouble.NOT_ASKED: start,
        Trouble.NOT_CLOSED: start,
        Trouble.NOT_WIPED: _("End whatever else holds the database's files open."),
        Trouble.NOT_SENT: _("`staff-voice deliveries` says what holds them up."),
        Trouble.REFUSED: _("Put the people file right where somebody has no Slack account."),
        Trouble.HELD_UP: _("`staff-voice doctor` says whether Slack takes our token."),
        Trouble.REMOVED: _("`staff-voice doctor` says where, and how to install it again."),
        Trouble.NOT_READ: _(
            "`staff-voice doctor` says whether the app may ask, and `staff-voice people sync`"
            " what Slack answers."
        ),
        Trouble.HELP_UNCHECKED: _("Check every line of it, then set its date of review."),
    }
    return remedies[kind]


def _refused(code: str, count: int) -> str:
    words = ngettext(
        "Slack refused {n} message: {code}.", "Slack refused {n} messages: {code}.", count
    )
    return words.format(n=count, code=f"`{code}`")


def _missed(missed: Missed) -> str:
    count = len(missed.dates)
    words = ngettext(
        "{survey}: {n} round was missed, on {day}, because nothing ran in time.",
        "{survey}: {n} rounds were missed, the last on {day}, because nothing ran in time.",
        count,
    )
    words = words.format(survey="{survey}", n=count, day=short_day(missed.dates[-1]))
    return words.replace("{survey}", escape(shortened(_(missed.survey), _TITLE)))


def _sent(model: WeekReport) -> str:
    sent = ngettext("It sent {n} message.", "It sent {n} messages.", model.sent)
    sent = sent.format(n=model.sent)
    if model.since is None:
        return sent
    return _("{sent} It has been running since {when}.").format(
        sent=sent, when=day_and_time(model.since)
    )


def _dates(model: WeekReport) -> str:
    """Say what comes next."""
    closing = _("No round is open.")
    if model.next_closing is not None:
        closing = _("A round closes on {when}.").format(when=day_and_time(model.next_closing))
    if model.next_opening is None:
        return _("{closing} No survey has a date.").format(closing=closing)
    title, when = model.next_opening
    name = _("the weekly pulse") if title is None else escape(shortened(_(title), _TITLE))
    words = _("{closing} Next to be asked: {survey}, on {when}.")
    words = words.format(closing=closing, survey="{survey}", when=day_and_time(when))
    return words.replace("{survey}", name)


def _upkeep(model: WeekReport) -> str:
    backup = _("No backup is known: BACKUP_DIR says where they lie.")
    if model.backup is not None:
        backup = _("The newest backup is of {when}.").format(when=day_and_time(model.backup))
    return _("{backup} The list of where to turn is to be checked by {day}.").format(
        backup=backup, day=day_and_year(model.help_by)
    )
