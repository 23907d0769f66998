"""The forum's cycle: what Home says of it, and what champions do for the next meeting."""

from collections.abc import Sequence
from typing import Final

from handlers import forum_payloads, ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    date_input,
    modal,
    section,
)
from handlers.views.mrkdwn import day, day_and_year
from handlers.views.notices import notice
from surveys.model.meetings import PastMeeting, Stage, Standing
from surveys.model.openness import Unanswered
from surveys.wording import _, ngettext

MOST_PAST: Final = 24  # meetings: six years


def meeting_in_words(model: Standing) -> Block:
    """What the Home tab says of the next meeting: to everybody the same dates."""
    return section(f"{_when(model)} {stage_in_words(model)}")


def meeting_buttons(model: Standing) -> list[Block]:
    """The ways to the next meeting's agenda and to earlier ones, and to looking after it."""
    buttons = []
    if model.items:
        buttons.append(button(_("The agenda"), ids.AGENDA))
    if model.past:
        buttons.append(button(_("Past meetings"), ids.PAST_MEETINGS))
    if model.looks_after:
        buttons.append(button(_("Look after the meeting"), ids.MEETING))
    return buttons


def stage_in_words(model: Standing) -> str:
    """How far the cycle has come, and what follows when."""
    words = {
        Stage.COLLECTING: _("Questions published until {collect} come to it; votes until {vote}."),
        Stage.VOTING: _("New questions wait for the meeting after it; votes count until {vote}."),
        Stage.COUNTED: _("Voting ended on {vote}, and the agenda is being made."),
        Stage.READY: _("Voting has ended, and the agenda is made."),
        Stage.MEETING: _("Voting has ended."),
        Stage.MINUTES: _("Its minutes are being written."),
    }[model.stage]
    collect, vote = day(model.collect_until), day(model.vote_until)
    return words.replace("{collect}", collect).replace("{vote}", vote)


def waiting_in_words(found: Unanswered | None) -> list[str]:
    """What leadership is told each week of the forum, in one line."""
    if found is None:
        return []
    told = [
        ngettext(
            "{n} question without an answer", "{n} questions without an answer", found.open
        ).format(n=found.open)
    ]
    if found.open:
        words = ngettext("the oldest {n} day old", "the oldest {n} days old", found.oldest)
        told.append(words.format(n=found.oldest))
    if found.overdue:
        words = ngettext("{n} answer overdue", "{n} answers overdue", found.overdue)
        told.append(words.format(n=found.overdue))
    if found.unscreened:
        words = ngettext(
            "{n} waits for champions for too long", "{n} wait for champions for too long",
            found.unscreened,
        )  # fmt: skip
        told.append(words.format(n=found.unscreened))
    return [f"*{_('Champions Forum')}*: {', '.join(told)}."]


def meeting_page(model: Standing, said: str = "") -> View:
    """What champions can do for the next meeting; `said`: what they have just done."""
    blocks = [section(said)] if said else []
    blocks += [
        section(f"{_when(model)} {stage_in_words(model)}"),
        context(
            _("Questions until {collect}. Votes until {vote}. Bank holidays are no working days.")
            .replace("{collect}", day_and_year(model.collect_until))
            .replace("{vote}", day_and_year(model.vote_until))
        ),
        section(_counts(model)),
        actions(_steps(model), block_id="meeting_steps"),
    ]
    return modal(_("The next meeting"), blocks, ids.NOTICE, close=_("Close"))


def agenda_form(model: Standing) -> View:
    """What making the agenda means, before it is made."""
    is_early = model.stage in (Stage.COLLECTING, Stage.VOTING)
    words = [
        ngettext(
            "The agenda will hold the {n} question that is open now, by votes.",
            "The agenda will hold the {n} questions that are open now, by votes.",
            model.open,
        ).format(n=model.open),
        _("It is made once and stays as it is: you will see how many people voted for each."),
    ]
    if is_early:
        until = _("*People can still vote until {day}. This ends the voting now, for everybody.*")
        words.insert(0, until.replace("{day}", day(model.vote_until)))
    return modal(
        _("Make the agenda"),
        [section(one) for one in words],
        ids.SUBMIT_AGENDA,
        close=_("Cancel"),
        submit=_("End voting, make it") if is_early else _("Make the agenda"),
        metadata=forum_payloads.cycle_metadata(model.cycle_id or "", early=is_early),
    )


def move_form(model: Standing) -> View:
    """When the next meeting is to be."""
    return modal(
        _("Move the meeting"),
        [
            section(
                _("The next meeting is on {day}. The last days for questions and votes move too.")
                .replace("{day}", day_and_year(model.meeting_on))
            ),
            date_input(_("The new day"), ids.MEETING_ON, ids.CHOICE, model.meeting_on.isoformat()),
        ],
        ids.SUBMIT_MOVE,
        close=_("Cancel"),
        submit=_("Move it"),
    )  # fmt: skip


def past_meetings(meetings: Sequence[PastMeeting]) -> View:
    """The meetings whose minutes everybody can read, the newest first."""
    blocks = []
    for one in meetings[:MOST_PAST]:
        words = f"*{day_and_year(one.meeting_on)}*\n{came_of(one)}"
        show = button(_("Minutes"), ids.MINUTES_OF, one.cycle_id)
        show["accessibility_label"] = _("Minutes of {day}").format(day=day_and_year(one.meeting_on))
        blocks.append(section(words, accessory=show) | {"block_id": f"past_{one.cycle_id}"})
    if not blocks:
        blocks = [section(_("No minutes have been published yet."))]
    return modal(_("Past meetings"), blocks, ids.NOTICE, close=_("Close"))


def came_of(one: PastMeeting) -> str:
    """What came of a meeting, in numbers."""
    told = (
        (one.answered, ngettext("{n} question answered", "{n} questions answered", one.answered)),
        (one.discussed, ngettext("{n} talked about", "{n} talked about", one.discussed)),
        (one.carried, ngettext("{n} carried over", "{n} carried over", one.carried)),
    )
    parts = [words.format(n=n) for n, words in told if n]
    return ", ".join(parts) or _("No question was on the agenda.")


def published(model: Standing) -> View:
    """After the minutes were published."""
    words = _("The next meeting is on {day}.").replace("{day}", day_and_year(model.meeting_on))
    return notice(
        _("Published"),
        [
            _("*The minutes are published.* Everybody finds them among the past meetings."),
            _(
                "Questions that were not answered stay in the forum; how many people voted for each"
                " stands beside it, and voting begins anew. Who voted for what can't be found out"
                " any more: its key is destroyed."
            ),
            words,
        ],
    )


def _when(model: Standing) -> str:
    on = day_and_year(model.meeting_on)
    if model.stage is Stage.MEETING:
        return _("*The Champions Forum meets today.*")
    if model.stage is Stage.MINUTES:
        return _("*The Champions Forum met on {day}.*").replace("{day}", on)
    return _("*The Champions Forum meets on {day}.*").replace("{day}", on)


def _counts(model: Standing) -> str:
    if model.items:
        words = ngettext(
            "The agenda has {n} question.", "The agenda has {n} questions.", model.items
        )
        return words.format(n=model.items)
    words = ngettext("{n} question is open.", "{n} questions are open.", model.open)
    return words.format(n=model.open)


def _steps(model: Standing) -> list[Block]:
    steps = []
    is_over = model.stage in (Stage.MEETING, Stage.MINUTES)
    if model.items:
        steps.append(button(_("Walk through the agenda"), ids.WALK, primary=True))
    elif model.cycle_id and model.open:
        is_due = model.stage is not Stage.COLLECTING and model.stage is not Stage.VOTING
        steps.append(button(_("Make the agenda"), ids.MAKE_AGENDA, primary=is_due))
    if model.cycle_id and is_over:
        steps.append(button(_("Look at the minutes"), ids.PREVIEW_MINUTES, model.cycle_id))
    return [*steps, button(_("Move the meeting"), ids.MOVE_MEETING)]
