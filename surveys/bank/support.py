"""Where people can turn: support.toml, validated and turned into the subject's nouns."""

from pathlib import Path
from typing import Any, Final

from surveys.bank.reading import Entry, Problems, doubles, entries, tables_of
from surveys.model.support import Route, Support, SupportLine

SUPPORT_FILE: Final = Path(__file__).with_name("support.toml")

# An organisation may say each in its own words and add more, but may leave none of these out.
NEEDED: Final = (
    ("help", ("emergency", "nhs_111", "samaritans", "shout", "papyrus", "assistance")),
    ("routes", ("safeguarding", "designated_officer", "whistleblowing", "protect")),
)
LONGEST_NAME: Final = 75
LONGEST_SENTENCE: Final = 200


def load_support(file: Path = SUPPORT_FILE) -> Support:
    """Read the list of support: ours, or an organisation's own file in the same form.

    Raises BankWrong with a sentence for every problem found.
    """
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
    for name, needed in NEEDED:
        given = {line.id for line in getattr(support, name)}
        for one in needed:
            if one not in given:
                problems.add(f"There is no [[{name}]] with the id '{one}'.")
    if not 1 <= support.review_every_days <= 366:
        problems.add("The list must be reviewed every 1 to 366 days.")
    problems.refuse_if_any()
    return support


def _lines(tables: dict[str, Any], name: str, problems: Problems) -> tuple[SupportLine, ...]:
    kinds = [Route.CRISIS] if name == "help" else [Route.CHILD_AT_RISK, Route.WRONGDOING]
    return tuple(_line(row, kinds) for row in entries(tables, name, problems))


def _line(row: Entry, kinds: list[Route]) -> SupportLine:
    row.knows_only("id", "name", "reach", "when", "local", "serves")
    return SupportLine(
        id=row.text("id", LONGEST_NAME),
        name=row.text("name", LONGEST_NAME),
        reach=row.text("reach", LONGEST_SENTENCE),
        when=row.text("when", LONGEST_SENTENCE),
        local=row.flag("local", default=False),
        serves=_serves(row, kinds),
    )


def _serves(row: Entry, kinds: list[Route]) -> frozenset[Route]:
    """What a route is for; help is for a crisis always."""
    if len(kinds) == 1:
        return frozenset(kinds)
    given = row.texts("serves", LONGEST_NAME)
    for one in given:
        if one not in kinds:
            row.problems.add(
                f"{row.where} has '{one}' in 'serves'; it can hold {', '.join(kinds)}."
            )
    return frozenset(kind for kind in kinds if kind in given)
