"""Every name that Slack hands back to us: actions, callbacks, blocks, commands, events."""

from typing import Final

COMMAND: Final = "/staff-voice"
HOME_OPENED: Final = "app_home_opened"
USER_CHANGED: Final = "user_change"
DELIVERY: Final = "staff_voice_delivery"  # the type of our messages' metadata

# Buttons
CHOOSE: Final = "pulse_choose"  # followed by "_" and the choice, such as pulse_choose_4
OPEN_FORM: Final = "pulse_open"
NOT_NOW: Final = "pulse_not_now"
CHANGE: Final = "pulse_change"
SHOW: Final = "pulse_show"
WITHDRAW: Final = "pulse_withdraw"
PRETEND: Final = "pretend_open"
PROMISE: Final = "promise_open"
HELP: Final = "help_open"
PAUSE: Final = "pause_open"
UNPAUSE: Final = "pause_end"
HOURS: Final = "hours_open"
FORGET_HOURS: Final = "hours_forget"
STOP_REMINDERS: Final = "reminders_stop"
WANT_REMINDERS: Final = "reminders_want"
STOP_MILESTONES: Final = "milestones_stop"
WANT_MILESTONES: Final = "milestones_want"
HELD: Final = "held_open"
RESULTS: Final = "results_open"
READ: Final = "results_read"  # as whoever manages or leads reads them
TEAM_RESULTS: Final = "results_quarter"
OTHERS: Final = "results_others"
OTHERS_PAGE: Final = "results_page"  # followed by "_" and where it leads
ALL_OPEN: Final = "all_open"
COMMENTS: Final = "comments_open"
REPORT: Final = "comment_report"
CHECK: Final = "check_open"
PERMIT: Final = "check_permit"
TAKE_OUT: Final = "check_take_out"
WITHHOLD: Final = "check_withhold"
LATER: Final = "check_later"
LEDGER: Final = "ledger_open"
LEDGER_PAGE: Final = "ledger_page"  # followed by "_" and where it leads
ACTION: Final = "action_open"
RECORD: Final = "action_record_open"
RECORD_AFTER: Final = "action_record_after_question"  # of the forum
CHANGE_ACTION: Final = "action_change_open"
ASK_NOTICED: Final = "action_ask_noticed"
PACK: Final = "pack_open"
COMMENT_ON: Final = "commentary_open"
FIGURES: Final = "figures_open"
DAYS: Final = "days_open"
MARK_DAY: Final = "day_mark_open"
UNMARK_DAY: Final = "day_unmark"

# The forum, for those who look after it and those who answer
SCREEN: Final = "forum_screen_open"
SCREEN_LATER: Final = "forum_screen_later"
CASE: Final = "forum_case_open"
PILE: Final = "forum_pile_open"
PILE_MINE: Final = "forum_pile_mine_open"
PICK_PILE: Final = "forum_pile_pick"
PILE_PAGE: Final = "forum_pile_page"  # followed by "_" and where it leads
DEED: Final = "forum_deed"  # followed by "_" and what is done with a question
SUBMIT_WRITTEN: Final = "forum_written_submit"
SUBMIT_MERGE: Final = "forum_merge_submit"
SUBMIT_ASSIGN: Final = "forum_assign_submit"
CHAIR_WORDS: Final = "words"  # followed by how often they were held back
CHAIR_REASON: Final = "reason"
CHAIR_TARGET: Final = "target"
CHAIR_LEADER: Final = "leader"
CHAIR_DUE: Final = "forum_due"
# The Champions Forum, for everybody
ASK: Final = "forum_ask_open"
ASK_SHORTCUT: Final = "forum_ask"
VOTE_INSTEAD: Final = "forum_vote_instead"
FORUM: Final = "forum_open"
FORUM_BOARD: Final = "forum_board"  # the callback of each of its pages
FORUM_PAGE: Final = "forum_page"  # followed by "_" and where it leads
FORUM_STATE: Final = "forum_state"
FORUM_TOPIC: Final = "forum_topic"
FORUM_QUESTION: Final = "forum_question_open"
FORUM_ONE: Final = "forum_question"  # the callback of one question's page
VOTE: Final = "forum_vote"
UNVOTE: Final = "forum_vote_back"
RECEIPT: Final = "forum_receipt_open"
SUBMIT_ASK: Final = "forum_ask_submit"
SUBMIT_NOTED: Final = "forum_noted_submit"  # a receipt was written down
SUBMIT_RECEIPT: Final = "forum_receipt_submit"
SUBMIT_AFTER: Final = "forum_after_submit"
ASKED: Final = "asked"  # the input of a question, followed by how many times it came back
TOPIC: Final = "topic"
ADDRESSEE: Final = "addressee"
ALONE: Final = "alone"
RECEIPT_WORDS: Final = "receipt"
AFTERWARDS: Final = (
    "afterwards"  # of what is written later, followed by how many times it came back
)
LEAVING: Final = "leaving_open"
LEAVING_ON: Final = "leaving_go_on"
LEAVING_BACK: Final = "leaving_back"
LEAVING_WITHDRAW: Final = "leaving_withdraw"
EXITS: Final = "leaving_results_open"
LEAVERS: Final = "leavers_open"
LEAVER: Final = "leaver_open"
RECORD_LEAVER: Final = "leaver_record_open"
CHANGE_LEAVER: Final = "leaver_change_open"
TAKE_DOWN: Final = "leaver_take_down_open"
RESCIND: Final = "leaver_rescind"

# Forms
SUBMIT_PULSE: Final = "pulse_submit"
SUBMIT_WORDS: Final = "words_submit"
SUBMIT_PRETEND: Final = "pretend_submit"
SUBMIT_NOT_NOW: Final = "not_now_submit"
SUBMIT_PAUSE: Final = "pause_submit"
SUBMIT_HOURS: Final = "hours_submit"
SUBMIT_TAKEN_OUT: Final = "taken_out_submit"
SUBMIT_PART: Final = "action_part_submit"
SUBMIT_ACTION: Final = "action_submit"
SUBMIT_LAST_DAY: Final = "leaving_day_submit"
SUBMIT_LEAVING: Final = "leaving_submit"
SUBMIT_LEAVER: Final = "leaver_submit"
SUBMIT_AGREED: Final = "leaver_agreed_submit"
SUBMIT_PACK: Final = "pack_submit"
SUBMIT_QUARTER: Final = "commentary_quarter_submit"
SUBMIT_COMMENTARY: Final = "commentary_submit"
SUBMIT_PLACE: Final = "figures_place_submit"
SUBMIT_FIGURES: Final = "figures_submit"
SUBMIT_DAY: Final = "day_submit"
NOTICE: Final = "notice"  # a view with nothing to submit

# Meetings of the forum
MEETING: Final = "meeting_open"  # what champions do for it
AGENDA: Final = "meeting_agenda_open"
AGENDA_PAGE: Final = "meeting_agenda_page"  # followed by "_" and where it leads
MAKE_AGENDA: Final = "meeting_agenda_make"
MOVE_MEETING: Final = "meeting_move_open"
WALK: Final = "meeting_walk_open"
WALK_PAGE: Final = "meeting_walk_page"
PREVIEW_MINUTES: Final = "meeting_minutes_preview"
PAST_MEETINGS: Final = "meeting_past_open"
MINUTES_OF: Final = "meeting_minutes_open"
MINUTES_PAGE: Final = "meeting_minutes_page"
SUBMIT_AGENDA: Final = "meeting_agenda_submit"
SUBMIT_MOVE: Final = "meeting_move_submit"
SUBMIT_NOTE: Final = "meeting_note_submit"
SUBMIT_MINUTES: Final = "meeting_minutes_submit"
MEETING_ON: Final = "meeting_on"  # an input, as are the next two
NOTE: Final = "note"  # followed by the step and the place of the question on the agenda
OUTCOME: Final = "outcome"  # followed by the place of the question on the agenda

# Surveys, for those who look after them: on Home, and the pages of one survey
NEW_SURVEY: Final = "survey_new_open"
SURVEYS_PAGE: Final = (
    "surveys_page"  # followed by "_" and where it leads, such as surveys_page_next
)
MANAGE: Final = "survey_manage_open"
SURVEY_PAGE: Final = "survey_page"  # the callback of every page of one survey
OVERVIEW: Final = "survey_overview"
EDITOR: Final = "survey_editor"
PREVIEW: Final = "survey_preview"
COVERAGE: Final = "survey_coverage"
DETAILS: Final = "survey_details_open"
AUDIENCE: Final = "survey_audience_open"
CALENDAR: Final = "survey_calendar_open"
ADD_QUESTION: Final = "survey_add_open"
ADD_FROM_BANK: Final = "survey_bank_open"
QUESTION: Final = "survey_question"  # what can be done with one question
START: Final = "survey_start_open"
PAUSE_SURVEY: Final = "survey_pause"
RESUME_SURVEY: Final = "survey_resume"
CLOSE_EARLY: Final = "survey_close"
ARCHIVE: Final = "survey_archive"
SEND_TO_ME: Final = "survey_send"
TRIAL_FORM: Final = "survey_form_open"
TRIAL: Final = "trial"  # followed by "_" and the choice, in a message that was sent to try it
TRIAL_LATER: Final = "trial_not_now"

# Their forms
SUBMIT_NEW: Final = "survey_new_submit"
SUBMIT_DETAILS: Final = "survey_details_submit"
SUBMIT_KIND: Final = "survey_kind_submit"
SUBMIT_QUESTION: Final = "survey_question_submit"
SUBMIT_BANK: Final = "survey_bank_submit"
SUBMIT_REMOVAL: Final = "survey_removal_submit"
SUBMIT_AUDIENCE: Final = "survey_audience_submit"
SUBMIT_CALENDAR: Final = "survey_calendar_submit"
SUBMIT_START: Final = "survey_start_submit"

# Their inputs: each is called as files name the field
BEGIN_FROM: Final = "begin_from"
TITLE: Final = "title"
PURPOSE: Final = "purpose"
MINUTES: Final = "minutes"
OPEN_DAYS: Final = "open_working_days"
REMINDER: Final = "reminder"
KIND: Final = "kind"
QUESTION_TEXT: Final = "text"
LABEL: Final = "label"
DRIVER: Final = "driver"
DIRECTION: Final = "direction"
SCALE: Final = "scale"
LABELS: Final = "labels"
LOW: Final = "low"
HIGH: Final = "high"
OPTIONS: Final = "options"
REQUIRED: Final = "required"
FROM_BANK: Final = "questions"
UNITS: Final = "units"
FAMILIES: Final = "job_families"
CONTRACTS: Final = "contracts"
TENURE_FROM: Final = "tenure_months"
TENURE_TO: Final = "tenure_most"
EVERY: Final = "every"
STARTS: Final = "starts"
AT: Final = "at"
ZONE: Final = "zone"
MONTHS: Final = "months"
MILESTONE_EVENT: Final = "milestone_event"
DATES: Final = "survey_dates"  # the action of what changes a calendar
OWN: Final = "own"  # an author's own labels, in place of a scale of the bank

# Inputs
ITEM: Final = "item"  # followed by "_" and the item's id, such as item_caseload_fits
PICK: Final = "pick"  # the same for a question with options
TEXT: Final = "text"  # the same for a question answered in words
COMMENT: Final = "comment"  # the one of these that the weekly pulse asks
GUARDED: Final = "guarded"  # a text without the words that give somebody away
KEPT_WORDS: Final = "kept_words"  # marks whose words name nobody, by their place
TAKEN_OUT: Final = "taken_out"  # phrases of a comment, one a line
PART: Final = "part"  # of the organisation
SAID: Final = "said"  # the result that an action follows
OWNER: Final = "owner"
QUARTER: Final = "quarter"
FOR_WHOM: Final = "for_whom"
COMMENTARY: Final = "commentary"  # followed by how many times it was held back
ON_DAY: Final = "on"
EVENT: Final = "event"
DAY_LABEL: Final = "day_label"
DUE: Final = "due"
STATE: Final = "state"
LAST_DAY: Final = "last_day"
WHO: Final = "who"
CODE: Final = "code"  # followed by "_" and which: reason or destination
AGREED: Final = "agreed"
REASONS: Final = "reasons"  # followed by "_" and the group
MAIN: Final = "main"
RETURNING: Final = "returning"
RECOMMEND: Final = "recommend"
CONTACT: Final = "contact"
EXIT_TEXT: Final = "exit"  # followed by "_", the text's name and how many times it came back
WHEN: Final = "when"
UNTIL: Final = "until"
OWN_HOURS: Final = "own_hours"
CHOICE: Final = "choice"  # the one action of each input block
SKIPPED: Final = "skip"
UNPICKED: Final = "-"  # the same among options, whose ids are their authors' own words
