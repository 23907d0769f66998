"""Questions as their authors write them in a form: made into questions, and back."""

from collections.abc import Collection, Sequence
from typing import Final

from surveys.bank.checking_questions import bank_scales
from surveys.bank.kinds import (
    RECOMMEND,
    caseload_bands,
    ends_of,
    id_from,
    scale_of_five,
    scale_of_ten,
    yes_and_no,
)
from surveys.model.authoring import Kind, Written
from surveys.model.questions import (
    Bank,
    Choice,
    CommentPrompt,
    Item,
    Option,
    Question,
    Scale,
    Style,
)

STYLES: Final = {
    Kind.ONE: Style.ONE,
    Kind.SEVERAL: Style.SEVERAL,
    Kind.CASELOAD: Style.CASELOAD,
    Kind.YES_NO: Style.YES_NO,
}
_KINDS: Final = {style: kind for kind, style in STYLES.items()}
_LONGEST_ID: Final = 40


def question_of(
    written: Written, bank: Bank, taken: Collection[str], before: Question | None = None
) -> Question:
    """Make a question of what its author wrote; `before` is what it was, None: it is new.

    A changed question keeps its id, and so do options whose words stay. A new one gets an id that
    is not `taken`. Whether it may be asked is another rule's matter.
    """
    stem = written.label or written.text
    question_id = before.id if before else free_id(id_from(stem) or "question", taken, "_")
    if written.kind is Kind.TEXT:
        return CommentPrompt(question_id, written.text)
    if written.kind in STYLES:
        earlier = before.options if isinstance(before, Choice) else _usual(written.kind)
        return Choice(
            id=question_id,
            text=written.text,
            label=written.label,
            style=STYLES[written.kind],
            options=_options(written, earlier),
            driver_id=written.driver_id,
        )
    return Item(
        id=question_id,
        driver_id=written.driver_id or "",
        scale=_scale(written, question_id, bank),
        text=written.text,
        direction=written.direction,
        standard=before.standard if isinstance(before, Item) else "",
        label=written.label,
    )


def written_of(question: Question, bank: Bank, *, required: bool) -> Written:
    """Return a question as its form has it."""
    match question:
        case CommentPrompt():
            return Written(Kind.TEXT, question.text, required=required)
        case Choice():
            return Written(
                _KINDS[question.style],
                question.text,
                question.label,
                question.driver_id,
                choices=tuple(one.label for one in question.options),
                required=required,
            )
        case Item():
            return _written_item(question, bank, required=required)


def is_another(question: Question, before: Question) -> bool:
    """Say whether answers to a question and to what it was can't be compared any more."""
    return _offer(question) != _offer(before)


def free_id(wanted: str, taken: Collection[str], joint: str, longest: int = _LONGEST_ID) -> str:
    """Return an id that nobody has: the one wanted, or the same with the first number free."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        tail = f"{joint}{number}"
        found = wanted[: longest - len(tail)].rstrip(joint) + tail
    return found


def _offer(question: Question) -> tuple[object, ...]:
    match question:
        case Item():
            return (question.scale.lo, question.scale.hi, question.scale.labels, question.direction)
        case Choice():
            return (question.style, tuple(one.label for one in question.options))
        case CommentPrompt():
            return ()


def _written_item(item: Item, bank: Bank, *, required: bool) -> Written:
    is_ten = item.scale.id == RECOMMEND
    low, high = ends_of(item.scale) if is_ten else ("", "")
    is_own = not is_ten and item.scale != bank_scales(bank).get(item.scale.id)
    return Written(
        kind=Kind.RECOMMEND if is_ten else Kind.SCALE,
        text=item.text,
        label=item.label,
        driver_id=item.driver_id,
        direction=item.direction,
        scale_id=None if is_ten or is_own else item.scale.id,
        choices=item.scale.labels if is_own else (),
        low=low,
        high=high,
        required=required,
    )


def _scale(written: Written, question_id: str, bank: Bank) -> Scale:
    if written.kind is Kind.RECOMMEND:
        return scale_of_ten(written.low, written.high)
    found = bank_scales(bank).get(written.scale_id or "")
    return found or scale_of_five(question_id, written.choices)


def _usual(kind: Kind) -> tuple[Option, ...]:
    return caseload_bands() if kind is Kind.CASELOAD else ()


def _options(written: Written, earlier: Sequence[Option]) -> tuple[Option, ...]:
    if written.kind is Kind.YES_NO:
        return yes_and_no()
    known = {one.label: one.id for one in earlier}
    taken = {known[label] for label in written.choices if label in known}
    found = []
    for label in written.choices:
        option_id = known.get(label) or free_id(id_from(label) or "option", taken, "_")
        taken.add(option_id)
        found.append(Option(option_id, label))
    return tuple(found)
