"""A meeting of the forum: its agenda, one question at a time, and its minutes."""

from collections.abc import Sequence
from typing import Final

from handlers import forum_payloads, ids
from handlers.views.acting import state_in_words, who_in_words
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    modal,
    radio,
    section,
    text_input,
)
from handlers.views.forum import (
    age_in_words,
    topic_in_words,
    votes_in_words,
    written,
    written_shortly,
)
from handlers.views.guarding import LONGEST_INPUT, keepable, nobody_is_told, pointed_out
from handlers.views.mrkdwn import day_and_year, escape
from handlers.views.paging import turns, which_page
from surveys.model.actions import Told
from surveys.model.forum import Outcome, QuestionState
from surveys.model.meetings import LONGEST_NOTE, Agenda, AgendaLine, MeetingStep, Minutes
from surveys.wording import _, ngettext

PAGE: Final = 10  # questions
_BRIEF: Final = 300  # characters of a question in a list
_IN_A_MESSAGE: Final = 10  # questions of which the same came
_WHOLE: Final = 3000
_TAKEN: Final = frozenset({QuestionState.OPEN, QuestionState.ANSWERED})


def agenda(model: Agenda, page: int = 0) -> View:
    """A page of the agenda."""
    blocks: list[Block] = [
        section(_("Meeting on {day}.").replace("{day}", day_and_year(model.meeting_on)))
    ]
    if not model.lines:
        blocks.append(section(_("The agenda is not made yet.")))
    elif not model.is_exact:
        blocks.append(context(_("How many voted is shown in bands until the minutes are out.")))
    for line in _on(model.lines, page):
        blocks += [_question(line, _BRIEF), context(_facts(line, is_exact=model.is_exact))]
    blocks += _pages(len(model.lines), page, ids.AGENDA_PAGE)
    return modal(_("The agenda"), blocks, ids.NOTICE, close=_("Close"))


def meeting_step(step: MeetingStep, where_to_turn: Sequence[Block] = ()) -> View:
    """One question of the meeting, with the way to note what is said of it."""
    line, mark = step.line, step.mark
    place = _("Question {n} of {all}").format(n=mark.position, all=step.of)
    blocks = [
        *where_to_turn,
        context(f"{place}. {_facts(line, is_exact=True)}"),
        *written(line.text or _("A question that is not shown.")),
    ]
    is_taken = line.state in _TAKEN
    blocks += _noting(step) if is_taken else [section(_gone(line.state))]
    buttons = []
    if mark.position > 1:
        buttons.append(button(_("Back"), f"{ids.WALK_PAGE}_back", str(mark.position - 1)))
    if mark.position < step.of:
        words = _("Next, keeping nothing") if is_taken else _("Next")
        buttons.append(button(words, f"{ids.WALK_PAGE}_on", str(mark.position + 1)))
    if is_taken:
        buttons.append(button(_("Record an action"), ids.RECORD_AFTER, line.question_id))
    if buttons:
        blocks.append(actions(buttons, block_id="walk"))
    if step.actions:
        words = ngettext(
            "{n} action is recorded for it.", "{n} actions are recorded for it.", step.actions
        )
        blocks.append(context(words.format(n=step.actions)))
    return modal(
        _("The meeting"),
        blocks,
        ids.SUBMIT_NOTE,
        close=_("Close"),
        submit=_("Keep and go on") if is_taken else None,
        metadata=forum_payloads.mark_metadata(mark, step.held),
    )


def minutes(model: Minutes, page: int = 0) -> View:
    """A page of the minutes; before they are published, with the way to do so."""
    on = day_and_year(model.meeting_on)
    blocks: list[Block] = []
    if not model.is_published:
        words = _(
            "*Nobody else sees this yet.* Publishing ends the cycle: questions that were not"
            " reached are carried over, and voting begins anew."
        )
        blocks.append(section(words))
    blocks.append(section(_("*Champions Forum, meeting on {day}*").replace("{day}", on)))
    if not model.lines:
        blocks.append(section(_("No question was on the agenda.")))
    for line in _on(model.lines, page):
        blocks += _came_of(line)
    if (page + 1) * PAGE >= len(model.lines):
        blocks += _promised(model.actions)
    blocks += _pages(len(model.lines), page, ids.MINUTES_PAGE)
    metadata = forum_payloads.cycle_metadata(model.cycle_id)
    if model.is_published:
        return modal(_("Minutes"), blocks, ids.NOTICE, close=_("Close"), metadata=metadata)
    return modal(
        _("Minutes to publish"),
        blocks,
        ids.SUBMIT_MINUTES,
        close=_("Not yet"),
        submit=_("Publish to everyone"),
        metadata=metadata,
    )


def minutes_text() -> str:
    """The notification's words; people in the channel have chosen to be there."""
    return _("The minutes of the Champions Forum are out.")


def minutes_message(model: Minutes) -> list[Block]:
    """What came of a meeting, in few words: the whole stands on the Home tab."""
    on = day_and_year(model.meeting_on)
    blocks = [section(_("*Champions Forum, meeting on {day}*").replace("{day}", on))]
    if not model.lines:
        blocks.append(section(_("No question was on the agenda.")))
    for outcome in reversed(Outcome):
        own = model.of(outcome)
        if own:
            blocks.append(section(f"*{outcome_in_words(outcome)}*"))
        blocks += [_question(one, _BRIEF) for one in own[:_IN_A_MESSAGE]]
        more = len(own) - _IN_A_MESSAGE
        if more > 0:
            words = ngettext("and {n} more", "and {n} more", more)
            blocks.append(context(words.format(n=more)))
    where = _("What was said of each stands on the app's Home tab, under past meetings.")
    return [*blocks, context(where)]


def outcome_in_words(outcome: Outcome) -> str:
    """What came of a question at its meeting."""
    return {
        Outcome.ANSWERED: _("Answered at the meeting"),
        Outcome.DISCUSSED: _("Talked about; the answer follows"),
        Outcome.NOT_REACHED: _("Not reached: carried over"),
    }[outcome]


def line_votes(line: AgendaLine, *, is_exact: bool) -> str:
    """How many people voted: as a count, or as a band."""
    return votes_in_words(int(line.votes) if is_exact else line.votes)


def action_in_words(one: Told) -> str:
    """One action that a question led to, in a line."""
    words = _("{what} ({state}, due by {day}; {owner})")
    told = {
        "{state}": state_in_words(one.now.state),
        "{day}": day_and_year(one.now.due),
        "{owner}": who_in_words(one.owner),
        "{what}": " ".join(one.now.what.split()),
    }
    for name, said in told.items():
        words = words.replace(name, said)
    return words


def _noting(step: MeetingStep) -> list[Block]:
    line, mark = step.line, step.mark
    blocks: list[Block] = []
    said = line.note
    if step.held is not None:
        said = step.held.guarded.masked
        words = _(
            "*Nothing is kept yet.* These words could tell somebody who is meant. Below is your"
            " note without them: keep it so, or change it first."
        )
        blocks += [section(words), *pointed_out(step.held.guarded)]
    blocks.append(
        text_input(
            _("What was said"),
            forum_payloads.note_block(mark),
            ids.CHOICE,
            hint=_("Everyone reads this in the minutes: plain words, naming nobody."),
            limit=min(LONGEST_INPUT, max(LONGEST_NOTE, len(said))),
            initial=said[:LONGEST_INPUT],
        )
    )
    if step.held is not None:
        suffix = forum_payloads.note_suffix(mark)
        blocks += [*keepable(step.held.guarded, suffix, step.held.ticked), nobody_is_told()]
    chosen = step.entered or line.outcome
    options = [(str(one), outcome_in_words(one)) for one in reversed(Outcome)]
    block_id = f"{ids.OUTCOME}{mark.position}"
    return [
        *blocks,
        radio(
            _("What came of it"), block_id, ids.CHOICE, options, initial=str(chosen),
            optional=False,
        ),
    ]  # fmt: skip


def _question(line: AgendaLine, most: int) -> Block:
    """A question's words, the beginning of them in a list."""
    said = line.text or _("A question that is not shown.")
    return written_shortly(f"{line.position}. {said}", most)


def _facts(line: AgendaLine, *, is_exact: bool) -> str:
    told = [line_votes(line, is_exact=is_exact)]
    if line.topic:
        told.insert(0, escape(topic_in_words(line.topic)))
    if line.earlier_votes:
        words = ngettext("{n} vote before", "{n} votes before", line.earlier_votes)
        told.append(words.format(n=line.earlier_votes))
    age = _("in the forum {age}").format(age=age_in_words(line.age))
    return ", ".join([*told, age])


def _gone(state: QuestionState) -> str:
    if state is QuestionState.MERGED:
        return _("It was merged into another question since. Please go on.")
    if state is QuestionState.SPLIT:
        return _("It was split into other questions since. Please go on.")
    return _("It is not shown any more. Please go on.")


def _came_of(line: AgendaLine) -> list[Block]:
    came = f"*{outcome_in_words(line.outcome)}* ({line_votes(line, is_exact=True)})"
    blocks = [divider(), _question(line, _WHOLE // 4), section(came)]
    if line.note:
        blocks += written(line.note)
    return blocks


def _promised(told: Sequence[Told]) -> list[Block]:
    if not told:
        return []
    lines = [written_shortly(f"• {action_in_words(one)}", _WHOLE) for one in told[:PAGE]]
    more = len(told) - PAGE
    if more > 0:
        words = ngettext("and {n} more", "and {n} more", more)
        lines.append(context(words.format(n=more)))
    return [divider(), section(f"*{_('What will be done')}*"), *lines]


def _on(lines: Sequence[AgendaLine], page: int) -> Sequence[AgendaLine]:
    return lines[page * PAGE : (page + 1) * PAGE]


def _pages(n: int, page: int, action_id: str) -> list[Block]:
    last = max(0, (n - 1) // PAGE)
    if not last:
        return []
    ways = turns(page, last + 1, action_id)
    return [*which_page(page, last + 1), actions(ways, block_id="pages")]
