"""Running `staff-voice` in this process, and what comes of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """What came of a command."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


def refused(done: Done) -> str:
    """The one sentence of a refusal."""
    assert done.code == 1
    assert done.out == ""
    *logged, sentence = done.err.splitlines()
    assert all(json.loads(line) for line in logged)  # what libraries say, through the allow-list
    assert sentence.endswith(".")
    return sentence
