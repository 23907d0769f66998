"""What `staff-voice doctor` judges of a folder of keys and of a list of help."""

from datetime import UTC, datetime
from pathlib import Path

from bot.config import Config
from bot.doctor import machine
from surveys.model.auditing import Verdict
from tests.bot.audit.installation import list_of_help


def test_a_list_of_help_that_nobody_filled_in_is_named_line_by_line(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    shipped = machine._help_list(Config(), now)
    assert shipped.verdict is Verdict.CANNOT_TELL
    assert shipped.evidence == (
        "Nobody has filled these lines of the list of help in: Your employer's assistance"
        " programme, Safeguarding duty desk, Designated officer (LADO), Whistleblowing lead."
    )
    assert shipped.remedy.startswith("Copy surveys/bank/support.toml, put your own words")
    own = list_of_help(tmp_path, now.date())
    assert machine._help_list(Config(support_file=own), now).verdict is Verdict.PASS
    own.write_text(own.read_text("utf-8").replace("Extension 4000. Call the duty", "Call the duty"))
    half = machine._help_list(Config(support_file=own), now)
    assert half.evidence.endswith("list of help in: Safeguarding duty desk.")
    assert "take local = true off the line" in half.remedy


def test_a_folder_of_keys_that_cannot_be_made_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = machine._keys(Config(key_dir=tmp_path / "file" / "keys"))
    assert found.evidence.startswith("Keys can't be kept in KEY_DIR (Not a directory);")
    assert found.remedy == "Set KEY_DIR to a folder of the bot's own user alone."
