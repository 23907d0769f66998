"""The forum: somebody looks after it, its minutes come, and its channel takes what is posted."""

from bot.config import Config
from surveys.model.auditing import Finding, Judgement
from surveys.model.deliveries import DeliveryState, Health
from surveys.rules.auditing.saying import failed, passed, unclear
from surveys.wording import _, ngettext


def findings(config: Config, found: Health | None) -> list[Finding]:
    """Judge what the database tells. None: it can't be seen."""
    if found is None:
        later = unclear(
            _("That can't be seen before the rest is in order."), _("Mend what is wrong first.")
        )
        return [Finding("forum", later), Finding("forum-channel", later)]
    return [
        Finding("forum", _looked_after(found)),
        Finding("forum-channel", _channel(config, found)),
    ]


def _looked_after(found: Health) -> Judgement:
    if found.forum_in_use and not found.champions:
        return failed(
            _("Questions are asked in the forum, and nobody is on the list to look after it."),
            _('Give somebody the role "champion" or "psw" in the list of people, and import it.'),
        )
    if found.minutes_late:
        return failed(
            _("The forum's meeting was over two weeks ago, and its minutes are not published."),
            _("Ask a champion to publish them, from the Home tab; until then votes stay sealed."),
        )
    if not found.champions:
        return passed(_("Nobody has asked anything in the forum, and nobody looks after it yet."))
    said = ngettext(
        "{n} person looks after the forum.", "{n} people look after the forum.", found.champions
    )
    return passed(said.format(n=found.champions))


def _channel(config: Config, found: Health) -> Judgement:
    invite = _("Invite the app into the channel, and see that FORUM_CHANNEL is its id.")
    if config.forum_channel is None:
        return passed(_("FORUM_CHANNEL is not set: answers stand on the Home tab alone."))
    if found.in_channel is None:
        return unclear(_("Nothing was posted into FORUM_CHANNEL yet."), invite)
    state, error = found.in_channel
    if state is DeliveryState.FAILED:
        words = _("The last post into FORUM_CHANNEL did not arrive ({error}).")
        return failed(words.format(error=error or "?"), invite)
    return passed(_("FORUM_CHANNEL takes what is posted into it."))
