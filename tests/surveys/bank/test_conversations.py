"""The suggested conversations: some for every driver, each an open question."""

from pathlib import Path

import pytest

from surveys.bank.conversations import CONVERSATIONS_FILE, conversations
from surveys.bank.questions import load_bank
from surveys.bank.reading import BankWrong

WHOLE = CONVERSATIONS_FILE.read_text(encoding="utf-8")


def test_every_driver_has_questions_for_each_turn_it_may_take() -> None:
    found = conversations()
    assert found.keys() == load_bank().driver_by_id.keys()
    assert all(len(one.usual) >= 3 for one in found.values())


CLOSED = ("Do ", "Does ", "Is ", "Are ", "Did ", "Have ", "Who answered")


def test_no_question_asks_who_answered_or_can_be_answered_with_yes() -> None:
    for own in conversations().values():
        for one in (*own.usual, own.worse, own.better):
            assert not one.startswith(
                ("Do ", "Does ", "Is ", "Are ", "Did ", "Have ", "Who answered")
            )


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('driver = "pay"', 'driver = "payment"', "Driver 'pay' has no conversations."),
        ('driver = "pay"', 'driver = "payment"', "Driver 'payment' is not in the question bank."),
        ('driver = "pay"', 'driver = "team"', "Two tables are about the driver 'team'."),
        ("better = ", "besser = ", "unknown field 'besser'"),
        ("how do we keep it?", "we keep it.", "which is no question."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_in_a_sentence(old: str, new: str, wanted: str, tmp_path: Path) -> None:
    file = tmp_path / "conversations.toml"
    file.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BankWrong, match=wanted):
        conversations(file)
