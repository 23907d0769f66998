"""Turning what went wrong into a sentence where its person can read it."""

import http.client
import json
import logging
import secrets
import traceback
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, Final

from slack_bolt import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import ids
from handlers.event_payloads import event_block_in
from handlers.forum_payloads import mark_of, note_block
from handlers.payloads import blocks_of, caller, text_block_in
from handlers.views.fields import found
from handlers.views.notices import fault, notice, refusal
from surveys.bank.checking import NO_QUESTION
from surveys.errors import (
    ActionWrong,
    AgreementMissing,
    AnswerMissing,
    ButtonUnknown,
    CommentaryTooLong,
    DueWrong,
    EventWrong,
    FigureWrong,
    HoursWrong,
    LabelWrong,
    LastDayWrong,
    LeaderUnknown,
    LeaverKnown,
    LeaverUnknown,
    MeetingDayWrong,
    NobodyThanked,
    NoteMissing,
    PauseTooShort,
    QuestionEmpty,
    ReceiptUnknown,
    ReceiptWrong,
    Refusal,
    RoleForNobody,
    SurveyDatePassed,
    SurveyWrong,
    TeamEmpty,
    TeamTooLarge,
    ThankedUnknown,
    ThankingYourself,
    ThanksNowhere,
    ThanksWordsWrong,
    WordsNotThere,
)
from surveys.wording import _

_log: Final = logging.getLogger("staff_voice")
_TOO_LATE: Final = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id"})
# What is wrong with one input of a form is said beneath it.
_INPUTS: Final[Mapping[type[Exception], str]] = {
    PauseTooShort: ids.UNTIL,
    HoursWrong: ids.OWN_HOURS,
    MeetingDayWrong: ids.MEETING_ON,
    WordsNotThere: ids.TAKEN_OUT,
    SurveyDatePassed: ids.STARTS,
    LastDayWrong: ids.LAST_DAY,
    AgreementMissing: ids.AGREED,
    LeaverUnknown: ids.WHO,
    RoleForNobody: ids.ROLE_OF,
    LeaverKnown: ids.WHO,
    LabelWrong: ids.DAY_LABEL,
    CommentaryTooLong: ids.COMMENTARY,
    DueWrong: ids.CHAIR_DUE,
    LeaderUnknown: ids.CHAIR_LEADER,
    QuestionEmpty: ids.ASKED,
    ReceiptUnknown: ids.RECEIPT_WORDS,
    ReceiptWrong: ids.RECEIPT_WORDS,
    NobodyThanked: ids.THANKED,
    ThankedUnknown: ids.THANKED,
    ThankingYourself: ids.THANKED,
    TeamEmpty: ids.THANKED_TEAM,
    TeamTooLarge: ids.THANKED_TEAM,
    ThanksWordsWrong: ids.THANKS_WORDS,
    ThanksNowhere: ids.THANKS_CHANNEL,
}
_TELLING: Final = frozenset({ids.OPEN_DAYS, ids.STARTS, ids.MONTHS, ids.MINUTES, NO_QUESTION})
_NO_CHOICE: Final = "-"  # is nothing's id: whoever chooses it is told that there is no such thing
_SLACK: Final = (SlackClientError, OSError, http.client.HTTPException)


def refuse_unknown() -> None:
    """Refuse a button or a form that this version does not know. Raises ButtonUnknown."""
    raise ButtonUnknown


def explain(error: Exception, body: Mapping[str, Any], client: WebClient) -> BoltResponse:
    """Answer a failed request: in its form, over it, or in a line only its person sees."""
    sentence = sentence_for(error)
    if body.get("type") == "view_submission":
        return BoltResponse(
            status=200,
            body=json.dumps(_in_answer_to_a_form(error, sentence, body)),
            headers={"content-type": "application/json"},
        )
    if "command" in body:
        return BoltResponse(status=200, body=sentence)
    if body.get("type") == "block_suggestion":
        # Slack shows nothing but options; none would say that what is sought is not there.
        said = [] if isinstance(error, Refusal) else [(_NO_CHOICE, sentence)]
        return BoltResponse(status=200, body=json.dumps({"options": found(said)}))
    if body.get("type") in {"block_actions", "shortcut"}:
        if _came_too_late(error):
            _whisper(sentence, body, client)  # nothing can be opened, and a form must not be lost
        else:
            _show(sentence, body, client)
    return BoltResponse(status=200, body="")


def sentence_for(error: Exception) -> str:
    """Return the sentence a person reads; a fault of our own is logged under its reference."""
    if isinstance(error, Refusal):
        return _over_a_form(error) if isinstance(error, SurveyWrong) else error.sentence
    if _came_too_late(error):
        return _("That took too long, and nothing was saved. Please tap again.")
    return fault(record_fault(error, "listener"))


def courtesy(step: str, work: Callable[[], object]) -> bool:
    """Do what follows a change that is kept; if it fails the change stays. Say if it went well."""
    try:
        work()
    except Exception as error:  # whatever it is, nobody must read that nothing was saved
        record_fault(error, step)
        return False
    return True


def tell_kept(body: Mapping[str, Any], client: WebClient) -> None:
    """Say that a change is kept, in the place of the page that should have told it."""
    courtesy("telling", lambda: _tell_kept(body, client))


def record_fault(error: BaseException, step: str) -> str:
    """Log a fault by type and place, never by its message, and return the reference."""
    reference = secrets.token_hex(4)
    frames = [
        f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-6:]
    ]
    _log.error(
        "fault",
        extra={
            "step": step,
            "reference": reference,
            "error_type": type(error).__name__,
            "frames": frames,
        },
    )
    return reference


def _in_answer_to_a_form(
    error: Exception, sentence: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    wrong = {_INPUTS[type(error)]: sentence} if type(error) in _INPUTS else {}
    if isinstance(error, AnswerMissing):
        wrong = dict.fromkeys(blocks_of(body, error.questions), sentence)
    if isinstance(error, FigureWrong):
        wrong = {error.detail.partition(":")[0]: sentence}
    elif isinstance(error, NoteMissing):
        wrong = {note_block(mark_of(body)): sentence}
    if isinstance(error, SurveyWrong | ActionWrong | EventWrong):
        wrong = _by_field(error)
    if isinstance(error, EventWrong):
        wrong = {event_block_in(body, name): said for name, said in wrong.items()}
    if isinstance(error, ActionWrong):
        wrong = {text_block_in(body, name): said for name, said in wrong.items()}
    # Slack takes sentences only for inputs that the form has.
    if wrong and wrong.keys() <= body["view"]["state"]["values"].keys():
        return {"response_action": "errors", "errors": wrong}
    # Over the form, never in its place: what was written in it stays.
    return {"response_action": "push", "view": refusal(sentence)}


def _over_a_form(error: SurveyWrong) -> str:
    """Return the sentence for where no input stands beside it.

    It is in the forms' words where these tell by themselves what is meant, and else in those of a
    file, which name the place.
    """
    said = [one.beneath if one.field in _TELLING else one.sentence for one in error.problems]
    told = " ".join(dict.fromkeys(said)).removesuffix(".")
    return SurveyWrong(told or error.detail).sentence


def _by_field(error: SurveyWrong | ActionWrong | EventWrong) -> dict[str, str]:
    said: dict[str, str] = {}
    for one in error.problems:
        before = said.get(one.field)
        said[one.field] = f"{before} {one.beneath}" if before else one.beneath
    return said


def _tell_kept(body: Mapping[str, Any], client: WebClient) -> None:
    sentence = _(
        "That is done, but this page could not be brought up to date."
        " Please close it and open it again."
    )
    try:
        page = notice(_("Done"), [sentence])
        client.views_update(view_id=body["view"].get("root_view_id", ""), view=page)
    except _SLACK:
        _whisper(sentence, body, client)


def _show(sentence: str, body: Mapping[str, Any], client: WebClient) -> None:
    try:
        if body.get("view", {}).get("type") != "modal":
            client.views_open(trigger_id=body["trigger_id"], view=refusal(sentence))
        elif body["view"].get("submit") or _is_page(body["view"]):  # it must not be lost
            client.views_push(trigger_id=body["trigger_id"], view=refusal(sentence))
        else:
            client.views_update(view_id=body["view"]["id"], view=refusal(sentence))
    except _SLACK:
        _whisper(sentence, body, client)


def _whisper(sentence: str, body: Mapping[str, Any], client: WebClient) -> None:
    """Say it in a line that only its person sees, and that nobody keeps."""
    person = caller(body).slack_id
    try:
        channel = body.get("channel", {}).get("id")
        if channel is None:  # the Home tab and modals have none
            channel = client.conversations_open(users=person)["channel"]["id"]
        client.chat_postEphemeral(channel=channel, user=person, text=sentence)
    except _SLACK as error:
        record_fault(error, "whisper")


def _is_page(view: Mapping[str, Any]) -> bool:
    return view.get("callback_id") in {ids.SURVEY_PAGE, ids.FORUM_BOARD}


def _came_too_late(error: Exception) -> bool:
    return isinstance(error, SlackApiError) and error.response.get("error") in _TOO_LATE
