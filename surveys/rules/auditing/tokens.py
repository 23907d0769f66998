"""Tokens of several workspaces: sealed, their key in a folder of its own that nobody else reads."""

from surveys.model.auditing import Facts, Judgement
from surveys.rules.auditing.saying import failed, passed
from surveys.wording import _, ngettext


def sealed(facts: Facts) -> Judgement:
    """Every token opens with a key that lies apart from the database, backups and KEY_DIR."""
    found = facts.tokens
    if found is None:
        return passed(_("There is one workspace, whose token is in the settings."))
    if found.inside:
        return failed(
            _("TOKEN_KEY_DIR lies inside the place of {where}, or holds it.").format(
                where=", ".join(found.inside)
            ),
            _("Set TOKEN_KEY_DIR to a folder of its own, and move the keys there."),
        )
    if any(mode & 0o077 for mode in found.modes):
        return failed(
            _("Others on this machine may look into TOKEN_KEY_DIR or read a key there."),
            _("Run chmod 700 on TOKEN_KEY_DIR and chmod 600 on each file in it."),
        )
    if found.unreadable:
        words = ngettext(
            "{n} token does not open with any key in TOKEN_KEY_DIR.",
            "{n} tokens do not open with any key in TOKEN_KEY_DIR.",
            found.unreadable,
        )
        return failed(
            words.format(n=found.unreadable),
            _("Put the key back, or install the app again in each workspace."),
        )
    words = ngettext(
        "{n} token is sealed, and its key lies apart.",
        "{n} tokens are sealed, and their key lies apart.",
        found.sealed,
    )
    return passed(words.format(n=found.sealed))
