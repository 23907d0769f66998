"""The Home tab: the same to everyone who sits in the same place, answered or not."""

from handlers import ids
from handlers.views.blocks import Block, View, actions, button, divider, header, section
from handlers.views.enrolling import pause_button
from handlers.views.mrkdwn import day, day_and_time
from handlers.views.promise import promise_button, promise_line
from handlers.views.reporting import digest_text, part_results
from handlers.views.support import help_button
from surveys.model.messages import Digest, Home
from surveys.wording import _


def home(model: Home) -> View:
    """What is open, what everyone may read, the promise and help."""
    blocks = [
        header(_("Your weekly pulse")),
        *_pulse(model),
        divider(),
        header(_("Results")),
        *_results(model),
        divider(),
        actions([promise_button(), help_button(), pause_button()], block_id="more"),
        promise_line(model.thresholds),
    ]
    return {"type": "home", "blocks": blocks}


def stranger(sentence: str) -> View:
    """For someone who is not in the list."""
    return {"type": "home", "blocks": [section(sentence)]}


def _pulse(model: Home) -> list[Block]:
    paused = []
    if model.paused_until:
        words = _("You are paused until {day}.").format(day=day(model.paused_until))
        paused = [section(words)]
    if model.open_round:  # also while paused: an answer can be changed or withdrawn
        words = _("A pulse is open until {when}. It stays here whether you answer or not.").format(
            when=day_and_time(model.open_round.closes_at)
        )
        form = button(_("Open the form"), ids.OPEN_FORM, model.open_round.round_id, primary=True)
        return [*paused, section(words), actions([form], block_id="pulse")]
    if paused:
        return paused
    if model.next_opening:
        words = _("Nothing is open just now. The next pulse opens on {when}.").format(
            when=day_and_time(model.next_opening)
        )
        return [section(words)]
    return [section(_("Nothing is open just now."))]


def _results(model: Home) -> list[Block]:
    if model.weekly is None and model.quarterly is None:
        words = _("Nothing has been published yet. The first results appear when a round closes.")
        return [section(words)]
    blocks = [section(_("The same figures your manager reads, at the same time."))]
    for message in (model.weekly, model.quarterly):
        blocks += _release(message) if message else []
    return blocks


def _release(message: Digest) -> list[Block]:
    title = _("*{title}*, {opened} to {closed}").format(
        title=digest_text(message), opened=day(message.opened), closed=day(message.closed)
    )
    figures = [part_results(message, part, for_manager=False) for part in message.parts]
    return [section(title), *(block for blocks in figures for block in blocks)]
