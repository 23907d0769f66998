"""Two local workspaces that install one app by themselves, and the bot that serves them."""

import csv
import io
import secrets
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from bot import config as settings
from bot.app import Bot, build_bot
from bot.local_slack import LocalSlack, Member, SharedApp, Visitor
from bot.local_slack.signed_http import FORM, signature
from bot.serving import HTTP_PATH, Serving
from surveys.use_cases import enrolling
from tests.conftest import THURSDAY, Clock
from tests.databases import hurry, sqlite_in
from tests.organisation import HEADER

COUNCIL, HEALTH, STRANGERS = "T0COUNCIL", "T0HEALTH", "T0STRANGE"
# In both: one human, whose accounts are of different names in each.
IN_BOTH = ((COUNCIL, "U0ANNE"), (HEALTH, "U0ANNEH"))
PEOPLE = {"E1": IN_BOTH, "E2": ((COUNCIL, "U0BILL"),), "E3": ((HEALTH, "U0CARA"),)}


@dataclass(frozen=True)
class Partnership:
    """The bot, its workspaces by their ids, and the address at which it is installed."""

    bot: Bot
    slacks: Mapping[str, LocalSlack]
    app: SharedApp
    clock: Clock
    address: str
    folder: Path

    def visitor(self, workspace: str, slack_id: str) -> Visitor:
        return Visitor(self.slacks[workspace].address, slack_id)

    def browser(self) -> httpx.Client:
        """One browser, with cookies of its own, that follows nothing by itself."""
        return httpx.Client(trust_env=False, follow_redirects=False)

    def agreed(self, workspace: str, browser: httpx.Client) -> str:
        """Begin in a browser, agree in Slack, and return the address to come back to."""
        to_slack = browser.get(f"{self.address}/slack/install")
        assert to_slack.status_code == 302, to_slack.text
        agree = to_slack.headers["location"].replace("/authorize?", f"/agree?team={workspace}&")
        return str(browser.get(agree).headers["location"])

    def install(self, workspace: str) -> httpx.Response:
        with self.browser() as browser:
            return browser.get(self.agreed(workspace, browser))

    def asked(self, workspace: str) -> str:
        """What somebody of a workspace reads who types the command, as Slack signs it."""
        body = urlencode({"command": "/staff-voice", "team_id": workspace, "user_id": "U0X",
                          "trigger_id": secrets.token_hex(4), "text": ""}).encode()  # fmt: skip
        stamp = str(int(time.time()))
        signs = signature("local-secret", stamp, body)
        headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": signs}
        headers["content-type"] = FORM
        with self.browser() as browser:
            url = f"{self.address}{HTTP_PATH}"
            return browser.post(url, content=body, headers=headers).text

    def token(self, workspace: str) -> str:
        return self.app.callers[workspace].tokens[0]


@contextmanager
def partnership(
    folder: Path, teams: Sequence[str] = (COUNCIL, HEALTH), *, sockets: bool = False, **more: Any
) -> Iterator[Partnership]:
    """Start local workspaces, and a bot that two of them may install, at a clock that stands."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    app, clock = SharedApp(redirect_url=f"{address}/slack/oauth_redirect"), Clock(THURSDAY)
    url = None if sockets else f"{address}{HTTP_PATH}"
    slacks = {one: _workspace(one, url, app, clock) for one in teams}
    config = settings.load(
        **{
            "slack_client_id": app.client_id,
            "slack_client_secret": app.client_secret,
            "slack_signing_secret": "local-secret",
            "slack_app_token": "xapp-local",
            "slack_mode": "socket" if sockets else "http",
            "allowed_workspaces": f"{COUNCIL}, {HEALTH}",
            "public_url": address,
            "token_key_dir": folder / "token-keys",
            "slack_api_url": slacks[teams[0]].api_url,
            "http_port": port,
            "database_url": sqlite_in(folder),
            "key_dir": folder / "keys",
            "_env_file": None,
            **more,
        }
    )
    bot = build_bot(config, clock)
    hurry(bot.runtime.store.engine)
    enrolling.apply_people(bot.runtime, _people())
    serving = Serving(bot, ticking=False)
    try:
        yield Partnership(bot, slacks, app, clock, address, folder)
    finally:
        serving.stop()
        for slack in slacks.values():
            slack.stop()


def _workspace(team: str, url: str | None, app: SharedApp, clock: Clock) -> LocalSlack:
    accounts = [one for known in PEOPLE.values() for one in known]
    members = [Member(slack_id, slack_id) for place, slack_id in accounts if place == team]
    # Somebody here has the id that somebody else has over there.
    members.append(Member("U0BILL", "Another Bill")) if team == HEALTH else None
    slack = LocalSlack(members, team_id=team, team_name=f"{team} & Co", request_url=url, now=clock)
    slack.share(app)
    slack.start()
    return slack


def _people() -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER.split(","))
    writer.writeheader()
    for key, accounts in PEOPLE.items():
        for workspace, slack_id in accounts:
            writer.writerow(
                {
                    "person_key": key,
                    "workspace": workspace,
                    "slack_id": slack_id,
                    "name": f"Person {key}",
                    "email": f"{key.lower()}@example.org",
                    "unit": "Partnership/Team 1",
                    "job_family": "social worker",
                    "contract": "permanent",
                    "start_date": "2020-01-06",
                    "roles": "admin" if key == "E2" else "",
                }
            )
    return text.getvalue().encode()
