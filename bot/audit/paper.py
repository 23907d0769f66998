"""The paper: an audit as JSON whose digest any copy can be held against, and as a table to sign."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.audit.gathering import Gathered
from surveys.model.auditing import Finding, Verdict
from surveys.wording import _, ngettext

FORMAT: Final = 1
WIDTH: Final = 120
Paper = dict[str, Any]


@dataclass(frozen=True)
class Audit:
    """What one audit came to."""

    at: datetime
    gathered: Gathered
    findings: Sequence[Finding]

    def paper(self) -> Paper:
        """Return everything that is said, with the digest of all the rest."""
        said: Paper = {
            "format": FORMAT,
            "at": self.at.isoformat(timespec="seconds"),
            "version": version("staff-voice"),
            "organisation": self.gathered.organisation,
            "database": self.gathered.database,
            "checks": [
                {
                    "check": one.check,
                    "result": str(one.judgement.verdict),
                    "evidence": one.judgement.evidence,
                    "remedy": one.judgement.remedy,
                }
                for one in self.findings
            ],
        }
        return said | {"sha256": digest(said)}


def digest(paper: Paper) -> str:
    """Return SHA-256 over the canonical JSON: keys sorted, no spaces, UTF-8, no digest in it."""
    said = {name: value for name, value in paper.items() if name != "sha256"}
    line = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()


def as_json(paper: Paper) -> str:
    """Return a paper as a file for scripts."""
    return json.dumps(paper, indent=1, ensure_ascii=False) + "\n"


def as_table(paper: Paper) -> str:
    """Return a paper as a table to print and to sign."""
    console = Console(file=io.StringIO(), width=WIDTH, color_system=None, legacy_windows=False)
    for line in _head(paper):
        console.print(line, markup=False, highlight=False)
    table = Table(_("Check"), _("Result"), _("Evidence"), _("What to do"), show_lines=True)
    for one in paper["checks"]:
        words = (one["check"], _result(one["result"]), one["evidence"], one["remedy"])
        table.add_row(*map(escape, words))
    console.print(table)
    for line in _foot(paper):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    written = console.file
    return written.getvalue() if isinstance(written, io.StringIO) else ""


def failures(paper: Paper) -> int:
    """Count the checks that failed."""
    return sum(one["result"] == Verdict.FAIL for one in paper["checks"])


def _head(paper: Paper) -> list[str]:
    return [
        _("Audit of Staff Voice {version} at {organisation}").format(
            version=paper["version"],
            organisation=paper["organisation"] or _("an organisation without a list of people"),
        ),
        _("Made at {at}, on {database}, while the bot may run; it changed nothing.").format(
            at=paper["at"], database=paper["database"]
        ),
    ]


def _foot(paper: Paper) -> list[str]:
    failed = failures(paper)
    total = len(paper["checks"])
    sums = ngettext("{failed} of {n} check failed.", "{failed} of {n} checks failed.", total)
    return [
        sums.format(failed=failed, n=total),
        _("SHA-256 of this audit's JSON: {digest}").format(digest=paper["sha256"]),
        _("Seen by: ______________________________  Date: ______________"),
    ]


def _result(result: str) -> str:
    words = {"pass": _("pass"), "fail": _("fail"), "cannot tell": _("cannot tell")}
    return words.get(result, result)
