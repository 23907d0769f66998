"""Adding a question, changing one, taking some from the bank, taking one out."""

from collections.abc import Sequence
from typing import Final

from handlers import ids, payloads
from handlers.views.authoring.words import kind_words
from handlers.views.blocks import (
    Block,
    View,
    context,
    menu,
    modal,
    radio,
    section,
    text_input,
)
from handlers.views.fields import grouped_menu, short_input, tick
from handlers.views.mrkdwn import escape
from surveys.model.authoring import Kind, Offered, Place, Written
from surveys.model.questions import Driver, Question
from surveys.wording import _

LONGEST_QUESTION: Final = 140
LONGEST_LABEL: Final = 40
LONGEST_END: Final = 71
LONGEST_LINES: Final = 800  # ten lines of 75 characters
NO_DRIVER: Final = "-"
_WITH_CHOICES: Final = (Kind.ONE, Kind.SEVERAL, Kind.CASELOAD)


def kind_form(place: Place) -> View:
    """Choosing what a new question is."""
    options = [(str(kind), kind_words(kind)) for kind in Kind]
    blocks = [
        radio(
            _("What kind of question?"),
            ids.KIND,
            ids.CHOICE,
            options,
            initial=str(Kind.SCALE),
            optional=False,
        )
    ]
    return modal(
        _("Add a question"),
        blocks,
        ids.SUBMIT_KIND,
        close=_("Cancel"),
        submit=_("Continue"),
        metadata=payloads.place_metadata(place),
    )


def question_form(
    place: Place, offered: Offered, written: Written, question_id: str | None = None
) -> View:
    """One question; None: a new one."""
    kind = written.kind
    blocks = [section(f"*{escape(_(written.text))}*")] if offered.is_of_the_bank else []
    if offered.is_of_the_bank:
        blocks.append(context(_("This question is from the question bank, so its words stay.")))
    else:
        blocks += [_text(written), *_by_kind(written, offered)]
    blocks.append(
        tick(
            _("Answering"),
            ids.REQUIRED,
            _("This question can't be skipped"),
            on=written.required,
        )
    )
    if offered.was_asked and kind is not Kind.TEXT and not offered.is_of_the_bank:
        warning = _("This was asked before: with other choices its results would begin anew.")
        blocks.append(context(warning))
    return modal(
        _("Add a question") if question_id is None else _("Edit question"),
        blocks,
        ids.SUBMIT_QUESTION,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=payloads.place_metadata(place, kind=str(kind), question=question_id or ""),
    )


def bank_form(place: Place, offered: Sequence[tuple[Driver, tuple[Question, ...]]]) -> View:
    """Taking questions from the bank, by driver."""
    groups = [
        (_(driver.name), [(one.id, _(one.text)) for one in questions])
        for driver, questions in offered
    ]
    if not groups:
        blocks = [section(_("This survey asks every question of the bank already."))]
        return modal(_("Take from the bank"), blocks, ids.NOTICE, close=_("Close"))
    hint = _("Its questions can be compared between surveys; their words can't be changed.")
    return modal(
        _("Take from the bank"),
        [grouped_menu(_("Questions"), ids.FROM_BANK, groups, hint=hint)],
        ids.SUBMIT_BANK,
        close=_("Cancel"),
        submit=_("Add"),
        metadata=payloads.place_metadata(place),
    )


def removal_form(place: Place, question_id: str, text: str) -> View:
    """Taking a question out, once more to be sure."""
    blocks = [
        section(f"*{escape(_(text))}*"),
        section(_("It is not asked any more. Results that were published stay.")),
    ]
    return modal(
        _("Remove this question?"),
        blocks,
        ids.SUBMIT_REMOVAL,
        close=_("Keep it"),
        submit=_("Remove"),
        metadata=payloads.place_metadata(place, question=question_id),
    )


def _text(written: Written) -> Block:
    hint = None
    if written.kind is Kind.TEXT:
        hint = _("It helps to add: Please name no child, family or colleague.")
    return short_input(
        _("Question"), ids.QUESTION_TEXT, limit=LONGEST_QUESTION, initial=_(written.text), hint=hint
    )


def _by_kind(written: Written, offered: Offered) -> list[Block]:
    if written.kind is Kind.TEXT:
        return []
    blocks = [_label(written)]
    if written.kind is Kind.SCALE:
        blocks += [_scale(written, offered), _own_labels(written), _direction(written)]
    elif written.kind is Kind.RECOMMEND:
        blocks += [
            _end(_("Words beside 0"), ids.LOW, written.low or _("Not at all likely")),
            _end(_("Words beside 10"), ids.HIGH, written.high or _("Extremely likely")),
        ]
    elif written.kind in _WITH_CHOICES:
        blocks.append(_choices(written, offered))
    return [*blocks, _driver(written, offered)]


def _label(written: Written) -> Block:
    return short_input(
        _("Label"),
        ids.LABEL,
        limit=LONGEST_LABEL,
        initial=_(written.label),
        hint=_("Two to five words that stand for it in results, such as “Time to think”."),
    )


def _scale(written: Written, offered: Offered) -> Block:
    ready = [
        (one.id, _("From “{low}” to “{high}”").format(low=_(one.labels[0]), high=_(one.labels[-1])))
        for one in offered.scales
        if len(one.labels) > 1
    ]
    own = (ids.OWN, _("My own five labels, written below"))
    initial = written.scale_id or (ids.OWN if written.choices else offered.scales[0].id)
    return menu(_("Scale"), ids.SCALE, ids.CHOICE, [*ready, own], initial=initial, optional=False)


def _own_labels(written: Written) -> Block:
    return text_input(
        _("My own labels"),
        ids.LABELS,
        ids.CHOICE,
        hint=_("Where you chose your own above: five, one a line, from the lowest to the highest."),
        limit=LONGEST_LINES,
        initial="\n".join(written.choices),
    )


def _direction(written: Written) -> Block:
    options = [("1", _("The last one is the best")), ("-1", _("The first one is the best"))]
    return radio(
        _("Which choice is the best?"),
        ids.DIRECTION,
        ids.CHOICE,
        options,
        initial=str(written.direction),
        optional=False,
    )


def _end(label: str, field: str, initial: str) -> Block:
    return short_input(label, field, limit=LONGEST_END, initial=initial)


def _choices(written: Written, offered: Offered) -> Block:
    is_caseload = written.kind is Kind.CASELOAD
    lines = written.choices or (offered.usual if is_caseload else ())
    return text_input(
        _("Options"),
        ids.OPTIONS,
        ids.CHOICE,
        hint=_("Two to ten, one a line."),
        limit=LONGEST_LINES,
        initial="\n".join(_(one) for one in lines),
        optional=False,
    )


def _driver(written: Written, offered: Offered) -> Block:
    options = [(one.id, _(one.name)) for one in offered.drivers]
    must = written.kind in (Kind.SCALE, Kind.RECOMMEND)
    if not must:
        options.append((NO_DRIVER, _("None of these")))
    return menu(
        _("What it is about"),
        ids.DRIVER,
        ids.CHOICE,
        options,
        initial=written.driver_id or (None if must else NO_DRIVER),
        optional=False,
    )
