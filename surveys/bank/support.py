"""Where people can turn: support.toml, validated and turned into the subject's nouns."""

from pathlib import Path
from typing import Any, Final

from surveys.bank.reading import Entry, Problems, doubles, entries, tables_of
from surveys.model.support import Support, SupportLine

SUPPORT_FILE: Final = Path(__file__).with_name("support.toml")

LONGEST_NAME: Final = 75
LONGEST_SENTENCE: Final = 200


def load_support(file: Path = SUPPORT_FILE) -> Support:
    """Read the list of support. Raises BankWrong with a sentence for every problem found."""
    tables = tables_of(file)
    problems = Problems(file)
    whole = Entry("The file", tables, problems)
    whole.knows_only("help", "routes", "notice", "not_here", "reviewed", "review_every_days")
    support = Support(
        help=_lines(tables, "help", problems),
        routes=_lines(tables, "routes", problems),
        notice=whole.text("notice", LONGEST_SENTENCE),
        not_here=whole.text("not_here", LONGEST_SENTENCE),
        reviewed=whole.day("reviewed"),
        review_every_days=whole.whole("review_every_days"),
    )
    for one in doubles([line.id for line in (*support.help, *support.routes)]):
        problems.add(f"Two lines are called '{one}'.")
    if not 1 <= support.review_every_days <= 366:
        problems.add("The list must be reviewed every 1 to 366 days.")
    problems.refuse_if_any()
    return support


def _lines(tables: dict[str, Any], name: str, problems: Problems) -> tuple[SupportLine, ...]:
    return tuple(_line(row) for row in entries(tables, name, problems))


def _line(row: Entry) -> SupportLine:
    row.knows_only("id", "name", "reach", "when", "local")
    return SupportLine(
        id=row.text("id", LONGEST_NAME),
        name=row.text("name", LONGEST_NAME),
        reach=row.text("reach", LONGEST_SENTENCE),
        when=row.text("when", LONGEST_SENTENCE),
        local=row.flag("local", default=False),
    )
