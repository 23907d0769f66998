"""Who may do what: roles given and taken away, and what waits for a second administrator."""

import json
from collections.abc import Sequence
from typing import Final

from handlers import ids
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    header,
    input_block,
    modal,
    plain,
    section,
    shortened,
    spoken,
)
from handlers.views.fields import confirmed
from handlers.views.mrkdwn import day, escape
from surveys.model.people import Role
from surveys.model.roles import (
    GUARDED,
    AdminDesk,
    Outcome,
    PersonRoles,
    Proposed,
    RoleRequest,
    RolesPage,
    RoleTold,
    Turn,
)
from surveys.wording import _, ngettext

_NAME: Final = 80
MOST_NAMES: Final = 12  # of one role
MOST_WAITING: Final = 10


def people_section(desk: AdminDesk | None) -> list[Block]:
    """What Home offers an administrator, and nobody else."""
    if desk is None:
        return []
    blocks: list[Block] = [header(_("For administrators"))]
    if desk.to_confirm:
        words = ngettext(
            "*{n} change of roles* waits for a second administrator: you could be the one.",
            "*{n} changes of roles* wait for a second administrator: you could be the one.",
            desk.to_confirm,
        )
        blocks.append(section(words.format(n=desk.to_confirm)))
    buttons = [button(_("People and roles"), ids.ROLES), button(_("What was done"), ids.TRAIL)]
    return [*blocks, actions(buttons, block_id="people")]


def roles_form(page: RolesPage) -> View:
    """Who has which role, what waits, and the way to one person."""
    element: Block = {
        "type": "users_select",
        "action_id": ids.CHOICE,
        "placeholder": plain(_("Choose a person"), 150),
    }
    blocks: list[Block] = [
        input_block(_("Whose roles?"), ids.ROLE_OF, element, optional=False),
        context(
            _(
                "Administrator and HR are given by two people: one proposes, another administrator"
                " confirms within seven days. The same to take them from somebody else."
            )
        ),
    ]
    if page.waiting:
        blocks += [divider(), section(_("*Waiting for a second administrator*"))]
        blocks += [_line(place, one) for place, one in enumerate(page.waiting[:MOST_WAITING])]
        if (more := len(page.waiting) - MOST_WAITING) > 0:
            blocks.append(context(ngettext("and {n} more", "and {n} more", more).format(n=more)))
    blocks.append(divider())
    blocks += [section(f"*{role_name(role)}*\n{_some(page.holders[role])}") for role in Role]
    return modal(
        _("People and roles"),
        blocks,
        ids.SUBMIT_ROLE_OF,
        close=_("Close"),
        submit=_("Show their roles"),
    )


def person_form(one: PersonRoles) -> View:
    """One person's roles, each with what can be done about it."""
    person = one.person
    blocks: list[Block] = []
    if one.told and one.about:
        blocks += [section(told(one.told, one.about, _name(person.name), one)), divider()]
    blocks.append(section(f"*{_name(person.name)}*\n{escape(shortened(one.unit, 200))}"))
    blocks += [_role(role, one) for role in Role]
    if person.manages:
        blocks.append(
            context(
                ngettext(
                    "Manages {n} part of the organisation, by the list of people.",
                    "Manages {n} parts of the organisation, by the list of people.",
                    len(person.manages),
                ).format(n=len(person.manages))
            )
        )
    blocks.append(actions([button(_("All roles"), ids.ROLES)], "roles"))
    return modal(_("People and roles"), blocks, ids.NOTICE, close=_("Close"))


def proposal_form(one: Proposed) -> View:
    """One proposal, and what its reader can do about it."""
    blocks: list[Block] = [section(_proposal(one))]
    buttons = []
    if one.is_own:
        blocks.append(section(_who_else(one.others)))
        buttons.append(button(_("Withdraw it"), ids.ROLE_WITHDRAW, one.id))
    elif one.may_decide:
        yes = _("They can do from then on what stands there.")
        if not one.turn.gives:
            yes = _("They can't do from then on what stands there.")
        confirm = button(_("Confirm"), ids.ROLE_CONFIRM, one.id, primary=True)
        blocks.append(context(role_means(one.turn.role)))
        buttons.append(confirmed(confirm, _("Confirm this?"), yes, _("Confirm")))
        buttons.append(button(_("Decline"), ids.ROLE_DECLINE, one.id))
    else:
        blocks.append(section(_("It is about you, so others decide it.")))
    buttons.append(button(_("All roles"), ids.ROLES))
    return modal(
        _("A change of roles"),
        [*blocks, actions(buttons, "proposal")],
        ids.NOTICE,
        close=_("Close"),
    )


def message_text(composed: RoleRequest | RoleTold) -> str:
    """The notification's words."""
    if isinstance(composed, RoleRequest):
        return _("A change of roles in Staff Voice waits for a second administrator.")
    return _told_to_them(composed)


def message(composed: RoleRequest | RoleTold) -> list[Block]:
    """The message to administrators, or to whoever has a role or has it no more."""
    if isinstance(composed, RoleTold):
        means = [context(role_means(composed.turn.role))] if composed.turn.gives else []
        return [section(_told_to_them(composed)), *means]
    one = composed.proposed
    words = _(
        "A second administrator has to decide this. If you did not expect it, ask {by} in person"
        " before you confirm."
    )
    look = button(_("Look at it"), ids.ROLE_PROPOSAL, one.id, primary=True)
    return [
        section(_proposal(one)),
        context(words.replace("{by}", _name(one.by))),
        actions([look], "proposal"),
    ]


def told(outcome: Outcome, about: Turn, name: str, one: PersonRoles) -> str:
    """What was done just now."""
    waiting = one.waiting.get(about.role)
    who_else = f" {_who_else(waiting.others)}" if waiting else ""
    words = {
        (Outcome.DONE, True): _("*Done.* {name} has this role now: {role}."),
        (Outcome.DONE, False): _("*Done.* {name} has this role no more: {role}."),
        (Outcome.ALREADY, True): _("{name} had this role already: {role}."),
        (Outcome.ALREADY, False): _("{name} did not have this role any more: {role}."),
        (Outcome.PROPOSED, True): _("*Proposed*, and not given yet: {role} for {name}."),
        (Outcome.PROPOSED, False): _("*Proposed*, and not taken away yet: {role} of {name}."),
        (Outcome.DECLINED, True): _("*Declined*: {name} was not given this role: {role}."),
        (Outcome.DECLINED, False): _("*Declined*: {name} keeps this role: {role}."),
        (Outcome.WITHDRAWN, True): _("*Withdrawn*: {name} was not given this role: {role}."),
        (Outcome.WITHDRAWN, False): _("*Withdrawn*: {name} keeps this role: {role}."),
    }[outcome, about.gives]
    return words.replace("{role}", role_name(about.role)).replace("{name}", name) + who_else


def role_name(role: Role) -> str:
    """What a role is called."""
    return {
        Role.LEADER: _("Senior leader"),
        Role.CHAMPION: _("Champion"),
        Role.PSW: _("Principal Social Worker"),
        Role.HR: _("HR"),
        Role.ADMIN: _("Administrator"),
    }[role]


def role_means(role: Role) -> str:
    """What a role lets somebody do."""
    return {
        Role.LEADER: _("Reads the organisation's results, answers in the forum, makes packs."),
        Role.CHAMPION: _("Checks comments before release; screens and runs the forum."),
        Role.PSW: _("As a champion, and comments on quarters."),
        Role.HR: _("Looks after surveys, leavers and the pack's figures."),
        Role.ADMIN: _("Gives and takes away roles, looks after surveys, reads what was done."),
    }[role]


def _role(role: Role, one: PersonRoles) -> Block:
    held, waiting = role in one.person.roles, one.waiting.get(role)
    mark = _("has it") if held else _("does not have it")
    words = f"*{role_name(role)}*: {mark}\n{role_means(role)}"
    if waiting:
        words += "\n" + _("_A change is proposed, and waits for a second administrator._")
        accessory = button(_("Look at it"), ids.ROLE_PROPOSAL, waiting.id)
    else:
        accessory = _turn(role, one, gives=not held)
    said = spoken(accessory, f"{accessory['text']['text']}: {role_name(role)}")
    return section(words, accessory=said) | {"block_id": f"role_{role}"}


def _turn(role: Role, one: PersonRoles, *, gives: bool) -> Block:
    is_proposed = role in GUARDED and (gives or not one.is_reader)
    words = {
        (True, False): _("Give"),
        (True, True): _("Propose to give"),
        (False, False): _("Take away"),
        (False, True): _("Propose to take away"),
    }[gives, is_proposed]
    carried = json.dumps({"person": one.person.id, "role": str(role), "gives": gives})
    pressed = button(words, ids.ROLE_TURN, carried)
    if one.is_reader and not gives:
        ask = _("You can't give it back to yourself.")
        return confirmed(pressed, _("Lay this role down?"), ask, _("Lay it down"), danger=True)
    return pressed


def _line(place: int, one: Proposed) -> Block:
    show = spoken(
        button(_("Look at it"), ids.ROLE_PROPOSAL, one.id),
        f"{_('Look at it')}: {role_name(one.turn.role)}",
    )
    return section(_proposal(one), accessory=show) | {"block_id": f"waiting_{place}"}


def _proposal(one: Proposed) -> str:
    words = _("*{by}* proposes to make *{name}* a holder of this role: *{role}*.")
    if not one.turn.gives:
        words = _("*{by}* proposes to take this role away from *{name}*: *{role}*.")
    told = {
        "{role}": role_name(one.turn.role),
        "{by}": _name(one.by),
        "{name}": _name(one.name),
    }
    for mark, said in told.items():
        words = words.replace(mark, said)
    return words + " " + _("It waits until {day}.").replace("{day}", day(one.until.date()))


def _who_else(others: int) -> str:
    if others:
        return ngettext(
            "{n} other administrator was written to, and can confirm it.",
            "{n} other administrators were written to, and can confirm it.",
            others,
        ).format(n=others)
    return _(
        "No other administrator can confirm it. Whoever runs the server can, with `staff-voice"
        " people role`."
    )


def _told_to_them(told: RoleTold) -> str:
    words = _("You have a new role in Staff Voice: {role}.")
    if not told.turn.gives:
        words = _("You have this role in Staff Voice no more: {role}.")
    names = [escape(shortened(one, _NAME)) for one in (told.by, told.second) if one]
    if told.by_command:
        names.append(_("whoever runs the server"))
    by = _("By {names}.").replace("{names}", ", ".join(names)) if names else ""
    return f"{words.replace('{role}', role_name(told.turn.role))} {by}".strip()


def _some(names: Sequence[str]) -> str:
    if not names:
        return _("nobody")
    shown = ", ".join(_name(one) for one in names[:MOST_NAMES])
    if (more := len(names) - MOST_NAMES) > 0:
        shown += ", " + ngettext("and {n} more", "and {n} more", more).format(n=more)
    return shown


def _name(name: str) -> str:
    return escape(shortened(name, _NAME))
