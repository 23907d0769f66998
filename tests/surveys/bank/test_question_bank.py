import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from surveys.bank.questions import BANK_FILE, EMPLOYER_STANDARDS, BankWrong, load_bank

SOURCE = BANK_FILE.read_text(encoding="utf-8")

Spoil = Callable[[str, str], Path]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    def write(old: str, new: str) -> Path:
        assert old in SOURCE
        file = tmp_path / "questions.toml"
        file.write_text(SOURCE.replace(old, new, 1), encoding="utf-8")
        return file

    return write


def test_the_bank_has_three_weekly_items_for_each_of_thirteen_drivers_and_a_headline() -> None:
    bank = load_bank()
    counts = Counter(item.driver_id for item in bank.items)
    assert len(bank.drivers) == 14
    assert len(bank.items) == 39
    assert set(counts.values()) == {3}
    assert set(counts) == {driver.id for driver in bank.drivers} - {bank.headline.driver_id}
    assert bank.headline.id == "how_are_you"
    assert bank.comment.id == "comment"


def test_every_item_is_found_by_its_id() -> None:
    bank = load_bank()
    assert len(bank.item_by_id) == 1 + len(bank.items) + len(bank.others) >= 40
    assert bank.driver_by_id[bank.headline.driver_id].name == "Overall wellbeing"


def test_every_employer_standard_is_reflected_by_some_question() -> None:
    assert {item.standard for item in load_bank().item_by_id.values()} >= set(EMPLOYER_STANDARDS)


def test_every_scale_is_five_choices_in_words() -> None:
    for item in load_bank().item_by_id.values():
        assert (item.scale.lo, item.scale.hi) == (1, 5)
        assert all(re.search("[A-Za-z]{4}", label) for label in item.scale.labels)


def test_every_question_is_short_plain_and_ends_as_a_sentence() -> None:
    for item in load_bank().item_by_id.values():
        words = re.findall(r"[A-Za-z'-]+", item.text)
        assert len(words) <= 20, item.id
        assert sum(len(word) for word in words) / len(words) < 5.5, item.id
        assert item.text.endswith("?" if item.text.startswith("How ") else "."), item.id


def test_a_few_questions_are_better_answered_low() -> None:
    low = [item for item in load_bank().items if item.direction == -1]
    assert 3 <= len(low) <= 8


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('id = "next_step"', 'id = "kit_ready"', "Two questions are called 'kit_ready'."),
        ('id = "next_step"', 'id = "comment"', "Two questions are called 'comment'."),
        ('driver = "pay"', 'driver = "pray"', "items 'pay_fair' names an unknown driver 'pray'."),
        ('driver = "pay"', 'driver = "wellbeing"', "shares the headline's driver"),
        ('scale = "ease"', 'scale = "haste"', "items 'systems_easy' names an unknown scale."),
        ("direction = -1\nst", "direction = 0\nst", "needs a direction of 1 or -1."),
        ('standard = "Support"', 'standard = "Luck"', "names an unknown standard 'Luck'."),
        ('"Never", ', "", "scales 'frequency' has 4 labels for 5 choices."),
        ('"Rarely"', '"Never"', "scales 'frequency' offers 'Never' twice."),
        ('"Rarely"', f'"{"x" * 76}"', "at most 75 fit."),
        ("hi = 5", "hi = 7", "must offer two to 5 choices."),
        ("spread = 1.0", "spread = 0", "needs a spread above 0"),
        ("spread = 1.0", 'spread = "wide"', "needs a number in 'spread'."),
        ("lo = 1", "lo = true", "needs a whole number in 'lo'."),
        ('text = "How are you', f'text = "{"x" * 150}', "at most 140 fit."),
        ('label = "Fair pay"', 'label = "Pay"', "needs a label of two to five words."),
        ('id = "pay_fair"', 'id = "Pay Fair"', "small letters, digits and underscores."),
        ('id = "how_are_you"\ndriver', 'id = "mood"\ndriver', "The headline's id must be"),
        ('id = "comment"', 'id = "words"', "The comment's id must be 'comment'."),
        ("[comment]", 'vision = "x"\n[comment]', "The file has an unknown field 'vision'."),
        ('id = "pay"\n', 'id = "team"\n', "Two drivers are called 'team'."),
        ('id = "ease"\n', 'id = "agreement"\n', "Two scales are called 'agreement'."),
        ("[headline]", "[headlines]", "There is no [headline]."),
        ("weekly = false", 'weekly = "no"', "needs true or false in 'weekly'."),
        ('labels = ["Never"', 'labels = [1, "Never"', "needs a list of texts in 'labels'."),
    ],
)
def test_a_mistake_in_the_bank_is_named_in_a_sentence(
    spoil: Spoil, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(BankWrong) as wrong:
        load_bank(spoil(old, new))
    assert any(sentence in problem for problem in wrong.value.problems), wrong.value.problems


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(SOURCE.replace("direction = -1", "direction = 2"), encoding="utf-8")
    with pytest.raises(BankWrong, match=r"questions\.toml has 4 problem") as wrong:
        load_bank(file)
    assert len(wrong.value.problems) == 4


@pytest.mark.parametrize("content", [b"= nothing", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "questions.toml"
    file.write_bytes(content)
    with pytest.raises(BankWrong, match="can't be read"):
        load_bank(file)


def test_a_missing_file_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BankWrong, match="can't be read"):
        load_bank(tmp_path / "nowhere.toml")
    empty = tmp_path / "questions.toml"
    empty.write_text("")
    with pytest.raises(BankWrong, match="There is no"):
        load_bank(empty)
