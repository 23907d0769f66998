"""Sound surveys of every shape, for Hypothesis."""

from datetime import date, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from surveys.bank.kinds import caseload_bands, id_from, scale_of_five, scale_of_ten, yes_and_no
from surveys.bank.questions import STANDARDS, load_bank
from surveys.model.milestones import ASKED_AT, Event
from surveys.model.questions import Choice, CommentPrompt, Item, Option, Question, Style
from surveys.model.surveys import Audience, Calendar, Every, Survey, Tenure

BANK: Final = load_bank()
SCALES: Final = list({item.scale.id: item.scale for item in BANK.item_by_id.values()}.values())
REFERENCES: Final[list[Question]] = [*BANK.item_by_id.values(), BANK.comment]

LETTERS: Final = st.characters(exclude_categories=("C", "Z"))
words = st.text(LETTERS, min_size=1, max_size=12)


def phrases(longest: int) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=2, max_size=5).map(" ".join).filter(lambda t: len(t) <= longest)


snake = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True).filter(
    lambda found: found not in {one.id for one in REFERENCES}
)
drivers = st.sampled_from([one.id for one in BANK.drivers])
many_phrases = st.lists(phrases(75), min_size=5, max_size=5, unique=True)


@st.composite
def items(draw: Any, place: int) -> Item:
    id_ = f"{draw(snake)}_{place}"
    is_ten = draw(st.booleans())
    scale = (
        scale_of_ten(*draw(st.lists(phrases(70), min_size=2, max_size=2, unique=True)))
        if is_ten
        else draw(
            st.one_of(st.sampled_from(SCALES), st.builds(scale_of_five, st.just(id_), many_phrases))
        )
    )
    return Item(
        id=id_,
        driver_id=draw(drivers),
        scale=scale,
        text=f"{draw(phrases(100))} {place}",
        direction=1 if is_ten else draw(st.sampled_from([1, -1])),
        standard=draw(st.sampled_from(["", *sorted(STANDARDS)])),
        label=f"label {place}",
    )


@st.composite
def options(draw: Any) -> tuple[Option, ...]:
    labels = draw(st.lists(phrases(75), min_size=2, max_size=10, unique=True))
    if draw(st.booleans()) and all(id_from(one) for one in labels):
        made = tuple(Option(id_from(one), one) for one in labels)
        if len({one.id for one in made}) == len(made):
            return made
    return tuple(Option(f"option_{place}", label) for place, label in enumerate(labels))


@st.composite
def choices(draw: Any, place: int) -> Choice:
    style = draw(st.sampled_from(Style))
    usual = {Style.YES_NO: yes_and_no(), Style.CASELOAD: caseload_bands()}
    return Choice(
        id=f"{draw(snake)}_{place}",
        text=f"{draw(phrases(100))} {place}",
        label=f"label {place}",
        style=style,
        options=usual[style]
        if style is Style.YES_NO or (style in usual and draw(st.booleans()))
        else draw(options()),
        driver_id=draw(st.none() | drivers),
    )


@st.composite
def questions(draw: Any, place: int) -> Question:
    return draw(
        st.one_of(
            items(place),
            choices(place),
            st.builds(CommentPrompt, st.just(f"words_{place}"), st.just(f"In words, {place}?")),
            st.just(REFERENCES[place]),
        )
    )


@st.composite
def calendars(draw: Any) -> Calendar:
    every = draw(st.sampled_from(Every))
    months = draw(st.sets(st.integers(1, 120), min_size=1, max_size=4))
    is_pooled = every is Every.MILESTONE
    event = draw(st.sampled_from(ASKED_AT)) if is_pooled else Event.START
    if event is not Event.START and draw(st.booleans()):
        months = {0, *months}
    return Calendar(
        every=every,
        starts=draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        at=time(draw(st.integers(0, 23)), draw(st.integers(0, 59))),
        zone=ZoneInfo(draw(st.sampled_from(["Europe/London", "UTC", "America/New_York"]))),
        months=tuple(sorted(months)) if is_pooled else (),
        event=event,
    )


facts = st.lists(phrases(75), max_size=3, unique=True).map(tuple)
tenures = st.one_of(
    st.none(),
    st.builds(Tenure, st.integers(1, 60), st.none() | st.integers(61, 120)),
)


@st.composite
def surveys(draw: Any) -> Survey:
    asked = tuple(draw(questions(place)) for place in range(draw(st.integers(1, 20))))
    return Survey(
        id=draw(st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)),
        title=draw(phrases(75)),
        purpose=f"{draw(st.from_regex('[A-Za-z ]{1,60}[a-z]', fullmatch=True))}.",
        questions=asked,
        required=frozenset(draw(st.sets(st.sampled_from([one.id for one in asked])))),
        minutes=draw(st.integers(1, 10)),
        audience=draw(st.builds(Audience, facts, facts, facts, tenures)),
        calendar=draw(st.none() | calendars()),
        open_working_days=draw(st.integers(1, 5)),
        reminder=draw(st.booleans()),
    )
