"""The whole bot on a stage, left without the long wait of the library for a silent connection."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.socket_mode.builtin import connection

from bot.demo.play import Stage
from tests.stage import stage

QUIET_SECONDS = 0.1  # the library has three before it lets go


@contextmanager
def brisk_stage(folder: Path, content: bytes) -> Iterator[Stage]:
    connect = connection._establish_new_socket_connection

    def briskly(**given: Any) -> socket.socket:
        connected: socket.socket = connect(**given)
        connected.settimeout(QUIET_SECONDS)
        return connected

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_establish_new_socket_connection", briskly)
        with stage(folder, content) as on:
            yield on
