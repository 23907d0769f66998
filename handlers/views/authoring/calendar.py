"""Choosing when a survey is asked; the dates that follow are shown while choosing."""

from typing import Final

from handlers import ids, payloads
from handlers.views.authoring.pages import place_of
from handlers.views.authoring.words import date_words, every_words, milestone_words
from handlers.views.blocks import Block, View, context, date_input, menu, modal, section
from handlers.views.fields import short_input, telling, time_input
from surveys.model.authoring import CalendarChoices
from surveys.model.milestones import ASKED_AT, event_words
from surveys.model.surveys import WEEKLY_PULSE, Every
from surveys.wording import _

LONGEST_MONTHS: Final = 100


def calendar_form(model: CalendarChoices, back: str) -> View:
    """How often, the first date, the time, the zone, the milestones; `back` names the page."""
    calendar = model.calendar
    is_pulse = model.brief.survey.id == WEEKLY_PULSE
    offered = (Every.WEEKLY,) if is_pulse else tuple(Every)
    every = [(str(one), every_words(one)) for one in offered]
    blocks = [
        menu(
            _("How often"),
            ids.EVERY,
            ids.CHOICE,
            every,
            initial=str(calendar.every),
            optional=False,
        ),
        date_input(_("First date"), ids.STARTS, ids.CHOICE, calendar.starts.isoformat()),
        time_input(_("Time"), ids.AT, f"{calendar.at:%H:%M}"),
        menu(
            _("Time zone"),
            ids.ZONE,
            ids.CHOICE,
            [(one, one) for one in model.zones],
            initial=calendar.zone.key,
            optional=False,
        ),
    ]
    if calendar.every is Every.MILESTONE or calendar.months:
        blocks += [_event(model), _months(model)]
    return modal(
        _("When it is asked"),
        [*(telling(one, ids.DATES) for one in blocks), *_dates(model)],
        ids.SUBMIT_CALENDAR,
        close=_("Cancel"),
        submit=_("Confirm"),
        metadata=payloads.place_metadata(place_of(model.brief), page=back),
    )


def _months(model: CalendarChoices) -> Block:
    return short_input(
        _("Months after it"),
        ids.MONTHS,
        limit=LONGEST_MONTHS,
        initial=", ".join(str(one) for one in model.calendar.months),
        hint=_("Whole months, such as 3, 6, 9. After any day but the start, 0 is the day itself."),
    )


def _event(model: CalendarChoices) -> Block:
    """The day from which months count: whoever has none in the list of people is not asked."""
    return menu(
        _("Months count from"),
        ids.MILESTONE_EVENT,
        ids.CHOICE,
        [(str(one), event_words(one)) for one in ASKED_AT],
        initial=str(model.calendar.event),
        optional=False,
    )


def _dates(model: CalendarChoices) -> list[Block]:
    calendar = model.calendar
    if calendar.every is Every.MILESTONE:
        words = _(
            "From the first date on, each person is asked {when}, or on the next working day."
            " Answers wait, sealed, until enough people have given theirs; that is looked into on"
            " the first working day of each quarter."
        ).format(when=milestone_words(calendar))
        return [section(words)]
    if not model.dates:
        return [section(_("No date lies ahead: please choose a later first date."))]
    dates = [f"• {date_words(one, model.zone)}" for one in model.dates]
    explained = _(
        "A date on which offices are closed, at a weekend or on a bank holiday in England, moves"
        " to the next working day."
    )
    return [section("\n".join([f"*{_('It would open on')}*", *dates])), context(explained)]
