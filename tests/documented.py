"""The commands on our pages: found in their blocks, and told apart from what is done by hand."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^ *```(\S+)([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
TYPED = re.compile(
    r"<<-?'?(\w+)'?\n.*?\n\s*\1$", re.MULTILINE | re.DOTALL
)  # lines given to a command
SHELLS = {"sh", "bash", "shell", "console"}
NOT_RUN = re.compile(r"notest: (\w[\w' ,;:-]{7,})$")
# Whoever else it is run as or in, what is run is ours.
AS_ANOTHER = (
    r"sudo -u \S+ |runuser -u \S+ -- |systemd-run (?:-\S+ )+|docker exec (?:-\S+ )*\S+ "
    r"|docker compose .*? run (?:-\S+ )*(?=staff-voice )"
)
OURS = re.compile(rf"^(?:{AS_ANOTHER})?(?:\S*bin/)?(?:staff-voice|python -m bot)(?= |$)")
# What no test of one process can do, by how a line begins, and why.
BY_HAND = {
    "staff-voice run": "runs until it is stopped: tests/bot/test_cli_running.py",
    "staff-voice setup": "asks Slack and whoever sets it up",
    "staff-voice demo": "runs until it is stopped: tests/bot/demo",
    "make ": "what this test is run by",
    "curl ": "asks the page of a running demo: tests/bot/local_slack/test_people_interface.py",
    **dict.fromkeys(("S=", "P=$("), "asks the page of a running demo"),
    **dict.fromkeys(
        ("pip ", "pipx ", "python3 ", "apt ", "apt-get ", "git ", "docker ", "podman ", "uv "),
        "installs or fetches, on a machine of one's own",
    ),
    **dict.fromkeys(
        ("sudo ", "systemctl ", "systemd-run ", "journalctl ", "useradd ", "( umask ", "chmod "),
        "arranges a machine of one's own",
    ),
    **dict.fromkeys(
        ("chown ", "mkdir ", "install ", "cp ", "mv ", "rm ", "cd ", "echo ", "cat > ", "umask "),
        "arranges a machine of one's own",
    ),
    **dict.fromkeys(
        ("touch ", "head -c ", "grep -vE ", "export "), "arranges a machine of one's own"
    ),
    **dict.fromkeys((". venv/", "/opt/staff-voice/bin/pip "), "installs, or follows installing"),
    **dict.fromkeys(("psql ", "pg_dump ", "createdb ", "pg_restore "), "needs a PostgreSQL server"),
    "pytest ": "what this test is run by",
    "sphinx-build ": "what `make check` does",
}


@dataclass(frozen=True)
class Line:
    """One command on a page."""

    text: str
    words: tuple[str, ...]  # after `staff-voice`; empty: not ours
    out: str | None = None  # where its output goes
    reads: str | None = None  # which file it is fed


def lines(page: str) -> Iterator[Line]:
    """Find every command of a page, in their order."""
    for language, about, block in BLOCK.findall(page):
        if language not in SHELLS or NOT_RUN.search(about):
            continue
        assert "notest" not in about, f"say why it can't be run: {about}"
        whole = TYPED.sub("", block).replace("\\\n", " ").replace("|\n", "| ")
        for text in whole.splitlines():
            line = text.strip()
            if language == "console":
                line = line.removeprefix("$ ") if line.startswith("$ ") else ""
            if line and not line.startswith("#"):
                yield _line(line)


def why_by_hand(line: Line, settings: set[str]) -> str | None:
    """Say why a line is not run here; None: there is no reason that we know."""
    ours = re.sub(r"^\S*bin/", "", OURS.sub("staff-voice", line.text))
    for beginning, why in BY_HAND.items():
        if f"{ours} ".startswith(beginning):
            return why
    name = re.match(r"([A-Z_]+)=", line.text)
    return "a setting, not a command" if name and name[1] in settings else None


def _line(text: str) -> Line:
    ours = OURS.match(text)
    if ours is None:
        return Line(text, ())
    first = text[ours.end() :].split(" | ")[0]
    words = shlex.split(first, comments=True)
    return Line(text, tuple(_plain(words)), _after(">", words), _after("<", words))


def _plain(words: list[str]) -> Iterator[str]:
    ahead = iter(words)
    for word in ahead:
        if word in {">", "<"}:
            next(ahead)
        else:
            yield word


def _after(sign: str, words: list[str]) -> str | None:
    return words[words.index(sign) + 1] if sign in words else None


def first_block(page: Path, language: str) -> str:
    """Return the first block of a page in a language."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return next(block for one, _about, block in found if one == language)
