"""Surveys of every kind in the words of tests: written, opened, answered."""

from dataclasses import replace
from datetime import datetime, timedelta

from surveys.bank.kinds import scale_of_ten, yes_and_no
from surveys.bank.questions import load_bank
from surveys.model.deliveries import Delivery, Kind
from surveys.model.questions import (
    Answers,
    Choice,
    CommentPrompt,
    Item,
    Option,
    Question,
    Style,
)
from surveys.model.rounds import Round, RoundState, Seat
from surveys.model.surveys import Audience, Survey, SurveyState
from surveys.rules.sealing import KEY_BYTES
from surveys.rules.seating import frozen_tree, leaf_of
from surveys.runtime import Runtime

BANK = load_bank()
PLACE = Choice(
    "place",
    "Where do you work most?",
    "Place of work",
    Style.ONE,
    (Option("office", "The office"), Option("home", "Home"), Option("visits", "On visits")),
)
HELPS = Choice(
    "helps",
    "What would help?",
    "What would help",
    Style.SEVERAL,
    tuple(Option(one, one.title()) for one in ("time", "training", "tools", "cover")),
)
EQUIPPED = Choice("equipped", "Do you have a laptop?", "Has a laptop", Style.YES_NO, yes_and_no())
HELD = Choice(
    "held",
    "How many children do you hold?",
    "Children on a caseload",
    Style.CASELOAD,
    (Option("none", "None"), Option("some", "1 to 15"), Option("many", "16 or more")),
)
FRIEND = replace(
    BANK.items[0],
    id="friend",
    text="Would you tell a friend to work here?",
    label="Recommend working here",
    scale=scale_of_ten("Not at all", "Certainly"),
    direction=1,
)
WHY = CommentPrompt("why", "What should change first?")
EVERY_KIND: tuple[Question, ...] = (
    PLACE, BANK.items[0], FRIEND, EQUIPPED, HELD, HELPS, WHY, BANK.comment,
)  # fmt: skip


def survey(
    id_: str = "health-check",
    questions: tuple[Question, ...] = EVERY_KIND,
    required: frozenset[str] = frozenset(),
    audience: Audience | None = None,
) -> Survey:
    return Survey(
        id=id_,
        title="The yearly health check of our service",
        purpose="It decides what goes into next year's plan.",
        questions=questions,
        required=required,
        minutes=4,
        audience=audience or Audience(),
        calendar=None,
        open_working_days=10,
        reminder=True,
    )


def open_survey(
    runtime: Runtime,
    asked: Survey,
    *,
    until: datetime | None = None,
    only: frozenset[str] | None = None,
) -> Round:
    """Open a round of a survey by hand, for everyone or for people of some keys."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        tx.surveys.add(asked, SurveyState.RUNNING)
        people = [one for one in tx.people.all() if only is None or one.key in only]
        number, window_id = tx.rounds.next_number(asked.id), runtime.new_id()
        tree = frozen_tree(tx.units.all())
        tx.windows.add(window_id, asked.id, number, tree)
        opened = Round(
            id=runtime.new_id(),
            survey=asked.id,
            revision=tx.surveys.get(asked.id).revision,
            number=number,
            window_id=window_id,
            local_date=now.astimezone(runtime.policy.zone).date(),
            opens_at=now,
            closes_at=until or now + timedelta(days=11),
            state=RoundState.OPEN,
            repeats=False,
            questions=tuple(one.id for one in asked.questions),
            minutes=asked.minutes,
            thresholds=runtime.policy.thresholds,
        )
        runtime.store.keys.create(opened.id, runtime.entropy(KEY_BYTES))
        units = tx.units.ever()
        tx.rounds.add(opened, [Seat(one.id, leaf_of(tree, units, one.unit_id)) for one in people])
        tx.deliveries.add(
            Delivery(runtime.new_id(), Kind.INVITATION, one.id, opened.id, now) for one in people
        )
    return opened


def answers_of(number: int, questions: tuple[Question, ...] = EVERY_KIND) -> Answers:
    """What the person of a number answers: every question, not all alike."""
    said = Answers()
    for question in questions:
        if isinstance(question, Item):
            width = question.scale.hi - question.scale.lo + 1
            said.scores[question.id] = question.scale.lo + number % width
        elif isinstance(question, Choice):
            ids = [one.id for one in question.options]
            first = number % len(ids)
            ticked = {ids[first]} if question.is_exclusive else {ids[first], ids[0]}
            said.picks[question.id] = tuple(one for one in ids if one in ticked)
        else:
            said.comments[question.id] = f"{question.id} of {number}"
    return said
