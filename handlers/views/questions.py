"""Questions of every kind: as inputs of a form, as buttons of a message, as words."""

from collections.abc import Sequence

from handlers import ids, payloads
from handlers.views.blocks import (
    MOST_ONE_BELOW_THE_OTHER,
    Block,
    button,
    checkboxes,
    menu,
    radio,
    text_input,
)
from handlers.views.mrkdwn import escape
from surveys.model.questions import Answers, Choice, CommentPrompt, Item, Question
from surveys.wording import _

COMMENT_CHARACTERS = 1000
MOST_BUTTONS = 5  # beside each other in a message


def question_input(question: Question, chosen: Answers, *, required: bool) -> Block:
    """One question of a form, with what is set when it opens."""
    if isinstance(question, Item):
        score = chosen.scores.get(question.id)
        options = _skippable(_choices(question), ids.SKIPPED, required=required)
        return _one_of(question, options, None if score is None else str(score), required=required)
    if isinstance(question, CommentPrompt):
        return _words(question, chosen.comments.get(question.id), required=required)
    options = [(option.id, _(option.label)) for option in question.options]
    picked = chosen.picks.get(question.id, ())
    if question.is_exclusive:
        options = _skippable(options, ids.UNPICKED, required=required)
        return _one_of(question, options, picked[0] if picked else None, required=required)
    return checkboxes(
        _(question.text),
        payloads.block_of(question),
        ids.CHOICE,
        options,
        initial=picked,
        optional=not required,
    )


def choice_buttons(question: Question, round_id: str) -> list[Block]:
    """A button for each worded choice, where there are five at most; else none."""
    if isinstance(question, Item):
        words, first = list(question.scale.labels), question.scale.lo
    elif isinstance(question, Choice) and question.is_exclusive:
        words, first = [option.label for option in question.options], 0
    else:
        return []
    if len(words) > MOST_BUTTONS or first < 0:
        return []
    return [
        button(_(label), f"{ids.CHOOSE}_{choice}", round_id)
        for choice, label in enumerate(words, start=first)
    ]


def in_words(question: Question, answers: Answers) -> str:
    """What was answered to a question, in its own words."""
    if isinstance(question, Item):
        score = answers.scores.get(question.id)
        if score is None:
            return _("Skipped")
        return escape(_(question.scale.labels[score - question.scale.lo]))
    if isinstance(question, CommentPrompt):
        said = answers.comments.get(question.id)
        return escape(said) if said else _("Nothing written")
    picked = answers.picks.get(question.id, ())
    labels = [escape(_(one.label)) for one in question.options if one.id in picked]
    return "; ".join(labels) or _("Skipped")


def _choices(item: Item) -> list[tuple[str, str]]:
    return [(str(n), _(label)) for n, label in enumerate(item.scale.labels, start=item.scale.lo)]


def _skippable(
    options: list[tuple[str, str]], value: str, *, required: bool
) -> list[tuple[str, str]]:
    return options if required else [*options, (value, _("Skip this question"))]


def _one_of(
    question: Item | Choice,
    options: Sequence[tuple[str, str]],
    initial: str | None,
    *,
    required: bool,
) -> Block:
    # A list that unfolds only where Slack shows no more one below the other.
    shown = radio if len(options) <= MOST_ONE_BELOW_THE_OTHER else menu
    return shown(
        _(question.text),
        payloads.block_of(question),
        ids.CHOICE,
        options,
        initial=initial,
        optional=not required,
    )


def _words(question: CommentPrompt, said: str | None, *, required: bool) -> Block:
    return text_input(
        _(question.text),
        payloads.block_of(question),
        ids.CHOICE,
        hint=_("Your own words can give you away. Up to 1,000 characters."),
        limit=COMMENT_CHARACTERS,
        initial=said,
        optional=not required,
    )
