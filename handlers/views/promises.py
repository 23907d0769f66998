"""What was promised after results, in short: on Home and in a digest."""

from typing import Final

from handlers import ids
from handlers.views.acting import IN_A_LINE, brief, named
from handlers.views.blocks import Block, actions, button, header, section, shortened
from handlers.views.mrkdwn import escape, short_day
from surveys.model.actions import AtHome, Promises, Told
from surveys.wording import _, ngettext

_PART: Final = 80


def actions_section(model: AtHome) -> list[Block]:
    """What the Home tab says: what was done for its reader's part, and what they are to do."""
    blocks = [header(_("You said, we did"))]
    if not model.newest:
        words = _("Nothing has been recorded yet. What is done after results will stand here.")
        if model.may_record:
            words = _("Nothing has been recorded yet. Choose a result, and say what you will do.")
        blocks.append(section(words))
    blocks += [section(brief(one)) for one in model.newest]
    blocks += [section(words) for words in _later_lines(model.promises)]
    buttons = []
    if model.may_record:
        buttons.append(button(_("Record what we will do"), ids.RECORD, primary=True))
    if model.in_all:
        words = ngettext("Show {n} action", "Show all {n} actions", model.in_all)
        buttons.append(button(words.format(n=model.in_all), ids.LEDGER))
    return [*blocks, actions(buttons, block_id="actions")] if buttons else blocks


def promised(promises: Promises | None) -> list[Block]:
    """What a digest says of actions, and the way to record one."""
    if promises is None:
        return []
    record = button(_("Record what we will do"), ids.RECORD)
    told = [section(words) for words in promise_lines(promises)]
    return [*told, actions([record], block_id="record")]


def promise_lines(promises: Promises | None) -> list[str]:
    """What its reader is to do, and what is overdue below them; nothing where there is nothing."""
    if promises is None:
        return []
    return _lines(
        (_("*Yours to do*"), promises.mine, promises.mine_in_all),
        (_("*Overdue in your part*"), promises.late, promises.late_in_all),
    )


def _later_lines(promises: Promises) -> list[str]:
    """What its reader is to do, but not soon."""
    return _lines((_("*Yours to do later*"), promises.mine, promises.mine_in_all))


def _lines(*told: tuple[str, tuple[Told, ...], int]) -> list[str]:
    return [
        "\n".join([heading, *(_line(one) for one in own), *_more(in_all - len(own))])
        for heading, own, in_all in told
        if own
    ]


def _line(one: Told) -> str:
    words = _("• {what}: due by {day}, {part}")
    if one.is_late:
        words = _("• {what}: overdue since {day}, {part}")
    if not one.is_mine:
        words = f"{words} ({{owner}})"
    told = {
        "{day}": short_day(one.now.due),
        "{part}": escape(shortened(one.part, _PART)),
        "{owner}": named(one.owner),
        "{what}": escape(shortened(" ".join(one.now.what.split()), IN_A_LINE)),
    }
    for name, said in told.items():
        words = words.replace(name, said)
    return words


def _more(n: int) -> list[str]:
    return [ngettext("and {n} more", "and {n} more", n).format(n=n)] if n > 0 else []
