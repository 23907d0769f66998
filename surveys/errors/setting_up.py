"""Refusals while setting up: an answer that can't be taken, a file that can't be written."""

from surveys.errors.installation import InstallationRefused


class SettingUpRefused(InstallationRefused):
    """Staff Voice is not set up yet."""


class AnswerNeeded(SettingUpRefused):
    """Setting up needs {detail}, and nobody is there to be asked: put it into the file of --answers, or set it in the environment."""


class AnswerUnknown(SettingUpRefused):
    """The file of --answers holds what is no answer to anything: {detail}."""


class AnswersUnreadable(SettingUpRefused):
    """The file of --answers can't be read: {detail}."""


class EnvFileUnreadable(SettingUpRefused):
    """The file .env can't be read or written, so nothing was changed in it: {detail}."""


class SetupStopped(SettingUpRefused):
    """Setting up can't go on: {detail}."""


class TokenWrong(SettingUpRefused):
    """That was not kept: {detail}."""


class TokenDiffers(SettingUpRefused):
    """There is another {detail} already, so nothing was changed; give --replace to put the new one in its place."""


class YesOrNo(SettingUpRefused):
    """Please answer yes, no or later."""


class HelloNotSent(SettingUpRefused):
    """The hello was not sent: {detail}; everything else is kept, so mend that and run "staff-voice setup" again."""
