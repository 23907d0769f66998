"""Every view of an author with its fullest, its emptiest and a hostile survey: Slack takes all."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers import ids
from handlers.views import home
from handlers.views.answering import answer_form
from handlers.views.authoring import (
    audience,
    beginning,
    calendar,
    coverage,
    listing,
    pages,
    preview,
    questions,
)
from handlers.views.fields import found
from surveys.model.asking import Reason
from surveys.model.authoring import Kind, Page, Place, Written
from surveys.model.messages import OtherResults
from surveys.model.previews import Level, Promise, Result
from surveys.model.releases import Tier
from surveys.model.surveys import Every, SurveyState
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.handlers.views import survey_models as surveys
from tests.handlers.views.test_limits import OTHERS, mrkdwn_in

PLACE = Place(surveys.LONGEST_ID, 10**6)
PAGES = {
    "empty": surveys.page(),
    "pulse": surveys.pulse_page(),
    **{f"many, {state}": surveys.many_page(state) for state in SurveyState},
    **{f"full, {state}": surveys.full_page(state) for state in SurveyState},
    **{f"hostile, {state}": surveys.hostile_page(state) for state in SurveyState},
}
EVERY_QUESTION = {
    **{f"kind {n}": one for n, one in enumerate(models.every_kind())},
    **{f"hostile {n}": one for n, one in enumerate(models.hostile_kinds())},
}
BAD = models.hostile(models.BANK.headline)
HOSTILE_BANK = (
    (surveys.HOSTILE_DRIVER, tuple(replace(BAD, id=f"{'q' * 37}{n:03}") for n in range(100))),
)
MODALS: dict[str, dict[str, Any]] = {
    **{f"overview, {name}": pages.overview(one, "Done.") for name, one in PAGES.items()},
    **{f"editor, {name}": pages.editor(one) for name, one in PAGES.items()},
    **{f"start, {name}": beginning.start_form(surveys.preview(one)) for name, one in PAGES.items()},
    **{f"preview, {name}": preview.preview(surveys.preview(one, hostile="hostile" in name))
       for name, one in PAGES.items()},
    "preview of nothing": preview.preview(surveys.preview(surveys.page(), invitation=None, on=None,
        asked=0, left_out=(), promises=(), needed_minutes=0)),
    **{f"preview of one figure, {n}": preview.preview(surveys.preview(surveys.full_page(),
        is_whole_only=True, promises=surveys.promises(*levels)))
       for n, levels in enumerate([(), (Level(0, 1, 0, 0),), (Level(0, 1, 1, 0),)])},
    "preview of a milestone": preview.preview(surveys.preview(surveys.page(surveys.brief(
        surveys.full(surveys.MILESTONES))))),
    "new": beginning.new_survey(surveys.beginning()),
    "details of a new one": beginning.details_form(None),
    "details": beginning.details_form(surveys.brief()),
    "hostile details": beginning.details_form(surveys.hostile_brief()),
    "kind": questions.kind_form(PLACE),
    **{f"new question, {kind}": questions.question_form(PLACE, surveys.offered(), Written(kind, ""))
       for kind in Kind},
    **{f"question, {name}": questions.question_form(
        PLACE, surveys.hostile_offered(), surveys.written(one), "q" * 40)
       for name, one in EVERY_QUESTION.items()},
    "question of the bank": questions.question_form(PLACE, surveys.offered(is_of_the_bank=True),
        surveys.written(models.BANK.headline), "how_are_you"),
    "bank": questions.bank_form(PLACE, [(one, models.BANK.items) for one in models.BANK.drivers]),
    "empty bank": questions.bank_form(PLACE, []),
    "hostile bank": questions.bank_form(PLACE, HOSTILE_BANK),
    "removal": questions.removal_form(PLACE, "q" * 40, models.LONG_TEXT),
    "audience": audience.audience_form(surveys.audience(surveys.few())),
    "empty audience": audience.audience_form(surveys.audience(surveys.few(1, 0), surveys.brief())),
    "long audience": audience.audience_form(surveys.audience(surveys.few(100, 100))),
    "searched audience": audience.audience_form(surveys.audience(surveys.few(200, 150,
        is_searched=True), surveys.hostile_brief())),
    **{f"calendar, {every}": calendar.calendar_form(surveys.calendar(
        replace(surveys.CALENDAR, every=every)), "editor") for every in Every},
    "calendar of milestones": calendar.calendar_form(surveys.calendar(surveys.MILESTONES,
        surveys.hostile_brief()), "overview"),
    "calendar without dates": calendar.calendar_form(surveys.calendar(dates=0), "editor"),
    "calendar of the pulse": calendar.calendar_form(surveys.calendar(
        replace(surveys.CALENDAR, every=Every.WEEKLY), surveys.pulse_page().brief), "editor"),
    "coverage": coverage.coverage(surveys.page(), surveys.covered()),
    "empty coverage": coverage.coverage(surveys.page(), ()),
    "hostile coverage": coverage.coverage(surveys.hostile_page(), surveys.covered(hostile=True)),
    "trial put off": preview.trial_later(),
    "trial form": answer_form(models.survey_form(models.hostile_kinds(), pretend=True)),
}  # fmt: skip
MESSAGES = {
    f"trial, {name}": preview.trial(surveys.trial(one, hostile="hostile" in name))
    for name, one in {**EVERY_QUESTION, "pulse": models.BANK.headline}.items()
}
TEN = tuple(replace(surveys.hostile_brief(), revision=n) for n in range(10))
LISTS = {
    "empty": surveys.listed(),
    "one": surveys.listed(surveys.brief()),
    "many pools": surveys.listed(*(surveys.many_page().brief,) * 10),
    "first page": surveys.listed(*TEN, pages=3),
    "middle page": surveys.listed(*TEN, page=1, pages=3),
    "last page": surveys.listed(surveys.brief(), page=2, pages=3),
}
FULLEST_HOME = models.home(
    surveys=LISTS["middle page"],
    open_rounds=(models.open_round(),) * 1,
    weekly=OTHERS["hostile, weekly"],
    quarterly=models.digest(models.quarter(models.LONG_NAME), tier=Tier.QUARTERLY),
    others=tuple(
        OtherResults(f"{'s' * 38}{n:02}", models.LONG_TEXT, models.FRIDAY.date()) for n in range(99)
    ),
)
HOMES = {
    "fullest": home.home(FULLEST_HOME),
    **{name: home.home(models.home(surveys=one)) for name, one in LISTS.items()},
}


@pytest.mark.parametrize("name", MODALS)
def test_slack_takes_every_modal_of_an_author(name: str) -> None:
    assert problems(MODALS[name], "modal") == []


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message_to_an_author(name: str) -> None:
    assert problems(MESSAGES[name], "message") == []


@pytest.mark.parametrize("name", HOMES)
def test_slack_takes_every_home_of_an_author(name: str) -> None:
    assert problems(HOMES[name], "home") == []


@pytest.mark.parametrize("name", [*MODALS, *MESSAGES, *HOMES])
def test_nothing_an_author_writes_rings_or_links(name: str) -> None:
    shown = {**MODALS, **MESSAGES, **HOMES}[name]
    blocks = shown["blocks"] if isinstance(shown, dict) else shown
    for said in mrkdwn_in(blocks):
        assert "<" not in said


def outlook(*promises: Promise, **changes: object) -> str:
    page = preview.preview(surveys.preview(surveys.page(), promises=promises, **changes))
    return words(page).partition("What could be shown")[2]


def test_an_author_is_promised_only_what_the_questions_can_give() -> None:
    organisation, services, teams = Level(0, 1, 1, 1), Level(1, 5, 4, 5), Level(2, 28, 0, 3)
    told = outlook(Promise(Result.SHARES, (organisation, services)))
    assert "*Choices*, never below a service (from 20 people): the organisation, 4 of 5" in told
    assert not [one for one in ("team", "Scores", "Comments") if one in told]
    told = outlook(Promise(Result.WORDS, ()))
    assert "*Comments*, checked first, never below a service (from 20 people): nothing" in told
    assert not [one for one in ("team", "Scores", "Choices") if one in told]
    told = outlook(Promise(Result.SCORES, (organisation, services, teams)))
    assert "*Scores, teams included* (from 5 people): the organisation, 5 of 5 services, 3" in told
    assert outlook().strip().startswith("Nothing: it asks no question yet.")


def test_one_figure_is_promised_only_where_enough_would_answer() -> None:
    likely, far = (Level(0, 1, 1, 0),), (Level(0, 1, 0, 0),)
    told = outlook(Promise(Result.SCORES, likely), is_whole_only=True)
    assert "*Scores*: for the organisation as a whole, from 20 people" in told
    told = outlook(Promise(Result.WORDS, far), is_whole_only=True)
    assert "*Comments, checked first*: nothing yet, as it needs 20 people who answer" in told


def starting(page: Page) -> dict[str, Any]:
    return beginning.start_form(surveys.preview(page, left_out=()))


def test_whoever_starts_a_survey_reads_whom_it_would_ask() -> None:
    page = surveys.full_page(SurveyState.DRAFT)
    told = words(beginning.start_form(surveys.preview(page, left_out=((Reason.AWAY, 3),))))
    assert "*412 people would be asked on Monday 21 September 2026.*\nNot asked:\n• 3: " in told
    nobody = surveys.preview(page, asked=0, left_out=((Reason.NOT_WELCOMED, 49),))
    told = words(beginning.start_form(nobody))
    assert "*As things are now, nobody would be asked on Monday 21 September 2026.*" in told
    assert "49: not welcomed yet" in told
    milestones = surveys.page(surveys.brief(surveys.full(surveys.MILESTONES)))
    told = words(beginning.start_form(surveys.preview(milestones, asked=0, left_out=())))
    assert "*0 people would be asked when they reach a milestone.*" in told


@pytest.mark.parametrize("show", [pages.overview, pages.editor, starting])
def test_of_many_remarks_the_first_five_are_said(show: Callable[[Page], dict[str, Any]]) -> None:
    said = words(show(surveys.many_page()))
    assert said.count("has the job family") == 5
    assert "And 115 more remarks." in said


def test_of_many_open_pools_the_first_twelve_are_told_and_a_round_before_them() -> None:
    listed = words({"blocks": listing.surveys_section(surveys.listed(surveys.many_page().brief))})
    for said in (words(pages.overview(surveys.many_page())), listed):
        assert said.count(" invitations delivered so far.") == 11
        assert said.index("Open until") < said.index("1 month: ")
        assert "And 109 more pools are open." in said


def test_a_search_offers_a_hundred_at_most() -> None:
    assert len(found([(str(n), models.LONG_NAME) for n in range(300)])) == 100


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 of 0 invitations delivered"), (1, "1 of 1 invitation delivered"),
     (600, "412 of 600 invitations delivered")],
)  # fmt: skip
def test_deliveries_are_counted_in_good_english(count: int, words: str) -> None:
    one = surveys.opened(sent=min(count, 412), of=count)
    (row,) = listing.surveys_section(surveys.listed(surveys.brief(opened=(one,))))[1:-1]
    assert words in row["text"]["text"]


@pytest.mark.parametrize("state", [SurveyState.RUNNING, SurveyState.PAUSED])
def test_every_survey_but_the_weekly_pulse_can_be_archived(state: SurveyState) -> None:
    pulse = surveys.pulse_page()
    pulse = replace(pulse, brief=replace(pulse.brief, state=state))
    assert ids.ARCHIVE not in str(pages.overview(pulse))
    assert ids.ARCHIVE in str(pages.overview(surveys.full_page(state)))


def test_whom_an_open_round_does_not_ask_is_told_beside_it() -> None:
    one = surveys.opened(left_out=((Reason.ASKED_LATELY, 12), (Reason.AWAY, 1)))
    blocks = pages.overview(surveys.page(surveys.brief(opened=(one,))))["blocks"]
    said = [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]
    assert "Not asked: 12 asked another survey that week, 1 away or paused." in said
    everyone = surveys.opened(left_out=())
    assert "Not asked" not in str(pages.overview(surveys.page(surveys.brief(opened=(everyone,)))))
