"""The forum's desk with the least and the most there can be: Slack takes all of it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.local_slack.block_kit import problems
from handlers import ids
from handlers.views import chairing, chairing_forms, chairing_lists, chairing_messages
from handlers.views.blocks import actions, button
from handlers.views.guarding import notices
from surveys.model.actions import Named, Post
from surveys.model.chairing import (
    PARTS,
    WORDS,
    WRITTEN,
    Announcement,
    Answer,
    AnswerReminder,
    Assigning,
    Case,
    Deed,
    Done,
    Duties,
    Likeness,
    Line,
    Listing,
    Pile,
    Posted,
    Seen,
    Sheet,
    Targets,
    Wish,
    WordsForm,
)
from surveys.model.forum import (
    Addressee,
    ForumQuestion,
    HideReason,
    Holding,
    Note,
    QuestionState,
    Thread,
)
from surveys.model.support import Route
from surveys.model.words import Held, Rewritten
from surveys.rules.words import guarded
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.handlers.views.drawing import Views, later

DAY = date(2026, 9, 7)
WILD = ("<!channel> & *x* \u202e:fire: \u05d0 " * 150)[:3000]
NAMES = " ".join(["<Sarah>&", "07700 900123", "Kayleigh", "WN7 3AB", "Ian & child K"] * 60)[:3000]
SEEN = Seen("q1", 1, 0, in_turn=True)
QUESTION = ForumQuestion(
    "q1", "c1", QuestionState.WAITING, 1, "caseload", Addressee.HEADS, "Why?", DAY, None
)
PLAIN = Case(QUESTION, SEEN, None, frozenset(), DAY, False, 1, None)
LEADER = Named("Person 1", Post.LEADER, "Children's Services")
HOSTILE_NAMED = Named(models.LONG_NAME, Post.MANAGER, models.LONG_NAME)
ANSWER = Answer(WILD, DAY, HOSTILE_NAMED, at_meeting=False)
HELD = Holding("p1", Post.LEADER, "u1", DAY)
FULL = Case(
    question=replace(QUESTION, text=NAMES, thread=Thread("t", b"k"), held=HELD),
    seen=replace(SEEN, question_id=models.ROUND),
    topic=models.LONG_NAME,
    may=frozenset(Deed),
    screen_by=DAY,
    is_late=True,
    waiting=10**6,
    guarded=guarded(NAMES),
    wishes=(Wish("p1", models.LONG_NAME, False, HideReason.OTHER_ROUTE, WILD),) * 9,
    notes=(Note("n1", "q1", WILD, DAY),) * 9,
    joined=frozenset({"q1"}),
    replies=10**6,
    held_by=HOSTILE_NAMED,
    left=HOSTILE_NAMED,
    draft=ANSWER,
    sent_back=ANSWER,
    published=ANSWER,
    corrected=True,
    posted=Posted.UNCLEAR,
    alike=(Likeness("q2", WILD),) * 3,
    target=WILD,
)
FOUND = guarded(NAMES)
assert FOUND is not None


def held_form(deed: Deed) -> WordsForm:
    names = PARTS if deed is Deed.SPLIT else (WORDS,)
    return WordsForm(
        Sheet(deed, SEEN, models.ROUND, 3),
        FULL.question,
        {name: Rewritten(FOUND.masked, 0) for name in names},
        HideReason.ABUSIVE,
        {name: Held(name, "", FOUND, frozenset({"Kayleigh"})) for name in names},
    )


NOTICES = notices(models.SUPPORT, frozenset(Route))
PILES = dict.fromkeys(Pile, 10**6)
LINES = (Line(replace(FULL.question, state=QuestionState.OPEN), HOSTILE_NAMED, True),) * 10
MODALS = Views({
    "nothing": later(chairing.case, None, Done.NOTHING_NEW),
    "plain": later(chairing.case, PLAIN),
    **{f"full, {one}": later(
        chairing.case, replace(FULL, question=replace(FULL.question, state=one)),
        Done.SECOND_NEEDED, NOTICES) for one in QuestionState},
    **{f"done, {one}": later(chairing.case, PLAIN, one) for one in Done},
    **{f"empty form, {deed}": later(chairing_forms.words_form,
        WordsForm(Sheet(deed, SEEN, "f"), QUESTION, {name: Rewritten("", 0) for name in (
            PARTS if deed is Deed.SPLIT else (WORDS,))})) for deed in WRITTEN},
    **{f"form, {deed}": later(
        chairing_forms.words_form, held_form(deed), NOTICES) for deed in WRITTEN},
    "nothing to merge into": later(chairing_forms.merge_form, Targets(SEEN, QUESTION, ())),
    "merge": later(chairing_forms.merge_form,
        Targets(SEEN, FULL.question, tuple(Likeness(f"q{n}", WILD) for n in range(300)))
    ),
    "no leaders": later(chairing_forms.assign_form, Assigning(SEEN, QUESTION, (), None, DAY)),
    "leaders": later(chairing_forms.assign_form,
        Assigning(SEEN, FULL.question, tuple((f"p{n}", models.LONG_NAME) for n in range(300)),
                  "p7", DAY)
    ),
    "empty list": later(chairing_lists.listing, Listing(Pile.MINE, {Pile.MINE: 0}, (), 0, 1)),
    "list": later(chairing_lists.listing, Listing(Pile.LATE, PILES, LINES, 3, 9)),
})  # fmt: skip
HOMES = {
    "leader": Duties({Pile.MINE: 1}, looks_after=False, due=DAY),
    "champion with nothing": Duties({}, looks_after=True),
    "everything": Duties(PILES, True, DAY, True, DAY, True),
}
ANNOUNCED = Announcement("Why?", None, "So.", LEADER, False, DAY)
MESSAGES = {
    "answer": chairing_messages.announcement(ANNOUNCED),
    "hostile answer": chairing_messages.announcement(
        Announcement(WILD, models.LONG_NAME, WILD, HOSTILE_NAMED, True, DAY)
    ),
    "reminder": chairing_messages.reminder(AnswerReminder("q1", DAY, False)),
    "late": chairing_messages.reminder(AnswerReminder(models.ROUND, DAY, True)),
}


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal(name: str) -> None:
    assert problems(MODALS[name], "modal") == []
    assert '"help_open"' in json.dumps(MODALS[name])
    assert len(json.dumps(MODALS[name])) < 250_000


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name: str) -> None:
    assert problems(MESSAGES[name], "message") == []


@pytest.mark.parametrize("name", HOMES)
def test_slack_takes_every_home(name: str) -> None:
    view = {
        "type": "home",
        "blocks": [
            *chairing_lists.duties_step(HOMES[name]),
            actions([button("The forum", ids.FORUM), *chairing_lists.desk_buttons(HOMES[name])]),
        ],
    }
    assert problems(view, "home") == []


def test_nothing_that_was_typed_is_mrkdwn_or_metadata() -> None:
    for name, view in {**MODALS, **{one: {"blocks": MESSAGES[one]} for one in MESSAGES}}.items():
        drawn = json.dumps(view, ensure_ascii=False)
        assert "\u202e:fire" not in drawn, name  # as it was typed
        assert "child K" not in view.get("private_metadata", ""), name
        for block in view["blocks"]:
            for text in (block.get("text"), *block.get("elements", ())):
                if isinstance(text, dict) and text.get("type") == "mrkdwn":
                    assert "<!" not in text["text"], name


def test_reminders_name_neither_the_forum_nor_the_question() -> None:
    for is_late in (False, True):
        message = AnswerReminder("q1", DAY, is_late)
        said = chairing_messages.reminder_text(message) + words(
            {"blocks": chairing_messages.reminder(message)}
        )
        assert "orum" not in said
        assert "uestion" not in said


def test_home_says_what_is_overdue_in_plain_words() -> None:
    late = Duties({Pile.SCREEN: 1, Pile.MINE: 2}, True, DAY, True, DAY, True)
    said = words({"blocks": chairing_lists.duties_step(late)})
    assert "1 question waits to be screened; the oldest is *overdue since Monday 7 Sept" in said
    assert "With you: 2, the first *overdue since Monday 7 September*." in said
