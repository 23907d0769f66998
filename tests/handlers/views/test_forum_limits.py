"""What is said of the forum, with the least and the most there can be: Slack takes all of it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import asking, browsing, home, returning
from handlers.views.forum import age_in_words, isolated, quoted, written, written_shortly
from handlers.views.guarding import notices
from surveys.model.actions import Named, Post
from surveys.model.browsing import (
    Answered,
    Board,
    Brief,
    ForumAtHome,
    Listed,
    Opened,
    Seeking,
    Sought,
)
from surveys.model.composing import (
    After,
    AfterForm,
    AskForm,
    Between,
    Draft,
    Preview,
    Returned,
    Said,
    Stage,
)
from surveys.model.forum import Addressee, HideReason, LetterKind, QuestionState
from surveys.model.support import Route
from surveys.model.words import Guarded, Rewritten
from surveys.rules.words import guarded
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.handlers.views.test_limits import mrkdwn_in

DAY = date(2026, 9, 11)
FORM = "0a" * 16
RINGS = "&<>" * 1000  # each is four or five characters once escaped
NOTICES = notices(models.SUPPORT, frozenset(Route))
TOPICS = (*((one.id, one.name) for one in models.BANK.drivers), ("other", None))
SEEN, TOGETHER = Between(DAY, DAY), Between(DAY, None)
WHO = Named(models.LONG_NAME, Post.LEADER, models.LONG_NAME)
DRAFT = Draft(FORM, Rewritten("Why?", 0), "other", Addressee.ANYONE, alone=True)
FULL_DRAFT = replace(DRAFT, text=Rewritten(RINGS, 0), step=99, seen="0a1b2c3d")
LISTED = Listed(
    id=models.ROUND,
    state=QuestionState.OPEN,
    text="Why?",
    topic=None,
    addressee=Addressee.ANYONE,
    votes="0-4",
    earlier_votes=0,
    age=0,
    held=None,
    due=None,
    answer=None,
    joined=0,
)
FULL = replace(
    LISTED,
    state=QuestionState.ANSWERED,
    text=RINGS,
    topic=models.LONG_NAME,
    earlier_votes=10**6,
    age=10**4,
    held=WHO,
    due=DAY,
    answer=Answered(RINGS, DAY, WHO, at_meeting=True),
    joined=10**6,
)
BRIEFS = tuple(Brief(f"{models.ROUND}{n}", models.LONG_TEXT, QuestionState.OPEN) for n in range(3))
BOARD = Board(Seeking(), TOPICS, (), 0, 1, 0, (), DAY, DAY, is_voting=True)
OPENED = Opened(LISTED, False, True, DAY, DAY, ())
EMPTY = Returned(Stage.FORUM, "", None, (LISTED,), (), (), 0, LetterKind.FOLLOW_UP)
AFTER = After(FORM, "quaggareceipt", Rewritten("", 0), LetterKind.FOLLOW_UP, alone=True)
AFTER_FORM = AfterForm(AFTER, EMPTY, DAY)
SAID = tuple(Said(DAY, RINGS, by_asker=n % 2 == 0) for n in range(99))
PARTS = tuple(replace(FULL, state=one, hidden_for=HideReason.NAMES_FAMILY) for one in QuestionState)


def held(length: int = 3000) -> Guarded:
    whole = " ".join(["<Sarah>&", "07700 900123", "Kayleigh", "WN7 3AB", "Al & Bo K"] * 90)
    found = guarded(whole[:length])
    assert found is not None
    return found


MODALS: dict[str, dict[str, Any]] = {
    "form": asking.ask_form(AskForm(DRAFT, TOPICS, DAY)),
    "hostile form": asking.ask_form(AskForm(FULL_DRAFT, TOPICS, DAY)),
    "form held back": asking.ask_form(AskForm(FULL_DRAFT, TOPICS, DAY, held()), NOTICES),
    "preview": asking.preview(Preview(DRAFT, None, SEEN, ())),
    "hostile preview": asking.preview(
        Preview(FULL_DRAFT, models.LONG_NAME, TOGETHER, BRIEFS), NOTICES
    ),
    "receipt": asking.sent(" ".join(["unreadable"] * 8), SEEN),
    "receipt with every notice": asking.sent(" ".join(["unreadable"] * 8), TOGETHER, NOTICES),
    "voted instead": asking.voted_instead(),
    "empty forum": browsing.board(BOARD),
    "nothing found": browsing.board(replace(BOARD, seeking=Seeking(Sought.OPEN, "caseload"))),
    "full forum": browsing.board(
        replace(
            BOARD,
            seeking=Seeking(Sought.ALL, TOPICS[0][0], 5),
            listed=(replace(FULL, state=QuestionState.OPEN), FULL) * 5,
            pages=99,
            waiting=10**6,
            hidden=tuple((one, 10**6) for one in HideReason),
            is_voting=False,
        )
    ),
    "question": browsing.one_question(OPENED),
    "question voted for": browsing.one_question(replace(OPENED, is_mine=True), just_now=True),
    "full question": browsing.one_question(
        Opened(replace(FULL, state=QuestionState.OPEN), True, False, DAY, DAY, BRIEFS)
    ),
    "receipt form": returning.receipt_form(),
    "thread": returning.thread(AFTER_FORM),
    "in the letterbox": returning.thread(
        replace(AFTER_FORM, returned=replace(EMPTY, stage=Stage.LETTERBOX, listed=(), text=RINGS,
                                             seen=TOGETHER))
    ),
    "full thread": returning.thread(
        replace(
            AFTER_FORM,
            returned=replace(EMPTY, listed=(FULL,), targets=(FULL,), said=SAID, unreadable=9),
            sent=SEEN,
        ),
        NOTICES,
    ),
    "thread of many": returning.thread(
        replace(AFTER_FORM, returned=replace(EMPTY, listed=PARTS * 9, targets=PARTS * 9, said=SAID))
    ),
    "thread held back": returning.thread(
        replace(AFTER_FORM, after=replace(AFTER, kind=LetterKind.REWORDING), held=held()), NOTICES
    ),
}  # fmt: skip
AT_HOME = ForumAtHome(0, 0, 0, was_lost=False)
HOMES = {
    "nothing asked": home.home(models.home(forum=AT_HOME)),
    "much asked": home.home(models.home(forum=ForumAtHome(10**6, 10**6, 10**6, was_lost=True))),
}


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal(name: str) -> None:
    shown = MODALS[name]
    assert problems(shown, "modal") == []
    assert '"help_open"' in json.dumps(shown)
    assert len(json.dumps(shown)) < 250_000
    assert not [text for text in mrkdwn_in(shown["blocks"]) if "<" in text]


@pytest.mark.parametrize("name", HOMES)
def test_slack_takes_every_home(name: str) -> None:
    assert problems(HOMES[name], "home") == []


def test_what_people_write_is_kept_out_of_what_a_view_carries() -> None:
    for shown in MODALS.values():
        carried = json.loads(shown.get("private_metadata", "{}"))
        assert all(len(str(one)) <= len(models.ROUND) for one in carried.values())
        assert "&" not in str(carried)
        assert "quaggareceipt" not in json.dumps(shown)


def test_a_long_text_stands_whole_in_pieces_that_fit_even_once_they_are_escaped() -> None:
    blocks = written(RINGS)
    assert "".join(one["text"]["text"] for one in blocks) == RINGS
    assert len(blocks) > 3
    for one in blocks:
        text = one["text"]["text"]
        assert len(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")) <= 3000


def test_emoji_links_and_mentions_are_shown_as_they_were_typed() -> None:
    (block,) = written("<!here> :tada: <https://x|y> @channel *b*")
    assert block["text"] == {
        "type": "plain_text",
        "text": "<!here> :tada: <https://x|y> @channel *b*",
        "emoji": False,
    }
    assert written_shortly("<@U1>\n\n:tada: " + "x" * 99, 20)["text"]["emoji"] is False
    assert ":tada:" not in quoted(":tada: <!channel>", 40)
    assert "<" not in quoted(":tada: <!channel>", 40)


def test_what_runs_from_right_to_left_turns_nothing_around_it() -> None:
    assert isolated("plain") == "plain"
    assert isolated("a\N{RIGHT-TO-LEFT OVERRIDE}b\N{POP DIRECTIONAL ISOLATE}c") == "abc"
    opens, ends = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
    assert isolated("one\n\u05d0\u05d1 (2)\nthree") == f"one\n{opens}\u05d0\u05d1 (2){ends}\nthree"


def test_an_age_is_told_in_working_days_and_then_in_weeks() -> None:
    said = [age_in_words(days) for days in (0, 1, 9, 10, 14, 250)]
    assert said == [
        "since today",
        "for 1 working day",
        "for 9 working days",
        "for 2 weeks",
        "for 2 weeks",
        "for 50 weeks",
    ]


def test_votes_closed_and_hidden_questions_are_told_plainly() -> None:
    shown = words(MODALS["full forum"])
    assert "Voting has closed for this meeting." in shown
    assert "1000000 questions are not shown: It could identify a child" in shown
    assert "Voting has closed for this meeting." in words(MODALS["full question"])
    assert "No question stands here yet." in words(MODALS["empty forum"])
    assert "No question is there of what you chose." in words(MODALS["nothing found"])
