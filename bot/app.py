"""The composition root: the only place that knows the clock, chance and every part."""

import os
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import Engine

from bot.alone import Claim, claim_database
from bot.config import Config
from bot.local_words import local_words
from bot.pack.files import files_of
from bot.schema import Standing, bring_up, standing
from bot.support_file import support_in
from handlers import register, ticks
from handlers.pacing import Manner
from surveys import wording
from surveys.bank.questions import load_bank
from surveys.errors import DatabaseUnreadable, SlackRefused
from surveys.model.local_words import LocalWords
from surveys.model.watching import Seen
from surveys.runtime import Runtime
from surveys.store.database import Store, is_there, open_database
from surveys.store.inspecting import reading
from surveys.store.keyring import Keyring
from surveys.use_cases import starting

LISTENING_THREADS: Final = 32
DELIVERING_THREADS: Final = 8
SECONDS_TO_WAIT_FOR_SLACK: Final = 10


def build_runtime(
    config: Config,
    now: Callable[[], datetime] | None = None,
    seen: Callable[[], Seen] = Seen,
) -> Runtime:
    """Open the database, bring its schema up if it is new, and gather what use cases need.

    Raises DatabaseUnreadable, DatabaseOutOfDate, SupportFileWrong, LocalWordsUnreadable and
    LocalWordsWrong.
    """
    wording.use(config.locale)
    words = local_words(config.local_words_file)
    engine = open_database(config.database_url)
    bring_up(engine)
    runtime = replace(_runtime(config, engine, words, now), seen=seen)
    starting.begin_keys(runtime)
    return runtime


def runtime_to_look(config: Config) -> Runtime | None:
    """Open a database we may work on to look at it, and make or change none. None: none is there.

    Raises SupportFileWrong, LocalWordsUnreadable and LocalWordsWrong.
    """
    wording.use(config.locale)
    if not is_there(config.database_url):
        return None
    try:
        engine = open_database(config.database_url)
    except DatabaseUnreadable:
        return None
    with reading(engine) as connection:
        fits = standing(connection) in {Standing.OURS, Standing.AHEAD}
    if not fits:
        engine.dispose()
        return None
    return _runtime(config, engine, local_words(config.local_words_file), None)


def _runtime(
    config: Config, engine: Engine, words: LocalWords, now: Callable[[], datetime] | None
) -> Runtime:
    return Runtime(
        store=Store(engine, Keyring(config.key_dir.expanduser())),
        now=now or (lambda: datetime.now(UTC)),
        new_id=lambda: str(uuid.uuid4()),
        entropy=os.urandom,
        bank=load_bank(),
        support=support_in(config.support_file),
        policy=config.policy,
        words=words,
    )


@dataclass(frozen=True)
class Bot:
    """The bot, put together and not yet running."""

    config: Config
    runtime: Runtime
    app: App
    workspace: str  # the Slack workspace whose token we hold
    owner: str  # this process, among those that share a database
    listeners: ThreadPoolExecutor
    manner: Manner
    claim: Claim

    def tick(self) -> None:
        """Do whatever is due in one go: for a clock that stands still between two ticks."""
        ticks.tick(self.runtime, self.app.client, self.workspace, self.owner)
        self.make_packs()

    def keep_time(self) -> None:
        """Open and close what is due."""
        ticks.keep_time(self.runtime)

    def deliver(self) -> None:
        """Send what is due at the pace that Slack permits."""
        ticks.deliver(self.runtime, self.app.client, self.workspace, self.owner, self.manner)

    def make_packs(self) -> None:
        """Make the packs that were asked for, and send them."""
        client, manner = self.app.client, self.manner
        ticks.make_packs(self.runtime, client, self.workspace, self.owner, files_of, manner)

    def close(self) -> None:
        """Finish what is being listened to, then give the database back."""
        self.listeners.shutdown(wait=True)
        self.runtime.store.close()
        self.claim.give_up()


def build_bot(
    config: Config,
    now: Callable[[], datetime] | None = None,
    seen: Callable[[], Seen] = Seen,
) -> Bot:
    """Put the bot together and check its token; `seen` tells of the machine.

    Raises SettingsWrong, SlackRefused and others.
    """
    config.check_ready_for_slack()
    client = slack_client(config)
    workspace = _workspace(client)
    claim = claim_database(config.database_url)
    runtime = build_runtime(config, now, seen)
    starting.check(runtime)
    listeners = ThreadPoolExecutor(LISTENING_THREADS, thread_name_prefix="listener")
    secret = config.slack_signing_secret
    app = App(
        name="staff-voice",  # else Bolt reads every source file on the stack to find one
        client=client,
        signing_secret=secret.get_secret_value() if secret else "",
        request_verification_enabled=False,  # done before Bolt reads anything: bot/serving.py
        process_before_response=config.mode == "http",
        token_verification_enabled=True,  # asked once now, and not with each first request
        raise_error_for_unhandled_request=False,
        listener_executor=listeners,
    )
    register(app, runtime)
    manner = Manner(config.slack_posts_a_minute, DELIVERING_THREADS)
    return Bot(config, runtime, app, workspace, runtime.new_id(), listeners, manner, claim)


def slack_client(config: Config) -> WebClient:
    """Return a client that never posts twice by itself."""
    token = config.slack_bot_token
    return WebClient(
        token=token.get_secret_value() if token else None,
        base_url=config.slack_api_url,
        timeout=SECONDS_TO_WAIT_FOR_SLACK,
        retry_handlers=[],  # the default one posts again after a dropped connection
    )


def _workspace(client: WebClient) -> str:
    try:
        return str(client.auth_test()["team_id"])
    except SlackApiError as error:
        raise SlackRefused(str(error.response.get("error", "error"))) from None
    except (OSError, SlackClientError) as error:
        raise SlackRefused(type(error).__name__) from None
