"""The fullest, the emptiest and a hostile survey, as their authors see them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from surveys.bank.authored import written_of
from surveys.bank.checking_questions import bank_scales
from surveys.bank.kinds import caseload_bands
from surveys.model.asking import Reason
from surveys.model.authoring import (
    AudienceChoices,
    Beginning,
    Brief,
    CalendarChoices,
    Covered,
    Date,
    Few,
    Offered,
    Opened,
    Page,
    Place,
    SurveyList,
)
from surveys.model.previews import Level, Preview, Promise, Result, Trial
from surveys.model.questions import Driver, Question
from surveys.model.surveys import (
    WEEKLY_PULSE,
    Audience,
    Calendar,
    Every,
    Survey,
    SurveyState,
    Tenure,
)
from tests.handlers.views import models

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 9, 21, 10, tzinfo=LONDON)
LONGEST_ID = "s" * 40
PRESS = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
CALENDAR = Calendar(Every.MONTHLY, date(2026, 9, 21), time(10), LONDON)
MILESTONES = Calendar(Every.MILESTONE, date(2026, 9, 21), time(10), LONDON, tuple(range(1, 121)))
LONG_NAMES = tuple(f"{models.LONG_NAME[:190]}{n}" for n in range(100))
HOSTILE_DRIVER = Driver("d" * 40, models.LONG_NAME)
SCALES = tuple(bank_scales(models.BANK).values())


def survey(
    questions: tuple[Question, ...] = (), calendar: Calendar | None = None, **changes: object
) -> Survey:
    plain = Survey(
        id="after-the-move",
        title="After the move",
        purpose="Shows what the new office still lacks.",
        questions=questions,
        required=frozenset(),
        minutes=2,
        audience=Audience(),
        calendar=calendar,
        open_working_days=5,
        reminder=True,
    )
    return replace(plain, **changes)


def full(calendar: Calendar = CALENDAR) -> Survey:
    """Twenty questions of every kind, for a few."""
    questions = tuple(one for n in range(6) for one in models.every_kind(n))[:20]
    audience = Audience(("u1", "u2"), ("Social worker",), ("Agency",), Tenure(3, 12))
    required = frozenset(one.id for one in questions)
    return survey(questions, calendar, audience=audience, required=required, minutes=10)


def hostile() -> Survey:
    """A survey in which everything that was written is long and ill-meant."""
    return survey(
        models.hostile_kinds()[:20],
        replace(MILESTONES, zone=ZoneInfo("America/Argentina/ComodRivadavia")),
        id=LONGEST_ID,
        title=models.LONG_TEXT,
        purpose=models.LONG_TEXT,
        audience=Audience(LONG_NAMES, LONG_NAMES, LONG_NAMES, Tenure(0, 10**6)),
    )


def opened(number: int = 0, **changes: object) -> Opened:
    left_out = tuple((reason, 10**6) for reason in Reason)
    plain = Opened(f"{models.ROUND[:-1]}{number}", AT, 412, 600, None, left_out)
    return replace(plain, **changes)


def brief(
    asked: Survey | None = None, state: SurveyState = SurveyState.DRAFT, **changes: object
) -> Brief:
    plain = Brief(asked or survey(), state, 1, None, None, ())
    return replace(plain, **changes)


def hostile_brief(state: SurveyState = SurveyState.RUNNING) -> Brief:
    pools = tuple(opened(n, milestone=n + 1, sent=10**9, of=10**9) for n in range(10))
    zone = "America/Argentina/ComodRivadavia"
    return brief(hostile(), state, revision=10**6, next_at=AT, zone=zone, opened=pools)


def page(one: Brief | None = None, **changes: object) -> Page:
    plain = Page(one or brief(), (), (), (), PRESS)
    return replace(plain, **changes)


def full_page(state: SurveyState = SurveyState.RUNNING) -> Page:
    dates = tuple(Date(AT + timedelta(days=30 * n), date(2026, 9, 20)) for n in range(4))
    one = brief(full(), state, next_at=AT, opened=(opened(),))
    return page(one, parts=("Fostering", "Assessment"), dates=dates, remarks=("A slip.",))


def hostile_page(state: SurveyState = SurveyState.RUNNING) -> Page:
    dates = tuple(Date(AT, date(2026, 9, 20)) for _n in range(4))
    remarks = LONG_NAMES[:20]
    return page(hostile_brief(state), parts=LONG_NAMES, dates=dates, remarks=remarks)


def many_page(state: SurveyState = SurveyState.RUNNING) -> Page:
    """A survey with as many remarks and open pools as it can have, and a round besides."""
    pools = tuple(opened(n % 10, milestone=n) for n in range(1, 121))
    one = brief(full(MILESTONES), state, next_at=AT, opened=(*pools, opened()))
    families = (f"Nobody in the list of people has the job family '{n}'." for n in range(120))
    return page(one, remarks=tuple(families))


def pulse_page() -> Page:
    weekly = replace(CALENDAR, every=Every.WEEKLY)
    return page(brief(survey(calendar=weekly, id=WEEKLY_PULSE), SurveyState.RUNNING, next_at=AT))


def listed(*briefs: Brief, page: int = 0, pages: int = 1) -> SurveyList:
    return SurveyList(briefs, page, pages)


def offered(**changes: object) -> Offered:
    bands = tuple(one.label for one in caseload_bands())
    plain = Offered(models.BANK.drivers, SCALES, bands, is_of_the_bank=False, was_asked=True)
    return replace(plain, **changes)


def hostile_offered() -> Offered:
    scale = replace(SCALES[0], id="s" * 40, labels=models.LABELS)
    return offered(drivers=(HOSTILE_DRIVER,), scales=(scale,), usual=LONG_NAMES[:10])


def written(question: Question) -> object:
    return written_of(question, models.BANK, required=True)


def few(number: int = 3, chosen: int = 1, *, is_searched: bool = False) -> Few:
    pairs = tuple((f"value {n}", f"{models.LONG_NAME[:190]}{n}") for n in range(number))
    return Few(() if is_searched else pairs, pairs[:chosen], is_searched)


def audience(one: Few, about: Brief | None = None) -> AudienceChoices:
    return AudienceChoices(about or brief(full()), one, one, one, 20)


def calendar(
    chosen: Calendar = CALENDAR, about: Brief | None = None, dates: int = 4
) -> CalendarChoices:
    zones = tuple(f"Europe/Zone{n}" for n in range(99))
    days = tuple(Date(AT, date(2026, 9, 20)) for _n in range(dates))
    zone = "America/Argentina/ComodRivadavia"
    return CalendarChoices(about or brief(), chosen, (chosen.zone.key, *zones), zone, days)


def beginning() -> Beginning:
    return Beginning(tuple((f"{'s' * 38}{n:02}", models.LONG_NAME) for n in range(99)))


def promises(*levels: Level) -> tuple[Promise, ...]:
    """The same of every sort of result."""
    return tuple(Promise(result, levels) for result in Result)


def preview(one: Page, *, hostile: bool = False, **changes: object) -> Preview:
    about = models.HOSTILE_ABOUT if hostile else models.HEALTH_CHECK
    questions = one.brief.survey.questions
    first = questions[0] if questions else models.BANK.headline
    is_pulse = one.brief.survey.id == WEEKLY_PULSE
    plain = Preview(
        page=one,
        invitation=models.invitation(first, about=None if is_pulse else about),
        on=date(2026, 9, 21),
        asked=412,
        left_out=tuple((reason, 10**6) for reason in Reason),
        response=0.6,
        promises=promises(*(Level(depth, 28, 4, 3) for depth in range(12))),
        is_whole_only=False,
        needed_minutes=7,
        thresholds=models.LIMITS,
    )
    return replace(plain, **changes)


def trial(first: Question, *, hostile: bool = False) -> Trial:
    about = models.HOSTILE_ABOUT if hostile else models.HEALTH_CHECK
    return Trial(models.invitation(first, about=about), Place(LONGEST_ID, 10**6))


def covered(*, hostile: bool = False) -> tuple[Covered, ...]:
    if hostile:
        return (Covered(HOSTILE_DRIVER, date(2026, 9, 7), 10**6, is_here=True),) * 40
    return tuple(
        Covered(driver, date(2026, 9, 7) if n % 2 else None, n, is_here=n % 3 == 0)
        for n, driver in enumerate(models.BANK.drivers)
    )


NOW = datetime(2026, 9, 3, 9, tzinfo=UTC)
