"""Asking the forum: the form, what its writer looks at before sending, and the receipt."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from handlers import ids, payloads
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    header,
    menu,
    modal,
    radio,
    section,
    shortened,
    text_input,
)
from handlers.views.forum import (
    addressee_in_words,
    state_in_words,
    topic_in_words,
    written,
    written_shortly,
)
from handlers.views.guarding import (
    LONGEST_INPUT,
    keepable,
    nobody_is_told,
    pointed_out,
)
from handlers.views.mrkdwn import day, escape
from handlers.views.notices import notice
from surveys.model.browsing import Brief
from surveys.model.composing import AskForm, Between, Draft, Preview
from surveys.model.forum import LONGEST_QUESTION, Addressee, QuestionState
from surveys.wording import _

BY_A_DAY: Final = "alone"
WITH_OTHERS: Final = "together"
MOST_POINTING: Final = 60  # blocks; Slack takes 100 in all
IN_A_LIST: Final = 240  # characters of a question that is like another


def ask_button(*, primary: bool = False) -> Block:
    """The way to the form."""
    return button(_("Ask a question"), ids.ASK, primary=primary)


def ask_form(form: AskForm, first: Sequence[Block] = ()) -> View:
    """A new question, or one with words to look at; `first` stands above it."""
    draft, held = form.draft, form.held
    blocks = [*first, *([promise()] if held is None else [section(_held())]), *_nobody(form)]
    if held is not None:
        blocks += pointed_out(held)[:MOST_POINTING]
    text = held.masked if held else draft.text.text
    blocks.append(_box(draft, text, _("Your question")))
    if held is not None:
        ticked = frozenset(draft.text.kept.values())
        blocks += [*keepable(held, box_suffix(draft.step), ticked), nobody_is_told()]
    topics = [(one, topic_in_words(name)) for one, name in form.topics]
    people = [(str(one), addressee_in_words(one)) for one in Addressee]
    blocks += [
        menu(_("About"), ids.TOPIC, ids.CHOICE, topics, initial=draft.topic, optional=False),
        menu(
            _("Who could answer it?"),
            ids.ADDRESSEE,
            ids.CHOICE,
            people,
            initial=str(draft.addressee),
            optional=False,
        ),
        alone_choice(form.latest, alone=draft.alone),
    ]
    carries = payloads.carrying(
        form=draft.form_id, step=draft.step, marks=held.masks if held else 0, seen=""
    )
    return modal(
        _("Ask the forum"),
        blocks,
        ids.SUBMIT_ASK,
        close=_("Cancel"),
        submit=_("Look at it first"),
        metadata=carries,
    )


def preview(model: Preview, first: Sequence[Block] = ()) -> View:
    """A question exactly as champions will read it, what is like it, and the last word on it."""
    draft = model.draft
    about = _("About: {topic}. For: {addressee}.").format(
        topic=topic_in_words(model.topic), addressee=addressee_in_words(draft.addressee)
    )
    blocks = [
        *first,
        section(_("*Nothing is sent yet.* Champions will read exactly this, and no name with it:")),
        divider(),
        *written(draft.text.text),
        context(escape(about)),
        divider(),
        section(when_seen(model.seen)),
        *_alike(model.alike),
        _box(draft, draft.text.text, _("Change it first, if you like")),
    ]
    carries = payloads.carrying(
        form=draft.form_id,
        step=draft.step,
        marks=0,
        seen=draft.seen,
        topic=draft.topic,
        addressee=str(draft.addressee),
        alone=BY_A_DAY if draft.alone else WITH_OTHERS,
    )
    return modal(
        _("Before it is sent"),
        blocks,
        ids.SUBMIT_ASK,
        close=_("Don't send it"),
        submit=_("Send it"),
        metadata=carries,
    )


def sent(receipt: str, seen: Between, first: Sequence[Block] = ()) -> View:
    """The receipt, once, in a field that it can be copied from."""
    words = _(
        "You need these eight words only to read a private reply, or to add something. They can't"
        " be shown again, and nobody can look them up. *Write them down on paper, not in Slack.*"
    )
    blocks = [
        *first,
        section(f"*{_('Sent.')}* {when_seen(seen)}"),
        text_input(
            _("Your receipt"),
            ids.RECEIPT_WORDS,
            ids.CHOICE,
            hint=_("Whoever has the words can read replies to this question."),
            limit=LONGEST_INPUT,
            initial=receipt,
            optional=False,
        ),
        section(words),
        context(
            _(
                "The question itself will stand in the forum once a champion has read it. To follow"
                " it there, no receipt is needed."
            )
        ),
    ]
    return modal(
        _("Your question is sent"),
        blocks,
        ids.SUBMIT_NOTED,
        close=_("Close"),
        submit=_("I have written it down"),
    )


def voted_instead() -> View:
    """After somebody voted for a question in place of sending their own."""
    words = _(
        "*Your vote is counted, and nothing was sent.* The question is in the forum; you can take"
        " your vote back there."
    )
    return notice(_("Your vote is counted"), [words], [button(_("The forum"), ids.FORUM)])


def alone_choice(latest: date, *, alone: bool) -> Block:
    """Whether something may be seen by a day even if nobody else sends anything."""
    return radio(
        _("When may champions see it?"),
        ids.ALONE,
        ids.CHOICE,
        [
            (BY_A_DAY, _("By {day}, even if mine is the only one").format(day=day(latest))),
            (WITH_OTHERS, _("Only together with two others, whenever they come")),
        ],
        initial=BY_A_DAY if alone else WITH_OTHERS,
        optional=False,
    )


def when_seen(seen: Between) -> str:
    """When champions see what is sent now."""
    if seen.latest is None:
        words = _(
            "Champions will see it on {first} at the earliest, together with two others: whenever"
            " these come. Two more of your own would count as others."
        )
        return words.format(first=day(seen.first))
    words = _("Champions will see it between {first} and {latest}, with others if there are any.")
    return words.format(first=day(seen.first), latest=day(seen.latest))


def promise() -> Block:
    """The forum's promise."""
    return section(
        _(
            "*Ask senior managers anything.* No name is kept with a question: champions, managers"
            " and HR can't see who asked, and nor can we afterwards. Your own words can still give"
            " you away; name nobody, please."
        )
    )


def box_suffix(step: int) -> str:
    """What follows the name of an input that came back: one of the same name keeps what it had."""
    return str(step or "")


def _nobody(form: AskForm) -> list[Block]:
    if form.is_looked_after:
        return []
    words = _(
        "*Nobody looks after the forum yet.* What you send waits until your administrator names a"
        " champion; only then does somebody read it."
    )
    return [section(words)]


def _held() -> str:
    return _(
        "*Nothing is sent yet.* These words could tell somebody who is meant. Below is your text"
        " without them: go on with it so, or change it first."
    )


def _box(draft: Draft, text: str, label: str) -> Block:
    return text_input(
        label,
        f"{ids.ASKED}{box_suffix(draft.step)}",
        ids.CHOICE,
        hint=_("You are shown exactly what champions will read before anything is sent."),
        # A mask may be longer than what it hides, and Slack refuses a box that is too full.
        limit=LONGEST_QUESTION,
        initial=text[:LONGEST_INPUT],
        optional=False,
    )


def _alike(found: Sequence[Brief]) -> list[Block]:
    if not found:
        return []
    words = _(
        "*Is one of these your question?* Votes bring a question before the meeting: vote for it,"
        " and nothing of yours is sent."
    )
    blocks = [divider(), section(words)]
    for place, one in enumerate(found):
        buttons = [button(_("Read it"), ids.FORUM_QUESTION, one.id)]
        if one.state is QuestionState.OPEN:
            instead = button(_("Vote for this instead"), ids.VOTE_INSTEAD, one.id)
            buttons.insert(0, instead)
        for each in buttons:
            told = f"{each['text']['text']}: {' '.join(one.text.split())}"
            each["accessibility_label"] = shortened(told, 75)
        blocks += [
            written_shortly(one.text, IN_A_LIST),
            context(state_in_words(one.state)),
            actions(buttons, block_id=f"alike_{place}"),
        ]
    return [*blocks, header(_("If not, send yours"))]
