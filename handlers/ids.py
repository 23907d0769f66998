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
RESULTS: Final = "results_open"
COMMENTS: Final = "comments_open"
REPORT: Final = "comment_report"
CHECK: Final = "check_open"
PERMIT: Final = "check_permit"
TAKE_OUT: Final = "check_take_out"
WITHHOLD: Final = "check_withhold"
LATER: Final = "check_later"

# Forms
SUBMIT_PULSE: Final = "pulse_submit"
SUBMIT_WORDS: Final = "words_submit"
SUBMIT_PRETEND: Final = "pretend_submit"
SUBMIT_NOT_NOW: Final = "not_now_submit"
SUBMIT_PAUSE: Final = "pause_submit"
SUBMIT_HOURS: Final = "hours_submit"
SUBMIT_TAKEN_OUT: Final = "taken_out_submit"
NOTICE: Final = "notice"  # a view with nothing to submit

# Inputs
ITEM: Final = "item"  # followed by "_" and the item's id, such as item_caseload_fits
PICK: Final = "pick"  # the same for a question with options
TEXT: Final = "text"  # the same for a question answered in words
COMMENT: Final = "comment"  # the one of these that the weekly pulse asks
GUARDED: Final = "guarded"  # a text without the words that give somebody away
KEPT_WORDS: Final = "kept_words"  # marks whose words name nobody, by their place
TAKEN_OUT: Final = "taken_out"  # phrases of a comment, one a line
WHEN: Final = "when"
UNTIL: Final = "until"
OWN_HOURS: Final = "own_hours"
CHOICE: Final = "choice"  # the one action of each input block
SKIPPED: Final = "skip"
UNPICKED: Final = "-"  # the same among options, whose ids are their authors' own words
