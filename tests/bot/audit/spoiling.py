"""Ways to spoil an installation, each with the checks that must notice: those and no others."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta

from surveys.model.marks import mark_after
from surveys.model.releases import UnitTotal
from surveys.model.rounds import Thresholds
from surveys.rules.bands import n_band
from tests.bot.audit.installation import Installation

Spoiling = Callable[[Installation], None]


def _keys_in_backups(place: Installation) -> None:
    place.settings["backup_dir"] = place.folder


def _key_for_everyone(place: Installation) -> None:
    place.key.chmod(0o644)


def _key_lost(place: Installation) -> None:
    place.key.unlink()


def _key_of_nothing(place: Installation) -> None:
    (place.key.parent / "another.key").touch(mode=0o600)
    (place.key.parent / "another.key").write_bytes(os.urandom(32))


def _key_copied(place: Installation) -> None:
    folder = place.data if place.is_sqlite else place.settings["backup_dir"]
    (folder / "copy").write_bytes(b"before" + place.key.read_bytes() + b"after")


def _key_of_a_round_that_is_over(place: Installation) -> None:
    folder = place.data if place.is_sqlite else place.settings["backup_dir"]
    (folder / f"{place.closed.id}.key").write_bytes(os.urandom(32))


def _nobody_knows_of_snapshots(place: Installation) -> None:
    del place.settings["snapshots_exclude_keys"]


def _snapshots_hold_keys(place: Installation) -> None:
    place.settings["snapshots_exclude_keys"] = "no"


def _settings_for_everyone(place: Installation) -> None:
    (place.folder / ".env").touch()
    (place.folder / ".env").chmod(0o644)


def _backups_for_everyone(place: Installation) -> None:
    place.settings["backup_dir"].chmod(0o755)


def _orphan_ballot(place: Installation) -> None:
    place.run(
        "INSERT INTO ballots (round_id, tag, box) VALUES (:round, :tag, :box)",
        round=place.closed.id,
        tag=os.urandom(16),
        box=os.urandom(64),
    )


def _traces_left(place: Installation) -> None:
    place.run("UPDATE rounds SET scrubbed = FALSE WHERE id = :round", round=place.closed.id)


def _a_table_of_who_said_what(place: Installation) -> None:
    place.run("CREATE TABLE linked (person_id VARCHAR(64), value INTEGER)")


def _a_column_more(place: Installation) -> None:
    place.run("ALTER TABLE paces ADD COLUMN jotted TEXT")


def _ballots_copied(place: Installation) -> None:
    """By a trigger, into a table whose columns say nothing, with a view of it and an index."""
    place.run("CREATE TABLE jotter (k TEXT, v TEXT)")
    place.run("CREATE INDEX jotted ON jotter (k)")
    place.run("CREATE VIEW jottings AS SELECT k FROM jotter")
    if place.is_sqlite:
        place.run(
            "CREATE TRIGGER jot AFTER DELETE ON ballots"
            " BEGIN INSERT INTO jotter VALUES (hex(old.tag), ''); END"
        )
        return
    place.run(
        "CREATE FUNCTION jots() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO jotter VALUES (OLD.round_id, OLD.tag); RETURN OLD; END'"
    )
    place.run("CREATE TRIGGER jot AFTER DELETE ON ballots FOR EACH ROW EXECUTE FUNCTION jots()")


def _a_message_kept_too_long(place: Installation) -> None:
    long_ago = place.clock() - timedelta(days=93)  # ninety days, two nights, and one day more
    place.run(
        "UPDATE deliveries SET due_at = :then WHERE kind = 'welcome'",
        then=long_ago.replace(tzinfo=None).isoformat(" ", "microseconds"),
    )


def _a_leaver_kept_too_long(place: Installation) -> None:
    long_ago = place.clock() - timedelta(days=33)
    place.run(
        "UPDATE people SET active = FALSE, left_at = :then WHERE name = 'Person 3'",
        then=long_ago.replace(tzinfo=None).isoformat(" ", "microseconds"),
    )


def _settings_lowered(place: Installation) -> None:
    place.settings["smallest_week"] = 20


def _settings_below_the_floor(place: Installation) -> None:
    place.settings["smallest_team"] = 3
    place.settings["smallest_week"] = 19


def _mark_changed(place: Installation) -> None:
    place.run("UPDATE threshold_marks SET k_week = 20 WHERE position = 1")


def _act_changed(place: Installation) -> None:
    place.run("UPDATE acts SET actor = 'by itself' WHERE position = 1")


def _digest_changed(place: Installation) -> None:
    place.run("UPDATE threshold_marks SET digest = :other WHERE position = 2", other="0" * 64)


def _round_lowered(place: Installation) -> None:
    place.run("UPDATE rounds SET k_comments = 10 WHERE id = :round", round=place.opened.id)


def _fallen_with_a_good_chain(place: Installation) -> None:
    """Somebody who knows how marks are made lets the second round fall below the first."""
    first = mark_after(None, place.closed.id, Thresholds(6, 21, 11))
    second = mark_after(first, place.opened.id, Thresholds(5, 21, 11))
    place.run(
        "UPDATE threshold_marks SET k_team = 5, digest = :digest WHERE position = 2",
        digest=second.digest,
    )
    place.run("UPDATE rounds SET k_team = 5 WHERE id = :round", round=place.opened.id)


def _total_beyond_its_bounds(place: Installation) -> None:
    """Everyone of Team 1 gave the lowest answer, and was held back from it until now."""
    place.run(
        "UPDATE unit_totals SET clipped_sum = clipped_sum - 0.001"
        " WHERE n = 9 AND question_id = :question",
        question=place.closed.questions[0],
    )


def _figure_changed(place: Installation) -> None:
    place.run(
        "UPDATE release_cells SET value = value + 0.5 WHERE shown AND question_id = :question",
        question=place.closed.questions[0],
    )


def _team_shown_in_a_week(place: Installation) -> None:
    _show_team(place, 9, "le")  # all of them gave the lowest answer


def _four_people_shown(place: Installation) -> None:
    _show_team(place, 4, None)


def _show_team(place: Installation, people: int, bound: str | None) -> None:
    """Forge a figure that is true, of a team that is too small for it."""
    total = next(one for one in _totals(place) if one.n == people)
    place.run(
        "UPDATE release_cells SET shown = TRUE, value = :value, n_band = :band, bound = :bound"
        " WHERE question_id = :question AND node_id = :node",
        value=round(total.clipped_sum / total.n, 1),
        band=n_band(total.n),
        bound=bound,
        question=total.question_id,
        node=total.leaf_id,
    )


def _totals(place: Installation) -> tuple[UnitTotal, ...]:
    with place.runtime.store.begin() as tx:
        return tx.rounds.totals(place.closed.id)


def _released_twice(place: Installation) -> None:
    place.run(
        "INSERT INTO releases (id, name, survey, tier, window_id, round_number, local_date, opened,"
        " closed, questions) SELECT 'again', 'again', survey, tier, window_id, round_number,"
        " local_date, opened, closed, '[]' FROM releases"
    )


def _comment_at_a_team(place: Installation) -> None:
    with place.runtime.store.begin() as tx:
        team = tx.windows.tree(place.closed.window_id).leaves()[-1]
    place.run("UPDATE comments SET node_id = :node", node=team)


def _bounds_changed(place: Installation) -> None:
    place.run("UPDATE release_cells SET bound = 'le' WHERE shown")


def _comment_invented(place: Installation) -> None:
    """One more than people wrote, at the organisation, which is shown."""
    with place.runtime.store.begin() as tx:
        root = tx.windows.tree(place.closed.window_id).root
    place.run(
        "INSERT INTO comments (id, release_id, question_id, node_id, body, state)"
        " SELECT 'c' || p.name, r.id, 'comment', :root, 'Paper', 'permitted'"
        " FROM releases r, people p",
        root=root,
    )


def _single_comment(place: Installation) -> None:
    place.run("DELETE FROM comments WHERE id <> (SELECT min(id) FROM comments)")


def _turnout_of_teams(place: Installation) -> None:
    place.run(
        "INSERT INTO release_turnout (release_id, node_id, rate)"
        " SELECT r.id, n.node_id, 'over 90%' FROM releases r"
        " JOIN window_nodes n ON n.window_id = r.window_id WHERE n.name LIKE 'Team%'"
    )


def _turnout_changed(place: Installation) -> None:
    place.run("UPDATE release_turnout SET rate = '30%'")


def _turnout_worded_otherwise(place: Installation) -> None:
    place.run("UPDATE release_turnout SET rate = '100%'")


def _pool_without_key(place: Installation) -> None:
    columns = "id, state, looked_at, scrubbed"
    place.run(f"INSERT INTO exit_pools ({columns}) VALUES ('x', 'open', 0, FALSE)")


def _leavers_of_four(place: Installation) -> None:
    place.run(
        "INSERT INTO exit_releases (id, number, until, at_least) VALUES ('e', 1, '2026-09-30', 4)"
    )


SPOILING: Mapping[str, tuple[Spoiling, set[str]]] = {
    "keys inside the backups": (_keys_in_backups, {"keys-apart"}),
    "a key others can read": (_key_for_everyone, {"keys-private"}),
    "a key lost": (_key_lost, {"keys-of-open-rounds"}),
    "a key of no round": (_key_of_nothing, {"keys-without-a-round"}),
    "a key copied": (_key_copied, {"key-copies-in-files"}),
    "a key kept of a round that is over": (
        _key_of_a_round_that_is_over,
        {"key-copies-in-files"},
    ),
    "snapshots unknown": (_nobody_knows_of_snapshots, {"snapshots"}),
    "snapshots hold keys": (_snapshots_hold_keys, {"snapshots"}),
    "settings others can read": (_settings_for_everyone, {"settings-private"}),
    "backups others can read": (_backups_for_everyone, {"backups-private"}),
    "an orphan ballot": (_orphan_ballot, {"ballots-of-ended-rounds"}),
    "traces left for long": (_traces_left, {"traces-removed"}),
    "a table of who said what": (
        _a_table_of_who_said_what,
        {"people-beside-answers", "database-strangers"},
    ),
    "a column more": (_a_column_more, {"database-strangers"}),
    "ballots copied": (_ballots_copied, {"database-strangers"}),
    "a message kept too long": (_a_message_kept_too_long, {"retention"}),
    "a leaver kept too long": (_a_leaver_kept_too_long, {"retention"}),
    "a threshold lowered": (_settings_lowered, {"thresholds-kept"}),
    "thresholds below the floor": (_settings_below_the_floor, {"settings"}),
    "a mark changed": (_mark_changed, {"thresholds-chain"}),
    "an act changed": (_act_changed, {"trail-chain"}),
    "a digest changed": (_digest_changed, {"thresholds-chain"}),
    "a round's thresholds changed": (_round_lowered, {"thresholds-chain"}),
    "thresholds that fell": (_fallen_with_a_good_chain, {"thresholds-of-rounds"}),
    "a total not held back": (_total_beyond_its_bounds, {"totals-clipped"}),
    "a figure changed": (_figure_changed, {"figures-from-totals"}),
    "a team shown in a week": (_team_shown_in_a_week, {"releases-keep-the-rule"}),
    "four people shown": (_four_people_shown, {"releases-keep-the-rule", "releases-together"}),
    "a round released twice": (_released_twice, {"releases-apart"}),
    "a comment at a team": (_comment_at_a_team, {"comments-placed"}),
    "more comments than were written": (_comment_invented, {"comments-placed"}),
    "a comment alone": (_single_comment, {"comments-placed"}),
    "bounds changed": (_bounds_changed, {"figures-from-totals"}),
    "turnout of teams": (_turnout_of_teams, {"turnout-told"}),
    "turnout changed": (_turnout_changed, {"turnout-told"}),
    "a key of leavers lost": (_pool_without_key, {"keys-of-open-rounds"}),
    "four leavers released": (_leavers_of_four, {"leavers-released"}),
    "turnout worded otherwise": (_turnout_worded_otherwise, {"turnout-told"}),
}
