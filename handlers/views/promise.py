"""The promise: in one sentence beside every question, and whole behind one tap."""

from handlers import ids
from handlers.views.blocks import Block, View, button, context, modal, section
from surveys.model.forum import RECEIPT_WORDS
from surveys.model.keeping import FORUM_MONTHS, THANKS_DAYS
from surveys.model.keeping import MOST as LONGEST
from surveys.model.rounds import Thresholds
from surveys.rules.bands import n_band
from surveys.rules.leaving.deciding import FEWEST as FEWEST_LEAVERS
from surveys.rules.leaving.deciding import SERVICES
from surveys.rules.showing import FEWEST, MOST
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


def promise_notice(thresholds: Thresholds, *, keys_apart: bool = True) -> View:
    """The whole promise."""
    blocks = [section(text) for text in paragraphs(thresholds, keys_apart=keys_apart)]
    return modal(_("Who sees what"), blocks, ids.NOTICE, close=_("Close"))


def paragraphs(thresholds: Thresholds, *, keys_apart: bool = True) -> list[str]:
    """The whole promise in mrkdwn; the page for staff is made of the same paragraphs.

    Unless `keys_apart`, nobody has made sure that copies of the machine leave the keys out.
    """
    return [
        *_what_you_decide(),
        *_what_becomes_of_an_answer(),
        *_what_is_read(thresholds),
        *_words(),
        *_forum(),
        *_thanks(),
        *_if_you_leave(),
        *_what_is_kept_and_what_is_not_promised(),
        *([] if keys_apart else _what_is_not_confirmed()),
    ]


def _what_you_decide() -> list[str]:
    return [
        _(
            "*You choose.* Answering is always optional, and it is work time. Skip a question, or"
            " all of them, and nothing is recorded. A longer survey may need an answer to some"
            " questions before it is sent: close it, and nothing is kept. _Pause me_ stops the"
            " questions until a day you choose, and keeps no reason."
        ),
        _(
            "*Never against you.* Answers or silence are never used in capability, sickness or"
            " disciplinary matters. Your employer promises that by asking you here."
        ),
    ]


def _what_becomes_of_an_answer() -> list[str]:
    return [
        _("*Before you press Send* nothing is kept: a tap in the message only opens the form."),
        _(
            "*While a round is open* your answer lies sealed, so that you can look at it, change"
            " it or withdraw it. It lies under a mark that only the round's key can make; your"
            " name is not beside it. The key is kept apart from the database and its backups. The"
            " message you were sent looks the same whether you answered or not."
        ),
        _(
            "*When a round closes* answers are counted and mixed, the sealed ones are deleted, and"
            " the key is destroyed. From then on nothing ties an answer to you. Nobody can undo"
            " that: not your manager, not HR, not IT, and nor can we."
        ),
    ]


def _what_is_read(thresholds: Thresholds) -> list[str]:
    behind_a_comment = max(thresholds.week, thresholds.comments)
    return [
        _(
            "*What is shown is about groups*, and needs at least\n"
            "• {week} people who answered the question, for a weekly figure\n"
            "• {team} in every round it rests on, for a team's figure; of any question these come"
            " once a quarter at most\n"
            "• {wrote} people who wrote, for how comments sound and what they are about;"
            " {wrote_in_a_quarter} once a quarter\n"
            "• {wrote} people who answered a weekly round, or {comments} a longer survey, for a"
            " comment; and {together} comments together"
        ).format(
            week=thresholds.week,
            team=thresholds.team,
            wrote=behind_a_comment,
            wrote_in_a_quarter=max(thresholds.team, thresholds.comments),
            comments=thresholds.comments,
            together=FEWEST,
        ),
        _(
            "If a figure would give away a smaller group by subtraction, it is hidden too. How many"
            " people stand behind a figure is told in bands, such as {band}. Where everybody in a"
            " team gave the lowest or the highest answer, the figure is held back from the end of"
            ' the scale. So nobody can say "then you must have said 1". Your organisation may ask'
            " for larger groups, never for smaller ones."
        ).format(band=n_band(thresholds.week)),
        _(
            "*Your manager reads* the smallest part around your team that is large enough, called"
            " by its name. You read the same figures, at the same time, in the Home tab. There are"
            " no rankings. There is no screen, report, role or setting that shows who answered, or"
            " what."
        ),
    ]


def _words() -> list[str]:
    return [
        _(
            "*Before a comment is kept*, names, numbers and places in it are pointed out to you"
            " alone. You send it without them, change it, or say that a word names nobody; your"
            " other answers are saved meanwhile. Nothing else of what was pointed out is stored,"
            " logged or counted."
        ),
        _(
            "*Comments* are kept apart from scores and from each other, with no team and no date"
            " but the round's. A champion or the Principal Social Worker reads each one first,"
            " without scores, and takes out what names somebody. What they let through is read on"
            " demand, {most} at most to a question; no message holds it. A quarter's pack for"
            " leaders and the board may hold it too. Anybody can report one: it is out of sight at"
            " once, and out of later packs. Who checked and who reported is not kept. As the round"
            " closes, a program on our server reads how comments sound and what they are about."
            " That is told as shares of everyone who wrote."
        ).format(most=MOST),
        _(
            "_Get help_ is one tap away in every message, form and on the Home tab. Nobody is told"
            " that you opened it, and nobody watches it. It is also the way to the safeguarding"
            " desk and the whistleblowing lead. A pulse is not the place to report that a child is"
            " at risk."
        ),
    ]


def _forum() -> list[str]:
    return [
        _(
            "*In the Champions Forum* nothing you send lies beside your name. A question lies"
            " sealed until champions get it, by the day you were told, in an order that says"
            " nothing. Your receipt of {words} words is kept nowhere: it alone opens private"
            " replies, and if you lose it nobody can help you. Nobody is shown who voted. Until a"
            " meeting's minutes are out votes are told in bands; then they are counted, and their"
            " key is destroyed. Everybody reads published questions, answers and minutes; {months}"
            " months after an answer or a meeting they go. Who answers stands beside the answer."
        ).format(words=RECEIPT_WORDS, months=FORUM_MONTHS),
    ]


def _thanks() -> list[str]:
    return [
        _(
            "*A thank-you is signed*: whoever you thank reads your name, and so does everybody in a"
            " channel that you choose. Who thanked whom and the words are kept {days} days. If"
            " they are to stand in the monthly round-up, they are kept until then. After that only"
            " that one was said is kept. A round-up tells words without names, to everybody, where"
            " their writer ticked that and nobody who is thanked left them out. Nobody's"
            " thank-yous are counted: there is one number a month for the whole organisation."
        ).format(days=THANKS_DAYS),
    ]


def _if_you_leave() -> list[str]:
    return [
        _(
            "*If you leave*, you may say why, and nobody can see whether you do. It lies sealed in"
            " a pool until {most} leavers of {services} services have spoken and a quarter is over."
            " That can take a year or more. Until then, whoever holds the pool's key and a copy of"
            " the database can read it. Then it is told of the whole organisation alone, and"
            " the key is destroyed. What HR records of your leaving is kept apart, for the census."
        ).format(most=FEWEST_LEAVERS, services=SERVICES),
    ]


def _what_is_kept_and_what_is_not_promised() -> list[str]:
    return [
        _(
            "*What we keep about you* comes from three places. Your employer's list says your name,"
            " e-mail, team, kind of job and contract, start date, hours and roles. It may say days"
            " such as the end of a probation or a long leave. Then there are your Slack account"
            " and its time zone, and what you chose here: hours, a pause, reminders. And there is"
            " what we sent you: so who was asked, never who answered. _What do you hold about me?_"
            " on the Home tab shows you all of it.\n"
            "It has an end. Messages go after {messages} days at the latest, and who was asked in a"
            " round {asked} months after it. Comments go after {comments} months, and the rest"
            " {left} days after you leave the list."
        ).format(
            messages=LONGEST.deliveries_days,
            asked=LONGEST.rosters_months,
            left=LONGEST.leavers_days,
            comments=LONGEST.comments_months,
        ),
        _(
            "*What we can't promise*\n"
            "• Your own words can give you away. A story only you could tell is signed, whatever we"
            " do with it.\n"
            "• Somebody who tampers with our server during a round could learn what was answered in"
            " it. So could somebody who copies the whole of it, database and key together. Rounds"
            " that have closed stay closed.\n"
            "• Colleagues who compare notes know what they told each other, and can work out more"
            " than we show.\n"
            "• The database keeps how many of a team answered a question. No screen shows that"
            " number; but where it is everybody, or nobody, whoever opens the database itself knows"
            " so.\n"
            "• Slack keeps that it sent you a message, and that you tapped a button. Your answers"
            " travel through it in the form you send; they are never a message in it."
        ),
    ]


def _what_is_not_confirmed() -> list[str]:
    return [
        _(
            "*Not confirmed in your organisation* is that copies of the whole machine, such as"
            " snapshots, leave the keys out. Until an administrator confirms it, a copy made while"
            " a round is open may hold its key beside its sealed answers. Whoever got hold of that"
            " copy could learn what was answered, even after the round has closed."
        ),
    ]
