"""Penning: what champions and leaders write of a question, looked at before any of it is kept.

Words that would give somebody away are pointed out first, as with comments: until their writer has
looked at them, nothing of the form is kept.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from surveys.errors import NotYoursToAnswer, QuestionGone, WordsNeeded
from surveys.model.chairing import PARTS, WORDS, Deed, Done, Seen, Sheet, WordsForm
from surveys.model.forum import LONGEST_QUESTION, AnswerState, ForumQuestion, HideReason
from surveys.model.people import Account
from surveys.model.support import Route
from surveys.model.words import Held, Rewritten
from surveys.rules.forum.duties import looks_after
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases import assigning, screening
from surveys.use_cases.admitting import champion, reader
from surveys.use_cases.guarding import routes_of
from surveys.use_cases.proposing import whole
from surveys.use_cases.sighting import Sight

_LEAST: Final = 2  # questions that one is split into
_OF_CHAMPIONS: Final = frozenset({Deed.REWORD, Deed.SPLIT, Deed.HIDE, Deed.SEND_BACK})


@dataclass(frozen=True)
class Penned:
    """What became of a form."""

    done: Done | None  # None: nothing is kept yet
    form: WordsForm | None  # again, with the words to look at; None: it is kept
    routes: frozenset[Route]  # where its writer is shown to turn


def new_form(runtime: Runtime, caller: Account, deed: Deed, seen: Seen) -> WordsForm:
    """Return a form; an answer's holds what was written last. Raises NotOnTheList and others."""
    with runtime.store.published() as db:
        sight = Sight(runtime, db, reader(db, caller))
        question = _readable(sight, db, caller, deed, seen)
        texts = {name: Rewritten("", 0) for name in _names(deed)}
        if deed is Deed.SPLIT:
            texts[PARTS[0]] = Rewritten(question.text, 0)
        elif deed is Deed.DRAFT:
            kept = _versions(db, question)
            texts[WORDS] = Rewritten(kept[-1] if kept else "", 0)
        return WordsForm(Sheet(deed, seen, runtime.new_id()), question, texts)


def hand_in(
    runtime: Runtime,
    caller: Account,
    sheet: Sheet,
    entered: Mapping[str, Rewritten],
    reason: HideReason | None,
) -> Penned:
    """Do what a form is for; words that would give somebody away come back first.

    Handed in twice, it is done once. Raises NotOnTheList, WordsNeeded and what the deed raises.
    """
    texts = {name: whole(entered[name]) for name in _names(sheet.deed) if name in entered}
    _check(sheet.deed, texts, reason)
    routes = routes_of(texts.values())
    with runtime.store.published() as db:
        sight = Sight(runtime, db, reader(db, caller))
        question = _readable(sight, db, caller, sheet.deed, sheet.seen)
        already = _versions(db, question) if sheet.deed is Deed.DRAFT else []
        held = _held_back(sight.ours, entered, texts, already)
    if held:
        left = {
            name: Rewritten(held[name].guarded.masked if name in held else said, 0)
            for name, said in texts.items()
        }
        again = replace(sheet, step=sheet.step + 1)
        return Penned(None, WordsForm(again, question, left, reason, held), routes)
    return Penned(_do(runtime, caller, sheet, texts, reason), None, routes)


def _do(
    runtime: Runtime,
    caller: Account,
    sheet: Sheet,
    texts: Mapping[str, str],
    reason: HideReason | None,
) -> Done:
    seen, words = sheet.seen, texts.get(WORDS, "")
    if sheet.deed is Deed.HIDE and reason is not None:
        return screening.hide(runtime, caller, seen, reason, words)
    if sheet.deed is Deed.SPLIT:
        return screening.split(runtime, caller, seen, [one for one in texts.values() if one])
    if sheet.deed is Deed.REWORD:
        return screening.reword(runtime, caller, seen, words)
    if sheet.deed is Deed.DRAFT:
        return assigning.draft(runtime, caller, seen, words)
    if sheet.deed is Deed.SEND_BACK:
        return assigning.send_back(runtime, caller, seen, words)
    return assigning.reply(runtime, caller, seen, sheet.form_id, words)


def _names(deed: Deed) -> tuple[str, ...]:
    return PARTS if deed is Deed.SPLIT else (WORDS,)


def _check(deed: Deed, texts: Mapping[str, str], reason: HideReason | None) -> None:
    filled = [one for one in texts.values() if one]
    least = _LEAST if deed is Deed.SPLIT else 1
    is_long = any(len(one) > LONGEST_QUESTION for one in filled)
    if len(filled) < least or is_long or (deed is Deed.HIDE and reason is None):
        raise WordsNeeded


def _readable(
    sight: Sight, db: Published, caller: Account, deed: Deed, seen: Seen
) -> ForumQuestion:
    """Return a question to whoever may write of it."""
    if deed in _OF_CHAMPIONS:
        champion(db, caller)
    question = db.forum_questions.find(seen.question_id)
    if question is None:
        raise QuestionGone
    is_mine = sight.is_mine(question)
    if not is_mine and (deed is Deed.DRAFT or not looks_after(sight.person)):
        raise NotYoursToAnswer
    return question


def _versions(db: Published, question: ForumQuestion) -> list[str]:
    """What was written of an answer so far: its drafts and what was published."""
    kept = db.forum_questions.answers([question.id])
    return [one.text for one in kept if one.state is not AnswerState.SENT_BACK]


def _held_back(
    ours: frozenset[str],
    entered: Mapping[str, Rewritten],
    texts: Mapping[str, str],
    already: Collection[str],
) -> dict[str, Held]:
    """Return the texts that name somebody: no part of ours, nor ticked, nor kept so already."""
    held = {}
    for name, said in texts.items():
        ticked = frozenset(entered[name].kept.values())
        if said in already:
            continue
        if guarded(said, ours | ticked) and (found := guarded(said, ours)):
            held[name] = Held(name, "", found, ticked)
    return held
