"""Starting: what must agree with the database before anything else may happen."""

from surveys.errors import KeysElsewhere, QuestionsMissing, ThresholdsLowered
from surveys.model.policy import LOWEST
from surveys.model.rounds import Thresholds
from surveys.rules.rising import shortfalls
from surveys.runtime import Runtime


def check(runtime: Runtime) -> None:
    """Refuse keys, questions or thresholds that are not this database's.

    Raises KeysElsewhere, QuestionsMissing, ThresholdsLowered.
    """
    folder = runtime.store.keys.folder.resolve()
    with runtime.store.begin() as tx:
        missing = sorted(tx.rounds.questions_ever() - runtime.bank.item_by_id.keys())
        if missing:
            raise QuestionsMissing(", ".join(missing))
        _check_thresholds(runtime.policy.thresholds, tx.marks.highest())
        known = tx.installation.key_dir()
        if known not in (None, folder) and tx.rounds.open():
            # With another folder every open round would seem lost, and its answers be destroyed.
            raise KeysElsewhere(str(known))
        if known != folder:
            tx.installation.keep_key_dir(folder)


def accept_key_dir(runtime: Runtime) -> None:
    """Take the present folder for this database's, though keys of open rounds are not in it."""
    with runtime.store.begin() as tx:
        tx.installation.keep_key_dir(runtime.store.keys.folder.resolve())


def _check_thresholds(wanted: Thresholds, kept: Thresholds | None) -> None:
    """Refuse to show smaller groups than people were promised when they answered."""
    short = shortfalls(wanted, LOWEST.raised_to(kept) if kept else LOWEST)
    if short:
        raise ThresholdsLowered(", ".join(f"{name}={least}" for name, least in short.items()))
