"""Tokens at rest: a box opens for its own workspace with its own key, and for nothing else."""

import pytest

from surveys.rules.tokens import TokenUnreadable, open_token, seal_token

KEY, NONCE, TOKEN = bytes(32), bytes(12), "xoxb-very-secret"


def test_a_sealed_token_opens_where_it_belongs_and_nowhere_else() -> None:
    box = seal_token(KEY, "k1", "T1", NONCE, TOKEN)
    assert TOKEN.encode() not in box
    assert open_token(KEY, "k1", "T1", box) == TOKEN
    for key, name, workspace, kept in (
        (bytes([1] * 32), "k1", "T1", box),
        (KEY, "k2", "T1", box),
        (KEY, "k1", "T2", box),  # moved to another workspace's row
        (KEY, "k1", "T1", box[:-1]),
        (KEY, "k1", "T1", b""),
    ):
        with pytest.raises(TokenUnreadable):
            open_token(key, name, workspace, kept)
