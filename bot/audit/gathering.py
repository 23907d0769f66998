"""Gathering what an audit judges: settings, files, the database and the log's own filter."""

import io
import logging
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from bot import logs
from bot.audit.files import database_entries, database_file, entry, keys_of, log_bytes
from bot.audit.searching import copies_of_keys
from bot.audit.tokens import tokens_of
from bot.config import Config, places_beside_keys
from bot.schema import check_it_fits, revision_on
from bot.support_file import support_in
from surveys.bank.comments import of_comments
from surveys.bank.questions import load_bank
from surveys.errors import NothingToAudit
from surveys.model.auditing import Facts, Kept, Keys, LogFacts, RefusedSettings
from surveys.model.forum import CycleState
from surveys.model.questions import Question
from surveys.rules.auditing.forum import of_cycles
from surveys.store.database import open_database
from surveys.store.inspecting import look, reading, settings_in_force

LOOKS: Final = 3
SECONDS_BETWEEN_LOOKS: Final = 1
SECONDS_BEYOND_A_TICK: Final = 2
CANARY: Final = "what somebody wrote"
LIBRARIES: Final = ("slack_bolt.App", "slack_sdk.web.base_client", "apscheduler", "sqlalchemy")


@dataclass(frozen=True)
class Gathered:
    """The facts, and what kind of database they are of."""

    facts: Facts
    database: str  # "sqlite" or "postgresql"
    organisation: str | None  # None: there is no list of people, or it can't be read


def gather(config: Config, now: datetime, refused: RefusedSettings | None) -> Gathered:
    """Look at a live installation, changing nothing. Raises NothingToAudit and others."""
    file = database_file(config)
    if file is not None and not file.exists():
        raise NothingToAudit
    waiting = log_bytes(file, config.tick_seconds + SECONDS_BEYOND_A_TICK)
    tokens, secrets = tokens_of(config)
    keys, contents, looked = _keys_and_rows(config, secrets)
    kept = None if isinstance(looked, Exception) else looked
    support, bank = support_in(config.support_file), load_bank()
    folder = config.key_dir.expanduser().resolve()
    today = now.astimezone(config.policy.zone).date()
    facts = Facts(
        now=now,
        refused=refused,
        thresholds=config.policy.thresholds,
        keep=config.keep,
        keys=keys,
        tokens=tokens,
        key_copies=copies_of_keys(
            (*contents, *secrets), _ever(kept), places_beside_keys(config), folder
        ),
        snapshots_exclude_keys={"yes": True, "no": False}.get(config.snapshots_exclude_keys or ""),
        log_bytes=waiting,
        places=database_entries(file),
        env_file=entry(".env", Path(".env")),
        backups=entry("BACKUP_DIR", config.backup_dir.expanduser()) if config.backup_dir else None,
        backups_set=config.backup_dir is not None,
        looked=looked,
        scales={one.id: (one.scale.lo, one.scale.hi) for one in bank.item_by_id.values()},
        help_reviewed=support.reviewed,
        help_is_stale=support.is_stale(today),
        log=_log(config.log_level),
    )
    database = make_url(config.database_url).get_backend_name()
    return Gathered(facts, database, kept.organisation if kept else None)


def _ever(kept: Kept | None) -> list[str]:
    """Return what every key that there ever was is called."""
    if kept is None:
        return []
    cycles = [one.key_name for one in kept.forum.cycles]
    return [*(one.id for one in kept.rounds), *kept.pools_ever, *cycles]


def _keys_and_rows(
    config: Config, secrets: tuple[bytes, ...]
) -> tuple[Keys, tuple[bytes, ...], Kept | Exception]:
    """Look at keys, then at the database; anew if a round opened or closed in between.

    `secrets` are sought in the database as keys are.
    """
    for look_number in range(LOOKS):
        keys, contents = keys_of(config)
        kept = _kept(config, (*contents, *secrets))
        if isinstance(kept, Exception):
            break
        cycles = {one.key_name for one in kept.forum.cycles if one.state is CycleState.OPEN}
        is_settled = kept.opened == keys.of_rounds and cycles == of_cycles(keys)
        if is_settled or look_number == LOOKS - 1:
            break
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return keys, contents, kept


def _kept(config: Config, keys: tuple[bytes, ...]) -> Kept | Exception:
    """Look into the database; return what a row made us stumble over that no code of ours wrote."""
    engine = open_database(config.database_url)
    try:
        settings = settings_in_force(engine)
        with reading(engine) as connection:
            if revision_on(connection) is None:
                raise NothingToAudit
            check_it_fits(connection)
            try:
                return look(connection, settings, keys, _questions())
            except (ValueError, LookupError, TypeError, AttributeError) as error:
                return error
    finally:
        engine.dispose()


def _questions() -> dict[str, Question]:
    bank = load_bank()
    return {**bank.item_by_id, **{one.id: one for one in (bank.comment, *of_comments())}}


def _log(level: str) -> LogFacts:
    """Write lines that tell too much through the log's own filter, as libraries might."""
    stream = io.StringIO()
    handler = logs.handler_to(stream)
    levels = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR)
    tried = leaked = 0
    for name in (*LIBRARIES, logs.OURS):
        for number in levels:
            record = logging.LogRecord(name, number, "", 0, "event", (CANARY,), None)
            record.person = record.comment = CANARY
            if name != logs.OURS:
                record.msg = "%s"
            handler.handle(record)
            tried += 1
            leaked += CANARY in stream.getvalue()
            stream.truncate(0)
    return LogFacts(level, tried, leaked)
