"""Reading surveys from files of a test's own."""

from pathlib import Path

import pytest

from surveys.bank.reading import BankWrong
from surveys.bank.surveys import read_survey
from surveys.model.policy import Policy
from surveys.model.surveys import Survey
from tests.surveys.bank.a_survey import SOURCE, Read, Spoil
from tests.surveys.bank.whole_surveys import BANK


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def from_text(text: str) -> Survey:
        file = tmp_path / "survey.toml"
        file.write_text(text, encoding="utf-8")
        return read_survey(file, BANK, Policy())

    return from_text


@pytest.fixture
def spoil(read: Read) -> Spoil:
    def problems(old: str, new: str) -> tuple[str, ...]:
        assert old in SOURCE
        with pytest.raises(BankWrong) as wrong:
            read(SOURCE.replace(old, new, 1))
        return wrong.value.problems

    return problems
