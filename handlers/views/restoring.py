"""What everybody is told after a return to a backup."""

from handlers.views.blocks import Block, actions, section
from handlers.views.mrkdwn import day_and_time
from handlers.views.promise import promise_button, promise_line
from handlers.views.support import help_button
from surveys.model.messages import GoneBack
from surveys.wording import _


def text() -> str:
    """The notification's words."""
    return _("We had to go back to an earlier copy of our records.")


def gone_back(model: GoneBack) -> list[Block]:
    """The same words to everyone."""
    words = _(
        "Our records were damaged or lost. On {restored} we went back to a copy made on {made}."
    ).format(restored=day_and_time(model.restored_at), made=day_and_time(model.made_at))
    lost = _(
        "*Lost for good, and nobody can ever read it:* answers to surveys that were open then or"
        " since, what leavers said and was not yet released, votes for questions of the Champions"
        " Forum, and questions to it that no champion had seen. Also lost is what was changed"
        " since: pauses, hours, promises and answers of the forum, for example."
    )
    again = _(
        "Surveys that are still open are asked again: please answer again if you did before. Vote"
        " again, and send a question again if you do not find it in the forum. What you read in"
        " results stays true, even where we cannot show it any more. We are sorry."
    )
    return [
        section(f"*{text()}* {words}"),
        section(lost),
        section(again),
        actions([promise_button(), help_button()], block_id="more"),
        promise_line(model.thresholds),
    ]
