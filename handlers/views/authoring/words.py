"""What is said of a survey in more than one place."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from babel.dates import format_date, format_time

from handlers.views.blocks import Block, context
from handlers.views.mrkdwn import escape
from surveys.model.asking import counted
from surveys.model.authoring import Brief, Date, Kind, Opened, Page
from surveys.model.milestones import event_words
from surveys.model.questions import Choice, CommentPrompt, Item, Question, Style
from surveys.model.surveys import WEEKLY_PULSE, Audience, Calendar, Every, Survey, SurveyState
from surveys.wording import _, locale, ngettext

MOST_REMARKS: Final = 5
MOST_OPENED: Final = 12  # a milestone's survey may have 120 pools; a page takes 100 blocks
_AND = " · "


def title_of(survey: Survey) -> str:
    """A survey's title, made harmless."""
    return escape(_(survey.title))


def state_words(state: SurveyState) -> str:
    """Where a survey is in its life."""
    return {
        SurveyState.DRAFT: _("Draft"),
        SurveyState.RUNNING: _("Running"),
        SurveyState.PAUSED: _("Paused"),
        SurveyState.ARCHIVED: _("In the archive"),
    }[state]


def every_words(every: Every) -> str:
    """How often a survey is asked."""
    return {
        Every.ONCE: _("Once"),
        Every.WEEKLY: _("Every week"),
        Every.FORTNIGHTLY: _("Every two weeks"),
        Every.MONTHLY: _("Every month"),
        Every.QUARTERLY: _("Every three months"),
        Every.TWICE_YEARLY: _("Twice a year"),
        Every.YEARLY: _("Every year"),
        Every.MILESTONE: _("Months after each person's start"),
    }[every]


def kind_words(kind: Kind) -> str:
    """What a question can be."""
    return {
        Kind.SCALE: _("A scale from 1 to 5"),
        Kind.RECOMMEND: _("How likely to recommend, from 0 to 10"),
        Kind.ONE: _("One choice of several"),
        Kind.SEVERAL: _("Several choices"),
        Kind.CASELOAD: _("How many children somebody holds"),
        Kind.YES_NO: _("Yes or no"),
        Kind.TEXT: _("Free text"),
    }[kind]


def full_day(on: date) -> str:
    """Return a date such as "Monday 7 September 2026"."""
    return str(format_date(on, "EEEE d MMMM y", locale=locale()))


def full_moment(at: datetime, zone: str | None = None) -> str:
    """Return a moment such as "Monday 7 September 2026 at 10:00"; a zone that differs is named."""
    clock = format_time(at, "HH:mm", tzinfo=at.tzinfo, locale=locale())
    words = _("{day} at {time}").format(day=full_day(at.date()), time=clock)
    return words if zone is None else _("{moment} ({zone})").format(moment=words, zone=zone)


def date_words(one: Date, zone: str | None = None) -> str:
    """Return one day of a calendar, and why it is not the day that the calendar names."""
    words = full_moment(one.at, zone)
    if one.named == one.at.date():
        return words
    return _("{moment}, as offices are closed on {day}").format(
        moment=words, day=full_day(one.named)
    )


def rhythm(calendar: Calendar | None) -> str:
    """Return when a survey is asked, in one line."""
    if calendar is None:
        return _("No date chosen yet")
    words = full_day(calendar.starts)
    if calendar.every is Every.MILESTONE:
        if calendar.months == (0,):
            event = event_words(calendar.event)
            return _("On {event}, from {day}").format(event=event, day=words)
        return _("{months} months after {event}, from {day}").format(
            months=months_words(calendar.months), event=event_words(calendar.event), day=words
        )
    if calendar.every is Every.ONCE:
        return _("Once, on {day} at {time}").format(day=words, time=f"{calendar.at:%H:%M}")
    return _("{every} from {day}, at {time}").format(
        every=every_words(calendar.every), day=words, time=f"{calendar.at:%H:%M}"
    )


def milestone_words(calendar: Calendar) -> str:
    """Return such as "3 and 6 months after each person's start", to stand in a sentence."""
    event = event_words(calendar.event)
    if calendar.months == (0,):
        return _("on {event}").format(event=event)
    return _("{months} months after {event}").format(
        months=months_words(calendar.months), event=event
    )


def months_words(months: tuple[int, ...]) -> str:
    """Return months such as "3, 6 and 9"."""
    *first, last = [str(one) for one in months] or ["…"]
    return _("{some} and {last}").format(some=", ".join(first), last=last) if first else last


def size_words(survey: Survey) -> str:
    """Return how much a survey asks, in one line."""
    count, days, minutes = len(survey.questions), survey.open_working_days, survey.minutes
    return _AND.join(
        [
            _("Questions of the bank in turn")
            if survey.id == WEEKLY_PULSE
            else ngettext("{n} question", "{n} questions", count).format(n=count),
            ngettext("about {n} minute", "about {n} minutes", minutes).format(n=minutes),
            ngettext("open for {n} working day", "open for {n} working days", days).format(n=days),
            _("one reminder") if survey.reminder else _("no reminder"),
        ]
    )


def next_words(brief: Brief) -> str:
    """Return when a survey is asked next, in one line."""
    calendar = brief.survey.calendar
    if brief.state is SurveyState.ARCHIVED:
        return _("Nothing opens any more; its results stay.")
    if brief.state is SurveyState.PAUSED:
        return _("Nothing opens until it is resumed.")
    if calendar is None:
        return _("No date chosen yet.")
    if calendar.every is Every.MILESTONE:
        return _("Asks each person {when}.").format(when=milestone_words(calendar))
    if brief.next_at is None:
        return _("No date lies ahead.")
    words = full_moment(brief.next_at, brief.zone)
    if brief.state is SurveyState.DRAFT:
        return _("Would open on {when}.").format(when=words)
    return _("Opens next on {when}.").format(when=words)


def open_words(one: Opened, zone: str | None) -> str:
    """Return how far an open round's messages have come: deliveries, never answers."""
    delivered = ngettext(
        "{sent} of {of} invitation delivered", "{sent} of {of} invitations delivered", one.of
    ).format(sent=one.sent, of=one.of)
    if one.milestone == 0:
        return _("On the day: {delivered} so far. It is looked into on {when}.").format(
            delivered=delivered, when=full_moment(one.closes_at, zone)
        )
    if one.milestone is not None:
        return ngettext(
            "{months} month: {delivered} so far. It is looked into on {when}.",
            "{months} months: {delivered} so far. It is looked into on {when}.",
            one.milestone,
        ).format(months=one.milestone, delivered=delivered, when=full_moment(one.closes_at, zone))
    return _("Open until {when}: {delivered}.").format(
        when=full_moment(one.closes_at, zone), delivered=delivered
    )


def left_out_words(one: Opened) -> str:
    """Return how many people an open round does not ask, for each reason."""
    return _("Not asked: {reasons}.").format(reasons=counted(one.left_out))


def remark_blocks(remarks: Sequence[str]) -> list[Block]:
    """Return the first few remarks, made harmless, and how many more there are."""
    said, more = remarks[:MOST_REMARKS], len(remarks) - MOST_REMARKS
    blocks = [context(escape(one)) for one in said]
    if more > 0:
        words = ngettext("And {n} more remark.", "And {n} more remarks.", more)
        blocks.append(context(words.format(n=more)))
    return blocks


def few_opened(brief: Brief) -> tuple[list[Opened], str | None]:
    """Return the open rounds that are told apart, a round before pools, and words for the rest."""
    found = sorted(brief.opened, key=lambda one: -1 if one.milestone is None else one.milestone)
    more = len(found) - MOST_OPENED
    if more <= 0:
        return found, None
    words = ngettext("And {n} more pool is open.", "And {n} more pools are open.", more)
    return found[:MOST_OPENED], words.format(n=more)


def audience_words(page: Page) -> str:
    """Return whom a survey asks, made harmless."""
    audience = page.brief.survey.audience
    parts = [
        _("in {parts}").format(parts=_listed(page.parts)) if page.parts else "",
        _("who work as {families}").format(families=_listed(audience.job_families))
        if audience.job_families
        else "",
        _("whose contract is {contracts}").format(contracts=_listed(audience.contracts))
        if audience.contracts
        else "",
        _tenure(audience),
    ]
    said = [part for part in parts if part]
    return _("Everyone {who}").format(who=", ".join(said)) if said else _("Everyone")


def question_kind(question: Question) -> str:
    """Return what a question is, in a few words, made harmless."""
    if isinstance(question, CommentPrompt):
        return kind_words(Kind.TEXT)
    if isinstance(question, Item):
        labels = question.scale.labels
        return _("From “{low}” to “{high}”").format(
            low=escape(_(labels[0])), high=escape(_(labels[-1]))
        )
    return _choice(question)


def _choice(question: Choice) -> str:
    count = len(question.options)
    if question.style is Style.YES_NO:
        return kind_words(Kind.YES_NO)
    if question.style is Style.SEVERAL:
        return ngettext("Any of {n} choice", "Any of {n} choices", count).format(n=count)
    if question.style is Style.CASELOAD:
        return ngettext("One of {n} band", "One of {n} bands", count).format(n=count)
    return ngettext("One of {n} choice", "One of {n} choices", count).format(n=count)


def _tenure(audience: Audience) -> str:
    tenure = audience.tenure
    if tenure is None:
        return ""
    if tenure.most is None:
        return ngettext(
            "who started {n} month ago or more", "who started {n} months ago or more", tenure.least
        ).format(n=tenure.least)
    return _("who started {least} to {most} months ago").format(
        least=tenure.least, most=tenure.most
    )


def _listed(names: tuple[str, ...]) -> str:
    shown, more = names[:6], len(names) - 6
    words = ", ".join(escape(one) for one in shown)
    if more <= 0:
        return words
    return ngettext("{some} and {n} more", "{some} and {n} more", more).format(some=words, n=more)
