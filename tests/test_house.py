"""The house itself: its walls, its sizes, its words, and the papers that must agree with it."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import scopes
from bot.catalogue import TEMPLATE, template
from bot.manifest import manifest
from handlers import ACTIONS, COMMANDS, EVENTS, INSTALLED_EVENTS, SHORTCUTS, SUBMISSIONS, ids
from surveys import errors

HOUSE = Path(__file__).parents[1]
CODE = sorted(
    file for floor in ("bot", "handlers", "surveys") for file in (HOUSE / floor).rglob("*.py")
)
WORD = re.compile(r"\w+")
TESTS = sorted((HOUSE / "tests").rglob("*.py"))
TOP = {
    "bot",
    "handlers",
    "surveys",
    "migrations",
    "tests",
    "docs",
    ".ci",
    ".github",
    ".gitignore",
    ".pre-commit-config.yaml",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "Makefile",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
}
APP_TOKEN = "apps_connections_open"  # called with the app token, which has its one right


def test_the_walls_stand() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_top_level_is_the_one_we_drew() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("this copy has no git history to ask")
    assert {line.split("/")[0] for line in tracked.stdout.splitlines()} <= TOP


@pytest.mark.parametrize("file", [*CODE, *TESTS], ids=lambda file: str(file.relative_to(HOUSE)))
def test_no_module_is_long_and_no_function_either(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # A command's options are its signature; the work below it is what must be short.
            first = node.body[0].lineno if file.name == "command.py" else node.lineno
            assert (node.end_lineno or 0) - first < 40, node.name


def test_every_refusal_is_a_sentence_drawn_in_the_tree_and_shown_somewhere() -> None:
    drawn = {*WORD.findall(errors.__doc__ or "")}
    named = Counter(
        word for file in CODE for word in WORD.findall(file.read_text(encoding="utf-8"))
    )
    for refusal in errors.every_refusal():
        assert re.fullmatch(r"[A-Z].*\.", refusal.__doc__ or ""), refusal
        assert refusal.__name__ in drawn, refusal
        if not refusal.__subclasses__():
            assert named[refusal.__name__] > 3, refusal


def test_the_catalogue_holds_every_sentence() -> None:
    assert TEMPLATE.read_bytes() == template(), "run: python -m bot.catalogue"


def test_every_sentence_of_the_handlers_goes_through_the_catalogue() -> None:
    for file in (HOUSE / "handlers").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        known = {id(node) for node in _docstrings(tree)} | {id(node) for node in _wrapped(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                is_sentence = re.search(r"[A-Za-z]{2} [a-z]{2}", node.value)
                assert not is_sentence or id(node) in known, f"{file.name}: {node.value!r}"


def test_the_manifest_asks_for_what_the_code_uses_and_nothing_else() -> None:
    manifest = json.loads((HOUSE / "bot" / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)
    commands = {one["command"] for one in manifest["features"]["slash_commands"]}
    assert commands == set(COMMANDS)
    shortcuts = {one["callback_id"] for one in manifest["features"]["shortcuts"]}
    assert shortcuts == set(SHORTCUTS)
    assert manifest["features"]["app_home"]["home_tab_enabled"] is (ids.HOME_OPENED in EVENTS)
    assert manifest["settings"]["interactivity"]["is_enabled"] is bool(ACTIONS or SUBMISSIONS)

    uses = {scope for method, scope in _called() if scope is not None} - set(scopes.OF_SYNC)
    uses |= {scope for event in EVENTS if (scope := scopes.EVENTS[event])}
    uses |= {scopes.COMMANDS_AND_SHORTCUTS} if COMMANDS or SHORTCUTS else set()
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == uses == set(scopes.reasons())
    assert "user" not in manifest["oauth_config"]["scopes"]  # nobody lends us their own rights


def _called() -> Iterator[tuple[str, str | None]]:
    """Every method of Slack's that the bot calls, and the right that each needs."""
    outside = (one for one in CODE if not {"local_slack", "demo"} & set(one.parts))
    source = "\n".join(file.read_text(encoding="utf-8") for file in outside)
    assert not re.search(r"\bapi_call\(", source)  # past this list
    spelt = {one.replace(".", "_"): one for one in (*scopes.METHODS, *scopes.BY_CONVERSATION)}
    for call in set(re.findall(r"\bclient\.((?:[a-z]+)_\w+)\(", source)) - {APP_TOKEN}:
        # Our own direct messages alone are looked into; the local workspace refuses any other.
        yield spelt[call], scopes.needed(spelt[call], {"channel": "D0ASHA"})


def test_the_manifest_of_several_workspaces_adds_only_what_their_installing_needs() -> None:
    ours, address = json.loads(manifest()), "https://voice.example.org"
    for sockets in (True, False):
        several = json.loads(manifest(address, several=True, sockets=sockets))
        events = several["settings"]["event_subscriptions"]
        assert set(events["bot_events"]) == set(EVENTS) | set(INSTALLED_EVENTS)
        assert several["oauth_config"]["redirect_urls"] == [f"{address}/slack/oauth_redirect"]
        assert several["oauth_config"]["scopes"] == ours["oauth_config"]["scopes"]
        assert several["settings"]["socket_mode_enabled"] is sockets
        calls = {one.get("url") for one in several["features"]["slash_commands"]}
        calls |= {one.get("request_url") for one in (events, several["settings"]["interactivity"])}
        assert calls == {None if sockets else f"{address}/slack/events"}


def test_what_people_sync_reads_besides_is_asked_for_by_a_manifest_of_its_own() -> None:
    ours, more = (json.loads(one)["oauth_config"]["scopes"]["bot"]
                  for one in (manifest(), manifest(sync=True)))  # fmt: skip
    assert set(more) - set(ours) == set(scopes.OF_SYNC)
    assert "users:read.email" in more  # no method's own: without it people come without an e-mail
    called = {scope for _method, scope in _called()}
    assert set(scopes.OF_SYNC) - called == {"users:read.email"}


def test_every_button_and_form_that_views_name_has_a_listener() -> None:
    named = {
        value
        for name, value in vars(ids).items()
        if name.isupper() and isinstance(value, str) and value.endswith(("_open", "_submit"))
    }
    listened = {key for key in (*ACTIONS, *SUBMISSIONS) if isinstance(key, str)}
    assert named <= listened


def test_the_project_speaks_of_itself_alone() -> None:
    for file in (*CODE, *TESTS, HOUSE / "README.md"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"/(work|root|home)/\w", text.replace("~/", "")), file


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _wrapped(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if is_call and node.func.id in {"_", "ngettext"}:
            yield from node.args
