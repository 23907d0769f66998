"""`staff-voice audit`: one paper for whoever answers for people's data."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import config as settings
from bot import logs
from bot.audit.gathering import gather
from bot.audit.paper import Audit, Paper, as_json, as_table, digest, failures
from bot.config import Config
from bot.given_files import NotRead, text_of
from surveys import wording
from surveys.errors import AuditNotReadable, AuditNotWritten
from surveys.model.auditing import RefusedSettings
from surveys.rules.auditing import judge
from surveys.wording import _


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(audit)


def audit(
    *,
    json_: Annotated[
        bool, typer.Option("--json", help="Print JSON for scripts and for --check.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Where to write; else standard output.")] = None,
    check: Annotated[
        Path | None,
        typer.Option(readable=False, help="Hold a file written with --json against its digest."),
    ] = None,
) -> None:
    """Check a live installation, and say what passes, what fails and what to do.

    Exits 1 when a check fails.
    """
    if check is not None:
        raise typer.Exit(0 if _is_unchanged(check) else 1)
    config, refused = settings.read_to_look()
    wording.use(config.locale)
    logs.start(config.log_level, ours_only=True)
    paper = made(config, datetime.now(UTC), refused)
    _write(as_json(paper) if json_ else as_table(paper), out)
    raise typer.Exit(1 if failures(paper) else 0)


def made(config: Config, now: datetime, refused: RefusedSettings | None = None) -> Paper:
    """Audit the installation that these settings describe. Raises NothingToAudit and others."""
    gathered = gather(config, now, refused)
    return Audit(now, gathered, judge(gathered.facts)).paper()


def _is_unchanged(file: Path) -> bool:
    try:
        paper = json.loads(text_of(file))
        is_same = digest(paper) == str(paper["sha256"])
    except NotRead as error:
        raise AuditNotReadable(error.reason) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AuditNotReadable(_("it holds something else")) from None
    said = _("The audit is as it was made: its digest agrees.")
    sys.stdout.write((said if is_same else _("The audit was changed after it was made.")) + "\n")
    return is_same


def _write(content: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(content)
        return
    try:
        out.write_text(content, encoding="utf-8")
    except OSError as error:
        raise AuditNotWritten(error.strerror or type(error).__name__) from None
