"""Refusals about the list of people and the parts of the organisation."""

from surveys.errors.refusal import Refusal


class PeopleRefused(Refusal):
    """The list of people was not changed."""


class PeopleFileUnreadable(PeopleRefused):
    """The people file can't be read, and nothing was changed: {detail}."""


class PeopleFileWrong(PeopleRefused):
    """The people file has mistakes, and nothing was changed: {detail}."""


class NoAdministratorLeft(PeopleRefused):
    """After this nobody on the list would be an administrator of Staff Voice, so nothing was changed; write admin into somebody's roles in the people file, or if you mean it, import it with --without-admin."""


class PersonUnknown(PeopleRefused):
    """Nobody in the list of people has the key {detail}."""


class PersonNotFound(PeopleRefused):
    """Nobody in the list of people has the Slack id or e-mail "{detail}"."""


class PersonNotSingle(PeopleRefused):
    """More than one person has "{detail}", so nothing was done; please name a Slack id that only one of them has."""


class PersonStillListed(PeopleRefused):
    """This person is still on the list, so nothing was removed; import a people file without them first."""


class UnitUnknown(PeopleRefused):
    """There is no part of the organisation called {detail}, and nothing was changed."""


class UnitNameTaken(PeopleRefused):
    """There is a part called {detail} in the same place already, and nothing was changed."""


class UnitNameWrong(PeopleRefused):
    """A part can't be called "{detail}": it needs a name of up to 200 characters, without a slash; nothing was changed."""
