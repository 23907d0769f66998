"""What an audit judges: one table of checks. A new check is a function and an entry here."""

from collections.abc import Callable, Mapping
from typing import Final

from surveys.model.auditing import Facts, Finding, Judgement, Verdict
from surveys.rules.auditing import (
    beside,
    forum,
    keys,
    leavers,
    places,
    published,
    rows,
    surroundings,
    thresholds,
    tokens,
    trail,
)
from surveys.rules.auditing.saying import failed, unclear
from surveys.wording import _

CHECKS: Final[Mapping[str, Callable[[Facts], Judgement]]] = {
    "settings": surroundings.settings,
    "keys-apart": keys.apart,
    "keys-private": keys.private,
    "keys-of-open-rounds": keys.of_open_rounds,
    "keys-without-a-round": keys.without_a_round,
    "forum-keys": forum.keys,
    "forum-sealed": forum.sealed,
    "key-copies-in-files": keys.copies_in_files,
    "key-copies-in-tables": keys.copies_in_tables,
    "tokens-sealed": tokens.sealed,
    "snapshots": keys.snapshots,
    "database-settings": places.connection_settings,
    "database-log": places.write_ahead_log,
    "database-private": places.private,
    "settings-private": places.settings_private,
    "backups-private": places.backups_private,
    "ballots-of-ended-rounds": rows.ballots_of_ended_rounds,
    "traces-removed": rows.traces_removed,
    "people-beside-answers": rows.people_beside_answers,
    "database-strangers": rows.nothing_strange,
    "retention": rows.retention,
    "thresholds-kept": thresholds.kept,
    "thresholds-chain": thresholds.chain,
    "thresholds-of-rounds": thresholds.of_rounds,
    "trail-chain": trail.chain,
    "totals-clipped": published.totals_clipped,
    "figures-from-totals": published.figures_from_totals,
    "releases-keep-the-rule": published.keep_the_rule,
    "releases-together": published.together,
    "releases-apart": published.apart,
    "turnout-told": beside.turnout_told,
    "comments-placed": beside.comments_placed,
    "leavers-released": leavers.released,
    "logs": surroundings.logs,
    "help-list": surroundings.help_list,
}
# The settings without which a check can't tell: one that is refused counts as not set.
_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "snapshots": frozenset({"snapshots_exclude_keys"}),
    "tokens-sealed": frozenset({"slack_client_id", "token_key_dir"}),
    "retention": frozenset(
        {
            "keep_rosters_months", "keep_deliveries_days", "keep_leavers_days",
            "keep_comments_months",
        }
    ),
    "thresholds-kept": frozenset({"smallest_team", "smallest_week", "smallest_comments"}),
    "help-list": frozenset({"support_file"}),
}  # fmt: skip


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Return what every check says, in the order of the table."""
    return tuple(Finding(name, _judged(name, check, facts)) for name, check in CHECKS.items())


def _judged(name: str, check: Callable[[Facts], Judgement], facts: Facts) -> Judgement:
    """Let one check judge; what it can't cope with is nothing the product makes, and fails.

    The others judge all the same, and nothing of what it stumbled over is told.
    """
    try:
        if facts.refused and facts.refused.names & _NEEDED.get(name, frozenset()):
            return unclear(
                _("A setting that this rests on was refused."),
                _("Set it right, as is said under settings, and run the audit again."),
            )
        return check(facts)
    except Exception as error:
        return failed(
            _("This check came upon what the product never leaves, and stopped: {kind}.").format(
                kind=type(error).__name__
            ),
            _("Restore the database from before, and find out what changed it."),
        )


def has_failed(findings: tuple[Finding, ...]) -> bool:
    """Say whether any check failed."""
    return any(one.judgement.verdict is Verdict.FAIL for one in findings)
