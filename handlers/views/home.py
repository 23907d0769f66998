"""The Home tab: the same to everyone who sits in the same place, answered or not."""

from handlers import ids
from handlers.views.acting import actions_section
from handlers.views.authoring.listing import surveys_section
from handlers.views.blocks import Block, View, actions, button, divider, header, section
from handlers.views.checking import check_section, comments_button
from handlers.views.enrolling import open_form_button, pause_button
from handlers.views.exits import leaving_section
from handlers.views.holding import held_button
from handlers.views.mrkdwn import day, day_and_time, escape, short_day
from handlers.views.packing import desk_section
from handlers.views.preferring import preference_buttons
from handlers.views.promise import promise_button, promise_line
from handlers.views.reporting import digest_text, figures
from handlers.views.support import help_button
from surveys.model.messages import Digest, Home, OpenRound
from surveys.wording import _

MOST_OTHERS = 20


def home(model: Home) -> View:
    """What is open, what everyone may read, the promise and help."""
    blocks = [
        header(_("Your weekly pulse")),
        *_pulse(model),
        divider(),
        header(_("Results")),
        *_results(model),
        *_other_results(model),
        *([divider(), *actions_section(model.actions)] if model.actions else []),
        *([divider(), *leaving_section(model.leaving)] if model.leaving else []),
        *(check_section(model.to_check) if model.to_check is not None else []),
        *_surveys(model),
        *desk_section(model.desk),
        divider(),
        actions([promise_button(), help_button(), pause_button()], block_id="more"),
        actions(
            [*preference_buttons(wants_reminders=model.wants_reminders), held_button()],
            block_id="mine",
        ),
        promise_line(model.thresholds),
    ]
    return {"type": "home", "blocks": blocks}


def _surveys(model: Home) -> list[Block]:
    """What whoever looks after surveys sees, and nobody else."""
    return [divider(), *surveys_section(model.surveys)] if model.surveys else []


def stranger(sentence: str) -> View:
    """For someone who is not in the list."""
    return {"type": "home", "blocks": [section(sentence), actions([help_button(), held_button()])]}


def _pulse(model: Home) -> list[Block]:
    paused = []
    if model.paused_until:
        words = _("You are paused until {day}.").format(day=day(model.paused_until))
        paused = [section(words)]
    if model.open_rounds:  # also while paused: an answer can be changed or withdrawn
        return [*paused, *(block for one in model.open_rounds for block in _open(one))]
    if paused:
        return paused
    if model.next_opening:
        words = _("Nothing is open just now. The next pulse opens on {when}.").format(
            when=day_and_time(model.next_opening)
        )
        return [section(words)]
    return [section(_("Nothing is open just now."))]


def _open(one: OpenRound) -> list[Block]:
    when = day_and_time(one.closes_at)
    words = _("A pulse is open until {when}. It stays here whether you answer or not.")
    if one.about is not None:
        words = _("*{title}* is open until {when}. It stays here whether you answer or not.")
        words = words.replace("{title}", escape(_(one.about.title)))
    block_id = "pulse" if one.about is None else f"open_{one.round_id}"
    return [
        section(words.replace("{when}", when)),
        actions([open_form_button(one)], block_id=block_id),
    ]


def _results(model: Home) -> list[Block]:
    if model.weekly is None and model.quarterly is None:
        words = _("Nothing has been published yet. The first results appear when a round closes.")
        return [section(words)]
    blocks = [section(_("The same figures your manager reads, at the same time."))]
    for message in (model.weekly, model.quarterly):
        blocks += _release(message) if message else []
    if model.weekly is not None and model.weekly.release_id:
        blocks.append(actions([comments_button(model.weekly.release_id)], block_id="comments"))
    return blocks


def _other_results(model: Home) -> list[Block]:
    """A button for each other survey, that opens its newest results."""
    if not model.others:
        return []
    blocks = [section(f"*{_('Results of other surveys')}*")]
    for place, one in enumerate(model.others[:MOST_OTHERS]):
        words = _("{title}, closed on {date}").format(
            title=escape(_(one.title)), date=short_day(one.closed)
        )
        show = button(_("Show results"), ids.RESULTS, one.survey)
        blocks.append(section(words, accessory=show) | {"block_id": f"results_{place}"})
    return blocks


def _release(message: Digest) -> list[Block]:
    title = _("*{title}*, {opened} to {closed}").format(
        title=escape(digest_text(message)), opened=day(message.opened), closed=day(message.closed)
    )
    return [section(title), *figures(message)]
