"""Comments: before a champion, and before everybody once they may be read."""

from itertools import count, groupby

from handlers import ids, payloads
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    modal,
    plain,
    section,
    spoken,
    text_input,
)
from handlers.views.mrkdwn import escape, short_day
from handlers.views.notices import notice
from surveys.model.messages import About, Comment, Comments, ToCheck
from surveys.wording import _, ngettext

PHRASES = 1000  # characters
MOST_SHOWN = 30


def comments_button(release_id: str) -> Block:
    """The way to the comments of a release."""
    return button(_("What people wrote"), ids.COMMENTS, release_id)


def to_check(one: ToCheck | None) -> View:
    """One comment that waits, alone, and what can become of it. None: none waits."""
    if one is None:
        return notice(_("Comments to check"), [_("No comment waits to be checked.")])
    left = ngettext("{n} comment waits.", "{n} comments wait.", one.waiting).format(n=one.waiting)
    blocks = [section(f"{_from(one.about)}, {short_day(one.closed)}. {left}")]
    if one.was_reported:
        blocks.append(section(_("*Somebody reported this one.* Who did is not kept.")))
    blocks += _whole(one.comment)
    if one.telling:
        found = ", ".join(escape(word) for word in one.telling)
        blocks.append(context(_("May name somebody: {words}").format(words=found)))
    blocks += [
        actions(
            [
                button(_("Show it"), ids.PERMIT, one.comment.id, primary=True),
                button(_("Mask words"), ids.TAKE_OUT, one.comment.id),
                button(_("Withhold it"), ids.WITHHOLD, one.comment.id),
                button(_("Leave it for later"), ids.LATER, one.comment.id),
            ],
            block_id="decide",
        ),
        context(
            _(
                "Could a child, a family or a colleague be recognised? Then mask the words, or"
                " withhold it: it is destroyed. Nobody can see who wrote it, and who checked it is"
                " not kept."
            )
        ),
    ]
    return modal(_("Comments to check"), blocks, ids.NOTICE, close=_("Close"))


def take_out_form(one: ToCheck) -> View:
    """Which words of a comment to mask; nothing else of it can be changed."""
    blocks = [
        *_whole(one.comment),
        text_input(
            _("Words to mask"),
            ids.TAKEN_OUT,
            ids.CHOICE,
            hint=_("As they stand in the comment, one phrase on each line."),
            limit=PHRASES,
            initial="\n".join(one.telling)[:PHRASES],
            optional=False,
        ),
    ]
    return modal(
        _("Mask words"),
        blocks,
        ids.SUBMIT_TAKEN_OUT,
        close=_("Cancel"),
        submit=_("Mask them"),
        metadata=payloads.metadata_of_comment(one.comment.id),
    )


def comments(found: Comments) -> View:
    """What people wrote in one round, by place and question."""
    return modal(_("What people wrote"), _said(found), ids.NOTICE, close=_("Close"))


def reported(found: Comments | None) -> View:
    """After a report: the others."""
    words = _(
        "*Reported.* That comment is shown nowhere now, until a champion has read it again. Who"
        " reported it is not kept."
    )
    blocks = [section(words), *(_said(found) if found else [])]
    return modal(_("What people wrote"), blocks, ids.NOTICE, close=_("Close"))


def _said(found: Comments) -> list[Block]:
    title = f"{_from(found.about)}, {short_day(found.closed)}"
    if not found.said:
        words = _(
            "There is nothing to read of this round: comments are shown once a champion has"
            " checked them, three at once at least."
        )
        return [section(f"*{title}*\n{words}")]
    blocks = [section(f"*{title}*")]
    number = count(1)
    for (place, question), own in groupby(
        found.said[:MOST_SHOWN], key=lambda one: (one.place, one.question)
    ):
        blocks.append(section(f"*{escape(place)}*: {escape(_(question))}"))
        for one in own:
            words = _("Report comment {n}").format(n=next(number))
            report = spoken(button(_("Report"), ids.REPORT, one.id), words)
            blocks.append({"type": "section", "text": plain(one.body, 3000), "accessory": report})
    blocks.append(
        context(
            _(
                "A few, chosen by chance, in no order. If one names somebody, report it: it is"
                " withdrawn everywhere at once."
            )
        )
    )
    return blocks


def _whole(one: Comment) -> list[Block]:
    """Plain text for what somebody wrote: nothing in it rings or links."""
    where = _("Would stand at {place}, under: {question}").format(
        place=escape(one.place), question=escape(_(one.question))
    )
    return [context(where), {"type": "section", "text": plain(one.body, 3000)}]


def _from(about: About | None) -> str:
    return _("Weekly pulse") if about is None else escape(_(about.title))
