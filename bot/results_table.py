"""What was published, as a person reads it in a terminal: a table a release."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.saying import say
from handlers.views.mrkdwn import day_and_year
from surveys.model.figures import Verdict
from surveys.wording import _

_SIGNS: Final = {"le": "≤ ", "ge": "≥ ", None: ""}


def show_results(rows: Sequence[dict[str, Any]], zone: ZoneInfo) -> None:
    """Print rows of `result_row`, without those that are hidden."""
    shown = [row for row in rows if row["shown"]]
    if not rows:
        say(_("Nothing has been published yet."))
    elif not shown:
        say(_("Everything so far is withheld to protect people."))
    else:
        console = Console()
        for _name, own in groupby(shown, key=lambda row: row["release"]):
            console.print(_table(list(own), zone))
        say(_("≤: or lower. ≥: or higher. Probably: where the truth lies, 19 times in 20."))


def _table(rows: Sequence[dict[str, Any]], zone: ZoneInfo) -> Table:
    opened, closed = (_day(rows[0][name], zone) for name in ("opened", "closed"))
    title = _("{release}: {opened} to {closed}").format(
        release=rows[0]["release"], opened=opened, closed=closed
    )
    table = Table(title=escape(title), title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column(_("Part"), overflow="fold")
    table.add_column(_("Question"), overflow="fold")
    for heading in (_("Value"), _("Probably"), _("People"), _("Change")):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        question = row["question"].replace(":", ": ")  # a long one breaks there
        cells = (_part(row["node"]), question, _value(row), _probably(row), row["n_band"])
        table.add_row(*(escape(one) for one in cells), _change(row))
    return table


def _day(moment: str, zone: ZoneInfo) -> str:
    return day_and_year(datetime.fromisoformat(moment).astimezone(zone).date())


def _part(path: str) -> str:
    """Return a path without the organisation, which they all begin with; alone, it stays."""
    return path.partition("/")[2] or path


def _value(row: dict[str, Any]) -> str:
    return f"{_SIGNS[row['bound']]}{row['value']}"


def _probably(row: dict[str, Any]) -> str:
    return _("{low} to {high}").format(low=row["interval_low"], high=row["interval_high"])


def _change(row: dict[str, Any]) -> str:
    """Say what changed by more than chance; "" where there is nothing to compare with."""
    words = {
        None: "",
        str(Verdict.HIGHER): _("higher than {usual}"),
        str(Verdict.LOWER): _("lower than {usual}"),
        str(Verdict.NO_CHANGE): _("none detected"),
    }
    return words[row["change"]].format(usual=row["change_from"])
