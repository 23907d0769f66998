"""Noticing: a survey of one question, whether people have noticed what was done."""

from surveys.bank.kinds import yes_and_no
from surveys.bank.questions import LONGEST_QUESTION
from surveys.errors import ActionUnknown
from surveys.model.actions import Action
from surveys.model.people import Account
from surveys.model.questions import Choice, Style
from surveys.model.surveys import Audience, KeptSurvey, Survey
from surveys.rules.actions import NOTICED, may_see, noticing_survey
from surveys.runtime import Runtime
from surveys.use_cases.admitting import admit_author
from surveys.use_cases.authoring import keep_in
from surveys.use_cases.recounting import Telling
from surveys.wording import _


def draft(runtime: Runtime, caller: Account, action_id: str) -> KeptSurvey:
    """Keep a draft that asks where the result was displayed, or return the one kept before.

    Its author chooses when it is asked; what is shown of it follows the rules of every survey.
    Raises NotOnTheList, NotAnAuthor, ActionUnknown, UnitUnknown.
    """
    with runtime.store.begin() as tx:
        person, telling = admit_author(tx, caller), Telling(runtime, tx)
        action = tx.actions.find(action_id)
        if action is None or not may_see(person, action, telling.parents):
            raise ActionUnknown
        before = tx.surveys.find(noticing_survey(action_id))
        if before is not None:
            return before
        return keep_in(runtime, tx, _survey(action, telling), None, unfinished=True).kept


def _survey(action: Action, telling: Telling) -> Survey:
    asked = _("Have you noticed this change: {what}?")
    what = " ".join(action.now.what.split())
    room = LONGEST_QUESTION - len(asked)
    cut = what if len(what) <= room else f"{what[: room - 1]}…"
    unit_id = action.subject.node_id.partition(":")[0] or action.unit_id
    is_whole = telling.parents.get(unit_id) is None
    return Survey(
        id=noticing_survey(action.id),
        title=_("Have you noticed a change?"),
        purpose=_("Shows whether what was done after your answers has reached you."),
        questions=(
            Choice(
                NOTICED, asked.replace("{what}", cut), _("Noticed the change"), Style.YES_NO,
                yes_and_no(),
            ),
        ),
        required=frozenset(),
        minutes=1,
        audience=Audience() if is_whole else Audience(units=(unit_id,)),
        calendar=None,
        open_working_days=5,
        reminder=False,
    )  # fmt: skip
