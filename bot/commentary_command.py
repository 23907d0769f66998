"""`staff-voice commentary`: what leaders say of a quarter, printed in its pack."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.given_files import NotRead, text_of
from bot.saying import runtime_of_settings, say
from handlers.views.quarters import signer_in_words
from surveys.errors import CommentaryFileUnreadable
from surveys.model.commentary import Commentary, Signer
from surveys.use_cases import commenting
from surveys.wording import _

commentary: Final = typer.Typer(
    help="What leaders say of a quarter, printed in its pack.", no_args_is_help=True
)
QuarterName = Annotated[str, typer.Argument(help="Such as 2026-Q3.")]
SignedBy = Annotated[Signer, typer.Option("--as", help="The post that signs it.")]


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.add_typer(commentary, name="commentary")


@commentary.command("set")
def set_text(
    quarter: QuarterName,
    signer: SignedBy,
    file: Annotated[
        Path,
        typer.Argument(
            readable=False,
            allow_dash=True,
            help="The text, in UTF-8; - reads what is typed or piped.",
        ),
    ],
    keep: Annotated[
        list[str] | None, typer.Option(help="A word that names nobody; may be repeated.")
    ] = None,
) -> None:
    """Keep a commentary in place of the one there was, which stays on record."""
    try:
        text = text_of(file)
    except NotRead as error:
        raise CommentaryFileUnreadable(error.reason) from None
    commenting.write(runtime_of_settings(), quarter, signer, text, frozenset(keep or ()))
    say(_("Saved."))


@commentary.command()
def withdraw(quarter: QuarterName, signer: SignedBy) -> None:
    """Take a commentary out of packs that are made from now on; it stays on record."""
    commenting.write(runtime_of_settings(), quarter, signer, "")
    say(_("Saved."))


@commentary.command("list")
def list_all(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """List every commentary with its history, the oldest first."""
    found = commenting.every_commentary(runtime_of_settings())
    if as_json:
        rows = [as_facts(one) for one in found]
        sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return
    table = Table(_("Quarter"), _("Signed"), _("When"), _("Commentary"))
    for one in found:
        words = escape(one.body) if one.body else _("withdrawn")
        day = one.at.date().isoformat()
        table.add_row(one.quarter.name, signer_in_words(one.signer), day, words)
    if table.rows:
        Console().print(table)
    else:
        say(_("Nothing has been entered yet."))


def as_facts(one: Commentary) -> dict[str, Any]:
    """Return one version, by names that stay the same; an empty text was withdrawn."""
    return {
        "quarter": one.quarter.name,
        "signer": str(one.signer),
        "version": one.version,
        "at": one.at.isoformat(),
        "text": one.body,
    }
