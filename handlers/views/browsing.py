"""The forum as everybody reads it: its part of Home, its pages, and one question whole."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from handlers import ids, payloads
from handlers.views.asking import ask_button
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    header,
    modal,
    option,
    plain,
    section,
    shortened,
)
from handlers.views.forum import (
    addressee_in_words,
    age_in_words,
    hide_reason_in_words,
    holder_in_words,
    state_in_words,
    topic_in_words,
    votes_in_words,
    written,
    written_shortly,
)
from handlers.views.mrkdwn import day, day_and_year, escape, short_day
from handlers.views.paging import turns, which_page
from surveys.model.browsing import Answered, Board, Brief, ForumAtHome, Listed, Opened, Sought
from surveys.model.forum import QuestionState
from surveys.wording import _, ngettext

IN_A_LIST: Final = 300  # characters of a question
EVERY_TOPIC: Final = "-"


def forum_section(
    model: ForumAtHome, meeting: Sequence[Block] = (), more: Sequence[Block] = ()
) -> list[Block]:
    """What Home says of the forum and its next meeting: to everybody the same.

    `more`: buttons of the meeting and of whoever looks after the forum, in the one row of all.
    """
    words = _("Ask senior managers anything, without your name, and vote for what others ask.")
    open_ = ngettext("{n} question is open", "{n} questions are open", model.open)
    answered = ngettext("{n} is answered", "{n} are answered", model.answered)
    counts = [open_.format(n=model.open)]
    if model.answered:
        counts.append(answered.format(n=model.answered))
    told = f"{', '.join(counts)}."
    if not model.open + model.answered:
        told = _("No question stands there yet: ask the first.")
    replies = ngettext(
        "{n} private reply was written in the last four weeks. Whoever has the receipt of that"
        " question can read it. Everybody sees this same line.",
        "{n} private replies were written in the last four weeks. Whoever has the receipt of a"
        " question can read its own. Everybody sees this same line.",
        model.replies,
    )
    lost = _(
        "*Questions that were sent before the last restart of the forum, and that no champion had"
        " seen, are lost, and so are votes.* Please ask again."
    )
    return [
        header(_("The Champions Forum")),
        *([section(lost)] if model.was_lost else []),
        section(f"{words} {told}"),
        *meeting,
        actions(
            [ask_button(), forum_button(), button(_("I have a receipt"), ids.RECEIPT), *more],
            block_id="forum",
        ),
        *([context(replies.format(n=model.replies))] if model.replies else []),
    ]


def forum_button() -> Block:
    """The way to the forum."""
    return button(_("The forum"), ids.FORUM)


def champions_button() -> Block:
    """The same among the first things on Home, where nothing beside it says whose forum it is."""
    return button(_("Champions Forum"), ids.FORUM)


def board(model: Board) -> View:
    """A page of the forum."""
    seeking = model.seeking
    meets = _("The forum meets on {day}.").format(day=day_and_year(model.meeting_on))
    voting = voting_in_words(model.vote_until, is_voting=model.is_voting)
    blocks = [section(f"{meets} {voting}"), _choices(model)]
    for place, one in enumerate(model.listed):
        blocks += _entry(one, place)
    if not model.listed:
        blocks.append(section(_nothing(model)))
    blocks += which_page(seeking.page, model.pages)
    buttons = turns(seeking.page, model.pages, ids.FORUM_PAGE)
    ways = [*buttons, ask_button(), button(_("I have a receipt"), ids.RECEIPT)]
    blocks += [divider(), *_not_shown(model), actions(ways, block_id="forum")]
    carries = payloads.carrying(sought=str(seeking.sought), topic=seeking.topic)
    return modal(_("The forum"), blocks, ids.FORUM_BOARD, close=_("Close"), metadata=carries)


def one_question(model: Opened, *, just_now: bool = False) -> View:
    """One question whole; `just_now`: its reader has just voted, or taken their vote back."""
    one = model.listed
    blocks = [
        *_told_of_vote(model, just_now=just_now),
        *written(one.text),
        section(_standing(one)),
        *answer_blocks(one.answer),
        divider(),
        *_voting(model),
        *_related(model.related),
    ]
    carries = payloads.carrying(question=one.id)
    return modal(_("A question"), blocks, ids.FORUM_ONE, close=_("Close"), metadata=carries)


def answer_blocks(answer: Answered | None) -> list[Block]:
    """An answer whole, and whose it is."""
    if answer is None:
        return []
    by = holder_in_words(answer.by)
    told = (
        _("Answered on {day} by {who}.")
        if not answer.at_meeting
        else _("Answered at the meeting of {day}; noted by {who}.")
    )
    words = told.replace("{day}", day_and_year(answer.on)).replace("{who}", by)
    if answer.corrects is not None:
        corrected = _("It corrects the answer of {day}.")
        words = f"{words} {corrected.format(day=day_and_year(answer.corrects))}"
    if answer.link is not None:
        words = f"{words} <{escape(answer.link)}|{_('In the channel')}>"
    return [divider(), section(f"*{_('The answer')}*"), *written(answer.text), context(words)]


def voting_in_words(until: date, *, is_voting: bool) -> str:
    """Until when votes count."""
    if not is_voting:
        return _("Voting has closed for this meeting.")
    return _("Votes count until {day}.").format(day=day(until))


def _entry(one: Listed, place: int) -> list[Block]:
    look = button(_("Read"), ids.FORUM_QUESTION, one.id)
    told = _("Read: {question}").format(question=" ".join(one.text.split()))
    look["accessibility_label"] = shortened(told, 75)
    words = written_shortly(one.text, IN_A_LIST) | {"accessory": look}
    return [words | {"block_id": f"question_{place}"}, context(_standing(one))]


def _standing(one: Listed) -> str:
    """A question's state, votes, age, and who it is with."""
    topic = escape(topic_in_words(one.topic))
    lines = [f"*{state_in_words(one.state)}* {age_in_words(one.age)}"]
    if one.state is QuestionState.ANSWERED:
        lines = [f"*{state_in_words(one.state)}*"]
    parts = [*lines, *([topic] if one.topic else [])]
    if one.state is QuestionState.OPEN:
        parts.append(votes_in_words(one.votes))
    if one.earlier_votes:
        earlier = ngettext(
            "{n} vote at the last meeting", "{n} votes at the last meeting", one.earlier_votes
        )
        parts.append(earlier.format(n=one.earlier_votes))
    if one.joined:
        joined = ngettext(
            "{n} other question joined with it", "{n} other questions joined with it", one.joined
        )
        parts.append(joined.format(n=one.joined))
    return f"{' · '.join(parts)}\n{_whose(one)}"


def _whose(one: Listed) -> str:
    if one.state is QuestionState.ANSWERED and one.answer is not None:
        by, on = holder_in_words(one.answer.by), short_day(one.answer.on)
        if one.answer.at_meeting:
            return _("Answered at the meeting of {day}").format(day=on)
        return _("Answered on {day} by {who}").replace("{day}", on).replace("{who}", by)
    if one.held is None:
        asked = addressee_in_words(one.addressee)
        return _("With nobody yet. Asked for: {addressee}").format(addressee=asked)
    told = _("With {who}").replace("{who}", holder_in_words(one.held))
    if one.due is not None and one.state is QuestionState.OPEN:
        told = _("{told}. An answer is due by {day}").replace("{told}", told)
        told = told.replace("{day}", short_day(one.due))
    return told


def _voting(model: Opened) -> list[Block]:
    one = model.listed
    if one.state is not QuestionState.OPEN:
        return []
    if not model.is_voting:
        closed = voting_in_words(model.vote_until, is_voting=False)
        meets = _("The forum meets on {day}.").format(day=day_and_year(model.meeting_on))
        mine = [section(_("Your vote is among them."))] if model.is_mine else []
        return [section(f"{closed} {meets}"), *mine]
    if model.is_mine:
        vote = button(_("Take my vote back"), ids.UNVOTE, one.id)
        told = _("Your vote is on this question. Only you see that, and only here.")
    else:
        vote = button(_("Vote for this question"), ids.VOTE, one.id, primary=True)
        told = _("Would you like this answered too? Nobody can see who votes.")
    bands = _(
        "Votes are shown in bands. They are counted anew of a morning, once five people or more"
        " have voted since the last time."
    )
    return [section(told), actions([vote], block_id="vote"), context(bands)]


def _told_of_vote(model: Opened, *, just_now: bool) -> list[Block]:
    if not just_now:
        return []
    if model.is_mine:
        return [section(_("*Your vote is counted.* You can take it back until voting closes."))]
    return [section(_("*Your vote is taken back.*"))]


def _related(related: Sequence[Brief]) -> list[Block]:
    if not related:
        return []
    blocks = [divider(), section(f"*{_('Related')}*")]
    for place, one in enumerate(related):
        look = button(_("Read"), ids.FORUM_QUESTION, one.id)
        told = _("Read: {question}").format(question=" ".join(one.text.split()))
        look["accessibility_label"] = shortened(told, 75)
        words = written_shortly(one.text, IN_A_LIST) | {"accessory": look}
        blocks.append(words | {"block_id": f"related_{place}"})
    return blocks


def _choices(model: Board) -> Block:
    """Which questions to show: by state and topic."""
    seeking = model.seeking
    states = [
        (str(Sought.ALL), _("Open and answered")),
        (str(Sought.OPEN), _("Open questions")),
        (str(Sought.ANSWERED), _("Answered questions")),
    ]
    topics = [(EVERY_TOPIC, _("Every topic"))]
    topics += [(one, topic_in_words(name)) for one, name in model.topics]
    chosen = seeking.topic or EVERY_TOPIC
    return actions(
        [
            _list(_("Which questions"), ids.FORUM_STATE, states, str(seeking.sought)),
            _list(_("Which topic"), ids.FORUM_TOPIC, topics, chosen),
        ],
        block_id="seek",
    )


def _list(label: str, action_id: str, options: Sequence[tuple[str, str]], initial: str) -> Block:
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(label, 150),
        "options": [option(value, words) for value, words in options],
    }
    for value, words in options:
        if value == initial:
            element["initial_option"] = option(value, words)
    return element


def _nothing(model: Board) -> str:
    seeking = model.seeking
    if seeking.topic or seeking.sought is not Sought.ALL:
        return _("No question is there of what you chose.")
    return _(
        "No question stands here yet. Whatever is asked appears once a champion has read it: ask"
        " the first."
    )


def _not_shown(model: Board) -> list[Block]:
    """What was asked and does not stand here, so that nothing is quietly lost."""
    told = []
    if model.waiting:
        words = ngettext(
            "{n} question waits to be read by a champion, or for its asker's new words.",
            "{n} questions wait to be read by a champion, or for their askers' new words.",
            model.waiting,
        )
        told.append(words.format(n=model.waiting))
    for why, count in model.hidden:
        words = ngettext("{n} question is not shown", "{n} questions are not shown", count)
        told.append(f"{words.format(n=count)}: {hide_reason_in_words(why)}.")
    return [context("\n".join(told))] if told else []
