"""What is done with a question of the forum, and what became of it, in words."""

from handlers.views.forum import holder_in_words, state_in_words
from handlers.views.mrkdwn import short_day
from surveys.model.actions import Named
from surveys.model.chairing import Case, Deed, Done, Pile, Posted
from surveys.model.forum import ForumQuestion, QuestionState
from surveys.wording import _


def deed_in_words(deed: Deed, model: Case) -> str:
    """A button's words; three dots where more is asked first."""
    if deed is Deed.ASSIGN and model.held_by:
        return _("Give it to somebody else…")
    if deed is Deed.DRAFT and model.draft:
        return _("Change the draft…")
    if deed is Deed.DRAFT and model.published:
        return _("Correct the answer…")
    if deed is Deed.PUT_BACK and model.question.state is QuestionState.REWORDING:
        return _("Don't wait for other words")
    return {
        Deed.PUBLISH: _("Publish it"),
        Deed.REWORD: _("Ask for other words…"),
        Deed.MERGE: _("Merge…"),
        Deed.SPLIT: _("Split…"),
        Deed.HIDE: _("Hide…"),
        Deed.CONFIRM: _("Hide it"),
        Deed.DECLINE: _("No, leave it as it is"),
        Deed.TAKE_BACK: _("Take that back"),
        Deed.PUT_BACK: _("Put it back"),
        Deed.REOPEN: _("Ask for another answer"),
        Deed.ASSIGN: _("Give it to a leader…"),
        Deed.DRAFT: _("Write the answer…"),
        Deed.ISSUE: _("Publish this answer"),
        Deed.SEND_BACK: _("Send the draft back…"),
        Deed.REPLY: _("Write to its asker…"),
        Deed.POST_AGAIN: _("Post it again"),
    }[deed]


def done_in_words(done: Done) -> str:
    """What became of a question, above whatever is shown next."""
    return {
        Done.PUBLISHED: _("*Published.* Everybody can see it and vote."),
        Done.SECOND_NEEDED: _("*Kept.* It may name somebody, so a second champion decides too."),
        Done.PUBLISHED_ALREADY: _("*That question is published already.* Nothing else was done."),
        Done.REWORDING: _("*Kept.* Its asker reads your words with their receipt."),
        Done.MERGED: _("*Merged.* Votes add up, each person once."),
        Done.SPLIT: _("*Split.* Each part waits to be screened by itself."),
        Done.HIDE_PROPOSED: _("*Kept.* It is hidden once a second champion agrees."),
        Done.HIDDEN: _("*Hidden.* Its asker reads the reason with their receipt."),
        Done.DECLINED: _("*It stays as it is.* Nothing waits for a second champion now."),
        Done.TAKEN_BACK: _("*Taken back.* Nothing waits for a second champion now."),
        Done.PUT_BACK: _("*Put back.* It waits to be screened."),
        Done.REOPENED: _("*Open again.* The answer so far is kept."),
        Done.ASSIGNED: _("*Kept.* They see it on their Home tab, and are reminded a week before."),
        Done.DRAFTED: _("*Draft kept.* Champions can read it; nobody else does yet."),
        Done.ISSUED: _("*Published.* Everybody can read this answer."),
        Done.SENT_BACK: _("*Sent back.* It can be published once it is saved anew."),
        Done.REPLIED: _("*Kept.* Only the asker can read it, with their receipt."),
        Done.POSTED_AGAIN: _("*It will be posted again.*"),
        Done.NOTHING_NEW: _("*Nothing was left to do.* Please look at it as it is now."),
    }[done]


def pile_in_words(pile: Pile) -> str:
    """The name of a list of questions."""
    return {
        Pile.SCREEN: _("To be screened"),
        Pile.SECOND: _("For a second champion"),
        Pile.WISHED: _("Waiting for another champion"),
        Pile.NOBODY: _("Open, with nobody"),
        Pile.LATE: _("Answer overdue"),
        Pile.DRAFTED: _("With a draft"),
        Pile.OPEN: _("Open"),
        Pile.FOLLOWED: _("Their asker wrote again"),
        Pile.REWORDING: _("Being reworded"),
        Pile.ANSWERED: _("Answered"),
        Pile.HIDDEN: _("Not shown"),
        Pile.MINE: _("With you"),
    }[pile]


def posted_in_words(posted: Posted) -> str:
    """How an answer came to the forum's channel."""
    return {
        Posted.WAITING: _("On its way to the channel."),
        Posted.ARRIVED: _("Posted in the channel."),
        Posted.UNCLEAR: _("It is not certain that it reached the channel."),
        Posted.REFUSED: _("Slack did not take it for the channel: is the app in it?"),
    }[posted]


def state_of(question: ForumQuestion, held_by: Named | None, *, is_late: bool) -> str:
    """Where a question stands and with whom, in mrkdwn."""
    state = state_in_words(question.state)
    if question.state is not QuestionState.OPEN:
        if question.answered_on is None:
            return state
        return _("{state} on {day}").format(state=state, day=short_day(question.answered_on))
    if held_by is None or question.held is None:
        return _("{state}, with nobody").format(state=state)
    words = _("{state}, with {who}, due {day}")
    if is_late:
        words = _("{state}, with {who}, overdue since {day}")
    told = {"{state}": state, "{who}": holder_in_words(held_by)}
    for name, said in told.items():
        words = words.replace(name, said)
    return words.replace("{day}", short_day(question.held.due))
