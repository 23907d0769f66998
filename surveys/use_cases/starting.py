"""Starting: what must agree with the database before anything else may happen."""

from surveys.errors import KeysElsewhere, QuestionsMissing
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import known_questions


def check(runtime: Runtime) -> None:
    """Refuse keys or questions that are not this database's. Raises KeysElsewhere and others."""
    folder = runtime.store.keys.folder.resolve()
    with runtime.store.begin() as tx:
        _check_questions(runtime, tx)
        known = tx.installation.key_dir()
        if known not in (None, folder) and tx.rounds.open():
            # With another folder every open round would seem lost, and its answers be destroyed.
            raise KeysElsewhere(str(known))
        if known != folder:
            tx.installation.keep_key_dir(folder)


def _check_questions(runtime: Runtime, tx: Transaction) -> None:
    """Refuse a bank without questions that were asked, unless the survey's own words have them."""
    missing = {
        question
        for survey_id, revision, question in tx.rounds.questions_ever()
        if question not in known_questions(runtime, tx, survey_id, revision)
    }
    if missing:
        raise QuestionsMissing(", ".join(sorted(missing)))


def accept_key_dir(runtime: Runtime) -> None:
    """Take the present folder for this database's, though keys of open rounds are not in it."""
    with runtime.store.begin() as tx:
        tx.installation.keep_key_dir(runtime.store.keys.folder.resolve())
