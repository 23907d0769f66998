"""The composition root: the only place that knows the clock, chance and every part."""

import os
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import Engine

from bot.alone import Claim, claim_database
from bot.config import Config
from bot.doctor import hosts
from bot.keeping.due import Backups
from bot.local_words import local_words
from bot.once import Used
from bot.pack.files import files_of
from bot.schema import Standing, bring_up, standing
from bot.slack_client import slack_client
from bot.support_file import support_in
from bot.sync_file import reading_in
from bot.workspaces import Reached, Workspaces, authorising
from handlers import register, ticks
from handlers.door import Door
from handlers.pacing import Manner
from surveys import wording
from surveys.bank.questions import load_bank
from surveys.errors import DatabaseUnreadable, SlackRefused, TokensTwice
from surveys.model.local_words import LocalWords
from surveys.model.watching import Seen
from surveys.runtime import Runtime
from surveys.store.database import Store, is_there, open_database
from surveys.store.inspecting import reading
from surveys.store.keyring import Keyring
from surveys.use_cases import closing, restoring, starting
from surveys.use_cases.installing import installed
from surveys.wording import _

LISTENING_THREADS: Final = 32
DELIVERING_THREADS: Final = 8
LEAST_DELIVERING_THREADS: Final = 2  # for each of several workspaces


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
        token_keys=(
            Keyring(config.token_key_dir.expanduser(), "TOKEN_KEY_DIR")
            if config.slack_client_id
            else None
        ),
    )


@dataclass(frozen=True)
class Bot:
    """The bot, put together and not yet running."""

    config: Config
    runtime: Runtime
    app: App
    workspace: str  # the Slack workspace whose token we hold; "": several install the app
    owner: str  # this process, among those that share a database
    listeners: ThreadPoolExecutor
    manner: Manner
    claim: Claim
    backups: Backups
    used: Used
    workspaces: Workspaces | None = None  # those that install the app; None: there is one token

    def tick(self) -> None:
        """Do whatever is due in one go: for a clock that stands still between two ticks."""
        self.keep_time()
        for one in self._reached():
            ticks.deliver(self.runtime, one.client, one.workspace, self.owner, reach=one.reach)
        self.look_at_people()
        self.make_packs()

    def keep_time(self) -> None:
        """Open and close what is due, and forget what needs no remembering."""
        ticks.keep_time(self.runtime)
        self.used.forget()

    def deliver(self) -> None:
        """Send what is due at the pace that Slack permits."""
        reached = self._reached()
        threads = max(LEAST_DELIVERING_THREADS, self.manner.threads // max(len(reached), 1))
        manner = replace(self.manner, threads=threads) if len(reached) > 1 else self.manner

        def deliver(one: Reached) -> None:
            ticks.deliver(self.runtime, one.client, one.workspace, self.owner, manner, one.reach)

        if not reached:
            closing.settle(self.runtime)  # else a part of delivering
        if len(reached) <= 1:
            for one in reached:
                deliver(one)
            return
        # Side by side: one that Slack holds up must not hold up the others.
        with ThreadPoolExecutor(len(reached), thread_name_prefix="workspace") as pool:
            for done in [pool.submit(deliver, one) for one in reached]:
                done.result()

    def look_at_people(self) -> None:
        """Each night read who is in the workspaces."""
        clients = {one.workspace: one.client for one in self._reached()}
        reading_of = partial(reading_in, self.config) if self.config.sync_file else None
        ticks.look_at_people(self.runtime, clients, reading_of, self.manner)

    def make_packs(self) -> None:
        """Make the packs that were asked for, and send them."""
        for one in self._reached():
            ticks.make_packs(
                self.runtime,
                one.client,
                one.workspace,
                self.owner,
                files_of,
                self.manner,
                one.reach,
            )

    def _reached(self) -> tuple[Reached, ...]:
        if self.workspaces is None:
            return (Reached(self.app.client, self.workspace, None),)
        return self.workspaces.reached()

    def back_up(self) -> None:
        """Make a backup if one is due."""
        ticks.back_up(self.backups.make_due)

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

    Raises SettingsWrong, SlackNotReached, SlackRefused and others.
    """
    config.check_ready_for_slack()
    client = slack_client(config)
    workspace = "" if config.slack_client_id else _workspace(config, client)
    claim = claim_database(config.database_url)
    runtime = build_runtime(config, now, seen)
    claim.share(runtime.store.engine)
    restoring.settle(runtime)  # what a death may have left of a restore
    starting.check(runtime)
    workspaces = Workspaces(runtime, config) if config.slack_client_id else None
    if workspaces is None and installed(runtime):
        raise TokensTwice
    listeners = ThreadPoolExecutor(LISTENING_THREADS, thread_name_prefix="listener")
    secret = config.slack_signing_secret
    app = App(
        name="staff-voice",  # else Bolt reads every source file on the stack to find one
        client=client,
        authorize=authorising(workspaces) if workspaces else None,
        user_facing_authorize_error_message=_("Staff Voice is not installed in this workspace."),
        signing_secret=secret.get_secret_value() if secret else "",
        request_verification_enabled=False,  # done before Bolt reads anything: bot/serving.py
        process_before_response=config.mode == "http",
        token_verification_enabled=True,  # asked once now, and not with each first request
        raise_error_for_unhandled_request=False,
        listener_executor=listeners,
    )
    register(app, runtime, _door(config, workspace))
    manner = Manner(config.slack_posts_a_minute, DELIVERING_THREADS)
    own, kept, used = runtime.new_id(), Backups(config, runtime), Used(config.key_dir.expanduser())
    return Bot(
        config, runtime, app, workspace, own, listeners, manner, claim, kept, used, workspaces
    )


def _door(config: Config, workspace: str) -> Door:
    ours = frozenset(config.allowed) if config.slack_client_id else frozenset({workspace})
    return Door(ours.__contains__, config.acts_a_minute, time.monotonic, os.urandom(32))


def _workspace(config: Config, client: WebClient) -> str:
    try:
        return str(client.auth_test()["team_id"])
    except SlackApiError as error:
        raise SlackRefused(str(error.response.get("error", "error"))) from None
    except (OSError, SlackClientError) as error:
        raise hosts.no_answer(config, error) from None
