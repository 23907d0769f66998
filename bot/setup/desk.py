"""What the steps of setting up work with: who answers, the settings file, what was kept so far."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot import config as settings
from bot.setup.env_file import EnvFile
from bot.setup.fitness import check_place
from bot.setup.talking import Talk
from surveys.errors import KeysInsideData, Refusal, SettingsWrong
from surveys.wording import _


@dataclass
class Desk:
    """One run of `staff-voice setup`."""

    talk: Talk
    env: EnvFile
    change: bool = False  # ask for what is set already, too
    replace: bool = False  # put another token in the place of one that is there
    http: bool = False  # Slack calls us, in place of Socket Mode
    hello_again: bool = False
    kept: list[str] = field(default_factory=list)  # what was written, by name, in this run
    did: list[str] = field(default_factory=list)  # what was done beside it, in sentences

    def done(self, step: str, sentence: str) -> None:
        """End a step that did something beside writing settings."""
        self.did.append(sentence)
        self.talk.done(step, "done", sentence)

    def is_settled(self, name: str) -> bool:
        """Say whether a setting is there, and nobody asked for it to be changed."""
        # A line that says that there is none, such as BACKUP_DIR=, is an answer too.
        is_set = name in self.env.values() or name.lower() in settings.read().model_fields_set
        return is_set and not (self.change or self.talk.has(name))

    def keep(self, name: str, value: str) -> None:
        """Write a setting to `.env`, "" for none; one that is the same is left alone."""
        if self.env.values().get(name) != value:
            self.env.put({name: value})
            self.kept.append(name)

    def ask_setting(self, name: str, question: str, usual: str | None) -> None:
        """Ask for a setting unless it is settled, check it beside the others, and keep it.

        `usual`: "" where there may be none; None: there must be one. One that is settled and names
        a place that can't be used is asked for again, too.
        """
        is_there = usual is not None or getattr(settings.read(), name.lower()) is not None
        if is_there and self.is_settled(name) and self._still_fits(name):
            self.talk.tell(_("{name} is set, and stays.").format(name=name))
            return
        present = self.env.values().get(name)
        check = fitting(name, is_needed=usual is None)
        said = self.talk.ask(name, question, check, default=present or usual)
        self.keep(name, said)

    def _still_fits(self, name: str) -> bool:
        if name == "BACKUP_DIR":
            return True  # it may be away for a while; doctor looks at it
        try:
            check_place(name, settings.read())
        except Refusal as refusal:
            if name == "DATABASE_URL" and isinstance(refusal, KeysInsideData):
                return True  # it is KEY_DIR that is asked for again
            # What the environment says comes before anything that could be written to .env.
            if self.talk.is_script or name not in self.env.values():
                raise
            self.talk.tell(refusal.sentence)
            return False
        return True


def fitting(name: str, *, is_needed: bool = False) -> Callable[[str], str]:
    """Return a check of one setting beside the others; it raises SettingsWrong and others."""

    def check(said: str) -> str:
        if said:
            check_place(name, settings.read(**{name.lower(): said}))
        elif is_needed:
            raise SettingsWrong(_("{name} is not set").format(name=name))
        return said

    return check
