"""You said, we did: what is done after results, as everyone it concerns reads it."""

from typing import Final

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    modal,
    section,
    shortened,
)
from handlers.views.lines import figure_in_words
from handlers.views.mrkdwn import day_and_year, escape
from handlers.views.notices import notice
from handlers.views.paging import turns, which_page
from surveys.model.actions import (
    ActionState,
    Figure,
    Ledger,
    Named,
    Noticed,
    Post,
    Said,
    Step,
    Told,
)
from surveys.wording import _, ngettext

IN_A_LIST: Final = 300  # characters of a text; escaped, they can be five times as many
IN_A_LINE: Final = 120
_NAME: Final = 80
MOST_STEPS: Final = 20  # the newest


def ledger(model: Ledger) -> View:
    """A page of actions, the newest change first."""
    blocks: list[Block] = []
    for place, one in enumerate(model.told):
        show = button(_("Show"), ids.ACTION, one.action_id)
        show["accessibility_label"] = shortened(_("Show: {what}").format(what=one.now.what), 75)
        blocks.append(section(brief(one), accessory=show) | {"block_id": f"action_{place}"})
    if not blocks:
        blocks = [section(_("Nothing has been recorded yet."))]
    blocks += which_page(model.page, model.pages)
    buttons = turns(model.page, model.pages, ids.LEDGER_PAGE)
    if buttons:
        blocks.append(actions(buttons, block_id="ledger"))
    return modal(_("You said, we did"), blocks, ids.NOTICE, close=_("Close"))


def one_action(one: Told, *, kept: bool = False, first: list[Block] | None = None) -> View:
    """One action whole, with what the result was then and is now, and its history."""
    now = one.now
    blocks = [*(first or []), *([section(_("*Kept.*"))] if kept else [])]
    blocks += [
        section(_you_said(one.said)),
        section(f"*{_verb(now.state)}*\n{escape(now.what)}"),
    ]
    for heading, words in ((_("Outcome sought"), now.outcome), (_("Measure"), now.measure)):
        if words:
            blocks.append(section(f"*{heading}*\n{escape(words)}"))
    blocks += [section(f"{_where(one)}\n{_standing(one)}")]
    if not one.said.is_asked:
        blocks.append(section(_did_it_work(one.said)))
    if one.noticed:
        blocks.append(section(_noticed(one.noticed)))
    buttons = []
    if one.may_change:
        change = button(_("Say how it goes"), ids.CHANGE_ACTION, one.action_id, primary=True)
        buttons.append(change)
    if one.may_ask and now.state is ActionState.DONE:
        buttons.append(button(_("Ask whether people noticed"), ids.ASK_NOTICED, one.action_id))
    if buttons:
        blocks.append(actions(buttons, block_id="action"))
    blocks += [divider(), section(f"*{_('So far')}*")]
    blocks += [section(_step(step)) for step in reversed(one.steps[-MOST_STEPS:])]
    earlier = len(one.steps) - MOST_STEPS
    if earlier > 0:
        words = ngettext("and {n} earlier change", "and {n} earlier changes", earlier)
        blocks.append(context(words.format(n=earlier)))
    return modal(_("You said, we did"), blocks, ids.NOTICE, close=_("Close"))


def noticing_kept(title: str) -> View:
    """After a survey was drafted that asks whether people noticed."""
    words = _(
        "A draft, *{title}*, is among the surveys on your Home tab. Look at it, choose when it is"
        " asked, and start it: it keeps to the same rules as every survey."
    ).replace("{title}", escape(_(title)))
    return notice(_("Have people noticed?"), [words])


def brief(one: Told) -> str:
    """One action in three lines."""
    what = escape(shortened(one.now.what, IN_A_LIST))
    lines = [_you_said(one.said), f"*{_verb(one.now.state)}* {what}", _standing(one)]
    note = one.steps[-1].note if one.steps else one.now.note
    if note:
        lines.append(f"_{escape(shortened(note, IN_A_LINE)).replace('_', ' ')}_")
    return "\n".join(lines)


def named(who: Named) -> str:
    """Somebody by name and post, as a message says it."""
    name = shortened(who.name, _NAME) if who.name else None
    return escape(who_in_words(Named(name, who.post, shortened(who.part, _NAME))))


def who_in_words(who: Named) -> str:
    """Somebody by name and post; of whoever has left, the post alone."""
    posts = {
        Post.LEADER: _("leader of {part}"),
        Post.MANAGER: _("manager of {part}"),
        Post.HR: _("HR, {part}"),
        Post.STAFF: _("of {part}"),
    }
    post = posts[who.post].format(part=who.part)
    if who.name:
        return _("{name}, {post}").format(name=who.name, post=post)
    return _("formerly: {post}").format(post=post)


def said_in_words(said: Said) -> str:
    """What a figure is of, without the figure: "Manageable caseload (lower is better)"."""
    if said.is_asked:
        return shortened(said.label, IN_A_LINE)
    label = shortened(_(said.label), _NAME)
    if said.option is not None:
        label = f"{label}, {shortened(_(said.option), _NAME)}"
    return label + (" " + _("(lower is better)") if said.lower_is_better else "")


def state_in_words(state: ActionState) -> str:
    """How far an action has come."""
    return {
        ActionState.PLANNED: _("planned"),
        ActionState.UNDER_WAY: _("under way"),
        ActionState.DONE: _("done"),
        ActionState.NOT_GOING_AHEAD: _("not going ahead"),
    }[state]


def shown(said: Said, figure: Figure) -> str:
    """A displayed value, such as "2.8 of 5"."""
    return figure_in_words(figure.value, figure.bound, said.top)


def _you_said(said: Said) -> str:
    label, place = escape(said_in_words(said)), escape(shortened(said.place, _NAME))
    if said.is_asked:
        return _("*You asked* {label} ({place})").format(label=label, place=place)
    if said.figure is None:
        return _("*You said* {label} ({place})").format(label=label, place=place)
    survey = escape(shortened(_(said.title), _NAME)) if said.title else _("weekly pulse")
    return _("*You said* {label}: {value} ({place}, {survey}, {day})").format(
        label=label,
        value=shown(said, said.figure),
        place=place,
        survey=survey,
        day=day_and_year(said.figure.closed),
    )


def _verb(state: ActionState) -> str:
    return {
        ActionState.PLANNED: _("We will:"),
        ActionState.UNDER_WAY: _("We are doing:"),
        ActionState.DONE: _("We did:"),
        ActionState.NOT_GOING_AHEAD: _("We will not:"),
    }[state]


def _where(one: Told) -> str:
    return _("For {part}.").format(part=escape(shortened(one.part, _NAME)))


def _standing(one: Told) -> str:
    due, owner = day_and_year(one.now.due), named(one.owner)
    state = state_in_words(one.now.state)
    state = state[:1].upper() + state[1:]
    if one.is_late:
        words = _("{state}, *overdue since {day}*. Lead: {owner}.")
    elif one.now.is_open:
        words = _("{state}, due by {day}. Lead: {owner}.")
    else:
        words = _("{state}. Lead: {owner}.")
    for name, said in (("{state}", state), ("{day}", due), ("{owner}", owner)):
        words = words.replace(name, said)
    return words


def _did_it_work(said: Said) -> str:
    heading = f"*{_('Did it work?')}*"
    if said.figure is None or said.since is None:
        return f"{heading}\n{_('No newer result of this has been published here yet.')}"
    words = _("Then {before} ({then}), now {after} ({now}). Other things change too.").format(
        before=shown(said, said.figure),
        then=day_and_year(said.figure.closed),
        after=shown(said, said.since),
        now=day_and_year(said.since.closed),
    )
    return f"{heading}\n{words}"


def _noticed(noticed: Noticed) -> str:
    words = _("{share} of those who answered have noticed it ({place}, {day}).")
    told = {
        "{share}": figure_in_words(noticed.figure.value, noticed.figure.bound, None),
        "{place}": escape(shortened(noticed.place, _NAME)),
        "{day}": day_and_year(noticed.figure.closed),
    }
    for name, said in told.items():
        words = words.replace(name, said)
    return f"*{_('Have people noticed?')}*\n{words}"


def _step(step: Step) -> str:
    words = f"• {day_and_year(step.on)}: {state_in_words(step.state)}"
    if step.by is not None:
        words = f"{words} ({named(step.by)})"
    return f"{words}\n{escape(step.note)}" if step.note else words
