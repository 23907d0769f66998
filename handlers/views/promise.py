"""The promise: in one sentence beside every question, and whole behind one tap."""

from handlers import ids
from handlers.views.blocks import Block, View, button, context, modal, section
from surveys.model.rounds import Thresholds
from surveys.wording import _


def in_one_sentence(thresholds: Thresholds) -> str:
    """Say who can see what, how small a group is shown, and when the link is destroyed."""
    return _(
        "Always optional, in work time. Nobody sees who said what: weekly results need"
        " {week} people, team results {team}, comments {comments}, and when the round closes"
        " the link between you and your answer is destroyed."
    ).format(week=thresholds.week, team=thresholds.team, comments=thresholds.comments)


def promise_line(thresholds: Thresholds) -> Block:
    """The promise in one sentence."""
    return context(in_one_sentence(thresholds))


def promise_button() -> Block:
    """The way to the whole promise."""
    return button(_("Who sees what"), ids.PROMISE)


def promise_notice(thresholds: Thresholds) -> View:
    """The whole promise."""
    blocks = [section(text) for text in _paragraphs(thresholds)]
    return modal(_("Who sees what"), blocks, ids.NOTICE, close=_("Close"))


def _paragraphs(thresholds: Thresholds) -> list[str]:
    return [
        _(
            "*You choose.* Answering is always optional, and skipping a question, or all, is never"
            " recorded. A longer survey may need an answer to some questions before it is sent:"
            " close it, and nothing is kept."
        ),
        _(
            "*Until a round closes* your answer lies sealed, under a mark only the round's key"
            " can make, so that you can change or withdraw it. The key is kept apart from the"
            " database and from every backup. There is no screen, report, role or setting that"
            " shows who answered, or what."
        ),
        _(
            "*When a round closes* answers are counted and mixed, the sealed answers are deleted,"
            " and the key that linked them to you is destroyed. Nobody can undo that, and nor"
            " can we."
        ),
        _(
            "*What your manager and leaders read* is about groups: at least {week} people each"
            " week, and at least {team} in team results, which come once a quarter at most."
            " Anything that could be worked out about fewer people is hidden too. You read the"
            " same results, at the same time, in the Home tab."
        ).format(week=thresholds.week, team=thresholds.team),
        _(
            "*Comments* are kept apart from scores and from each other, without team or moment."
            " They are kept only where at least {week} people answered a weekly round"
            " ({comments} in longer surveys), and are not shown before a champion has checked"
            " that they name nobody. How they sound and what they are about is read by a program"
            " on our server and told as shares, like answers to any other question."
        ).format(week=max(thresholds.comments, thresholds.week), comments=thresholds.comments),
        _(
            "*What we can't promise.* Your own words can give you away. Someone who tampered with"
            " our server, or copied it whole, during a round could break this. Colleagues who"
            " tell each other what they said know what they know. Slack keeps that it sent you a"
            " message, and that you tapped a button."
        ),
    ]
