"""Choosing whom a survey asks."""

from typing import Final

from handlers import ids, payloads
from handlers.views.authoring.pages import place_of
from handlers.views.blocks import Block, View, context, modal
from handlers.views.fields import number_input, several
from surveys.model.authoring import AudienceChoices, Few
from surveys.wording import _

LAST_MONTH: Final = 1200


def audience_form(model: AudienceChoices) -> View:
    """Parts of the organisation, job families, contracts, time since the start."""
    tenure = model.brief.survey.audience.tenure
    note = _(
        "Everyone who fits all that you choose is asked; nothing chosen means everyone. A choice by"
        " job family, contract or time here publishes one figure for the whole organisation, from"
        " {n} people who answered; a choice by parts shows nothing above these parts."
    ).format(n=model.smallest)
    blocks = [
        _several(
            _("Parts of the organisation"),
            ids.UNITS,
            model.units,
            hint=_("Each with everything below it."),
        ),
        _several(_("Job families"), ids.FAMILIES, model.job_families),
        _several(_("Contracts"), ids.CONTRACTS, model.contracts),
        _months(
            _("Here for at least, in months"), ids.TENURE_FROM, tenure.least if tenure else None
        ),
        _months(
            _("Here for less than, in months"),
            ids.TENURE_TO,
            tenure.most if tenure else None,
        ),
        context(note),
    ]
    return modal(
        _("Who is asked"),
        blocks,
        ids.SUBMIT_AUDIENCE,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=payloads.place_metadata(place_of(model.brief)),
    )


def _several(label: str, field: str, few: Few, hint: str | None = None) -> Block:
    return several(
        label,
        field,
        few.found,
        few.chosen,
        is_searched=few.is_searched,
        placeholder=_("Everyone"),
        hint=hint,
    )


def _months(label: str, field: str, initial: int | None) -> Block:
    return number_input(label, field, least=0, most=LAST_MONTH, initial=initial, optional=True)
