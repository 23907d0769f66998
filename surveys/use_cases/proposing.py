"""Proposing: what somebody wants to keep of an action, checked against what is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from surveys.errors import (
    ActionChangedMeanwhile,
    ActionUnknown,
    ActionWrong,
    NotYoursToRecord,
    Problem,
)
from surveys.model.actions import (
    LONGEST,
    Action,
    ActionForm,
    ActionState,
    Change,
    Entered,
    Heard,
    Holder,
    Sheet,
    Subject,
    Text,
)
from surveys.model.forum import QuestionState
from surveys.model.people import Person
from surveys.model.words import Held, Rewritten
from surveys.rules.actions import is_fitting, may_change, may_record, needed, post_of
from surveys.rules.words import guarded, put_back
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.offering import Offering
from surveys.use_cases.recounting import Telling
from surveys.wording import _

SAID: Final = "said"  # the inputs of a form that hold no text, by their names
OWNER: Final = "owner"
DUE: Final = "due"
_SHOWN: Final = frozenset({QuestionState.OPEN, QuestionState.ANSWERED})


@dataclass(frozen=True)
class Draft:
    """A form that was handed in, beside what is kept."""

    runtime: Runtime
    db: Published
    telling: Telling
    person: Person
    sheet: Sheet
    entered: Entered
    texts: Mapping[Text, str]

    def checked(self) -> tuple[Action | None, Change, Subject | None]:
        """Return the action it changes, what is to be kept, and of a new one what it follows.

        Raises NotYoursToRecord, ActionUnknown, ActionChangedMeanwhile, ActionWrong.
        """
        action, subject = None, None
        if self.sheet.version:
            action = changeable(self.db, self.person, self.telling, self.sheet.action_id)
        else:
            admit(self.person, self.sheet, self.telling)
            subject = self._subject()
        before = _seen(action, self.sheet)
        problems = [*self._problems(before)]
        if action is None and subject is None:
            problems.append(Problem(SAID, _("Please choose a result of this part.")))
        owner = self._owner(before)
        if owner is None:
            problems.append(Problem(OWNER, _("Please choose somebody on the staff list.")))
        due = self.entered.due
        if owner is None or due is None or problems:
            raise ActionWrong(" ".join(one.sentence for one in problems).rstrip("."), problems)
        change = Change(
            version=self.sheet.version + 1,
            at=self.runtime.now(),
            by=post_of(self.person, self.sheet.unit_id, self.telling.parents),
            owner=owner,
            what=self.texts.get(Text.WHAT, ""),
            outcome=self.texts.get(Text.OUTCOME, ""),
            measure=self.texts.get(Text.MEASURE, ""),
            due=due,
            state=self.entered.state,
            note=self.texts.get(Text.NOTE, ""),
        )
        return action, change, subject

    def again(self, held: Mapping[Text, Held], action: Action | None) -> ActionForm:
        """Return the form with the words to look at."""
        left = {
            name: Rewritten(held[name].guarded.masked if name in held else said, 0)
            for name, said in self.texts.items()
        }
        entered = replace(self.entered, texts=left)
        sheet = replace(self.sheet, step=self.sheet.step + 1)
        form = form_of(self.runtime, self.db, self.telling, sheet, entered, action)
        return replace(form, held=held)

    def _subject(self) -> Subject | None:
        if asked := self.sheet.forum_question_id:
            is_there = shown_question(self.db, asked) is not None
            return Subject(Heard.FORUM, "", "", "", asked) if is_there else None
        if not self.entered.said:
            return None
        offering = Offering(self.runtime, self.db, self.telling)
        found = offering.find(self.entered.said, self.sheet.unit_id)
        return found[0] if found else None

    def _problems(self, before: Change | None) -> Iterator[Problem]:
        is_news = before is None or before.state is not self.entered.state
        wanted = needed(self.entered.state) if is_news else needed(ActionState.PLANNED)
        for name in Text:
            said = self.texts.get(name, "")
            if len(said) > LONGEST:
                words = _("Please shorten this to {most} characters.").format(most=LONGEST)
                yield Problem(name, words)
            elif name in wanted and not said:
                is_why = name is Text.NOTE
                words = _("Please say why.") if is_why else _("Please say what we will do.")
                yield Problem(name, words)
        due = self.entered.due
        if due is None:
            yield Problem(DUE, _("Please choose a day."))
        elif not is_fitting(due, before, self.telling.today):
            yield Problem(DUE, _("Please choose a day from today on, within three years."))

    def _owner(self, before: Change | None) -> Holder | None:
        """Return whose promise it is: whoever was chosen, else whoever's it was, else the writer's.

        None: somebody was chosen who is not on the list.
        """
        parents, unit_id, chosen = self.telling.parents, self.sheet.unit_id, self.entered.owner
        if chosen is None:
            return before.owner if before else post_of(self.person, unit_id, parents)
        person = self.db.people.find_by_account(chosen.slack_id, chosen.workspace)
        if person is None or not person.active:
            return None
        if before is not None and before.owner.person_id == person.id:
            return before.owner
        return post_of(person, unit_id, parents)


def form_of(
    runtime: Runtime,
    db: Published,
    telling: Telling,
    sheet: Sheet,
    entered: Entered,
    action: Action | None = None,
) -> ActionForm:
    """Return a form with what was entered so far; a new action's offers what it can follow."""
    asked = shown_question(db, sheet.forum_question_id) if sheet.forum_question_id else None
    is_chosen = action or sheet.forum_question_id
    newest = () if is_chosen else Offering(runtime, db, telling).newest(sheet.unit_id)
    return ActionForm(
        sheet=sheet,
        part=telling.names.get(sheet.unit_id, ""),
        offered=tuple(tuple(one for _subject, one in offers) for offers in newest),
        entered=entered,
        today=telling.today,
        owner=telling.named(action.now.owner) if action else None,
        asked=asked,
    )


def shown_question(db: Published, question_id: str) -> str | None:
    """Return the words of a question of the forum. None: there is none, or it is not shown."""
    found = db.forum_questions.find(question_id)
    return found.text if found is not None and found.state in _SHOWN else None


def admit(person: Person, sheet: Sheet, telling: Telling) -> None:
    """Refuse who may not record for a part. Raises NotYoursToRecord."""
    parents, is_of_forum = telling.parents, bool(sheet.forum_question_id)
    is_known = sheet.unit_id in parents
    if not is_known or not may_record(person, sheet.unit_id, parents, is_of_forum=is_of_forum):
        raise NotYoursToRecord


def changeable(db: Published, person: Person, telling: Telling, action_id: str) -> Action:
    """Return an action that somebody may change. Raises ActionUnknown, NotYoursToRecord."""
    action = db.actions.find(action_id)
    if action is None:
        raise ActionUnknown
    if not may_change(person, action, telling.parents):
        raise NotYoursToRecord
    return action


def _seen(action: Action | None, sheet: Sheet) -> Change | None:
    """Return the change that the form's reader saw. Raises ActionChangedMeanwhile: no such."""
    if action is None:
        return None
    if sheet.version > action.now.version:
        raise ActionChangedMeanwhile
    return action.history[sheet.version - 1]


def whole(again: Rewritten) -> str:
    """Return a text with the words that its writer ticked in their places."""
    places = {place: word for place, word in again.kept.items() if 0 <= place < again.marks}
    return put_back(again.text, places, again.marks).strip()


def held_back(
    telling: Telling,
    entered: Mapping[Text, Rewritten],
    texts: Mapping[Text, str],
    action: Action | None,
) -> dict[Text, Held]:
    """Return the texts that name somebody: no unit of ours, nor ticked, nor kept so already."""
    now = action.now if action else None
    kept = (now.what, now.outcome, now.measure) if now else ()
    ours = frozenset(telling.names.values())
    held = {}
    for name, said in texts.items():
        ticked = frozenset(entered[name].kept.values())
        if said in kept:
            continue
        if guarded(said, ours | ticked) and (found := guarded(said, ours)):
            held[name] = Held(name, "", found, ticked)
    return held
