"""Where people can turn: support.toml, validated and turned into the subject's nouns."""

from pathlib import Path
from typing import Any, Final

from surveys.bank.reading import Entry, Problems, doubles, entries, tables_of
from surveys.model.support import Need, Route, Support, SupportLine

SUPPORT_FILE: Final = Path(__file__).with_name("support.toml")

# An organisation may say each in its own words and add more, but may leave none of these out.
NEEDED: Final = (
    ("help", ("emergency", "nhs_111", "samaritans", "shout", "papyrus", "assistance")),
    ("routes", ("safeguarding", "designated_officer", "whistleblowing", "protect")),
)
# Under which heading a line stands unless it says so itself: files from before the headings stay.
_HEADINGS: Final = {"samaritans": Need.TALK, "assistance": Need.TALK}
_NEEDS: Final = {
    "help": (Need.NOW, Need.TALK),
    "more": (Need.TALK, Need.WORK, Need.SPEAK_UP, Need.OWN),
}
MOST_LINES: Final = 80  # in all: a page of Slack's has a hundred blocks
LONGEST_NAME: Final = 75
_KINDS: Final = {
    "help": (Route.CRISIS,),
    "routes": (Route.CHILD_AT_RISK, Route.WRONGDOING),
    "more": (),
}
LONGEST_SENTENCE: Final = 200


def load_support(file: Path = SUPPORT_FILE) -> Support:
    """Read the list of support: ours, or an organisation's own file in the same form.

    Raises BankWrong with a sentence for every problem found.
    """
    tables = tables_of(file)
    problems = Problems(file)
    whole = Entry("The file", tables, problems)
    whole.knows_only(
        "help", "routes", "more", "notice", "not_here", "reviewed", "review_every_days"
    )
    support = Support(
        help=_lines(tables, "help", problems),
        routes=_lines(tables, "routes", problems),
        notice=whole.text("notice", LONGEST_SENTENCE),
        not_here=whole.text("not_here", LONGEST_SENTENCE),
        reviewed=whole.day("reviewed"),
        review_every_days=whole.whole("review_every_days"),
        more=_lines(tables, "more", problems) if "more" in tables else (),
    )
    every = (*support.help, *support.routes, *support.more)
    if len(every) > MOST_LINES:
        problems.add(f"There are {len(every)} lines; at most {MOST_LINES} fit.")
    for one in doubles([line.id for line in every]):
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
    return tuple(_line(row, name) for row in entries(tables, name, problems))


def _line(row: Entry, name: str) -> SupportLine:
    fields = ["id", "name", "reach", "when", "local"]
    row.knows_only(*fields, "need" if name == "more" else "serves", *_also(name))
    line_id = row.text("id", LONGEST_NAME)
    return SupportLine(
        id=line_id,
        name=row.text("name", LONGEST_NAME),
        reach=row.text("reach", LONGEST_SENTENCE),
        when=row.text("when", LONGEST_SENTENCE),
        local=row.flag("local", default=False),
        serves=_serves(row, _KINDS[name]),
        need=_need(row, name, line_id),
    )


def _also(name: str) -> tuple[str, ...]:
    return ("need",) if name == "help" else ()


def _need(row: Entry, name: str, line_id: str) -> Need:
    """Return the heading that a line names, or the usual one of its list."""
    if name == "routes":
        return Need.SPEAK_UP
    offered = _NEEDS[name]
    usual = _HEADINGS.get(line_id, Need.NOW) if name == "help" else Need.OWN
    said = row.fields.get("need", usual)
    if said not in offered:
        row.problems.add(f"{row.where} has '{said}' in 'need'; it can be {', '.join(offered)}.")
        return usual
    return Need(said)


def _serves(row: Entry, kinds: tuple[Route, ...]) -> frozenset[Route]:
    """What a route is for; help is for a crisis always, and any other line for none."""
    if len(kinds) < 2:
        return frozenset(kinds)
    given = row.texts("serves", LONGEST_NAME)
    for one in given:
        if one not in kinds:
            row.problems.add(
                f"{row.where} has '{one}' in 'serves'; it can hold {', '.join(kinds)}."
            )
    return frozenset(kind for kind in kinds if kind in given)
