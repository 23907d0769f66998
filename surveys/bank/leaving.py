"""Why people leave: leaving.toml, validated and turned into the subject's nouns."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from surveys.bank.questions import load_bank
from surveys.bank.reading import Entry, Problems, doubles, entries, entry, tables_of
from surveys.model.leaving import Code, LeavingBank, LeavingGroup, LeavingReason

LEAVING_FILE: Final = Path(__file__).with_name("leaving.toml")
MOST_REASONS: Final = 10  # boxes to tick one below the other
_LONGEST: Final = 75
_AVOIDABLE: Final[dict[str, bool | None]] = {"yes": True, "no": False, "unclear": None}


@cache
def load_leaving(file: Path = LEAVING_FILE) -> LeavingBank:
    """Return reasons and codes. Raises BankWrong with a sentence for every problem found."""
    tables, problems = tables_of(file), Problems(file)
    whole = Entry("The file", tables, problems)
    whole.knows_only("reviewed", "groups", "codes")
    whole.day("reviewed")
    codes = entry(tables, "codes", problems)
    codes.knows_only("reasons", "destinations")
    found = LeavingBank(
        groups=tuple(_group(row) for row in entries(tables, "groups", problems)),
        reasons=_codes(codes, "reasons"),
        destinations=_codes(codes, "destinations"),
    )
    every = [one for group in found.groups for one in group.reasons]
    for twice in [*doubles([one.id for one in every]), *doubles([one.id for one in found.groups])]:
        problems.add(f"Two reasons or groups are called '{twice}'.")
    drivers = {driver.id for driver in load_bank().drivers}
    for one in every:
        if one.driver_id is not None and one.driver_id not in drivers:
            problems.add(f"Reason '{one.id}' names the driver '{one.driver_id}', which is not.")
    problems.refuse_if_any()
    return found


def _group(row: Entry) -> LeavingGroup:
    row.knows_only("id", "name", "pay", "avoidable", "basis", "reasons")
    avoidable = row.text("avoidable", _LONGEST)
    if avoidable not in _AVOIDABLE:
        row.problems.add(f"{row.where} has no 'yes', 'no' or 'unclear' in 'avoidable'.")
    group_id = row.text("id", _LONGEST)
    listed = row.fields.get("reasons")
    reasons: list[dict[str, Any]] = listed if isinstance(listed, list) else []
    if not 1 <= len(reasons) <= MOST_REASONS:
        row.problems.add(f"{row.where} needs 1 to {MOST_REASONS} reasons.")
    return LeavingGroup(
        id=group_id,
        name=row.text("name", _LONGEST),
        is_pay=row.flag("pay", default=False),
        is_avoidable=_AVOIDABLE.get(avoidable),
        basis=row.text("basis"),
        reasons=tuple(_reason(one, group_id, row.problems) for one in reasons),
    )


def _reason(fields: dict[str, Any], group_id: str, problems: Problems) -> LeavingReason:
    row = Entry(f"reason '{fields.get('id', '')}'", fields, problems)
    row.knows_only("id", "words", "driver")
    driver = row.text("driver", _LONGEST) if "driver" in fields else None
    return LeavingReason(row.text("id", 20), row.text("words", _LONGEST), group_id, driver)


def _codes(row: Entry, name: str) -> tuple[Code, ...]:
    return tuple(Code(n, words) for n, words in enumerate(row.texts(name, _LONGEST), start=1))
