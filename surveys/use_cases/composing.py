"""Composing: a question from its form, past the guard and before its writer's eyes, to its letter.

Until it is sent, nothing of it is kept anywhere: each step goes back to its writer alone.
"""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from hmac import digest
from typing import Final

from surveys.errors import QuestionEmpty, QuestionTooLong
from surveys.model.composing import AskForm, Draft, Preview
from surveys.model.forum import LONGEST_QUESTION, OTHER_TOPIC, Addressee
from surveys.model.people import Account
from surveys.model.support import Route
from surveys.model.words import Guarded, Rewritten
from surveys.model.writing import straightened
from surveys.rules.forum.alike import alike
from surveys.rules.forum.boards import SHOWN
from surveys.rules.forum.duties import looks_after
from surveys.rules.forum.meetings import latest_day
from surveys.rules.words import guarded, put_back, routes_for
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.admitting import reader
from surveys.use_cases.asking import Asked, ask, seen_between
from surveys.use_cases.browsing import Reading, briefs, topic_name, topics
from surveys.use_cases.convening import current

FORM_BYTES: Final = 16
_FIGURE: Final = 8  # hexadecimal digits: tells a changed text from the one that was shown


@dataclass(frozen=True)
class Turn:
    """What follows a form that was handed in."""

    step: AskForm | Preview | Asked  # words to look at, a last look, or the receipt
    routes: frozenset[Route]  # where its writer is shown to turn


def new_form(runtime: Runtime, caller: Account) -> AskForm:
    """Return an empty form. Raises NotOnTheList."""
    with runtime.store.published() as db:
        reader(db, caller)
    empty = Rewritten("", 0)
    draft = Draft(new_form_id(runtime), empty, OTHER_TOPIC, Addressee.ANYONE, alone=True)
    return _form(runtime, draft)


def new_form_id(runtime: Runtime) -> str:
    """Return an id for a form: whatever is handed in twice under it is kept once."""
    return runtime.entropy(FORM_BYTES).hex()


def hand_in(runtime: Runtime, caller: Account, draft: Draft) -> Turn:
    """Take a question one step on: words to look at, then the preview, then its receipt.

    It is sent as it was previewed; changed since, it is looked at anew. Raises NotOnTheList,
    QuestionEmpty, QuestionTooLong, LettersSpent, FormTooOld.
    """
    text = whole(draft.text)
    routes = routes_for(text)
    known = dict(topics(runtime))
    draft = replace(draft, topic=draft.topic if draft.topic in known else OTHER_TOPIC)
    with runtime.store.begin() as tx:
        reader(tx, caller)
        _cycle, key = current(runtime, tx)
        found = held_back(tx, text, draft.text)
    shown = figure(key, draft.form_id, text)
    if draft.seen == shown:
        asked = ask(
            runtime, caller, draft.form_id, text, draft.topic, draft.addressee, alone=draft.alone
        )
        return Turn(asked, routes)
    again = replace(draft, step=draft.step + 1, seen="")
    if found is not None:
        return Turn(_form(runtime, again, found), routes)
    again = replace(again, text=Rewritten(text, 0), seen=shown)
    return Turn(_preview(runtime, again), routes)


def held_back(db: Published, text: str, written: Rewritten) -> Guarded | None:
    """Return the words that name somebody: no unit of ours, nor ticked by their writer."""
    ticked = frozenset(written.kept.values())
    if guarded(text, ticked) is None:
        return None  # as nearly always: nothing has to be looked up
    ours = frozenset(unit.name for unit in db.units.ever())
    if guarded(text, ours | ticked) is None:
        return None
    return guarded(text, ours)  # what was ticked is pointed out once more, and ticked


def whole(written: Rewritten) -> str:
    """Return a text with the words that its writer ticked in their places.

    Raises QuestionEmpty, QuestionTooLong.
    """
    places = {place: word for place, word in written.kept.items() if 0 <= place < written.marks}
    text = straightened(put_back(written.text, places, written.marks)).strip()
    if not text:
        raise QuestionEmpty
    if len(text) > LONGEST_QUESTION:
        raise QuestionTooLong
    return text


def figure(key: bytes, form_id: str, text: str) -> str:
    """Return a short figure of a text, which tells whether it was changed since it was shown.

    A form carries it. Without the cycle's key nobody can try out which question it is of.
    """
    said = f"forum text|{form_id}|{text}".encode("utf-8", "replace")
    return digest(key, said, sha256).hex()[:_FIGURE]


def by_when(runtime: Runtime) -> date:
    """Return the day by which champions see what is sent now, even if it is alone."""
    return latest_day(seen_between(runtime, alone=False).first)


def _form(runtime: Runtime, draft: Draft, held: Guarded | None = None) -> AskForm:
    with runtime.store.published() as db:
        is_looked_after = any(one.active and looks_after(one) for one in db.people.all())
    return AskForm(draft, topics(runtime), by_when(runtime), held, is_looked_after)


def _preview(runtime: Runtime, draft: Draft) -> Preview:
    with runtime.store.looking() as tx:
        others = Reading(runtime, tx).questions.values()
        found = alike(draft.text.text, (one for one in others if one.state in SHOWN))
    seen = seen_between(runtime, alone=draft.alone)
    return Preview(draft, topic_name(runtime, draft.topic), seen, briefs(found))
