"""Remarking: what looks like a slip in a survey and yet may be kept, a sentence each."""

from surveys.bank.checking import survey_warnings
from surveys.model.milestones import COLUMN_OF, Event
from surveys.model.surveys import Survey
from surveys.rules.audience import nobody_has
from surveys.rules.feasibility import months_outside
from surveys.rules.milestones import days_of
from surveys.rules.paths import paths_by_id
from surveys.store.database import Transaction
from surveys.wording import _, ngettext


def remarks_on(tx: Transaction, survey: Survey) -> tuple[str, ...]:
    """Return every remark on a survey whose audience is named by unit ids."""
    return (
        *survey_warnings(survey),
        *_out_of_use(tx, survey),
        *_unheard_of(tx, survey),
        *_out_of_reach(survey),
        *_undated(tx, survey),
    )


def _unheard_of(tx: Transaction, survey: Survey) -> list[str]:
    """Return a sentence for each job family and contract that nobody in the list has."""
    audience = survey.audience
    if not audience.job_families and not audience.contracts:
        return []
    return nobody_has(audience, tx.people.all())


def _undated(tx: Transaction, survey: Survey) -> list[str]:
    """Return a sentence where nobody in the list has the day that a milestone counts from."""
    calendar = survey.calendar
    if calendar is None or days_of((one for one in tx.people.all() if one.active), calendar.event):
        return []
    if calendar.event is Event.START:
        return []
    words = _("Nobody in the list of people has a day in the column {column}, so nobody is asked.")
    return [words.format(column=COLUMN_OF[calendar.event])]


def _out_of_use(tx: Transaction, survey: Survey) -> list[str]:
    in_use = {unit.id for unit in tx.units.all()}
    paths = paths_by_id(tx.units.ever())
    return [
        _("The chosen part '{one}' is no longer in use, so nobody is asked there.").format(
            one=paths.get(unit_id, unit_id)
        )
        for unit_id in survey.audience.units
        if unit_id not in in_use
    ]


def _out_of_reach(survey: Survey) -> list[str]:
    months = months_outside(survey)
    if not months:
        return []
    words = ngettext(
        "The milestone at {months} months asks nobody: whoever reaches it is outside the time since"
        " the start that is chosen.",
        "The milestones at {months} months ask nobody: whoever reaches them is outside the time"
        " since the start that is chosen.",
        len(months),
    )
    return [words.format(months=", ".join(str(one) for one in months))]
