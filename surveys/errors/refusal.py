"""What every refusal is made of."""

from typing import NamedTuple

from surveys.wording import _


class Problem(NamedTuple):
    """What is wrong in one field of something written, in a file or in a form."""

    field: str  # as files name it
    sentence: str  # which names the field and its place
    in_form: str = ""  # the same for beneath an input of a form; empty: in the same words

    @property
    def beneath(self) -> str:
        """The sentence for beneath an input."""
        return self.in_form or self.sentence


class Refusal(Exception):
    """That can't be done."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(detail)

    @property
    def sentence(self) -> str:
        """The sentence a person reads, in their language."""
        return _(str(type(self).__doc__)).replace("{detail}", self.detail)
