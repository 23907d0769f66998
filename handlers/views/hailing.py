"""What a manager reads of milestones in their teams: in a message, and on Home."""

from handlers import ids
from handlers.views.blocks import Block, View, actions, button, context, section
from handlers.views.mrkdwn import day, escape
from handlers.views.notices import notice
from surveys.model.milestones import Event, LandmarkLine, LandmarkNote, Month
from surveys.rules.landmarks import A_YEAR
from surveys.wording import _, ngettext

MOST_LINES = 15  # of one message: a kindness takes half a line more
_NAME = 100  # characters


def note_text(note: LandmarkNote) -> str:
    """The notification's words: one name where there is one, else how many."""
    if len(note.lines) == 1:
        return reached(note.lines[0])
    words = ngettext(
        "{n} milestone in your team in the days to come.",
        "{n} milestones in your team in the days to come.",
        len(note.lines),
    )
    return words.format(n=len(note.lines))


def note(note: LandmarkNote) -> list[Block]:
    """Who reaches what, and a kindness for each; nothing of any survey."""
    blocks = [section(f"*{_('Coming up in your team')}*")]
    blocks += [section(_with_kindness(one)) for one in note.lines[:MOST_LINES]]
    more = len(note.lines) - MOST_LINES
    if more > 0:
        words = ngettext("And {n} more: see Home.", "And {n} more: see Home.", more)
        blocks.append(context(words.format(n=more)))
    return [
        *blocks,
        actions([button(_("No milestone messages"), ids.STOP_MILESTONES)], block_id="more"),
        context(_("From the list of people alone: it says nothing of any survey.")),
    ]


def month_section(month: Month) -> list[Block]:
    """What the coming month brings to a manager's teams; nothing where it brings nothing."""
    if not month.in_all:
        return []
    lines = [f"• {reached(one)}" for one in month.lines]
    more = month.in_all - len(month.lines)
    if more > 0:
        lines.append(ngettext("And {n} more.", "And {n} more.", more).format(n=more))
    # A title of its own would be one block more of a Home's hundred.
    return [section("\n".join([f"*{_('This month in your teams')}*", *lines]))]


def notes_chosen(*, wanted: bool) -> View:
    """After messages about milestones were turned off, or on again."""
    words = (
        _("A message will reach you a few days before a milestone in your team.")
        if wanted
        else _("No message about milestones will reach you. You can undo this on the Home tab.")
    )
    return notice(_("Milestones"), [words])


def reached(one: LandmarkLine) -> str:
    """Return such as "Amina Khan passes 6 months here on Monday 2 November."."""
    return _sentence(one).format(
        name=escape(one.name[:_NAME]),
        day=day(one.day),
        n=one.months // A_YEAR if _is_years(one) else one.months,
    )


def day_names() -> dict[Event, str]:
    """Return what each day of somebody's own is called to themselves."""
    return {
        Event.QUALIFIED: _("Newly qualified from"),
        Event.PROBATION: _("Probation ends"),
        Event.ABROAD: _("Recruited from abroad, since"),
        Event.PLACEMENT: _("Placement from"),
        Event.STEP_UP: _("Step Up from"),
        Event.APPRENTICE: _("Apprentice from"),
        Event.BACK: _("Back from leave"),
        Event.AWAY: _("On leave from"),
    }


def _sentence(one: LandmarkLine) -> str:
    if one.months == 0:
        return {
            Event.PROBATION: _("{name}'s probation ends on {day}."),
            Event.PLACEMENT: _("{name}'s placement begins on {day}."),
            Event.STEP_UP: _("{name} begins Step Up to Social Work on {day}."),
            Event.APPRENTICE: _("{name}'s apprenticeship begins on {day}."),
            Event.BACK: _("{name} is back on {day}."),
        }[one.event]
    if one.event is Event.QUALIFIED:
        return _("{name} is {n} months into the newly qualified year on {day}.")
    if one.event is Event.STEP_UP:
        return _("{name} is {n} months into Step Up to Social Work on {day}.")
    if one.event is Event.APPRENTICE:
        return _("{name} is {n} months into the apprenticeship on {day}.")
    if one.event is Event.BACK:
        return ngettext(
            "{name} passes {n} month back at work on {day}.",
            "{name} passes {n} months back at work on {day}.",
            one.months,
        )
    if _is_years(one):
        return ngettext(
            "{name} passes {n} year here on {day}.",
            "{name} passes {n} years here on {day}.",
            one.months // A_YEAR,
        )
    return _("{name} passes {n} months here on {day}.")


def _is_years(one: LandmarkLine) -> bool:
    return one.event is Event.START and one.months % A_YEAR == 0


def _with_kindness(one: LandmarkLine) -> str:
    if one.kindness is None:
        return f"*{reached(one)}*"
    said = _("A kindness you could do: {kindness}.").format(kindness=_(one.kindness))
    return f"*{reached(one)}*\n{said}"
