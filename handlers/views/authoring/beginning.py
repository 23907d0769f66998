"""Beginning a survey, saying what it is, and starting it."""

from typing import Final

from handlers import ids, payloads
from handlers.views.authoring.pages import place_of
from handlers.views.authoring.reach import reach
from handlers.views.authoring.words import (
    audience_words,
    date_words,
    remark_blocks,
    rhythm,
    title_of,
)
from handlers.views.blocks import Block, View, context, menu, modal, section
from handlers.views.fields import number_input, short_input, tick
from surveys.model.authoring import Beginning, Brief
from surveys.model.previews import Reach
from surveys.wording import _, ngettext

BLANK: Final = "-"  # no id of a survey
LONGEST_TITLE: Final = 75
LONGEST_PURPOSE: Final = 250
MOST_MINUTES: Final = 10
MOST_WORKING_DAYS: Final = 60
USUAL_MINUTES: Final = 2
USUAL_WORKING_DAYS: Final = 5


def new_survey(model: Beginning) -> View:
    """Choosing what a new survey begins from."""
    options = [(BLANK, _("A blank survey")), *((name, _(title)) for name, title in model.ready)]
    blocks = [
        menu(_("Begin from"), ids.BEGIN_FROM, ids.CHOICE, options, initial=BLANK, optional=False),
        context(
            _(
                "A ready survey can be changed in everything. Nothing is asked of anybody before"
                " you start it."
            )
        ),
    ]
    return modal(_("New survey"), blocks, ids.SUBMIT_NEW, close=_("Cancel"), submit=_("Continue"))


def details_form(brief: Brief | None) -> View:
    """What a survey is called, what for, and how long it takes and stays open. None: a new one."""
    return modal(
        _("New survey") if brief is None else _("Change text"),
        [*_words(brief), *_sizes(brief)],
        ids.SUBMIT_DETAILS,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=payloads.place_metadata(place_of(brief)) if brief else "",
    )


def start_form(model: Reach) -> View:
    """What starting a survey will do, and whom it would ask, before it does it."""
    page, brief = model.page, model.page.brief
    dates = [f"• {date_words(one, brief.zone)}" for one in page.dates]
    if not dates:
        dates = [rhythm(brief.survey.calendar)]
    blocks = [
        section(f"*{title_of(brief.survey)}*\n{audience_words(page)}"),
        section("\n".join([f"*{_('It opens by itself on')}*", *dates])),
        reach(model),
        *remark_blocks(page.remarks),
        context(_("You can pause it at any time. Nobody is asked before the first date.")),
    ]
    return modal(
        _("Start this survey?"),
        blocks,
        ids.SUBMIT_START,
        close=_("Cancel"),
        submit=_("Start"),
        metadata=payloads.place_metadata(place_of(brief)),
    )


def _words(brief: Brief | None) -> list[Block]:
    hint = _("One sentence, in the invitation: why you ask, and what will be done with it.")
    return [
        short_input(
            _("Title"),
            ids.TITLE,
            limit=LONGEST_TITLE,
            initial=_(brief.survey.title) if brief else "",
        ),
        short_input(
            _("Purpose"),
            ids.PURPOSE,
            limit=LONGEST_PURPOSE,
            initial=_(brief.survey.purpose) if brief else "",
            hint=hint,
        ),
    ]


def _sizes(brief: Brief | None) -> list[Block]:
    minutes = [
        (str(n), ngettext("{n} minute", "{n} minutes", n).format(n=n))
        for n in range(1, MOST_MINUTES + 1)
    ]
    return [
        menu(
            _("Time it takes"),
            ids.MINUTES,
            ids.CHOICE,
            minutes,
            initial=str(brief.survey.minutes if brief else USUAL_MINUTES),
            optional=False,
        ),
        number_input(
            _("Working days it stays open"),
            ids.OPEN_DAYS,
            least=1,
            most=MOST_WORKING_DAYS,
            initial=brief.survey.open_working_days if brief else USUAL_WORKING_DAYS,
        ),
        tick(
            _("Reminder"),
            ids.REMINDER,
            _("Remind everyone once, a working day before it closes"),
            on=brief.survey.reminder if brief else True,
        ),
    ]
