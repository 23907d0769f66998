"""A survey in a TOML file: read into the subject's nouns, or refused with every problem in it."""

from collections.abc import Callable
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from surveys.bank.checking import MOST_QUESTIONS, survey_problems, too_many
from surveys.bank.checking_questions import bank_questions, named
from surveys.bank.reading import Entry, Problems, tables_of
from surveys.bank.surveys_questions import read_question
from surveys.model.milestones import ASKED_AT, Event
from surveys.model.policy import Policy
from surveys.model.questions import Bank, CommentPrompt, Question
from surveys.model.surveys import Audience, Calendar, Every, Survey, Tenure
from surveys.wording import _

Value = TypeVar("Value")

UNUSUAL_FIRST_DAY: Final = date(2026, 1, 1)  # stands in for one that can't be read


def read_survey(
    file: Path, bank: Bank, policy: Policy, starts: date | None = None, today: date | None = None
) -> Survey:
    """Read one survey. The parts of its audience are paths, as `Organisation/Service/Team`.

    `policy` gives the time and zone that the file leaves out; `starts`, where given, goes before
    the first day in the file; `today` bounds it, see survey_problems. Raises BankWrong with a
    sentence for every problem found.
    """
    return _survey_in(file, tables_of(file), bank, policy, starts, today)


def read_draft(file: Path, bank: Bank, policy: Policy, today: date) -> tuple[Survey, bool]:
    """Read one survey and say whether it has its first day; one that lacks it gets `today`.

    A survey without any calendar lacks nothing. Raises BankWrong as `read_survey` does.
    """
    tables = tables_of(file)
    calendar = tables.get("calendar")
    is_dated = not isinstance(calendar, dict) or "starts" in calendar
    return _survey_in(file, tables, bank, policy, None if is_dated else today, today), is_dated


def _survey_in(
    file: Path,
    tables: dict[str, Any],
    bank: Bank,
    policy: Policy,
    starts: date | None,
    today: date | None,
) -> Survey:
    problems = Problems(file)
    whole = Entry(_("The survey"), tables, problems)
    whole.knows_only(
        *("id", "title", "purpose", "minutes", "open_working_days", "reminder"),
        *("calendar", "audience", "questions"),
    )
    questions, required = _questions(whole, bank)
    survey = Survey(
        id=_sound(whole, lambda: whole.text("id"), "unread"),
        title=whole.text("title"),
        purpose=whole.text("purpose"),
        questions=questions,
        required=required,
        minutes=_sound(whole, lambda: whole.whole("minutes"), 1),
        audience=_audience(whole),
        calendar=_calendar(whole, policy, starts),
        open_working_days=_sound(whole, lambda: _open_days(whole, policy), 1),
        reminder=whole.flag("reminder", default=False),
    )
    told = set(problems.sentences)
    for sentence in survey_problems(survey, bank, today):
        if sentence not in told:
            problems.add(sentence)
    problems.refuse_if_any()
    return survey


def _sound(entry: Entry, read: Callable[[], Value], otherwise: Value) -> Value:
    """Read a field; where it was no such thing, which is told then, go on with what passes."""
    before = len(entry.problems.sentences)
    found = read()
    return found if len(entry.problems.sentences) == before else otherwise


def _open_days(whole: Entry, policy: Policy) -> int:
    given = "open_working_days" in whole.fields
    return whole.whole("open_working_days") if given else policy.open_working_days


def _questions(whole: Entry, bank: Bank) -> tuple[tuple[Question, ...], frozenset[str]]:
    rows = whole.fields.get("questions", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        whole.note(_("{where} needs its questions as [[questions]]."))
        rows = []
    if len(rows) > MOST_QUESTIONS:
        whole.problems.add(too_many(len(rows)))
        rows = rows[:MOST_QUESTIONS]
    questions, required = [], set()
    for place, fields in enumerate(rows, start=1):
        where = named(place, fields.get("item", fields.get("id", "")))
        row = Entry(where, fields, whole.problems)
        unread: Question = CommentPrompt(f"unread_{place}", f"unread {place}")
        question = _sound(row, partial(_question, row, bank), unread)
        questions.append(question)
        if row.flag("required", default=False):
            required.add(question.id)
    return tuple(questions), frozenset(required)


def _question(row: Entry, bank: Bank) -> Question:
    if "item" not in row.fields:
        return read_question(row, bank)
    row.knows_only("item", "required")
    found = bank_questions(bank).get(row.text("item"))
    if found is None:
        row.note(_("{where} names a question that the bank does not have."))
        return bank.comment
    return found


def _table(whole: Entry, name: str) -> Entry | None:
    """Return one table of the file. None: it is not there, or is no table, which is told then."""
    found = whole.fields.get(name)
    if found is None:
        return None
    if not isinstance(found, dict):
        whole.note(_("{where} needs a table in '{name}'."), name=name)
        return None
    return Entry(f"[{name}]", found, whole.problems)


def _audience(whole: Entry) -> Audience:
    table = _table(whole, "audience")
    if table is None:
        return Audience()
    table.knows_only("units", "job_families", "contracts", "tenure_months")
    return Audience(
        units=_texts(table, "units"),
        job_families=_texts(table, "job_families"),
        contracts=_texts(table, "contracts"),
        tenure=_tenure(table) if "tenure_months" in table.fields else None,
    )


def _texts(table: Entry, name: str) -> tuple[str, ...]:
    return table.texts(name) if name in table.fields else ()


def _tenure(table: Entry) -> Tenure | None:
    months = _wholes(table, "tenure_months")
    if len(months) not in (1, 2):
        table.note(_("{where} needs one or two whole numbers in 'tenure_months', such as [3, 12]."))
        return None
    return Tenure(months[0], months[1] if len(months) > 1 else None)


def _wholes(table: Entry, name: str) -> tuple[int, ...]:
    found = table.fields.get(name)
    return tuple(found) if isinstance(found, list) and all(map(_is_whole, found)) else ()


def _is_whole(found: Any) -> bool:
    return isinstance(found, int) and not isinstance(found, bool)


def _calendar(whole: Entry, policy: Policy, starts: date | None) -> Calendar | None:
    table = _table(whole, "calendar")
    if table is None:
        return None
    table.knows_only("every", "starts", "at", "zone", "event", "months")
    every = _every(table)
    months = _wholes(table, "months")
    if "months" in table.fields and not months:
        table.note(_("{where} needs a list of whole numbers in 'months'."))
        months = (1,) if every is Every.MILESTONE else ()
    return Calendar(
        every=every or Every.ONCE,
        starts=starts or _sound(table, lambda: table.day("starts"), UNUSUAL_FIRST_DAY),
        at=_sound(table, lambda: _time(table), policy.opening_time)
        if "at" in table.fields
        else policy.opening_time,
        zone=_zone(table) if "zone" in table.fields else policy.zone,
        months=months if every else (),
        event=_event(table) if "event" in table.fields else Event.START,
    )


def _event(table: Entry) -> Event:
    found = table.fields["event"]
    if found not in ASKED_AT:
        table.note(_("{where} needs one of {all} in 'event'."), all=", ".join(ASKED_AT))
        return Event.START
    return Event(found)


def _every(table: Entry) -> Every | None:
    found = table.fields.get("every")
    if found not in list(Every):
        table.note(_("{where} needs one of {all} in 'every'."), all=", ".join(Every))
        return None
    return Every(found)


def _time(table: Entry) -> time:
    found = table.fields["at"]
    try:
        return found if isinstance(found, time) else time.fromisoformat(str(found))
    except ValueError:
        table.note(_("{where} needs a time such as \"10:00\" in 'at'."))
        return time()


def _zone(table: Entry) -> ZoneInfo:
    name = table.text("zone")
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.note(_("{where} needs a time zone such as \"Europe/London\" in 'zone'."))
        return ZoneInfo("UTC")
