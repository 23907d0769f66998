"""Acting: managers, leaders and HR record what is done after a result, and how it goes.

Words that would give somebody away are pointed out before anything of them is kept, as with
comments; until then nothing of the form is.
"""

from dataclasses import dataclass, replace

from surveys.errors import (
    ActionChangedMeanwhile,
    ActionUnknown,
    NothingToActOn,
    NotYoursToRecord,
)
from surveys.model.actions import (
    Action,
    ActionForm,
    Change,
    Entered,
    Holder,
    Parts,
    Sheet,
    Text,
    Told,
)
from surveys.model.people import Account
from surveys.model.support import Route
from surveys.model.words import Rewritten
from surveys.rules.actions import is_same, may_record
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.admitting import reader
from surveys.use_cases.guarding import routes_of
from surveys.use_cases.proposing import Draft, admit, changeable, form_of, held_back, whole
from surveys.use_cases.recounting import Telling


@dataclass(frozen=True)
class Handed:
    """What became of a form that was handed in."""

    told: Told | None  # the action as it is kept now; None: nothing is kept yet
    form: ActionForm | None  # the form again, with the words to look at; None: it is kept
    routes: frozenset[Route]  # where its writer is shown to turn


def parts(runtime: Runtime, caller: Account, forum_question_id: str = "") -> Parts:
    """Return the parts for which the caller may record; of a question of the forum, or a result.

    Raises NotOnTheList, NotYoursToRecord.
    """
    with runtime.store.published() as db:
        person, telling = reader(db, caller), Telling(runtime, db)
        parents, is_of_forum = telling.parents, bool(forum_question_id)
        units = [
            one
            for one in db.units.all()
            if may_record(person, one.id, parents, is_of_forum=is_of_forum)
        ]
        if not units:
            raise NotYoursToRecord
        groups: dict[str, list[tuple[str, str]]] = {}
        service = ""
        for unit in units:
            above = telling.parents[unit.id]
            is_service = above is None or telling.parents[above] is None
            service = unit.name if is_service or not service else service
            groups.setdefault(service, []).append((unit.id, unit.name))
        own_parts = tuple((name, tuple(own)) for name, own in groups.items())
        return Parts(own_parts, forum_question_id)


def new_form(
    runtime: Runtime, caller: Account, unit_id: str, forum_question_id: str = ""
) -> ActionForm:
    """Return an empty form for a part, after a question of the forum or a result yet to be chosen.

    Raises NotOnTheList, NotYoursToRecord, NothingToActOn.
    """
    with runtime.store.published() as db:
        person, telling = reader(db, caller), Telling(runtime, db)
        sheet = Sheet(runtime.new_id(), 0, unit_id, forum_question_id=forum_question_id)
        admit(person, sheet, telling)
        form = form_of(runtime, db, telling, sheet, Entered(None, {}, caller, None))
        if not form.offered and not form.asked:
            raise NothingToActOn
        return form


def change_form(runtime: Runtime, caller: Account, action_id: str) -> ActionForm:
    """Return an action's form. Raises NotOnTheList, ActionUnknown, NotYoursToRecord."""
    with runtime.store.published() as db:
        person, telling = reader(db, caller), Telling(runtime, db)
        action = changeable(db, person, telling, action_id)
        now = action.now
        texts = {Text.WHAT: now.what, Text.OUTCOME: now.outcome, Text.MEASURE: now.measure}
        entered = Entered(
            None,
            {name: Rewritten(said, 0) for name, said in texts.items()},
            _account(db, now.owner, caller),
            now.due,
            now.state,
        )
        sheet = Sheet(action.id, now.version, action.unit_id)
        return form_of(runtime, db, telling, sheet, entered, action)


def hand_in(runtime: Runtime, caller: Account, sheet: Sheet, entered: Entered) -> Handed:
    """Keep a new action or a change; words that would give somebody away come back first.

    Handed in twice, it is kept once. Raises NotOnTheList, NotYoursToRecord, ActionUnknown,
    ActionChangedMeanwhile, ActionWrong.
    """
    texts = {name: whole(again) for name, again in entered.texts.items()}
    routes = routes_of(texts.values())
    with runtime.store.published() as db:
        person, telling = reader(db, caller), Telling(runtime, db)
        draft = Draft(runtime, db, telling, person, sheet, entered, texts)
        action, change, subject = draft.checked()
        if held := held_back(telling, entered.texts, texts, action):
            return Handed(None, draft.again(held, action), routes)
    with runtime.store.begin() as tx:
        kept = tx.actions.find(sheet.action_id)
        if kept is None and subject is not None:
            done = tx.actions.add(sheet.action_id, sheet.unit_id, subject, change)
        elif kept is None or kept.now.version == sheet.version:
            done = _says_nothing(change, action) or tx.actions.change(sheet.action_id, change)
        else:
            done = _was_kept(kept, change)
        if not done:
            raise ActionChangedMeanwhile
        found = tx.actions.find(sheet.action_id)
        if found is None:
            raise ActionUnknown
        return Handed(Telling(runtime, tx).told(found, person, whole=True), None, routes)


def _says_nothing(change: Change, action: Action | None) -> bool:
    """Say whether a form was handed in as it was opened."""
    if action is None or change.note:
        return False
    return is_same(replace(change, by=action.now.by), replace(action.now, note=""))


def _was_kept(kept: Action, change: Change) -> bool:
    """Say whether this very change is kept already: a form can be handed in twice."""
    same = (one for one in kept.history if one.version == change.version)
    return any(is_same(one, change) for one in same)


def _account(db: Published, owner: Holder, caller: Account) -> Account | None:
    """Return the account to show an owner by. None: they are no person here that can be shown."""
    if owner.person_id is None:
        return None
    person = db.people.get(owner.person_id)
    own = [one for one in person.accounts if one.workspace == caller.workspace]
    return own[0] if own and person.active else None
