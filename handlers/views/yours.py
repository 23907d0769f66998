"""The end of every Home tab: one's own choices, what is kept, the promise."""

from handlers.views.blocks import Block, actions, header
from handlers.views.enrolling import pause_button
from handlers.views.holding import held_button
from handlers.views.preferring import preference_buttons
from handlers.views.promise import promise_line
from handlers.views.round_up import given_button
from surveys.model.messages import Home
from surveys.wording import _


def yours_section(model: Home) -> list[Block]:
    """The same for everybody but for their choices about reminders, and what a manager hears."""
    return [
        header(_("Your choices")),
        actions(
            [
                pause_button(),
                *preference_buttons(
                    wants_reminders=model.wants_reminders,
                    hears=model.month.is_told if model.month else None,
                ),
                given_button(),
                held_button(),
            ],
            block_id="mine",
        ),
        promise_line(model.thresholds),
    ]
