"""The conversation with a leaver: the form, step by step."""

from collections.abc import Sequence
from typing import Any, Final

from handlers import exit_payloads, ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    checkboxes,
    context,
    menu,
    modal,
    option,
    plain,
    radio,
    section,
    shortened,
    text_input,
)
from handlers.views.fields import confirmed
from handlers.views.guarding import LONGEST_INPUT, keepable, nobody_is_told, pointed_out
from handlers.views.mrkdwn import day_and_year, escape
from handlers.views.promise import promise_button
from handlers.views.support import help_button
from surveys.model.leaving import (
    LONGEST,
    STEPS,
    ExitPage,
    Text,
)
from surveys.rules.leaving.counting import RETURNINGS
from surveys.rules.leaving.steps import TEXTS, groups_at
from surveys.rules.leaving.wording import asked, returning_in_words
from surveys.wording import _

_NAME: Final = 100
_GROUP: Final = 75


def step_form(page: ExitPage, where_to_turn: Sequence[Block] = ()) -> View:
    """One step; `where_to_turn` stands above it."""
    blocks = [*where_to_turn, *_opening(page), *_inputs(page)]
    buttons = []
    if page.step > 1:
        buttons.append(button(_("Save and go back"), ids.LEAVING_BACK))
    if not page.subject:
        buttons.append(withdraw_button())
    blocks.append(actions([*buttons, promise_button(), help_button()], block_id="more"))
    submit = _("Save and go on") if page.step < STEPS else _("Save and finish")
    metadata = exit_payloads.step_metadata(page.step, page.subject, page.attempt, page.held)
    title = _("What they say") if page.subject else _("Why you are leaving")
    return modal(
        title, blocks, ids.SUBMIT_LEAVING, close=_("Stop here"), submit=submit, metadata=metadata
    )


def _opening(page: ExitPage) -> list[Block]:
    progress = _("*Step {step} of {all}.* Skip whatever you like.").format(
        step=page.step, all=STEPS
    )
    if page.held:
        held = _(
            "*The rest of this step is saved; what stands below is not yet.* Some words could tell"
            " somebody who is meant: send the text without them, or change it first."
        )
        return [section(progress), section(held)]
    if page.subject:
        whose = _(
            "What *{name}* says, with their agreement. What you sent before is kept and not shown"
            " again: an input left empty changes nothing."
        ).replace("{name}", escape(shortened(page.name, _NAME)))
        return [section(progress), section(whose)]
    if page.step > 1:
        return [section(progress)]
    return [section(progress), *(context(words) for words in _who_reads(page))]


def _who_reads(page: ExitPage) -> list[str]:
    words = _(
        "Each step is saved as you send it, sealed, and you can stop and come back until {day}. No"
        " manager and nobody in HR can see whether you answer, or what. It becomes figures of ten"
        " leavers or more of the whole organisation, at the end of a quarter; then every link to"
        " you is destroyed. Until that release, the pool can be read by whoever holds its key and"
        " a copy of the database: people who run our server."
    ).format(day=day_and_year(page.last_day))
    return [words] if page.is_confirmed else [words, unconfirmed()]


def unconfirmed() -> str:
    """Say that what is said does not count yet."""
    return _("It counts once HR has recorded your leaving.")


def _inputs(page: ExitPage) -> list[Block]:
    by_step = {1: _reasons, 2: _reasons, 3: _main, 4: _texts, 5: _last}
    blocks = by_step[page.step](page)
    return [*blocks, *([nobody_is_told()] if page.held else [])]


def _reasons(page: ExitPage) -> list[Block]:
    lead = _("*What made you decide to go?* Tick as many as are true.")
    if page.step > 1:
        lead = _("*What else made you decide to go?* Tick as many as are true.")
    return [
        section(lead),
        *(
            checkboxes(
                _(group.name),
                f"{ids.REASONS}_{group.id}",
                ids.CHOICE,
                [(one.id, _(one.words)) for one in group.reasons],
                initial=page.said.reasons,
            )
            for group in groups_at(page.offered, page.step)
        ),
    ]


def _main(page: ExitPage) -> list[Block]:
    ticked = set(page.said.reasons)
    yours = [one for one in page.offered.by_id.values() if one.id in ticked]
    groups = [(_("What you ticked"), yours)] if yours else []
    groups += [
        (_(group.name), [one for one in group.reasons if one.id not in ticked])
        for group in page.offered.groups
    ]
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": ids.CHOICE,
        "option_groups": [
            {
                "label": plain(name, _GROUP),
                "options": [option(one.id, _(one.words)) for one in reasons],
            }
            for name, reasons in [*groups, (_("Or"), [])]
            if reasons
        ],
    }
    element["option_groups"].append(
        {"label": plain(_("Or"), _GROUP), "options": [option(ids.SKIPPED, _("No main reason"))]}
    )
    if page.said.main in page.offered.by_id:
        main = page.offered.by_id[page.said.main]
        element["initial_option"] = option(main.id, _(main.words))
    block = {
        "type": "input",
        "block_id": ids.MAIN,
        "label": plain(_("The main reason"), _GROUP),
        "element": element,
        "optional": True,
    }
    return [block, *_texts(page)]


def _texts(page: ExitPage) -> list[Block]:
    return [block for name in TEXTS[page.step] for block in _text(page, name)]


def _text(page: ExitPage, name: Text) -> list[Block]:
    """One text; where it comes back, its telling words above it and those to keep below."""
    said, held = page.said.texts.get(name, ""), page.held.get(name)
    if held is None and page.held:
        return []  # it is saved, and only what is not stands here
    suffix = f"{name}{page.attempt or ''}"
    box = text_input(
        asked(name),
        f"{ids.EXIT_TEXT}_{suffix}",
        ids.CHOICE,
        hint=_("In your own words, naming nobody. They are shown, mixed with others' and checked"
               " first, in the release alone."),
        limit=min(LONGEST_INPUT, max(LONGEST, len(said))),
        initial=said[:LONGEST_INPUT],
    )  # fmt: skip
    if held is None:
        return [box]
    return [*pointed_out(held.guarded), box, *keepable(held.guarded, suffix, held.ticked)]


def _last(page: ExitPage) -> list[Block]:
    said = page.said
    returning = [(one, returning_in_words(one)) for one in RETURNINGS]
    scores = [(str(n), str(n)) for n in range(10, -1, -1)]
    silent = (ids.SKIPPED, _("I'd rather not say"))
    recommend = None if said.recommend is None else str(said.recommend)
    blocks = [
        radio(
            _("Would you come back one day?"),
            ids.RETURNING,
            ids.CHOICE,
            [*returning, silent],
            initial=said.returning,
        ),
        menu(
            _("Would you recommend working here? 10: certainly; 0: not at all."),
            ids.RECOMMEND,
            ids.CHOICE,
            [*scores, silent],
            initial=recommend,
        ),
    ]
    if page.contacts:
        people = [(ids.SKIPPED, _("No, thank you")), *page.contacts[:99]]
        offer = menu(
            _("Would you like a conversation with somebody outside your line of management?"),
            ids.CONTACT,
            ids.CHOICE,
            people,
        )
        hint = _("Whom you choose is sent your name, and that you would like to talk: no answers.")
        blocks.append(offer | {"hint": plain(hint, 2000)})
    talk = _(
        "Rather talk than tick? Ask HR to meet: if you agree, they take down what you say, sealed"
        " like this."
    )
    return [*blocks, *([] if page.subject else [context(talk)])]


def withdraw_button() -> Block:
    """The way to take everything back, which says first what it does."""
    return confirmed(
        button(_("Withdraw it all"), ids.LEAVING_WITHDRAW),
        _("Withdraw it all?"),
        _("What you said, and what HR took down of you, is destroyed."),
        _("Withdraw it"),
    )
