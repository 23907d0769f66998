"""What the organisation lived through: something of everything that anybody could act on.

Some of it is nobody's business but of a few; each such thing holds a word that is nowhere else.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from surveys.model.authoring import Place
from surveys.model.chairing import Seen
from surveys.model.context import Event
from surveys.model.deliveries import Kind
from surveys.model.forum import Addressee, HideReason, Outcome
from surveys.model.leaving import ExitCell, ExitRelease
from surveys.model.meetings import Noted
from surveys.model.people import Role
from surveys.model.policy import LONDON
from surveys.model.releases import CommentState, ReleasedComment, Tier
from surveys.model.roles import Turn
from surveys.model.surveys import Calendar, Every, SurveyState
from surveys.model.thanks import ThanksEntered, ThanksSheet
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.use_cases import (
    answering,
    appointing,
    arranging,
    asking,
    assigning,
    chairing,
    convoking,
    delivering,
    drafting,
    leaving,
    listing_leavers,
    meeting,
    noting,
    screening,
    thanking,
    voting,
)
from surveys.use_cases.listing_leavers import Facts
from tests.acting import publish, record, written
from tests.asking import answers_of, open_survey, survey
from tests.authorising.people import (
    ASKERS,
    EVERYTHING,
    RECORDED,
    TAKEN_DOWN,
    list_everybody,
    part_with_one,
)
from tests.authors import TEXT, draft, renamed
from tests.conftest import Clock
from tests.forum import cycle_id, publish_questions
from tests.leaving import say
from tests.organisation import account, send_everything
from tests.supporting import arrange, texts

MEETING = datetime(2027, 3, 11, 10, tzinfo=UTC)  # a Thursday, on which the forum meets
SUPER = account(EVERYTHING)
LEADER, CHAMPION, HR, ADMIN, MANAGER = (account(number) for number in (2, 4, 6, 7, 10))
RECEIPTS: list[str] = []


def live(runtime: Runtime, clock: Clock) -> None:
    """From the first list of staff to a morning on which the forum meets."""
    list_everybody(runtime)
    _meet_for_the_first_time(runtime, clock)
    clock.move_to(MEETING - timedelta(days=20))
    publish_questions(
        runtime, [f"May we have parking place {n}?" for n in range(12)], MEETING.date()
    )
    _ask_the_forum(runtime, clock)
    clock.move_to(MEETING)
    _chair(runtime)
    _publish(runtime)
    _author(runtime)
    _act(runtime)
    _leave(runtime)
    _answer(runtime)
    _thank(runtime)
    _appoint(runtime)
    send_everything(runtime)
    part_with_one(runtime)


def _meet_for_the_first_time(runtime: Runtime, clock: Clock) -> None:
    publish_questions(runtime, [f"Why is shelf {n} empty?" for n in range(25)])
    clock.move_to(datetime(2026, 12, 10, 10, tzinfo=UTC))
    cycle = cycle_id(runtime)
    meeting.make_agenda(runtime, CHAMPION, cycle, early=True)
    step = convoking.first_step(runtime, CHAMPION)
    noted = Noted(Rewritten("From Monday it is once.", 0), Outcome.ANSWERED)
    meeting.keep_note(runtime, CHAMPION, step.mark, noted)
    meeting.publish_minutes(runtime, CHAMPION, cycle)
    assert meeting.settle(runtime)


def _ask_the_forum(runtime: Runtime, clock: Clock) -> None:
    with runtime.store.published() as db:
        (first, *_more) = [one.id for one in db.forum_questions.all() if "parking" in one.text]
    voting.vote(runtime, SUPER, first, wanted=True)
    asked = [
        asking.ask(
            runtime, account(number), f"form-{number}", f"Why quaggaletter {number}, the rota?",
            "caseload", Addressee.HEADS, alone=True,
        )
        for number in ASKERS
    ]  # fmt: skip
    RECEIPTS[:] = [one.receipt.text for one in asked]
    clock.pass_(days=4)
    assert asking.hand_over(runtime) == len(asked)


def _chair(runtime: Runtime) -> None:
    """One question in every state that somebody can do something with."""
    with runtime.store.published() as db:
        waiting = [one.id for one in db.forum_questions.all() if "quaggaletter" in one.text]
        leader = db.people.find_by_account(LEADER.slack_id, LEADER.workspace)
        us = db.people.find_by_account(SUPER.slack_id, SUPER.workspace)
    assert leader is not None
    assert us is not None
    to_hide, hidden, reworded, mine, leaders, answered, ours, *_rest = waiting
    private = HideReason.NAMES_COLLEAGUE
    screening.hide(runtime, CHAMPION, _seen(runtime, to_hide), private, "quaggareason")
    screening.hide(runtime, SUPER, _seen(runtime, ours), private, "quaggareason")
    screening.hide(runtime, CHAMPION, _seen(runtime, hidden), private, "quaggareason")
    screening.confirm(runtime, SUPER, _seen(runtime, hidden))
    screening.reword(runtime, CHAMPION, _seen(runtime, reworded), "quaggareword")
    due = runtime.now().date() + timedelta(days=14)
    for question, whose in ((mine, us.id), (leaders, leader.id), (answered, us.id)):
        _retell(runtime, question)
        screening.publish(runtime, CHAMPION, _seen(runtime, question))
        assigning.assign(runtime, CHAMPION, _seen(runtime, question), whose, due)
    assigning.draft(runtime, SUPER, _seen(runtime, mine), "quaggadrafted for a question")
    assigning.draft(runtime, LEADER, _seen(runtime, leaders), "quaggadrafted for another")
    assigning.draft(runtime, SUPER, _seen(runtime, answered), "The rota is new.")
    assigning.issue(runtime, SUPER, _seen(runtime, answered))
    meeting.make_agenda(runtime, CHAMPION, cycle_id(runtime), early=True)


def _retell(runtime: Runtime, question_id: str) -> None:
    """Take the secret word out of a question that everybody is to read."""
    with runtime.store.begin() as tx:
        found = tx.forum_questions.find(question_id)
        assert found is not None
        text = found.text.replace("quaggaletter", "now")
        tx.forum_questions.change(replace(found, text=text, version=found.version + 1))


def _seen(runtime: Runtime, question_id: str) -> Seen:
    return chairing.one_case(runtime, CHAMPION, question_id).seen


def _publish(runtime: Runtime) -> None:
    """Results of weeks and of a quarter, and comments in every state."""
    publish(runtime, 5)
    publish(runtime, -8)
    with runtime.store.begin() as tx:
        (week,) = [one for one in tx.releases.all() if one.id == "week-5"]
        for number in range(12):
            own = f"read-{number:02}"
            tx.surveys.add(replace(survey(own), title=f"Read {number}"), SurveyState.ARCHIVED)
            name = f"{own}/1/weekly"
            tx.releases.add(replace(week, id=own, name=name, survey=own, questions=(), cells=()))
        name = week.name.replace("weekly", "quarterly")
        tx.releases.add(replace(week, id="quarter", name=name, tier=Tier.QUARTERLY))
        whole = tx.windows.tree(week.window_id).root
        said = {one: f"quagga{one} paper" for one in CommentState}
        said |= dict.fromkeys(
            (CommentState.WAITING, CommentState.REPORTED), "quaggaunchecked paper"
        )
        tx.comments.add(
            ReleasedComment(
                f"c-{state}-{n}", week.id, "comment", whole, f"{said[state]} {n}", state
            )
            for state in CommentState
            for n in range(4)
        )


def _author(runtime: Runtime) -> None:
    """More surveys than fit on a page: drafts, and one that is paused."""
    day = runtime.now().date() + timedelta(days=14)
    soon = Calendar(Every.ONCE, day, time(10), LONDON)
    for number in range(9):
        kept = draft(runtime, TEXT, calendar=soon, by=SUPER)
        place = Place(kept.survey.id, kept.revision)
        drafting.keep_details(runtime, SUPER, place, renamed(f"Quaggasurvey {number}"))
    with runtime.store.begin() as tx:
        tx.surveys.add(replace(survey("resting"), calendar=soon), SurveyState.PAUSED)


def _act(runtime: Runtime) -> None:
    """Actions, events, figures."""
    for number in range(11):
        said = written(what=f"quaggaaction {number}")
        record(runtime, MANAGER, "Team 2", f"a{number:02}", release_id="week-5", texts=said)
    day = runtime.now().date() + timedelta(days=3)
    for number in range(10):
        until = day + timedelta(weeks=8)
        arrange(
            runtime, HR, f"e{number:02}", texts=texts(what="The hour"), starts_on=day, until=until
        )
    arranging.cancel(runtime, HR, "e09", _version(runtime, "e09"))
    noting.mark_day(runtime, runtime.now().date(), Event.OTHER, "Children's Services")


def _version(runtime: Runtime, event_id: str) -> int:
    with runtime.store.published() as db:
        return db.events.history(event_id)[-1].version


def _leave(runtime: Runtime) -> None:
    """Who goes: one speaks for themselves, one through HR, one is recorded."""
    facts = Facts(runtime.now().date() + timedelta(days=20))
    with runtime.store.begin() as tx:
        found = tx.people.find_by_account(account(RECORDED).slack_id, "T0LOCAL")
        assert found is not None
        tx.people.save(replace(found, name="Quaggaleaver"))
    for number in (RECORDED, TAKEN_DOWN, EVERYTHING):
        listing_leavers.record_named(runtime, account(number).slack_id, facts)
    cells = (ExitCell("reasons", "pay", 0.4),)
    with runtime.store.begin() as tx:
        tx.exits.add(ExitRelease("x1", 1, runtime.now().date(), 10, cells), ())
    leaving.begin(runtime, SUPER)
    say(runtime, SUPER, upto=2)


def _answer(runtime: Runtime) -> None:
    """Let a round be open, which one person has answered."""
    asked = open_survey(runtime, survey("open-now"))
    said = answers_of(1)
    said.comments["why"] = "quaggaanswered"
    answering.submit(runtime, SUPER, asked.id, said)


def _thank(runtime: Runtime) -> None:
    """Thank somebody twice, and a third time in a channel that does not take it."""
    for form, channel in (("a1", None), ("a2", None), ("z", "C0GENERAL")):
        text = Rewritten(f"so quaggathanked {form}", 0)
        sheet = ThanksSheet(form)
        entered = ThanksEntered(sheet, (CHAMPION,), text=text, channel=channel, shared=True)
        assert thanking.hand_in(runtime, SUPER, entered).sent
    while claimed := delivering.claim(runtime, "life"):
        for one in claimed:
            if one.kind is Kind.THANKS_POST:
                delivering.failed(runtime, one, "life", "not_in_channel")
            else:
                delivering.sent(runtime, one, "life", "D1", "1.0")


def _appoint(runtime: Runtime) -> None:
    """Let a change of roles wait that each of two administrators proposed, after some others."""
    with runtime.store.published() as db:
        found = [
            db.people.find_by_account(account(number).slack_id, "T0LOCAL") for number in (15, 16)
        ]
    theirs, ours = [one.id for one in found if one is not None]
    for gives in (True, False) * 6:  # more than a page of what was done
        appointing.turn(runtime, ADMIN, Turn(theirs, Role.LEADER, gives))
    appointing.turn(runtime, ADMIN, Turn(theirs, Role.HR, gives=True))
    appointing.turn(runtime, SUPER, Turn(ours, Role.ADMIN, gives=True))
