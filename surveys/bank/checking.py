"""Whether a survey may be kept, wherever it was written: every problem at once, a sentence each.

Sizes are Slack's: 75 characters on an option, ten options to a list of boxes, 100 blocks to a form,
of which twenty questions of at most four blocks take eighty.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Final

from surveys.bank.checking_questions import line_problems, question_problems
from surveys.bank.reading import doubles, is_one_line, needs_text, too_long
from surveys.errors import Problem
from surveys.model.milestones import Event
from surveys.model.questions import Bank, Choice, CommentPrompt, Item, Question, Style
from surveys.model.surveys import WEEKLY_PULSE, Audience, Calendar, Every, Survey
from surveys.wording import _, ngettext

LONGEST_ID: Final = 40
LONGEST_TITLE: Final = 75
LONGEST_PURPOSE: Final = 250
LONGEST_FACT: Final = 200  # as in the people file
MOST_QUESTIONS: Final = 20
MOST_MINUTES: Final = 10
MOST_WORKING_DAYS: Final = 60
LAST_MONTH: Final = 120
EARLIEST: Final = date(2000, 1, 1)  # of first days: whatever is earlier was not meant
MOST_YEARS_AHEAD: Final = 5
FARTHEST: Final = timedelta(days=5 * 365 + 2)  # so many years, of which two can be leap years
NO_QUESTION: Final = "no question"  # no field of any file: what a draft may lack until it starts
# Working days between two rounds, at the least: one round is over before the next opens.
ROOM: Final = {Every.WEEKLY: 5, Every.FORTNIGHTLY: 10, Every.MONTHLY: 20}

KEBAB_CASE: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TWO_SENTENCES: Final = re.compile(r"[.!?]\s+\S")

# Seconds to read and answer one question. Assumption: most people read four words a second, weigh
# a list of boxes longer than one choice, and write two or three lines if they write at all.
SECONDS: Final = {Style.SEVERAL: 20, Style.CASELOAD: 15}
SECONDS_TO_CHOOSE: Final = 10
SECONDS_TO_WRITE: Final = 40


def survey_problems(survey: Survey, bank: Bank, today: date | None = None) -> tuple[str, ...]:
    """Return a sentence for everything that keeps a survey from being kept; empty: it is sound.

    `today` bounds the first day; None: how far it lies ahead is asked where the survey is kept.
    """
    return tuple(dict.fromkeys(one.sentence for one in problems_by_field(survey, bank, today)))


def problems_by_field(survey: Survey, bank: Bank, today: date | None = None) -> tuple[Problem, ...]:
    """Return the same with the field that each is in, as files name it."""
    return tuple(
        dict.fromkeys(
            [
                *_words(survey),
                *_sizes(survey),
                *_audience(survey.audience),
                *(_calendar(survey.calendar, today) if survey.calendar else ()),
                *_questions(survey, bank),
                *_pulse(survey),
            ]
        )
    )


def survey_warnings(survey: Survey) -> tuple[str, ...]:
    """Return a sentence for what may be kept and yet looks like a slip."""
    needed = minutes_needed(survey.questions)
    if not survey.questions or needed <= survey.minutes <= 2 * needed + 1:
        return ()
    said = ngettext(
        "The survey says it takes {said} min; {n} question like this takes about {needed} min.",
        "The survey says it takes {said} min; {n} questions like these take about {needed} min.",
        len(survey.questions),
    )
    return (said.format(said=survey.minutes, n=len(survey.questions), needed=needed),)


def minutes_needed(questions: Sequence[Question]) -> int:
    """Return about how many minutes a person takes, rounded up."""
    return -(-sum(_seconds(one) for one in questions) // 60)


def _seconds(question: Question) -> int:
    if isinstance(question, CommentPrompt):
        return SECONDS_TO_WRITE
    style = question.style if isinstance(question, Choice) else None
    return SECONDS.get(style, SECONDS_TO_CHOOSE) if style else SECONDS_TO_CHOOSE


def _words(survey: Survey) -> Iterator[Problem]:
    where = _("The survey")
    if not KEBAB_CASE.fullmatch(survey.id) or len(survey.id) > LONGEST_ID:
        yield Problem(
            "id",
            _(
                "The survey needs an id of at most {longest} small letters, digits and hyphens."
            ).format(longest=LONGEST_ID),
        )
    for name, words, longest in (
        ("title", survey.title, LONGEST_TITLE),
        ("purpose", survey.purpose, LONGEST_PURPOSE),
    ):
        yield from line_problems(where, name, words, longest)
    if survey.purpose.strip() and not _is_sentence(survey.purpose):
        yield Problem(
            "purpose",
            _("The survey needs one sentence in 'purpose', ending in a full stop."),
            _("Please write one sentence that ends in a full stop."),
        )


def _is_sentence(words: str) -> bool:
    return words.rstrip().endswith((".", "!", "?")) and not TWO_SENTENCES.search(words)


def _sizes(survey: Survey) -> Iterator[Problem]:
    if not 1 <= survey.minutes <= MOST_MINUTES:
        yield Problem(
            "minutes",
            _("The survey needs 1 to {most} in 'minutes'.").format(most=MOST_MINUTES),
            _("Please choose 1 to {most} minutes.").format(most=MOST_MINUTES),
        )
    every = survey.calendar.every if survey.calendar else None
    most = ROOM.get(every, MOST_WORKING_DAYS) if every else MOST_WORKING_DAYS
    if not 1 <= survey.open_working_days <= most:
        yield Problem(
            "open_working_days",
            _(
                "The survey needs 1 to {most} in 'open_working_days', so that it closes in time."
            ).format(most=most),
            _("It can be open for 1 to {most} working days, so that it closes in time.").format(
                most=most
            ),
        )
    if len(survey.questions) > MOST_QUESTIONS:
        yield Problem("questions", too_many(len(survey.questions)))


def too_many(questions: int) -> str:
    """Say that a survey has more questions than a form holds."""
    says = _("The survey has {n} questions; at most {most} fit.")
    return says.format(n=questions, most=MOST_QUESTIONS)


def _audience(audience: Audience) -> Iterator[Problem]:
    for name, facts in (
        ("units", audience.units),
        ("job_families", audience.job_families),
        ("contracts", audience.contracts),
    ):
        for fact in facts:
            if not fact.strip() or not is_one_line(fact):
                yield Problem(name, needs_text("[audience]", name))
            elif name != "units" and len(fact) > LONGEST_FACT:
                yield Problem(name, too_long("[audience]", name, len(fact), LONGEST_FACT))
        for one in doubles(list(facts)):
            yield Problem(
                name,
                _("[audience] names '{one}' twice in '{name}'.").format(one=one, name=name),
                _("'{one}' is chosen twice.").format(one=one),
            )
    tenure = audience.tenure
    if tenure and (tenure.least < 0 or (tenure.most is not None and tenure.most <= tenure.least)):
        yield Problem(
            "tenure_months",
            _("[audience] needs whole months in 'tenure_months', the smaller first."),
            _("Please write whole months, the smaller first."),
        )
    if tenure and (tenure.least, tenure.most) == (0, None):
        yield Problem(
            "tenure_months",
            _("[audience] needs no 'tenure_months' where everyone is meant."),
            _("Please leave this empty where everyone is meant."),
        )


def _calendar(calendar: Calendar, today: date | None) -> Iterator[Problem]:
    latest = today + FARTHEST if today else date.max
    if not EARLIEST <= calendar.starts <= latest:
        yield _far(latest)
    if calendar.at != time(calendar.at.hour, calendar.at.minute):
        yield Problem("at", _("[calendar] needs a time such as \"10:00\" in 'at'."))
    months = calendar.months
    if calendar.every is not Every.MILESTONE:
        if months:
            yield Problem(
                "months", _("[calendar] has 'months' only where 'every' is \"milestone\".")
            )
        if calendar.event is not Event.START:
            yield Problem("event", _("[calendar] has 'event' only where 'every' is \"milestone\"."))
    elif calendar.event is not Event.START and list(months) == sorted(set(months)):
        if not months or not all(0 <= month <= LAST_MONTH for month in months):
            yield _months_from_nought()
    elif not months or list(months) != sorted(set(months)) or not _are_months(months):
        yield Problem(
            "months",
            _(
                "[calendar] needs months from 1 to {last} in 'months', the smallest first,"
                " each once."
            ).format(last=LAST_MONTH),
            _(
                "Please write whole months from 1 to {last}, the smallest first, each once,"
                " such as 3, 6, 9."
            ).format(last=LAST_MONTH),
        )


def _far(latest: date) -> Problem:
    return Problem(
        "starts",
        _("[calendar] needs a first day from {earliest} to {latest} in 'starts'.").format(
            earliest=EARLIEST, latest=latest
        ),
        _("Please choose a first date within the next {years} years.").format(
            years=MOST_YEARS_AHEAD
        ),
    )


def _months_from_nought() -> Problem:
    return Problem(
        "months",
        _("[calendar] needs months from 0, on the day itself, to {last} in 'months'.").format(
            last=LAST_MONTH
        ),
        _("Please write whole months from 0, on the day itself, to {last}.").format(
            last=LAST_MONTH
        ),
    )


def _are_months(months: Sequence[int]) -> bool:
    return all(1 <= month <= LAST_MONTH for month in months)


def _questions(survey: Survey, bank: Bank) -> Iterator[Problem]:
    if len(survey.questions) > MOST_QUESTIONS:
        return  # that is told already: nobody wants to read as much of each of them
    for place, question in enumerate(survey.questions, start=1):
        yield from question_problems(place, question, bank)
    ids = [one.id for one in survey.questions]
    for one in doubles(ids):
        yield Problem("questions", _("Two questions are called '{one}'.").format(one=one))
    for one in doubles([one.text for one in survey.questions]):
        yield Problem(
            "text",
            _("Two questions read '{one}'.").format(one=one),
            _("Another question reads the same."),
        )
    for one in sorted(survey.required.difference(ids)):
        yield Problem(
            "required", _("No question is called '{one}', so it can't be required.").format(one=one)
        )
    labels = [one.label for one in survey.questions if isinstance(one, Item | Choice)]
    for one in doubles(labels):
        yield Problem(
            "label",
            _("Two questions have the label '{one}'.").format(one=one),
            _("Another question has the same label."),
        )


def _pulse(survey: Survey) -> Iterator[Problem]:
    """What holds of the weekly pulse alone: everyone, every week, and the bank's own questions."""
    if survey.id != WEEKLY_PULSE:
        if not survey.questions:
            yield Problem(
                NO_QUESTION,
                _("The survey needs a question: add [[questions]]."),
                _("The survey needs a question."),
            )
        return
    if survey.questions:
        yield Problem(
            "questions",
            _("The weekly pulse has no [[questions]]: they come from the question bank."),
        )
    if survey.audience != Audience():
        yield Problem("audience", _("The weekly pulse has no [audience]: it asks everyone."))
    if survey.calendar and survey.calendar.every is not Every.WEEKLY:
        yield Problem("every", _("The weekly pulse needs \"weekly\" in 'every'."))
    if survey.reminder:
        yield Problem("reminder", _("The weekly pulse has no reminder."))
