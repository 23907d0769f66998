"""The forum: its keys, and what lies sealed under them."""

from datetime import date, timedelta

from surveys.model.auditing import Facts, Judgement, Keys
from surveys.model.forum import DAY_PREFIX, CycleState
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _, ngettext

_NIGHTS = timedelta(days=2)  # a bot that stood still for one is no fault


def of_cycles(found: Keys) -> frozenset[str]:
    """Return the names of keys of cycles among those of the forum."""
    return frozenset(one for one in found.of_forum if not one.startswith(DAY_PREFIX))


def keys(facts: Facts) -> Judgement:
    """The open cycle has its key; no key is there of one that has ended, or of an earlier day."""
    if not facts.keys.readable:
        return unclear(
            _("KEY_DIR can't be looked into."), _("Run the audit as the user the bot runs as.")
        )
    opened = {one.key_name for one in facts.kept.forum.cycles if one.state is CycleState.OPEN}
    if opened - facts.keys.of_forum:
        return failed(
            _("The forum's open cycle has no key, so its letters and votes can't be read."),
            _("Set KEY_DIR to where the keys are; else start the bot, which begins a new cycle."),
        )
    days = {one for one in facts.keys.of_forum if one.startswith(DAY_PREFIX)}
    extra = len(of_cycles(facts.keys) - opened) + sum(_is_past(one, facts) for one in days)
    if extra:
        return failed(
            ngettext(
                "{n} key of the forum has outlived its cycle or its day.",
                "{n} keys of the forum have outlived their cycles or their days.",
                extra,
            ).format(n=extra),
            _(
                "Start the bot, which destroys such keys; remove by hand what is left that no"
                " database of yours uses."
            ),
        )
    if not opened:
        return passed(_("Nobody has asked anything in the forum since its last meeting."))
    return passed(_("The forum's open cycle has its key, and no other key of it is left."))


def sealed(facts: Facts) -> Judgement:
    """Votes and letters are kept of the open cycle alone, and all letters are of one size."""
    found = facts.kept.forum
    opened = {one.id for one in found.cycles if one.state is CycleState.OPEN}
    left = sum(
        n for rows in (found.votes, found.letters) for one, n in rows.items() if one not in opened
    )
    if left:
        return failed(
            ngettext(
                "{n} vote or letter is kept of a cycle of the forum that has ended.",
                "{n} votes or letters are kept of cycles of the forum that have ended.",
                left,
            ).format(n=left),
            _("Delete those rows; without their key nobody can read them."),
        )
    if found.odd_letters:
        return failed(
            ngettext(
                "{n} sealed letter of the forum has a size of its own.",
                "{n} sealed letters of the forum have sizes of their own.",
                found.odd_letters,
            ).format(n=found.odd_letters),
            _("Delete those rows: Staff Voice never made them, and its batches pass them over."),
        )
    if found.first_quota is not None and found.first_quota < (facts.now - _NIGHTS).date():
        return failed(
            _("How many letters were sent is still counted of a day that is long over."),
            _("Start the bot, which deletes those counts each day."),
        )
    return passed(_("Letters and votes are kept of the open cycle alone, all letters of one size."))


def _is_past(name: str, facts: Facts) -> bool:
    try:
        day = date.fromisoformat(name.removeprefix(DAY_PREFIX))
    except ValueError:
        return True  # no day of ours
    return day < (facts.now - _NIGHTS).date()
