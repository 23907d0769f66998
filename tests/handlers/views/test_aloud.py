"""What the views' tests listen for is heard."""

from typing import Any

import pytest

from handlers.views.blocks import actions, button, section, spoken
from tests.handlers.views.aloud import unread

PICTURE = {"type": "image", "slack_file": {"id": "F1"}}
FIELD = {"type": "plain_text_input", "action_id": "text"}


@pytest.mark.parametrize(
    "blocks",
    [
        [PICTURE | {"alt_text": " "}],
        [section(":warning:")],
        [actions([button("Open", "open", "1"), button("Open", "open", "2")])],
        [actions([spoken(button("Open", "open"), "Read the first")])],
        [actions([FIELD])],
    ],
)
def test_what_cannot_be_heard_or_said_is_found(blocks: list[dict[str, Any]]) -> None:
    assert len(unread({"blocks": blocks})) == 1


def test_what_can_be_heard_and_said_is_fine() -> None:
    assert (
        unread(
            [
                PICTURE | {"alt_text": "How people are, week by week"},
                section(":warning: Late"),
                actions([spoken(button("Open", "open", str(n)), f"Open {n}") for n in range(3)]),
                actions([button("Close", "close", "1"), button("Close", "close", "1")]),
            ]
        )
        == []
    )
