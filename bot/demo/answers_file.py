"""Simulated answers as a CSV file: a line a question, a comment on any of its person's lines.

Answers to other surveys than the weekly pulse name theirs in a column of its own. There a value is
a score, or the ids of the options picked with a space between, and the comment on a line answers
the question of that line. What such a survey asks is known only when it is asked, and so is whether
it takes these answers.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.demo.staff import SimulatedAnswer
from surveys.errors import DemoRefused
from surveys.model.questions import Bank
from surveys.model.surveys import WEEKLY_PULSE
from surveys.rules.rotation import items_for
from surveys.rules.sheets import Line, Mistake, SheetUnreadable, listing, quoted, read_sheet
from surveys.wording import _

SURVEY: Final = "survey"  # a column that may be missing: all of it is the weekly pulse
COLUMNS: Final = ("round", "slack_id", "question", "value", "comment")
MOST_ROUNDS: Final = 520  # ten years of weeks
ROUNDS: Final = frozenset(str(number) for number in range(1, MOST_ROUNDS + 1))


@dataclass
class _Said:
    """What one person says in one round, gathered line by line."""

    scores: dict[str, int] = field(default_factory=dict)
    comment: str | None = None
    picks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def read_answers(data: bytes, bank: Bank) -> list[SimulatedAnswer]:
    """The answers of a file, in its order. Raises DemoRefused with every mistake in it."""
    try:
        sheet = read_sheet(data, COLUMNS, (SURVEY,), words=("comment",))
    except SheetUnreadable as error:
        says = _("the answers file can't be read: {why}").format(why=error)
        raise DemoRefused(says) from error
    mistakes = list(sheet.mistakes)
    said: dict[tuple[str, int, str], _Said] = {}
    for line in sheet.lines:
        if set(COLUMNS) <= line.cells.keys():
            mistakes += _noted(line, said, bank)
    if mistakes:
        says = _("the answers file has mistakes: {mistakes}").format(mistakes=listing(mistakes))
        raise DemoRefused(says)
    return [
        SimulatedAnswer(number, slack_id, one.scores, one.comment, survey, one.picks, one.texts)
        for (survey, number, slack_id), one in said.items()
    ]


def write_answers(answers: Iterable[SimulatedAnswer], file: Path) -> None:
    """Write answers so that `read_answers` reads the same, in the same order."""
    given = list(answers)
    alone = all(one.survey == WEEKLY_PULSE for one in given)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS if alone else (*COLUMNS, SURVEY))
        for one in given:
            more = () if alone else (one.survey,)
            for question, value, comment in _cells(one):
                writer.writerow((one.round, one.slack_id, question, value, comment, *more))


def _cells(answer: SimulatedAnswer) -> Iterator[tuple[str, str, str]]:
    """Question, value and comment of every line that an answer takes."""
    for question, score in answer.scores.items():
        yield question, str(score), ""
    for question, picked in answer.picks.items():
        yield question, " ".join(picked), ""
    for question, words in answer.texts.items():
        yield question, "", words
    if answer.comment is not None:
        yield "comment", "", answer.comment


def _noted(line: Line, said: dict[tuple[str, int, str], _Said], bank: Bank) -> Iterator[Mistake]:
    """Note a line, or yield what is wrong with it."""
    number, slack_id = line.cells["round"], line.cells["slack_id"]
    survey = line.cells.get(SURVEY) or WEEKLY_PULSE
    whole = number in ROUNDS
    if not whole:
        says = _("{cell} is not a whole number from 1 to {most}")
        says = says.format(cell=quoted(number), most=MOST_ROUNDS)
        yield Mistake(line.number, "round", says)
    if not slack_id:
        yield Mistake(line.number, "slack_id", _("it is empty"))
    if whole and slack_id:
        one = said.setdefault((survey, int(number), slack_id), _Said())
        if survey != WEEKLY_PULSE:
            yield from _other_noted(line, one)
            return
        yield from _score_noted(line, int(number), one, bank)
        yield from _comment_noted(line, one)


def _other_noted(line: Line, said: _Said) -> Iterator[Mistake]:
    question, value, comment = (line.cells[name] for name in ("question", "value", "comment"))
    known = {*said.scores, *said.picks, *said.texts, *(("comment",) if said.comment else ())}
    if not question or not (value or comment.strip()):
        yield Mistake(line.number, "question" if not question else "value", _("it is empty"))
    elif question in known:
        says = _("{cell} is answered twice").format(cell=quoted(question))
        yield Mistake(line.number, "question", says)
    elif value.isdecimal():
        said.scores[question] = int(value)
    elif value:
        said.picks[question] = tuple(value.split())
    elif question == "comment":
        said.comment = comment
    else:
        said.texts[question] = comment


def _score_noted(line: Line, number: int, said: _Said, bank: Bank) -> Iterator[Mistake]:
    question, value = line.cells["question"], line.cells["value"]
    if question == bank.comment.id:
        if value:
            yield Mistake(line.number, "value", _("a comment has no value"))
        return
    item = bank.item_by_id.get(question)
    if item is None:
        says = _("{cell} is not a question").format(cell=quoted(question))
        yield Mistake(line.number, "question", says)
    elif item not in items_for(bank, number - 1):
        says = _("{cell} is not asked in round {round}")
        yield Mistake(line.number, "question", says.format(cell=quoted(question), round=number))
    elif question in said.scores:
        says = _("{cell} is answered twice").format(cell=quoted(question))
        yield Mistake(line.number, "question", says)
    elif value not in [str(choice) for choice in range(item.scale.lo, item.scale.hi + 1)]:
        says = _("{cell} is not a whole number from {lo} to {hi}")
        says = says.format(cell=quoted(value), lo=item.scale.lo, hi=item.scale.hi)
        yield Mistake(line.number, "value", says)
    else:
        said.scores[question] = int(value)


def _comment_noted(line: Line, said: _Said) -> Iterator[Mistake]:
    comment = line.cells["comment"]
    if not comment.strip():
        if line.cells["question"] == "comment":
            yield Mistake(line.number, "comment", _("it is empty"))
    elif said.comment is not None and said.comment != comment:
        yield Mistake(line.number, "comment", _("this person's other comment in the round differs"))
    else:
        said.comment = comment
