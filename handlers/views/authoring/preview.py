"""A survey before anybody is asked: how it looks, whom it reaches, what may come of it."""

from handlers import ids
from handlers.views.answering import invitation, invitation_text
from handlers.views.authoring.pages import page_view
from handlers.views.authoring.reach import reach
from handlers.views.authoring.words import question_kind
from handlers.views.blocks import Block, View, actions, button, context, divider, header, section
from handlers.views.mrkdwn import escape
from handlers.views.notices import notice
from surveys.model.authoring import Place
from surveys.model.previews import Level, Preview, Promise, Result, Trial
from surveys.model.rounds import Thresholds
from surveys.model.surveys import WEEKLY_PULSE
from surveys.wording import _, ngettext

_SEPARATOR = ":"
_LINES_OF_A_PART = 8
_WORDS = ("section", "context")


def preview(model: Preview) -> View:
    """The page that shows a survey before it is asked."""
    blocks = [
        *_looks(model),
        divider(),
        header(_("Who would be asked")),
        reach(model),
        divider(),
        header(_("What could be shown")),
        *_outlook(model),
        actions([button(_("Back to the survey"), ids.OVERVIEW), _edit()], block_id="back"),
    ]
    return page_view(model.page.brief, blocks)


def trial_text(trial: Trial) -> str:
    """The notification's words."""
    return _("Preview: {title}").format(title=invitation_text(trial.invitation))


def trial(trial: Trial) -> list[Block]:
    """The message as people would get it, with buttons that keep nothing."""
    first = _("*This is a preview, for you alone.* Its buttons work, and nothing is kept.")
    return [section(first), *(_harmless(one, trial.place) for one in invitation(trial.invitation))]


def trial_place(value: str) -> Place:
    """Return which survey a button of such a message is about."""
    survey, _separator, revision = value.partition(_SEPARATOR)
    return Place(survey, int(revision))


def trial_later() -> View:
    """What stands behind "Not now" in a preview."""
    words = _("In a real message this offers to ask again later, or to skip this one.")
    return notice(_("Not now"), [words])


def _harmless(block: Block, place: Place) -> Block:
    if block["type"] != "actions":
        return block
    return block | {"elements": [_trial_button(one, place) for one in block["elements"]]}


def _trial_button(element: Block, place: Place) -> Block:
    value = f"{place.survey}{_SEPARATOR}{place.revision}"
    action_id = str(element["action_id"])
    if action_id == ids.NOT_NOW:
        return element | {"action_id": ids.TRIAL_LATER, "value": value}
    if action_id == ids.OPEN_FORM or action_id.startswith(f"{ids.CHOOSE}_"):
        choice = action_id.removeprefix(f"{ids.CHOOSE}_")
        return element | {"action_id": f"{ids.TRIAL}_{choice}", "value": value}
    return element


def _looks(model: Preview) -> list[Block]:
    survey, page = model.page.brief.survey, model.page
    if model.invitation is None:
        return [section(_("There is nothing to look at yet: add a question first.")), _adding()]
    said = [one for one in invitation(model.invitation) if one["type"] in _WORDS]
    blocks = [header(_("How it looks")), *said]
    if survey.id != WEEKLY_PULSE:
        lines = [
            f"{place}. {escape(_(one.text))} _({question_kind(one)})_"
            for place, one in enumerate(survey.questions, start=1)
        ]
        blocks += [section("\n".join(part)) for part in _parts(lines)]
    buttons = [
        button(_("Try the form"), ids.TRIAL_FORM),
        button(_("Send it to me"), ids.SEND_TO_ME, page.press),
    ]
    return [*blocks, *_time(model), actions(buttons, block_id="tries")]


def _time(model: Preview) -> list[Block]:
    survey, needed = model.page.brief.survey, model.needed_minutes
    if not survey.questions:
        return []
    words = ngettext(
        "Questions like these take about {n} minute.",
        "Questions like these take about {n} minutes.",
        needed,
    ).format(n=needed)
    promised = ngettext(
        "People are told {n} minute.", "People are told {n} minutes.", survey.minutes
    ).format(n=survey.minutes)
    return [context(f"{words} {promised}")]


def _parts(lines: list[str]) -> list[list[str]]:
    starts = range(0, len(lines), _LINES_OF_A_PART)
    return [lines[start : start + _LINES_OF_A_PART] for start in starts]


def _outlook(model: Preview) -> list[Block]:
    share = _("If {share}% of them answer, as may be expected:").format(
        share=round(model.response * 100)
    )
    if not model.promises:
        return [section(_("Nothing: it asks no question yet."))]
    told = _whole if model.is_whole_only else _told
    lines = [share, *(line for one in model.promises for line in told(model, one))]
    if model.is_whole_only:
        return [section("\n".join(lines))]
    small = (
        _("What is too small is shown within the next larger part of those you chose, or not.")
        if model.page.parts
        else _("What is too small is shown within the next larger part, never alone.")
    )
    return [section("\n".join(lines)), context(small)]


def _told(model: Preview, one: Promise) -> list[str]:
    limits, is_pulse = model.thresholds, model.page.brief.survey.id == WEEKLY_PULSE
    weekly = _shown(one.levels, [level.weekly for level in one.levels])
    if one.result is Result.SHARES:
        words = _("• *Choices*, never below a service (from {n} people): {parts}")
        return [words.format(n=limits.week, parts=weekly)]
    if one.result is Result.WORDS:
        words = _("• *Comments*, checked first, never below a service (from {n} people): {parts}")
        return [words.format(n=_least(limits, one.result), parts=weekly)]
    each = _("Scores each week") if is_pulse else _("Scores each time")
    teams = _("Scores each quarter, teams included") if is_pulse else _("Scores, teams included")
    quarterly = _shown(one.levels, [level.quarterly for level in one.levels])
    words = _("• *{when}* (from {n} people): {parts}")
    return [
        words.format(when=each, n=limits.week, parts=weekly),
        words.format(when=teams, n=limits.team, parts=quarterly),
    ]


def _whole(model: Preview, one: Promise) -> list[str]:
    name = {
        Result.SCORES: _("Scores"),
        Result.SHARES: _("Choices"),
        Result.WORDS: _("Comments, checked first"),
    }[one.result]
    words = (
        _("• *{what}*: for the organisation as a whole, from {n} people")
        if any(level.weekly for level in one.levels)
        else _("• *{what}*: nothing yet, as it needs {n} people who answer")
    )
    limits = model.thresholds
    return [words.format(what=name, n=_least(limits, one.result))]


def _least(limits: Thresholds, result: Result) -> int:
    """How many people stand behind a result at the least."""
    return max(limits.week, limits.comments) if result is Result.WORDS else limits.week


def _shown(levels: tuple[Level, ...], counts: list[int]) -> str:
    said = [_level(one, count) for one, count in zip(levels, counts, strict=True)]
    return ", ".join(said) or _("nothing")


def _level(one: Level, count: int) -> str:
    if one.depth == 0:
        return _("the organisation") if count else _("not the organisation")
    if one.depth == 1:
        return ngettext("{n} of {of} service", "{n} of {of} services", one.of).format(
            n=count, of=one.of
        )
    if one.depth == 2:
        return ngettext("{n} of {of} team", "{n} of {of} teams", one.of).format(n=count, of=one.of)
    return ngettext("{n} of {of} part below", "{n} of {of} parts below", one.of).format(
        n=count, of=one.of
    )


def _edit() -> Block:
    return button(_("Edit"), ids.EDITOR)


def _adding() -> Block:
    return actions([_edit()], block_id="adding")
