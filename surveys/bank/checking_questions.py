"""Whether one question of a survey may be asked: every problem at once, a sentence each."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from surveys.bank.comments import of_comments
from surveys.bank.kinds import NO, RECOMMEND, YES, ends_of, scale_of_five, scale_of_ten
from surveys.bank.questions import (
    LONGEST_CHOICE,
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_QUESTION,
    SNAKE_CASE,
    STANDARDS,
)
from surveys.bank.reading import doubles, is_one_line, needs_text, too_long
from surveys.errors import Problem
from surveys.model.questions import Bank, Choice, CommentPrompt, Item, Question, Scale, Style
from surveys.model.surveys import Survey
from surveys.wording import _, ngettext

LABELS: Final = 5  # of a scale from 1 to 5
MOST_OPTIONS: Final = 10  # boxes and circles of one list on Slack


def named(place: int, question_id: object) -> str:
    """Return how problems name a question: by its place, from 1, and its id."""
    return _("Question {place} ('{id}')").format(place=place, id=str(question_id)[:LONGEST_NAME])


def question_problems(place: int, question: Question, bank: Bank) -> Iterator[Problem]:
    """Return a sentence for everything that keeps a question from being asked."""
    where = named(place, question.id)
    if question == bank_questions(bank).get(question.id):
        return
    if question.id in reserved_ids(bank):
        yield Problem(
            "id",
            _("{where} has the id of a question in the bank; choose another id.").format(
                where=where
            ),
        )
    if not SNAKE_CASE.fullmatch(question.id):
        yield Problem(
            "id",
            _("{where} needs an id in small letters, digits and underscores.").format(where=where),
        )
    yield from line_problems(where, "text", question.text, LONGEST_QUESTION)
    match question:
        case Item():
            yield from _item(where, question, bank)
        case Choice():
            yield from _choice(where, question, bank)
        case CommentPrompt():
            pass


def reserved_ids(bank: Bank) -> frozenset[str]:
    """Return the ids that no author's own question may have."""
    return frozenset({*bank_questions(bank), *(one.id for one in of_comments())})


def bank_questions(bank: Bank) -> dict[str, Question]:
    """Return what a survey may take from the bank: every scored item, and the comment."""
    return {**bank.item_by_id, bank.comment.id: bank.comment}


def with_bank_words(survey: Survey, bank: Bank) -> Survey:
    """Return a survey whose questions from the bank read as they do there today."""
    today = bank_questions(bank)
    return replace(survey, questions=tuple(_today(one, today) for one in survey.questions))


def _today(question: Question, today: dict[str, Question]) -> Question:
    found = today.get(question.id)
    if isinstance(found, Item) and isinstance(question, Item):
        is_same = (found.scale, found.direction) == (question.scale, question.direction)
        return found if is_same else question
    return question


def bank_scales(bank: Bank) -> dict[str, Scale]:
    """Return the bank's scales by id."""
    return {item.scale.id: item.scale for item in bank.item_by_id.values()}


def line_problems(where: str, name: str, words: str, longest: int) -> Iterator[Problem]:
    """Return what is wrong with a text that must be one line, not empty and not too long."""
    if not words.strip():
        yield Problem(name, needs_text(where, name), _("Please write something here."))
    elif len(words) > longest:
        yield Problem(
            name,
            too_long(where, name, len(words), longest),
            _("This has {length} characters; at most {longest} fit.").format(
                length=len(words), longest=longest
            ),
        )
    elif not is_one_line(words):
        yield Problem(
            name,
            _("{where} needs one plain line in '{name}'.").format(where=where, name=name),
            _("Please write one plain line."),
        )


def _label(where: str, label: str) -> Iterator[Problem]:
    yield from line_problems(where, "label", label, LONGEST_LABEL)
    if label.strip() and not 2 <= len(label.split()) <= 5:
        yield Problem(
            "label",
            _("{where} needs a label of two to five words.").format(where=where),
            _("Please use two to five words."),
        )


def _driver(where: str, driver_id: str, bank: Bank) -> Iterator[Problem]:
    if driver_id not in bank.driver_by_id:
        yield Problem(
            "driver",
            _("{where} names an unknown driver '{driver}'; there are {drivers}.").format(
                where=where, driver=driver_id, drivers=", ".join(bank.driver_by_id)
            ),
            _("Please choose one of the drivers."),
        )


def _item(where: str, item: Item, bank: Bank) -> Iterator[Problem]:
    yield from _label(where, item.label)
    yield from _driver(where, item.driver_id, bank)
    if item.direction not in (1, -1):
        yield Problem("direction", _("{where} needs a direction of 1 or -1.").format(where=where))
    if item.standard and item.standard not in STANDARDS:
        yield Problem(
            "standard",
            _("{where} names an unknown standard '{standard}'.").format(
                where=where, standard=item.standard
            ),
        )
    if item.scale.id == RECOMMEND:
        yield from _ten(where, item)
    elif item.scale != bank_scales(bank).get(item.scale.id):
        yield from _five(where, item)


def _ten(where: str, item: Item) -> Iterator[Problem]:
    low, high = ends_of(item.scale)
    room = LONGEST_CHOICE - len("10: ")
    yield from line_problems(where, "low", low, room)
    yield from line_problems(where, "high", high, room)
    if item.scale != scale_of_ten(low, high):
        yield Problem("scale", _("{where} needs a scale from 0 to 10.").format(where=where))
    if low == high:
        yield _offered_twice(where, "low", low)
    if item.direction != 1:
        yield Problem(
            "direction", _("{where} needs a direction of 1: 10 is the best.").format(where=where)
        )


def _five(where: str, item: Item) -> Iterator[Problem]:
    labels = item.scale.labels
    if len(labels) != LABELS:
        yield Problem(
            "labels",
            ngettext(
                "{where} has {n} label; it needs five, from the lowest to the highest.",
                "{where} has {n} labels; it needs five, from the lowest to the highest.",
                len(labels),
            ).format(where=where, n=len(labels)),
            _("Please write five labels, one a line, from the lowest to the highest."),
        )
    elif item.scale != scale_of_five(item.id, labels):
        yield Problem("scale", _("{where} needs a scale from 1 to 5.").format(where=where))
    yield from _offered(where, "labels", labels)


def _offered(where: str, name: str, labels: tuple[str, ...]) -> Iterator[Problem]:
    for label in labels:
        yield from line_problems(where, name, label, LONGEST_CHOICE)
    for label in doubles(list(labels)):
        yield _offered_twice(where, name, label)


def _offered_twice(where: str, name: str, label: str) -> Problem:
    return Problem(
        name,
        _("{where} offers '{label}' twice.").format(where=where, label=label),
        _("'{label}' is offered twice.").format(label=label),
    )


def _choice(where: str, choice: Choice, bank: Bank) -> Iterator[Problem]:
    yield from _label(where, choice.label)
    if choice.driver_id is not None:
        yield from _driver(where, choice.driver_id, bank)
    options = choice.options
    if choice.style is Style.YES_NO:
        if [one.id for one in options] != [YES, NO]:
            yield Problem(
                "options",
                _("{where} needs the options yes and no, and none beside.").format(where=where),
            )
    elif not 2 <= len(options) <= MOST_OPTIONS:
        yield Problem(
            "options",
            _("{where} needs 2 to {most} options and has {n}.").format(
                where=where, n=len(options), most=MOST_OPTIONS
            ),
            _("Please write 2 to {most} options, one a line.").format(most=MOST_OPTIONS),
        )
    yield from _offered(where, "options", tuple(one.label for one in options))
    for option in options:
        if not SNAKE_CASE.fullmatch(option.id):
            yield Problem(
                "options",
                _(
                    "{where} needs an id in small letters, digits and underscores for '{label}'."
                ).format(where=where, label=option.label),
            )
    for one in doubles([option.id for option in options]):
        yield Problem(
            "options",
            _("{where} has two options with the id '{one}'.").format(where=where, one=one),
        )
