"""What each setting means, in Markdown: for the README and the reference, `bot/reference.py`.

Links start at the top of the house. A setting without a sentence here fails a test.
"""

from typing import Final

MEANINGS: Final[dict[tuple[str, ...], str]] = {
    ("SLACK_BOT_TOKEN",): "`xoxb-…`; needed to run",
    ("SLACK_APP_TOKEN",): "`xapp-…`; needed for Socket Mode",
    ("SLACK_SIGNING_SECRET",): "needed for HTTP mode",
    ("SECRETS_DIR",): (
        "a folder with the tokens, the signing secret and `DATABASE_URL` in [files of their "
        "own](docs/running.md#secrets), such as `slack_bot_token`"
    ),
    ("SLACK_MODE",): (
        "`socket` or `http`; if unset, `http` where there is only a signing secret, no app token"
    ),
    ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"): (
        "instead of `SLACK_BOT_TOKEN`: [several workspaces](docs/workspaces.md) install the "
        "app by themselves"
    ),
    ("ALLOWED_WORKSPACES",): (
        "the ids of those that may, parted by commas; whoever is in several is written to in "
        "the first"
    ),
    ("PUBLIC_URL",): (
        "your own address, `https://…`, at which they do, and at which Slack calls without "
        "Socket Mode"
    ),
    ("TOKEN_KEY_DIR",): ("the key of their tokens, apart from `KEY_DIR`, the database and backups"),
    ("HTTPS_PROXY", "NO_PROXY"): (
        "[the proxy](docs/installing.md#behind-a-proxy) on the way to Slack, such as "
        "`http://proxy.example.org:8080`, and hosts to which the way is straight"
    ),
    ("CA_FILE",): ("your own network's authority (PEM), trusted beside the machine's own"),
    ("SLACK_API_URL",): "another server that speaks Slack's protocol",
    ("ACTS_A_MINUTE",): (
        "how many presses, forms and commands of one person each process takes at once, and "
        "again in each minute; more are turned away unread, and nothing of that is kept"
    ),
    ("SLACK_POSTS_A_MINUTE",): (
        "how many messages a minute all bots of a workspace send together; Slack permits "
        '"several hundred", and 0 waits only when Slack says so'
    ),
    ("DATABASE_URL",): "SQLite or PostgreSQL",
    ("KEY_DIR",): "[where keys live](#where-keys-live)",
    ("SUPPORT_FILE",): (
        "[your own list](docs/words.md#where-to-turn) of where people can turn; else the one "
        "that comes with Staff Voice"
    ),
    ("BACKUP_DIR",): (
        "where [backups](docs/backup.md) go: a `KEY_DIR` inside it is refused, and `audit` looks "
        "there for copies of keys. Set, the bot makes them by itself"
    ),
    ("BACKUP_EVERY_HOURS",): (
        "how often the bot makes a backup, up to 744; `0`: only `staff-voice backup` does"
    ),
    ("BACKUP_KEEP",): (
        "how many backups stay in `BACKUP_DIR`, 1 to 1000; older ones of ours are overwritten and "
        "removed"
    ),
    ("SNAPSHOTS_EXCLUDE_KEYS",): (
        "`yes` once you have made sure that snapshots and backups of the whole machine leave "
        "`KEY_DIR` out; `audit` fails until then"
    ),
    ("HTTP_HOST", "HTTP_PORT"): "where HTTP mode listens",
    ("HEALTH_HOST", "HEALTH_PORT"): (
        "where [`/healthz`, `/readyz` and `/metrics`](docs/watching.md) answer while the bot "
        "runs; port 0: nowhere"
    ),
    ("SOCKET_DOWN_SECONDS",): (
        "how long Socket Mode may stay down before the process [ends, to be started "
        "again](docs/watching.md#when-it-gives-up), 1 to 86400"
    ),
    ("LOG_LEVEL",): "`DEBUG`, `INFO`, `WARNING` or `ERROR`; no level logs what people wrote",
    ("LOCALE",): "the language of sentences, dates and numbers: [languages](docs/languages.md)",
    ("TIME_ZONE",): "by which days and hours are told, an IANA name",
    ("WORKING_HOURS",): (
        "when people may be written to who have no hours of their own, by their own word, "
        "yours or their unit's"
    ),
    ("SMALLEST_TEAM",): "people behind a quarterly figure: 5 or more",
    ("SMALLEST_WEEK",): "people behind a weekly figure: 20 or more",
    ("SMALLEST_COMMENTS",): (
        "people behind a comment: 10 or more; a weekly comment needs `SMALLEST_WEEK` too"
    ),
    ("WELCOME_WORKING_DAYS",): ("working days between the welcome and the first question, 0 to 20"),
    ("DAYS_BETWEEN_ASKS",): (
        "nobody is asked twice within so many days, whatever the survey, 0 to 60; only the "
        "same survey's next date may come sooner after one that a bank holiday moved"
    ),
    ("MINUTES_A_MONTH",): "nobody is asked for more minutes in thirty days, 1 to 1000",
    ("OPENING_WEEKDAY", "OPENING_TIME"): (
        "when the weekly pulse of a new database opens: 0 Monday to 4 Friday; a bank holiday "
        "in England moves it to the next working day. From then on the survey says when; what"
        " these settings still give is the day and hour that new surveys begin with, and the "
        "hour of *Ask me tomorrow*"
    ),
    ("CLOSING_TIME",): (
        "when a round closes on its last day; the weekly pulse is open for five working days"
    ),
    ("KEEP_ROSTERS_MONTHS",): (
        "who was asked, after a round has ended, 7 to 13: team figures of a quarter are held "
        "beside the quarter before, and are withheld where a roster they need is gone (a "
        "pulse every other week needs 10); a yearly survey comes again within the most"
    ),
    ("KEEP_DELIVERIES_DAYS",): (
        "which message was sent to whom, 31 to 180: `deliveries` tells of the past month, and"
        " half a year is enough for any complaint"
    ),
    ("KEEP_LEAVERS_DAYS",): (
        "people who are no longer in the people file, 7 to 90: a file that misses somebody by"
        " mistake is put right in that time, and their choices come back with them"
    ),
    ("KEEP_COMMENTS_MONTHS",): (
        "what people wrote, after its round closed, 3 to 36: a quarter at least, and three "
        "years to compare"
    ),
    ("FORUM_MEETINGS",): (
        "days on which the Champions Forum meets, parted by commas: `2027-03-11,2027-06-10`; "
        "if unset, the second Thursday of March, June, September and December"
    ),
    ("FORUM_CHANNEL",): (
        "the id of the channel in which answers of the forum are also posted; if unset, on "
        "the Home tab alone"
    ),
    ("SYNC_FILE",): (
        "how [people are read from Slack](docs/people.md#from-slack), for `people sync`; where the "
        "bot has it too, administrators are told each morning what would change"
    ),
    ("LOCAL_WORDS_FILE",): "[your own words](docs/tone.md) for the tone and themes of comments",
    ("TICK_SECONDS",): "how often the bot looks for what is due, 0.1 to 60",
}
