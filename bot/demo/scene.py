"""What the demo starts from: folders, people, and who answers what."""

import csv
import io
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.demo.answers_file import read_answers
from bot.demo.options import Options
from bot.demo.organisation import invented_people
from bot.demo.staff import SimulatedAnswer, answers_for
from bot.demo.survey_staff import survey_answers
from surveys.bank.questions import load_bank
from surveys.errors import DemoRefused, PeopleFileUnreadable
from surveys.model.surveys import WEEKLY_PULSE, Survey
from surveys.rules.people_file import PersonRow, people_in
from surveys.wording import _

DATABASE: Final = "staff_voice.db"
LOG: Final = "staff_voice.log"

Answers = Mapping[int, Mapping[str, SimulatedAnswer]]  # by round, then by Slack id
Others = Mapping[tuple[str, int], Mapping[str, SimulatedAnswer]]  # the same by survey and round


@dataclass(frozen=True)
class Scene:
    """Where everything lies, and the people in it."""

    data_dir: Path
    key_dir: Path
    content: bytes  # the people file
    rows: Sequence[PersonRow]
    answers: Answers  # to the weekly pulse
    others: Others | None  # what the answers file says; None: it is simulated as it is asked
    seed: int

    def answers_to(self, survey: Survey, number: int) -> Mapping[str, SimulatedAnswer]:
        """What people answer in a round, from 1, of any other survey."""
        if self.others is not None:
            return self.others.get((survey.id, number), {})
        found = survey_answers(self.rows, survey, number, self.seed)
        return {one.slack_id: one for one in found}

    @property
    def database(self) -> Path:
        """The database's file."""
        return self.data_dir / DATABASE

    @property
    def database_url(self) -> str:
        """The database's address."""
        return f"sqlite:///{self.database}"

    @property
    def log(self) -> Path:
        """The bot's log."""
        return self.data_dir / LOG


def prepare(options: Options) -> Scene:
    """Read or invent everything the demo needs. Raises DemoRefused, PeopleRefused."""
    _refuse_unwritable("--truth", options.truth)
    _refuse_unwritable("--calls", options.calls)
    content = _people_file(options)
    rows = people_in(content)
    given = [] if options.no_staff else _answers(options, rows)
    data_dir = (options.data_dir or Path(tempfile.mkdtemp(prefix="staff-voice-"))).resolve()
    if (data_dir / DATABASE).exists() and not options.no_staff:
        raise DemoRefused(
            _("{folder} holds a database already; choose an empty --data-dir").format(
                folder=data_dir
            )
        )
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DemoRefused(error.strerror or type(error).__name__) from None
    key_dir = data_dir.with_name(f"{data_dir.name}-keys")
    others = _by_survey(given) if options.answers else None
    pulse = {
        number: said
        for (survey, number), said in _by_survey(given).items()
        if survey == WEEKLY_PULSE
    }
    return Scene(data_dir, key_dir, content, rows, pulse, others, options.seed)


def _people_file(options: Options) -> bytes:
    if options.people is not None:
        return _content(options.people)
    text = io.StringIO()
    rows = invented_people(options.staff, options.seed)
    if options.no_staff:  # whoever tries it at a weekend must not wait for somebody's night shift
        rows = [row | {"working_pattern": ""} for row in rows]
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _answers(options: Options, rows: Sequence[PersonRow]) -> list[SimulatedAnswer]:
    bank = load_bank()
    if options.answers is None:
        return answers_for(rows, bank, options.weeks, options.seed)
    given = read_answers(_content(options.answers), bank)
    _refuse_strangers(given, rows)
    return given


def _by_survey(given: Sequence[SimulatedAnswer]) -> Others:
    found: dict[tuple[str, int], dict[str, SimulatedAnswer]] = defaultdict(dict)
    for one in given:
        found[one.survey, one.round][one.slack_id] = one
    return found


def _refuse_strangers(given: Sequence[SimulatedAnswer], rows: Sequence[PersonRow]) -> None:
    known = {account.slack_id for row in rows for account in row.accounts}
    strangers = sorted({one.slack_id for one in given} - known)
    if strangers:
        raise DemoRefused(
            _("the answers file names accounts that are not in the people file: {ids}").format(
                ids=", ".join(strangers[:20])
            )
        )


def _refuse_unwritable(option: str, file: Path | None) -> None:
    """Open a file now that is written to only when weeks have played."""
    if file is None:
        return
    try:
        file.open("ab").close()
    except OSError as error:
        says = _("{option} can't be written: {why}")
        raise DemoRefused(
            says.format(option=option, why=error.strerror or type(error).__name__)
        ) from None


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise PeopleFileUnreadable(error.strerror or type(error).__name__) from None
