"""What a use case needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from surveys.model.local_words import NO_LOCAL_WORDS, LocalWords
from surveys.model.policy import Policy
from surveys.model.questions import Bank
from surveys.model.support import Support
from surveys.model.watching import Seen
from surveys.store.database import Store
from surveys.store.keyring import Keyring


@dataclass(frozen=True)
class Runtime:
    """Built once in bot/app.py, or by a test, and passed to every use case."""

    store: Store
    now: Callable[[], datetime]  # aware, UTC
    new_id: Callable[[], str]
    entropy: Callable[[int], bytes]  # the operating system's randomness: keys, nonces, shuffles
    bank: Bank
    support: Support
    policy: Policy
    words: LocalWords = NO_LOCAL_WORDS  # the organisation's own
    token_keys: Keyring | None = None  # of several workspaces; None: one token, in the settings
    seen: Callable[[], Seen] = Seen  # of the machine; usually nothing
