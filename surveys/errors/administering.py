"""Refusals about roles, the trail and what Slack says of people."""

from surveys.errors.refusal import Refusal


class AdministeringRefused(Refusal):
    """Nothing was changed."""


class ForAdministratorsAlone(AdministeringRefused):
    """Roles are given and taken away by administrators of Staff Voice; nothing was changed."""


class RoleForNobody(AdministeringRefused):
    """Staff Voice does not have this person on its list; choose somebody else, or add them to the list of people first."""


class LastAdministrator(AdministeringRefused):
    """Staff Voice would be without an administrator who can be reached in Slack, so nothing was changed; make somebody else one first."""


class ProposalGone(AdministeringRefused):
    """This proposal is no longer open: it was decided or withdrawn, has waited for seven days, or somebody in it has left; nothing was changed just now."""


class NotYoursToConfirm(AdministeringRefused):
    """A second administrator has to decide this: not whoever proposed it, and not whom it is about."""


class SyncFileWrong(AdministeringRefused):
    """The file that says how to read people from Slack can't be used, and nothing was changed: {detail}."""


class SyncNotSet(AdministeringRefused):
    """Nothing says yet how to read people from Slack; write a file, as docs/people.md shows, and name it in SYNC_FILE."""


class NowhereInstalled(AdministeringRefused):
    """No workspace has the app yet, so nobody could be read from Slack; install it in one first."""


class SlackNotRead(AdministeringRefused):
    """Slack did not tell who is there, and nothing was changed: {detail}."""


class TooManyLeave(AdministeringRefused):
    """Nothing was changed, because {detail}; a group emptied by mistake looks the same, so read the difference with --allow-many, which asks before it changes anything."""
