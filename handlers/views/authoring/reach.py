"""How many people a survey would ask, and how many not for which reason."""

from handlers.views.authoring.words import full_day
from handlers.views.blocks import Block, section
from surveys.model.previews import Reach
from surveys.wording import _, ngettext


def reach(model: Reach) -> Block:
    """Counts alone, never names; that nobody would be asked is said plainly."""
    reasons = [f"• {count}: {reason.label}" for reason, count in model.left_out]
    if reasons:
        reasons.insert(0, _("Not asked:"))
    return section("\n".join([f"*{_people(model)}*", *reasons]))


def _people(model: Reach) -> str:
    if model.is_nobody:
        if model.on is None:
            return _("As things are now, nobody would be asked.")
        return _("As things are now, nobody would be asked on {day}.").format(
            day=full_day(model.on)
        )
    people = ngettext("{n} person", "{n} people", model.asked).format(n=model.asked)
    if model.is_pooled:
        return _("{people} would be asked when they reach a milestone.").format(people=people)
    if model.on is None:
        return _("{people} would be asked if it opened today.").format(people=people)
    return _("{people} would be asked on {day}.").format(people=people, day=full_day(model.on))
