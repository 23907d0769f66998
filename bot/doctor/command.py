"""`staff-voice doctor`: one line and, where something is wrong, one remedy."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot import config as settings
from bot import logs
from bot.config import Config
from bot.doctor import here, machine, slack, workspaces
from bot.network import trust
from surveys import wording
from surveys.errors import Refusal, SettingsWrong
from surveys.model.auditing import Finding, RefusedSettings, Verdict
from surveys.rules.auditing import has_failed
from surveys.rules.auditing.saying import unclear
from surveys.rules.auditing.surroundings import are_fit
from surveys.wording import _

# What can't be looked at without settings; the hosts too have their names from these.
OF_SETTINGS: Final = (
    "time-zone", "host", "slack-token", "slack-connection", "slack-scopes", "clock", "database",
    "keys", "disk", "backup", "backup-place", "help-list", "local-words", "sync-file", "people",
    "schedule", "messages", "forum", "forum-channel",
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(doctor)


def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """Check settings, Slack, clock, database, keys, disk, help and schedule; say what to mend.

    Exits 1 when a check fails.
    """
    found = _found()
    if as_json:
        sys.stdout.write(json.dumps([as_row(one) for one in found], indent=1) + "\n")
    else:
        show(found)
    raise typer.Exit(1 if has_failed(found) else 0)


def _found() -> tuple[Finding, ...]:
    try:
        config, refused = settings.read_to_look()
    except SettingsWrong as wrong:
        return unread(wrong)
    wording.use(config.locale)
    logs.start(config.log_level, ours_only=True)
    return examined(config, refused)


def unread(wrong: SettingsWrong) -> tuple[Finding, ...]:
    """Say what is wrong with settings that can't be read, so that nothing that they name is."""
    unseen = unclear(
        _("That can't be seen before the settings can be read."), _("Mend the settings first.")
    )
    return (
        Finding("settings", are_fit(RefusedSettings(wrong.sentence, frozenset()))),
        *here.without_settings(),
        *(Finding(name, unseen) for name in OF_SETTINGS),
    )


def examined(config: Config, refused: RefusedSettings | None) -> tuple[Finding, ...]:
    """Check everything, and change nothing."""
    now = datetime.now(UTC)
    config, refused = _beyond_values(config, refused)
    return (
        Finding("settings", are_fit(refused)),
        *here.findings(config, now),
        *(workspaces if config.slack_client_id else slack).findings(config, now),
        *machine.findings(config, now),
    )


def _beyond_values(
    config: Config, refused: RefusedSettings | None
) -> tuple[Config, RefusedSettings | None]:
    """Refuse settings that only the disk shows to be wrong too; such a CA_FILE is as none."""
    wrong = [refused.sentence] if refused else []
    try:
        settings.check_keys_apart(config)
    except Refusal as refusal:
        wrong.append(refusal.sentence)
    try:
        trust(config.ca_file)
    except Refusal as refusal:
        wrong.append(refusal.sentence)
        config = config.model_copy(update={"ca_file": None})
    names = refused.names if refused else frozenset[str]()
    return config, RefusedSettings(" ".join(wrong), names) if wrong else None


def as_row(one: Finding) -> dict[str, str]:
    """Return what a check says, for scripts."""
    return {
        "check": one.check,
        "result": str(one.judgement.verdict),
        "evidence": one.judgement.evidence,
        "remedy": one.judgement.remedy,
    }


def show(found: Sequence[Finding]) -> None:
    """Print a line each, with a remedy where something is wrong."""
    words = {
        Verdict.PASS: _("fine"),
        Verdict.FAIL: _("wrong"),
        Verdict.CANNOT_TELL: _("cannot tell"),
    }
    table = Table(_("Check"), _("Result"), _("What we saw"), _("What to do"))
    for one in found:
        said = one.judgement
        table.add_row(one.check, words[said.verdict], escape(said.evidence), escape(said.remedy))
    Console().print(table)
