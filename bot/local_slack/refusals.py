"""What the workspace refuses, to the bot and to a person."""

from collections.abc import Mapping, Sequence


class RefusedError(Exception):
    """A Web API call refused with one of Slack's error codes."""

    def __init__(
        self, error: str, messages: Sequence[str] = (), more: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(error)
        self.error = error
        self.messages = list(messages)
        self.more = dict(more or {})  # what stands beside the code, such as the right that lacks


class NotPossibleError(Exception):
    """Something a person cannot do, with the sentence the page shows."""


class BotDidNotAnswerError(Exception):
    """Staff Voice did not answer in time. Please try again."""
