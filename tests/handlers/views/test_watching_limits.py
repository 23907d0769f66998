"""Monday's report within Slack's limits: three lines when all is well, else each with a remedy."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.local_slack.block_kit import problems
from handlers.views.watching import report, report_text
from surveys.model.auditing import Judgement, Verdict
from surveys.model.deliveries import Missed
from surveys.model.home import Trouble
from surveys.model.watching import WeekReport
from tests.handlers.views.models import FRIDAY, LONG_TEXT

CALM = WeekReport(
    since=FRIDAY,
    sent=412,
    refused={},
    troubles=(),
    missed=(),
    wrong=(),
    backup=FRIDAY + timedelta(hours=10),
    next_opening=(None, datetime(2026, 9, 14, 10, 0, tzinfo=UTC)),
    next_closing=None,
    help_by=date(2027, 3, 1),
)
BARE = replace(CALM, since=None, sent=0, backup=None, next_opening=None)
FULL = replace(
    CALM,
    refused={f"code_{n}": n for n in range(1, 30)},
    troubles=tuple((kind, 2) for kind in Trouble),
    missed=(Missed(LONG_TEXT, (date(2026, 9, 7),)),),
    wrong=(Judgement(Verdict.FAIL, LONG_TEXT, LONG_TEXT),) * 30,
    next_opening=(LONG_TEXT, FRIDAY),
    next_closing=FRIDAY,
)


def words_of(model: WeekReport) -> str:
    return "\n".join(one["text"]["text"] for one in report(model))


def test_a_week_in_which_all_was_well_takes_three_lines() -> None:
    (block,) = report(CALM)
    assert block["text"]["text"].splitlines() == [
        "*Staff Voice ran as it should last week.* It sent 412 messages. It has been running since"
        " Friday 11 September at 16:00.",
        "No round is open. Next to be asked: the weekly pulse, on Monday 14 September at 10:00.",
        "The newest backup is of Saturday 12 September at 02:00. The list of where to turn is to be"
        " checked by 1 March 2027.",
    ]
    assert report_text(CALM) == "Staff Voice ran as it should last week."


def test_each_thing_that_is_wrong_comes_with_what_to_do() -> None:
    wrong = Judgement(Verdict.FAIL, "There are 12 MB left on the disk.", "Make room.")
    told = replace(CALM, troubles=((Trouble.REFUSED, 3), (Trouble.NOT_CLOSED, 1)),
                   refused={"user_not_found": 3}, wrong=(wrong,))  # fmt: skip
    assert report_text(told) == "Staff Voice: 3 things need your eye."
    said = words_of(told)
    assert "• 1 round should have closed.\nSee that the bot runs" in said
    assert "• Slack refused 3 messages: `user_not_found`.\nPut the people file right" in said
    assert "• There are 12 MB left on the disk.\nMake room." in said


def test_the_fullest_the_emptiest_and_a_hostile_report_fit_and_ring_nobody() -> None:
    for model in (CALM, BARE, FULL):
        assert problems(report(model), "message") == []
        assert "<" not in words_of(model)
        assert len(words_of(model)) < 12_000
