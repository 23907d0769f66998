"""The pages of one survey: what it is and what can be done with it, and how it is edited."""

from handlers import ids, payloads
from handlers.views.authoring.words import (
    audience_words,
    date_words,
    few_opened,
    left_out_words,
    next_words,
    open_words,
    question_kind,
    remark_blocks,
    rhythm,
    size_words,
    state_words,
    title_of,
)
from handlers.views.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    header,
    modal,
    section,
)
from handlers.views.fields import confirmed, overflow
from handlers.views.mrkdwn import escape
from surveys.model.authoring import Brief, Opened, Page, Place
from surveys.model.questions import Question
from surveys.model.surveys import WEEKLY_PULSE, SurveyState
from surveys.wording import _

EDITED, UP, DOWN, REMOVED = "edit", "up", "down", "remove"  # what is done with a question
STEPS = "steps"  # the row of steps in a survey's life


def place_of(brief: Brief) -> Place:
    """A survey as its author sees it."""
    return Place(brief.survey.id, brief.revision)


def page_view(brief: Brief, blocks: list[Block]) -> View:
    """A page: pages take each other's place."""
    return modal(
        _(brief.survey.title),
        blocks,
        ids.SURVEY_PAGE,
        close=_("Close"),
        metadata=payloads.place_metadata(place_of(brief)),
    )


def overview(page: Page, said: str | None = None) -> View:
    """What a survey is, and everything that can be done with it; `said`: what was done just now."""
    brief = page.brief
    survey = brief.survey
    blocks = [
        section(f"*{title_of(survey)}*: {state_words(brief.state)}\n{escape(_(survey.purpose))}"),
        context(size_words(survey)),
        section(f"*{_('Who is asked')}*\n{audience_words(page)}"),
        section("\n".join([f"*{_('When')}*", rhythm(survey.calendar), *_dates(page)])),
        *_open_rounds(brief),
        *remark_blocks(page.remarks),
        *([section(f"*{said}*")] if said else []),  # beside the button that was pressed
        actions(_looks(page), block_id="looks"),
    ]
    if steps := _steps(page):
        blocks.append(actions(steps, block_id=STEPS))
    if missing := _missing(brief):
        blocks.append(context(missing))
    return page_view(brief, blocks)


def editor(page: Page) -> View:
    """A survey with everything that can be changed in it."""
    brief = page.brief
    survey = brief.survey
    is_pulse = survey.id == WEEKLY_PULSE
    details = f"*{title_of(survey)}*\n{escape(_(survey.purpose))}\n{size_words(survey)}"
    audience = f"*{_('Who is asked')}*\n{audience_words(page)}"
    calendar = f"*{_('When')}*\n{rhythm(survey.calendar)}"
    change_audience = None if is_pulse else button(_("Change who"), ids.AUDIENCE)
    blocks = [
        section(details, accessory=button(_("Change text"), ids.DETAILS)),
        section(audience, accessory=change_audience),
        section(calendar, accessory=button(_("Change dates"), ids.CALENDAR)),
        divider(),
        header(_("Questions")),
        *_questions(page),
        *remark_blocks(page.remarks),
        actions([button(_("Back to the survey"), ids.OVERVIEW), _preview()], block_id="back"),
    ]
    if brief.state is SurveyState.RUNNING:
        running = _("This survey is running: each change counts from the next time it is asked.")
        blocks.insert(0, context(running))
    return page_view(brief, blocks)


def _questions(page: Page) -> list[Block]:
    survey = page.brief.survey
    if survey.id == WEEKLY_PULSE:
        return [section(_("The weekly pulse takes its questions from the question bank in turn."))]
    rows = [_question(page, place, one) for place, one in enumerate(survey.questions)]
    if not rows:
        rows = [section(_("No question yet. Add your own, or take some from the question bank."))]
    adding = [
        button(_("Add a question"), ids.ADD_QUESTION, primary=not survey.questions),
        button(_("Take from the bank"), ids.ADD_FROM_BANK),
    ]
    return [*rows, actions(adding, block_id="adding")]


def _question(page: Page, place: int, question: Question) -> Block:
    survey = page.brief.survey
    required = _("must be answered") if question.id in survey.required else _("may be skipped")
    words = f"{place + 1}. {escape(_(question.text))}\n_{question_kind(question)}, {required}_"
    options = [(EDITED, _("Edit"))]
    if place > 0:
        options.append((UP, _("Move up")))
    if place < len(survey.questions) - 1:
        options.append((DOWN, _("Move down")))
    options.append((REMOVED, _("Remove")))
    menu = overflow(ids.QUESTION, [(f"{verb}:{question.id}", said) for verb, said in options])
    return section(words, accessory=menu) | {"block_id": f"question_{place}"}


def _dates(page: Page) -> list[str]:
    if page.brief.state in (SurveyState.PAUSED, SurveyState.ARCHIVED) or not page.dates:
        return [next_words(page.brief)]
    return [next_words(page.brief), *(f"• {date_words(one)}" for one in page.dates[1:])]


def _open_rounds(brief: Brief) -> list[Block]:
    opened, more = few_opened(brief)
    rows = [block for one in opened for block in _open_round(brief, one)]
    return [*rows, context(more)] if more else rows


def _open_round(brief: Brief, one: Opened) -> list[Block]:
    words = f"*{_('Open now')}*\n{open_words(one, brief.zone)}"
    not_asked = [context(left_out_words(one))] if one.left_out else []
    if one.milestone is not None:  # it closes by itself alone
        return [section(words), *not_asked]
    close = confirmed(
        button(_("Close early"), ids.CLOSE_EARLY, one.round_id),
        _("Close this round now?"),
        _(
            "Nobody can answer any more, or change an answer. What was answered is counted now,"
            " and shown where enough people answered. This can't be undone."
        ),
        _("Close it now"),
        danger=True,
    )
    return [section(words, accessory=close), *not_asked]


def _looks(page: Page) -> list[Block]:
    is_over = page.brief.state is SurveyState.ARCHIVED
    edit = [] if is_over else [button(_("Edit"), ids.EDITOR)]
    send = [button(_("Send it to me"), ids.SEND_TO_ME, page.press)] if _asks(page.brief) else []
    return [_preview(), *send, *edit, button(_("Coverage"), ids.COVERAGE)]


def _steps(page: Page) -> list[Block]:
    state, calendar = page.brief.state, page.brief.survey.calendar
    if state is SurveyState.ARCHIVED:
        return []
    steps = []
    if state is SurveyState.DRAFT and calendar is None:
        steps.append(button(_("Choose dates"), ids.CALENDAR, primary=True))
    elif state is SurveyState.DRAFT and _asks(page.brief):
        steps.append(button(_("Start"), ids.START, primary=True))
    elif state is SurveyState.RUNNING:
        steps.append(_pause())
    elif state is SurveyState.PAUSED:
        steps.append(button(_("Resume"), ids.RESUME_SURVEY, primary=True))
    is_pulse = page.brief.survey.id == WEEKLY_PULSE  # which is paused, and never put away
    return steps if is_pulse else [*steps, _archive()]


def _missing(brief: Brief) -> str | None:
    if brief.state is not SurveyState.DRAFT or _asks(brief):
        return None
    return _("Before it can start it needs a question: press Edit.")


def _asks(brief: Brief) -> bool:
    return brief.survey.id == WEEKLY_PULSE or bool(brief.survey.questions)


def _preview() -> Block:
    return button(_("Preview"), ids.PREVIEW)


def _pause() -> Block:
    return confirmed(
        button(_("Pause"), ids.PAUSE_SURVEY),
        _("Pause this survey?"),
        _(
            "Nothing more opens until you resume it. A round that is open now runs on, and what"
            " falls into the pause is not asked later."
        ),
        _("Pause it"),
    )


def _archive() -> Block:
    return confirmed(
        button(_("Archive"), ids.ARCHIVE),
        _("Put this survey in the archive?"),
        _(
            "It never opens again; a round that is open now runs on, and results stay where they"
            " are. This can't be undone: to ask it again, begin a new survey."
        ),
        _("Put it there"),
        danger=True,
    )
