"""Rows: what the database still holds of ended rounds, and what its tables put side by side."""

from datetime import timedelta
from typing import Final

from surveys.model.auditing import Facts, Judgement, TableShape
from surveys.model.keeping import Record
from surveys.rules.auditing.saying import failed, passed
from surveys.rules.retention import overdue
from surveys.wording import _, ngettext

LONGEST_PENDING: Final = timedelta(hours=1)
_WHO: Final = frozenset({"people", "accounts", "rosters", "leavers"})
_WHO_COLUMNS: Final = frozenset({"person_id", "slack_id", "email"})
_WHAT: Final = frozenset(
    {
        "ballots", "postponements", "unit_totals", "release_cells", "comments",
        "exit_pools", "exit_boxes", "exit_releases", "exit_cells", "exit_texts",
    }
)  # fmt: skip
_WHAT_COLUMNS: Final = frozenset(
    {"tag", "box", "body", "score", "scores", "value", "clipped_sum", "answer", "comment"}
)


def ballots_of_ended_rounds(facts: Facts) -> Judgement:
    """No sealed answer is kept but of open rounds."""
    opened = facts.kept.opened
    left = sum(count for round_id, count in facts.kept.sealed.items() if round_id not in opened)
    if left:
        return failed(
            ngettext(
                "{n} sealed answer is kept that belongs to no open round.",
                "{n} sealed answers are kept that belong to no open round.",
                left,
            ).format(n=left),
            _("Delete those rows; without their key nobody can read them."),
        )
    return passed(_("No sealed answer is kept but of open rounds."))


def traces_removed(facts: Facts) -> Judgement:
    """Ended rounds' keys and traces were removed, within an hour at most."""
    waiting = [one for one in facts.kept.rounds if one.id in facts.kept.unscrubbed]
    late = sum(facts.now - one.closes_at > LONGEST_PENDING for one in waiting)
    if late:
        return failed(
            ngettext(
                "{n} round ended over an hour ago and its traces are not removed yet.",
                "{n} rounds ended over an hour ago and their traces are not removed yet.",
                late,
            ).format(n=late),
            _("Start the bot, or stop whatever keeps reading the database."),
        )
    if waiting:
        return passed(_("A round ended within the hour, and its traces are being removed."))
    return passed(_("Of every ended round the key is destroyed and the traces are removed."))


def people_beside_answers(facts: Facts) -> Judgement:
    """No table of the database refers both to a person and to an answer."""
    both = [one.name for one in facts.kept.tables if _says_who(one) and _says_what(one)]
    if both:
        return failed(
            _("These tables hold people beside answers: {names}.").format(
                names=", ".join(sorted(both))
            ),
            _("Find out who made them, and drop them with every copy."),
        )
    return passed(
        _("None of {n} tables holds a person beside an answer.").format(n=len(facts.kept.tables))
    )


def nothing_strange(facts: Facts) -> Judgement:
    """The database holds what its migrations made, and nothing else that keeps or copies rows."""
    if facts.kept.strangers:
        return failed(
            _("The database holds what Staff Voice never made: {names}.").format(
                names=", ".join(facts.kept.strangers)
            ),
            _("Find out who made them and what they copied, and drop them."),
        )
    return passed(
        _("Every table, column, index, view and trigger of the database is Staff Voice's own.")
    )


def retention(facts: Facts) -> Judgement:
    """Nothing is kept for longer than the settings say, and two nights."""
    late = overdue(facts.keep, facts.kept.oldest, facts.now)
    if late:
        told = {
            Record.ROSTERS: _("who was asked"),
            Record.DELIVERIES: _("which messages were sent"),
            Record.LEAVERS: _("people who have left the list"),
            Record.COMMENTS: _("comments"),
            Record.FORUM_WORDS: _("words of the forum that are not shown"),
            Record.FORUM_RECORDS: _("answers and minutes of the forum"),
            Record.ACTS: _("what administrators did"),
            Record.THANKS: _("who thanked whom"),
        }
        return failed(
            _("These are kept for longer than the settings say: {names}.").format(
                names=", ".join(told[one] for one in late)
            ),
            _("Let the bot run through a night; if this stays, look in its log for a fault."),
        )
    keep = facts.keep
    return passed(
        _(
            "Nothing is older than the settings let it be: who was asked {rosters} months, messages"
            " {deliveries} days, people who have left {leavers} days, comments {comments} months."
        ).format(
            rosters=keep.rosters_months,
            deliveries=keep.deliveries_days,
            leavers=keep.leavers_days,
            comments=keep.comments_months,
        )
    )


def _says_who(table: TableShape) -> bool:
    return table.name in _WHO or bool(table.refers_to & _WHO or table.columns & _WHO_COLUMNS)


def _says_what(table: TableShape) -> bool:
    return table.name in _WHAT or bool(table.refers_to & _WHAT or table.columns & _WHAT_COLUMNS)
