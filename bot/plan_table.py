"""What a people file would change, printed."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.saying import say
from surveys.rules.enrolment import Plan
from surveys.wording import _


def show_plan(plan: Plan) -> None:
    """Print a line for each change, or that there is none."""
    if plan.is_empty:
        say(_("Nothing would change."))
        return
    table = Table(_("Change"), _("Who or what"), _("Detail"))
    for change in plan.changes:
        table.add_row(change.kind, escape(change.what), escape(change.detail))
    Console().print(table)
    if plan.takes_last_administrator:
        say(
            _(
                "Afterwards nobody would be an administrator of Staff Voice: nobody could give"
                ' roles, and nobody would get the weekly report. Write "admin" into somebody\'s'
                " roles in the people file."
            )
        )
