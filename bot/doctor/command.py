"""`staff-voice doctor`: one line and, where something is wrong, one remedy."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot import config as settings
from bot import logs
from bot.config import Config
from bot.doctor import here, machine, slack, workspaces
from surveys import wording
from surveys.model.auditing import Finding, RefusedSettings, Verdict
from surveys.rules.auditing import has_failed
from surveys.rules.auditing.surroundings import are_fit
from surveys.wording import _


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """Check settings, Slack, clock, database, keys, disk, help and schedule; say what to mend.

    Exits 1 when a check fails.
    """
    config, refused = settings.read_to_look()
    settings.check_keys_apart(config)
    wording.use(config.locale)
    logs.start(config.log_level, ours_only=True)
    found = examined(config, refused)
    if as_json:
        sys.stdout.write(json.dumps([as_row(one) for one in found], indent=1) + "\n")
    else:
        show(found)
    raise typer.Exit(1 if has_failed(found) else 0)


def examined(config: Config, refused: RefusedSettings | None) -> tuple[Finding, ...]:
    """Check everything, and change nothing."""
    now = datetime.now(UTC)
    return (
        Finding("settings", are_fit(refused)),
        *here.findings(config, now),
        *(workspaces if config.slack_client_id else slack).findings(config, now),
        *machine.findings(config, now),
    )


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
