"""A signature is good for one act, in every process, and is forgotten when it is good no longer."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.once import SECONDS_TOGETHER, Used, is_act
from bot.serving import SECONDS_A_SIGNATURE_IS_GOOD, payload_of
from surveys.store.keyring import USED

NOW = 1_795_000_000
SIGNATURE = "v0=" + "ab" * 32


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    return tmp_path


def test_what_was_answered_is_known_to_every_process_and_after_a_start(keys: Path) -> None:
    assert not Used(keys).has(str(NOW), SIGNATURE)
    Used(keys).add(str(NOW), SIGNATURE)
    Used(keys).add(str(NOW), SIGNATURE)  # by two at once
    assert Used(keys).has(str(NOW), SIGNATURE)
    assert not Used(keys).has(str(NOW), SIGNATURE.replace("a", "c"))


def test_a_mark_says_nothing_and_lasts_as_long_as_its_signature_is_good(keys: Path) -> None:
    now = [float(NOW)]
    used = Used(keys, lambda: now[0])
    used.forget()  # before anything came
    used.add(str(NOW), SIGNATURE)
    (mark,) = (keys / USED).glob("*/*")
    assert mark.read_bytes() == b""
    assert SIGNATURE[3:] not in mark.name
    assert SECONDS_A_SIGNATURE_IS_GOOD <= SECONDS_TOGETHER
    now[0] += SECONDS_A_SIGNATURE_IS_GOOD
    used.forget()
    assert used.has(str(NOW), SIGNATURE)
    now[0] += 2 * SECONDS_TOGETHER
    used.forget()
    assert list((keys / USED).iterdir()) == []


def test_a_folder_that_takes_no_file_silences_nobody(tmp_path: Path) -> None:
    used = Used(tmp_path / "not mounted")
    used.add(str(NOW), SIGNATURE)
    assert not used.has(str(NOW), SIGNATURE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "acts"),
    [("view_submission", True), ("block_actions", True), ("shortcut", True),
     ("block_suggestion", False)],
)  # fmt: skip
def test_whatever_people_press_is_an_act_and_what_they_look_for_is_none(
    kind: str, acts: bool
) -> None:
    for separators in ((",", ":"), None):
        payload = {"type": kind, "value": "block_suggestion"}
        said = json.dumps(payload, separators=separators)
        body = urlencode({"payload": said}).encode()
        assert is_act(body, payload_of(body)) is acts


def test_a_command_is_an_act_and_an_event_may_come_any_number_of_times() -> None:
    body = urlencode({"command": "/staff-voice", "trigger_id": "1.2"}).encode()
    assert is_act(body, payload_of(body))
    event = json.dumps({"type": "event_callback", "event_id": "Ev1"}).encode()
    assert not is_act(event, payload_of(event))
    assert not is_act(b"", b"")
