"""Slack in, Slack out: one table of everything we listen to. This floor knows no SQL."""

import re
from collections.abc import Callable
from typing import Any, Final

from slack_bolt import App

from handlers import (
    acting,
    answering,
    appointing,
    asking,
    browsing,
    chairing,
    checking,
    command,
    commenting,
    convening,
    enrolling,
    errors,
    holding,
    home,
    ids,
    leavers,
    leaving,
    locating,
    noting,
    packing,
    preferring,
    reporting,
    returning,
    supporting,
    thanking,
    uninstalling,
)
from handlers.authoring import asking as questions
from handlers.authoring import drafting, steering
from handlers.door import Door
from surveys.runtime import Runtime

Listener = Callable[..., None]

# Messages live for years, so a button can outlast the version that it belongs to.
ANYTHING_ELSE: Final = re.compile(".*")

ACTIONS: Final[dict[str | re.Pattern[str], Listener]] = {
    re.compile(rf"{ids.CHOOSE}_\d+"): answering.open_form,
    ids.OPEN_FORM: answering.open_form,
    ids.NOT_NOW: answering.open_not_now,
    ids.CHANGE: answering.change,
    ids.SHOW: answering.show,
    ids.WITHDRAW: answering.withdraw,
    ids.PRETEND: answering.open_pretend,
    ids.PROMISE: enrolling.open_promise,
    ids.HELP: enrolling.open_help,
    ids.PAUSE: enrolling.open_pause,
    ids.UNPAUSE: enrolling.end_pause,
    ids.HOURS: preferring.open_hours,
    ids.FORGET_HOURS: preferring.forget_hours,
    ids.STOP_REMINDERS: preferring.stop_reminders,
    ids.WANT_REMINDERS: preferring.want_reminders,
    ids.STOP_MILESTONES: preferring.stop_milestones,
    ids.WANT_MILESTONES: preferring.want_milestones,
    ids.HELD: holding.open_held,
    ids.RESULTS: reporting.open_results,
    ids.READ: reporting.open_to_read,
    ids.TEAM_RESULTS: reporting.open_team_results,
    ids.OTHERS: reporting.open_others,
    re.compile(rf"{ids.OTHERS_PAGE}_(back|on)"): reporting.turn_others,
    ids.ALL_OPEN: command.open_menu,
    ids.COMMENTS: checking.open_comments,
    ids.REPORT: checking.report,
    ids.CHECK: checking.open_check,
    ids.PERMIT: checking.permit,
    ids.TAKE_OUT: checking.open_take_out,
    ids.WITHHOLD: checking.withhold,
    ids.LATER: checking.leave_for_later,
    ids.LEDGER: acting.open_ledger,
    re.compile(rf"{ids.LEDGER_PAGE}_(back|on)"): acting.turn_ledger,
    ids.ACTION: acting.open_action,
    ids.RECORD: acting.open_recording,
    ids.RECORD_AFTER: acting.open_recording_after_question,
    ids.CHANGE_ACTION: acting.open_changing,
    ids.ASK_NOTICED: acting.ask_noticed,
    ids.EVENTS: supporting.open_events,
    re.compile(rf"{ids.EVENTS_PAGE}_(back|on)"): supporting.turn_events,
    ids.ONE_EVENT: supporting.open_event,
    ids.ADD_EVENT: supporting.open_adding,
    ids.CHANGE_EVENT: supporting.open_rearranging,
    ids.CANCEL_EVENT: supporting.cancel_event,
    ids.RESTORE_EVENT: supporting.restore_event,
    ids.LEAVING: leaving.open_leaving,
    ids.LEAVING_ON: leaving.go_on,
    ids.LEAVING_BACK: leaving.go_back,
    ids.LEAVING_WITHDRAW: leaving.withdraw_leaving,
    ids.EXITS: leaving.open_exits,
    ids.LEAVERS: leavers.open_leavers,
    ids.LEAVER: leavers.open_leaver,
    ids.RECORD_LEAVER: leavers.open_record,
    ids.CHANGE_LEAVER: leavers.open_change,
    ids.TAKE_DOWN: leavers.open_agreement,
    ids.RESCIND: leavers.rescind,
    ids.PACK: packing.open_packing,
    ids.COMMENT_ON: commenting.open_quarter,
    ids.FIGURES: noting.open_figures,
    ids.DAYS: noting.open_days,
    ids.MARK_DAY: noting.open_marking,
    ids.UNMARK_DAY: noting.unmark_day,
    ids.ROLES: appointing.open_roles,
    ids.ROLE_TURN: appointing.turn_role,
    ids.ROLE_PROPOSAL: appointing.open_proposal,
    ids.ROLE_CONFIRM: appointing.confirm_role,
    ids.ROLE_DECLINE: appointing.decline_role,
    ids.ROLE_WITHDRAW: appointing.withdraw_role,
    ids.TRAIL: appointing.open_trail,
    re.compile(rf"{ids.TRAIL_PAGE}_(back|on)"): appointing.turn_trail,
    ids.SCREEN: chairing.open_screening,
    ids.SCREEN_LATER: chairing.leave_for_later,
    ids.CASE: chairing.open_case,
    ids.PILE: chairing.open_pile,
    ids.PILE_MINE: chairing.open_pile,
    ids.PICK_PILE: chairing.turn_pile,
    re.compile(rf"{ids.PILE_PAGE}_(back|on)"): chairing.turn_pile,
    re.compile(rf"{ids.DEED}_\w+"): chairing.do_deed,
    ids.ASK: asking.open_asking,
    ids.VOTE_INSTEAD: asking.vote_instead,
    ids.FORUM: browsing.open_forum,
    re.compile(rf"{ids.FORUM_PAGE}_(back|on)"): browsing.turn_forum,
    ids.FORUM_STATE: browsing.seek,
    ids.FORUM_TOPIC: browsing.seek,
    ids.FORUM_QUESTION: browsing.open_question,
    ids.VOTE: browsing.vote,
    ids.UNVOTE: browsing.unvote,
    ids.RECEIPT: returning.open_receipt,
    ids.SAY_THANKS: thanking.open_thanks,
    ids.THANKS_AGAIN: thanking.open_thanks_again,
    ids.THANKS_GIVEN: thanking.open_given,
    ids.WITHDRAW_THANKS: thanking.withdraw_thanks,
    ids.LEAVE_OUT: thanking.leave_out,
    ids.MEETING: convening.open_meeting,
    ids.AGENDA: convening.open_agenda,
    re.compile(rf"{ids.AGENDA_PAGE}_(back|on)"): convening.turn_agenda,
    ids.MAKE_AGENDA: convening.open_making,
    ids.MOVE_MEETING: convening.open_moving,
    ids.WALK: convening.open_walk,
    re.compile(rf"{ids.WALK_PAGE}_(back|on)"): convening.walk,
    ids.PREVIEW_MINUTES: convening.preview_minutes,
    ids.PAST_MEETINGS: convening.open_past,
    ids.MINUTES_OF: convening.open_minutes,
    re.compile(rf"{ids.MINUTES_PAGE}_(back|on)"): convening.turn_minutes,
    ids.NEW_SURVEY: drafting.open_new_survey,
    re.compile(rf"{ids.SURVEYS_PAGE}_(back|on)"): steering.turn_page,
    ids.MANAGE: steering.open_survey,
    ids.OVERVIEW: steering.show_overview,
    ids.EDITOR: steering.show_editor,
    ids.PREVIEW: steering.show_preview,
    ids.COVERAGE: steering.show_coverage,
    ids.DETAILS: drafting.open_details,
    ids.AUDIENCE: drafting.open_audience,
    ids.CALENDAR: drafting.open_calendar,
    ids.DATES: drafting.show_dates,
    ids.ADD_QUESTION: questions.open_adding,
    ids.ADD_FROM_BANK: questions.open_bank,
    ids.QUESTION: questions.do_with_question,
    ids.START: steering.open_start,
    ids.PAUSE_SURVEY: steering.pause_survey,
    ids.RESUME_SURVEY: steering.resume_survey,
    ids.CLOSE_EARLY: steering.close_early,
    ids.ARCHIVE: steering.archive_survey,
    ids.SEND_TO_ME: steering.send_to_me,
    ids.TRIAL_FORM: steering.open_trial_form,
    ids.TRIAL_LATER: steering.open_trial_later,
    re.compile(rf"{ids.TRIAL}_\w+"): steering.open_trial,
    ANYTHING_ELSE: errors.refuse_unknown,
}
SUBMISSIONS: Final[dict[str | re.Pattern[str], Listener]] = {
    ids.SUBMIT_PULSE: answering.submit,
    ids.SUBMIT_WORDS: answering.submit_words,
    ids.SUBMIT_TAKEN_OUT: checking.take_out,
    ids.SUBMIT_PRETEND: answering.submit_pretend,
    ids.SUBMIT_NOT_NOW: answering.submit_not_now,
    ids.SUBMIT_PAUSE: enrolling.submit_pause,
    ids.SUBMIT_HOURS: preferring.submit_hours,
    ids.SUBMIT_PART: acting.submit_part,
    ids.SUBMIT_ACTION: acting.submit_action,
    ids.SUBMIT_ROLE_OF: appointing.submit_role_of,
    ids.SUBMIT_EVENT: supporting.submit_event,
    ids.SUBMIT_LAST_DAY: leaving.submit_last_day,
    ids.SUBMIT_LEAVING: leaving.submit_step,
    ids.SUBMIT_LEAVER: leavers.submit_leaver,
    ids.SUBMIT_AGREED: leavers.submit_agreement,
    ids.SUBMIT_PACK: packing.submit_pack,
    ids.SUBMIT_QUARTER: commenting.submit_quarter,
    ids.SUBMIT_COMMENTARY: commenting.submit_commentary,
    ids.SUBMIT_PLACE: noting.submit_place,
    ids.SUBMIT_FIGURES: noting.submit_figures,
    ids.SUBMIT_DAY: noting.submit_day,
    ids.SUBMIT_WRITTEN: chairing.submit_written,
    ids.SUBMIT_MERGE: chairing.submit_merge,
    ids.SUBMIT_ASSIGN: chairing.submit_assign,
    ids.SUBMIT_ASK: asking.submit_asked,
    ids.SUBMIT_NOTED: asking.close_receipt,
    ids.SUBMIT_RECEIPT: returning.submit_receipt,
    ids.SUBMIT_AFTER: returning.submit_after,
    ids.SUBMIT_THANKS: thanking.submit_thanks,
    ids.SUBMIT_AGENDA: convening.submit_agenda,
    ids.SUBMIT_MOVE: convening.submit_move,
    ids.SUBMIT_NOTE: convening.submit_note,
    ids.SUBMIT_MINUTES: convening.submit_minutes,
    ids.SUBMIT_NEW: drafting.submit_new_survey,
    ids.SUBMIT_DETAILS: drafting.submit_details,
    ids.SUBMIT_KIND: questions.submit_kind,
    ids.SUBMIT_QUESTION: questions.submit_question,
    ids.SUBMIT_BANK: questions.submit_bank,
    ids.SUBMIT_REMOVAL: questions.submit_removal,
    ids.SUBMIT_AUDIENCE: drafting.submit_audience,
    ids.SUBMIT_CALENDAR: drafting.submit_calendar,
    ids.SUBMIT_START: steering.submit_start,
    ANYTHING_ELSE: errors.refuse_unknown,
}
SEARCHES: Final[dict[str, Listener]] = {
    ids.CHOICE: drafting.search_list,
    ids.THANKED_TEAM: thanking.search_teams,
}
EVENTS: Final[dict[str, Listener]] = {
    ids.HOME_OPENED: home.show_home,
    ids.USER_CHANGED: locating.hear_profile,
}
# Slack tells these of workspaces that install the app, and of no other.
INSTALLED_EVENTS: Final[dict[str, Listener]] = {
    ids.APP_UNINSTALLED: uninstalling.hear_uninstalled,
    ids.TOKENS_REVOKED: uninstalling.hear_revoked,
}
COMMANDS: Final[dict[str, Listener]] = {ids.COMMAND: command.open_menu}
SHORTCUTS: Final[dict[str, Listener]] = {
    ids.ASK_SHORTCUT: asking.open_asking,
    ids.THANKS_SHORTCUT: thanking.open_thanks,
}


def register(app: App, runtime: Runtime, door: Door) -> None:
    """Listen to everything in the table, and turn every error into a sentence."""
    tables: list[tuple[Callable[[Any], Any], dict[Any, Listener]]] = [
        (app.view, SUBMISSIONS),  # first looked through: everyone sends theirs in the same hour
        (app.action, ACTIONS),
        (app.options, SEARCHES),
        (app.event, EVENTS),
        (app.event, INSTALLED_EVENTS),
        (app.command, COMMANDS),
        (app.shortcut, SHORTCUTS),
    ]
    for listen, table in tables:
        for matched, listener in table.items():
            listen(matched)(_given(runtime, door, listener))
    app.error(errors.explain)


def _given(runtime: Runtime, door: Door, listener: Listener) -> Listener:
    """Hand a listener what it names, the runtime among it, if the door lets its request in."""
    wanted = listener.__code__.co_varnames[: listener.__code__.co_argcount]

    def listening(ack: Any, body: dict[str, Any], client: Any) -> None:
        turned_away = door.answer(body)
        if turned_away is not None:
            ack(**turned_away)
            return
        given = {"ack": ack, "body": body, "client": client, "runtime": runtime}
        listener(**{name: given[name] for name in wanted})

    listening.__name__ = listener.__name__
    return listening
