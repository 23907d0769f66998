"""What was promised, as it stood at the quarter's end: later changes and names say nothing."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.pack.outline import paper
from bot.pack.page import page
from bot.pack.plans import plans
from surveys.model.actions import ActionState, Change, Heard, Holder, Post, Subject
from surveys.model.forum import HideReason, QuestionState
from surveys.model.packs import Audience, Pack
from surveys.runtime import Runtime
from surveys.use_cases import packing
from tests.forum import publish_questions
from tests.published import publish

LEAD = Holder(None, Post.MANAGER, "s1")
PLANNED = Change(
    1, datetime(2024, 7, 10, tzinfo=UTC), LEAD, LEAD, "Stop form 12.", "less paper", "",
    date(2024, 9, 1), ActionState.PLANNED, "",
)  # fmt: skip
UNDER_WAY = replace(
    PLANNED, version=2, at=datetime(2024, 9, 2, tzinfo=UTC), state=ActionState.UNDER_WAY,
    note="Half of it is gone.",
)  # fmt: skip
DONE = replace(
    UNDER_WAY, version=3, at=datetime(2024, 10, 2, tzinfo=UTC), state=ActionState.DONE, note="Gone."
)
OLD = replace(PLANNED, at=datetime(2024, 6, 1, tzinfo=UTC), state=ActionState.DONE)


def promise(runtime: Runtime, action_id: str, unit_id: str, *history: Change) -> None:
    subject = Subject(Heard.RESULT, "quarterly12", "how_are_you", "org")
    with runtime.store.begin() as tx:
        assert tx.actions.add(action_id, unit_id, subject, history[0])
        for change in history[1:]:
            assert tx.actions.change(action_id, change)


def made(runtime: Runtime, audience: Audience) -> Pack:
    return packing.pack(runtime, "2024-Q3", audience)


def test_an_action_is_told_as_it_stood_when_the_quarter_ended(sqlite_runtime: Runtime) -> None:
    publish(sqlite_runtime)
    promise(sqlite_runtime, "a1", "s1", PLANNED, UNDER_WAY)
    promise(sqlite_runtime, "a2", "s1", OLD)
    before = made(sqlite_runtime, Audience.MEMBERS)
    with sqlite_runtime.store.begin() as tx:
        assert tx.actions.change("a1", DONE)
    after = made(sqlite_runtime, Audience.MEMBERS)
    assert page(paper(after)) == page(paper(before))
    (one,) = after.promises
    assert (one.state, one.is_late, one.note) == (ActionState.UNDER_WAY, True, UNDER_WAY.note)
    assert (one.place.names[-1], one.said.label, one.post_part) == (
        "Service 1",
        "How people are",
        "Service 1",
    )


def test_a_team_s_action_is_counted_for_a_board_and_told_to_leaders(
    sqlite_runtime: Runtime,
) -> None:
    publish(sqlite_runtime)
    promise(sqlite_runtime, "a1", "s1t1", PLANNED)
    board, leaders = (made(sqlite_runtime, one) for one in (Audience.BOARD, Audience.LEADERS))
    assert (board.promises, board.promises_below) == ((), 1)
    assert "1 more action is recorded for a team." in page(paper(board)).decode()
    assert [one.what for one in leaders.promises] == ["Stop form 12."]
    assert "manager of Service 1" in page(paper(leaders)).decode()


def test_plans_hold_what_the_pack_tells_and_no_cell_is_a_formula(sqlite_runtime: Runtime) -> None:
    publish(sqlite_runtime)
    promise(sqlite_runtime, "a1", "s1t1", replace(PLANNED, what="A team's own"))
    promise(sqlite_runtime, "a2", "s1", replace(PLANNED, what="=Quiet rooms"), UNDER_WAY)
    promise(sqlite_runtime, "a3", "s2", replace(PLANNED, what="=Quiet rooms"))
    board = plans(made(sqlite_runtime, Audience.BOARD))
    assert [*board] == ["priority", "specific", "achieved"]
    rows = list(csv.reader(io.StringIO(board["specific"].decode("utf-8-sig"))))
    said, lead = "How people are (Children's Services)", "manager of Service 1"
    assert rows[1:] == [
        [said, "Stop form 12.", lead, "2024-09-01", "under way; overdue; Half of it is gone."],
        [said, "'=Quiet rooms", lead, "2024-09-01", "planned; overdue"],
    ]
    whole = plans(made(sqlite_runtime, Audience.LEADERS))["achieved"].decode("utf-8-sig")
    assert "A team's own,planned; overdue,less paper by 2024-09-01\n" in whole


def test_the_forum_has_its_section_where_it_was_in_use(sqlite_runtime: Runtime) -> None:
    publish(sqlite_runtime)
    assert b"The Champions Forum" not in page(paper(made(sqlite_runtime, Audience.MEMBERS)))
    begun = replace(sqlite_runtime, now=lambda: datetime(2024, 9, 16, 9, tzinfo=UTC))
    publish_questions(begun, meeting_on=None)
    with sqlite_runtime.store.begin() as tx:
        one, *_others = tx.forum_questions.all()
        tx.forum_questions.change(
            replace(one, version=2, state=QuestionState.HIDDEN, hidden_for=HideReason.ABUSIVE)
        )
    said = page(paper(made(sqlite_runtime, Audience.MEMBERS))).decode()
    assert "The Champions Forum" in said
    assert "Questions asked" in said
    assert "It is abusive" in said
